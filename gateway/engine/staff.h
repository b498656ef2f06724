/* staff.h: what the store says of people, taken to heart: absences and profiles in
 * everyone's calendars, and what follows for clocks that run, mail that waits and
 * digests to come. */
#ifndef ENGINE_STAFF_H
#define ENGINE_STAFF_H

#include "engine/engine.h"

/* Everyone as the store has them. At the start, and after anything was undone. */
bool staff_load(Engine *engine, GError **error);

/* The same if another process has written to the store meanwhile. */
bool staff_refresh(Engine *engine, GError **error);

/* Carries out what a plan says of absences and profiles, in the caller's transaction.
 * `moved` (a JSON array) grows by {id, title, due, before} of each clock that moved, in
 * its person's time. */
bool staff_apply(Engine *engine, Instant now, const Plan *plan, json_t *moved,
		 GError **error);

/* Somebody's hours have changed: their clocks move, saying why, and what waits for them
 * waits anew. */
bool staff_reckon(Engine *engine, Instant now, const char *person, const char *why,
		  json_t *moved, GError **error);

#endif
