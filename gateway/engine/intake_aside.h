/* intake_aside.h: a mail that cannot be read, or that has failed us too often, goes
 * aside, with the reason. */
#ifndef ENGINE_INTAKE_ASIDE_H
#define ENGINE_INTAKE_ASIDE_H

#include "engine/intake.h"
#include "store/inbox.h"

/* Writes `row` as the mail's in the ledger, unless the mail is there already, and tells
 * the operator, in the caller's transaction. */
bool intake_aside(Engine *engine, InboxRow *row, const EdgeMessage *mail,
		  const char *reason, IntakeResult *out_result, GError **error);

#endif
