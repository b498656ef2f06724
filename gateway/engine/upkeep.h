/* upkeep.h: duties that are due, through the same core as mails, in the same way. */
#ifndef ENGINE_UPKEEP_H
#define ENGINE_UPKEEP_H

#include "engine/horizon.h"

/* Carry out up to `max` duties within the horizon, which is not beyond `now`, in one
 * commit. *out_done: how many there were. */
bool upkeep_run(Engine *engine, Instant now, Horizon horizon, size_t max,
		size_t *out_done, GError **error);

/* What start-up does: count the mail in hand, put notices in doubt where they belong,
 * plan digests. */
bool upkeep_recover(Engine *engine, Instant now, GError **error);

#endif
