/* measures.h: response times out of the store, for the core to reckon with. */
#ifndef ENGINE_MEASURES_H
#define ENGINE_MEASURES_H

#include "engine/engine.h"
#include "workflow/stats.h"

/* Of [since, until). Finished. */
bool measures_take(Engine *engine, Instant since, Instant until, Stats **out_stats,
		   GError **error);

/* The receipt of a question in the plan says when such ones are usually answered, by the
 * 90 days before today; those are reckoned once a day. */
bool measures_say_usual(Engine *engine, const Desk *desk, const Plan *plan,
			GError **error);

#endif
