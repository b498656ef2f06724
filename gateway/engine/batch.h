/* batch.h: mails on their way into the store, many in one commit. */
#ifndef ENGINE_BATCH_H
#define ENGINE_BATCH_H

#include "engine/post.h"

typedef struct {
	GPtrArray *mails; /* of EdgeMessage */
	GPtrArray *posts; /* of Post, borrowed: whose mail it is; same order */
	size_t bytes;	  /* of the mails, as far as they are in memory */
} Batch;
Batch *batch_new(void);
void batch_free(Batch *batch);

/* Takes the message over. */
void batch_add(Batch *batch, Post *post, EdgeMessage *mail);
/* So many mails, or so large ones, that they are to be taken before more are added. */
bool batch_is_full(const Batch *batch);

/* All of them in one commit; then their intakes are told what is settled, and the batch
 * is empty. A mail that fails counts against itself alone, and is offered again. */
bool batch_take(Batch *batch, Engine *engine, GError **error);

#endif
