/* monthly.h: the report of each month, to the operator or to whom the configuration
 * says. */
#ifndef ENGINE_MONTHLY_H
#define ENGINE_MONTHLY_H

#include "engine/engine.h"

/* Who is to get it is known; mistakes to `problems`. */
void monthly_check(const Engine *engine, GPtrArray *problems);

/* Give each of its readers a duty, who has none yet. */
bool monthly_plan_all(Engine *engine, Instant now, GError **error);
/* The clock has been set back: they are planned anew, no month is told twice. */
bool monthly_rewind(Engine *engine, Instant now, GError **error);

/* DUTY_STATS: the month before `now`, if there is something to show, and plan the next.
 */
bool monthly_send(Engine *engine, Instant now, const Duty *duty, GError **error);

#endif
