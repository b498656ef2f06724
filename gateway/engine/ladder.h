/* ladder.h: how much one person may be sent before something must be wrong. MAIL 3. */
#ifndef ENGINE_LADDER_H
#define ENGINE_LADDER_H

#include "engine/engine.h"
#include "store/outbox.h"

/* May this notice join the outbox? *out_why, owned, names the limit that was reached.
 * Escalation steps are not counted: their policy is their ladder. */
bool ladder_allows(Engine *engine, Instant now, const OutboxRow *row, bool *out_allows,
		   char **out_why, GError **error);

#endif
