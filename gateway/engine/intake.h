/* intake.h: one mail, one transaction (several may share a commit). */
#ifndef ENGINE_INTAKE_H
#define ENGINE_INTAKE_H

#include "engine/engine.h"
#include "transport/edge.h"

/* What became of a mail, so that the mailbox can be told after the commit. */
typedef struct {
	Settle settle;
	Disposition disposition;
	bool has_failed; /* nothing of it was kept; it stays where it is */
} IntakeResult;

/* Take in one mail inside the caller's savepoint. False if anything failed that is not
 * the mail's own matter: then the savepoint is to be undone. A mail that cannot be read,
 * or that has failed us three times, is set aside. */
bool intake_take(Engine *engine, const char *mailbox, const EdgeMessage *mail,
		 IntakeResult *out_result, GError **error);

/* It failed and was undone: that counts against it, as dying with it does. */
bool intake_failed(Engine *engine, const char *mailbox, const EdgeMessage *mail,
		   const char *why, GError **error);

/* At start: if we died with a mail in hand, that counts against it. */
bool intake_recover(Engine *engine, GError **error);

/* Decide a held mail again, as if its sender were proven that well: an operator's or the
 * sender's own confirmation. False with FAULT_UNREADABLE if the mail was not kept whole,
 * waits no more, or needs a better proof. */
bool intake_release(Engine *engine, int64_t inbox_id, Proof proof, const char *reason,
		    GError **error);

#endif
