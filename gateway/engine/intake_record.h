/* intake_record.h: what is kept of a mail: its row in the ledger, and its hash in the
 * history of the item it is filed to. Of a small mail the bytes are kept, of one that
 * waits the text, clipped. What is returned is owned. */
#ifndef ENGINE_INTAKE_RECORD_H
#define ENGINE_INTAKE_RECORD_H

#include "engine/engine.h"
#include "store/inbox.h"
#include "transport/edge.h"

/* As it came, before anybody has read it. */
InboxRow *intake_record_new(const char *mailbox, const EdgeMessage *mail, Instant now);
/* What reading it has told. */
void intake_record_fill(InboxRow *row, const Reading *reading);
/* What became of it. */
void intake_record_dispose(InboxRow *row, const Plan *plan, const Reading *reading);

/* The bytes stand in the item's chain by their hash: a thread shown later is the one that
 * was read. Without an item, or a hash, nothing is written. */
bool intake_record_chain(Engine *engine, const InboxRow *row, const Plan *plan,
			 const char *hash, GError **error);
char *intake_record_hash(GBytes *bytes);
/* A large mail is never held as a whole. NULL if it cannot be read. */
char *intake_record_hash_mail(const EdgeMessage *mail);

/* Where it lies in its mailbox, as attempts are counted by. */
char *intake_record_place(const MailPlace *place);

#endif
