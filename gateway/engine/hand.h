/* hand.h: the mail in hand, noted in a small mapped file beside the store, so that a mail
 * that kills us is known at the next start. Not synced: a crash of ours keeps the page
 * cache, a crash of the machine is not the mail's fault. */
#ifndef ENGINE_HAND_H
#define ENGINE_HAND_H

#include "engine/engine.h"

void hand_note(Engine *engine, const char *mailbox, const char *place);
void hand_clear(Engine *engine);
void hand_close(Engine *engine);

/* What was in hand when we died; NULL: nothing. Owned. */
bool hand_read(Engine *engine, char **out_mailbox, char **out_place);

#endif
