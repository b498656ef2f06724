/* explain.h: why an item stands as it does, gathered from the store. */
#ifndef ENGINE_EXPLAIN_H
#define ENGINE_EXPLAIN_H

#include "engine/engine.h"

/* The model of workflow/why.h, with times as `zone` has them. NULL on a fault. Owned. */
json_t *explain_item(Engine *engine, Instant now, const Item *item, const Zone *zone,
		     GError **error);

/* The same into a mail that promises it (`explains`). */
bool explain_in_notice(Engine *engine, Instant now, const Notice *notice, GError **error);

#endif
