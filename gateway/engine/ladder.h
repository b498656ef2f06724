/* ladder.h: how much one person may be sent before something must be wrong. MAIL 3. */
#ifndef ENGINE_LADDER_H
#define ENGINE_LADDER_H

#include "engine/engine.h"
#include "workflow/plan.h"

/* May this notice join the outbox? *out_why, owned, names the limit that was reached.
 * Escalation steps are not counted: their policy is their ladder. */
bool ladder_allows(Engine *engine, Instant now, const Notice *notice, bool *out_allows,
		   char **out_why, GError **error);

/* A report, or the next server, says that an address was not reached; `status` as in RFC
 * 3463, "" if none was said. What is a matter of policy (x.7.x) says nothing about the
 * address. Three failures for good on three days, and only what is urgent or asked for is
 * still sent there. */
bool ladder_note_failure(Engine *engine, Instant now, const char *address,
			 const char *status, bool is_permanent, GError **error);

#endif
