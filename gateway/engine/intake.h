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

#endif
