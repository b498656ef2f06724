/* gap.h: time did not go on as it should: the clock was set, the machine slept, or we
 * stood still. What waits for a day that will not come is moved, and the operator told.
 *
 * Nothing else is needed: what fell due meanwhile is done at the next look, once, and
 * what was done is known by its key. */
#ifndef ENGINE_GAP_H
#define ENGINE_GAP_H

#include "engine/engine.h"
#include "engine/pulse.h"

bool gap_mend(Engine *engine, Instant now, const PulseNews *news, GError **error);

#endif
