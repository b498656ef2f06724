/* intake.h: one mail, one transaction (several may share a commit). */
#ifndef ENGINE_INTAKE_H
#define ENGINE_INTAKE_H

#include "engine/engine.h"
#include "transport/edge.h"

/* What became of a mail, so that the mailbox can be told after the commit. */
typedef struct {
	Settle settle;
	Disposition disposition;
} IntakeResult;

/* Take in one mail inside the caller's transaction. False only if the store fails: then
 * the transaction is lost and nothing may be settled. A mail that cannot be read, or that
 * has failed us three times, is set aside. */
bool intake_take(Engine *engine, const char *mailbox, const EdgeMessage *mail,
		 IntakeResult *out_result, GError **error);

/* At start: if we died with a mail in hand, that counts against it. */
bool intake_recover(Engine *engine, GError **error);

/* Decide a held mail again, as if its sender were proven: an operator's or the sender's
 * own confirmation. False with FAULT_UNREADABLE if the mail was not kept whole. */
bool intake_release(Engine *engine, int64_t inbox_id, const char *reason, GError **error);

#endif
