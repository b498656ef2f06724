/* measures.h: response times out of the store, for the core to reckon with. */
#ifndef ENGINE_MEASURES_H
#define ENGINE_MEASURES_H

#include "engine/engine.h"
#include "workflow/stats.h"

/* Of [since, until). Finished. */
bool measures_take(Engine *engine, Instant since, Instant until, Stats **out_stats,
		   GError **error);

#endif
