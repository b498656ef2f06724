/* apply.h: a Plan, which is data, into the store, inside the caller's transaction. */
#ifndef ENGINE_APPLY_H
#define ENGINE_APPLY_H

#include "engine/engine.h"

/* Cancels first, then items, history, duties and outbox rows. `held`: the inbox id a
 * confirmation is about. */
bool apply_plan(Engine *engine, Instant now, const Plan *plan, int64_t held,
		GError **error);

/* The operator will hear, once a day, that mail waits for them. In the caller's
 * transaction. */
bool apply_tell_operator(Engine *engine, Instant now, GError **error);

#endif
