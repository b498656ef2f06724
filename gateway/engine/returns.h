/* returns.h: the two ends of an absence, when their time comes: what runs goes to the
 * delegate and comes back, and what waited is told. */
#ifndef ENGINE_RETURNS_H
#define ENGINE_RETURNS_H

#include "engine/engine.h"

/* DUTY_DEPART and DUTY_RETURN. An absence that has changed since is not theirs any more.
 */
bool returns_depart(Engine *engine, Instant now, const Duty *duty, GError **error);
bool returns_return(Engine *engine, Instant now, const Duty *duty, GError **error);

/* Duties for the ends of all absences to come, however they became known: those of the
 * configuration and of calendars come by no mail. Doing it twice plans none twice. */
bool returns_plan_all(Engine *engine, Instant now, GError **error);

#endif
