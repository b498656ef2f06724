/* calendars.h: somebody's hours are not what they were: running clocks of theirs move. */
#ifndef ENGINE_CALENDARS_H
#define ENGINE_CALENDARS_H

#include "engine/engine.h"

/* At the start and after a change of the configuration: whose zone, zone data, hours,
 * holidays or configured absences are not those their clocks were counted by. Only their
 * clocks are touched. In the caller's transaction. */
bool calendars_check(Engine *engine, Instant now, GError **error);

/* The clocks that run in this person's time follow their hours as they are now; `why` is
 * for the history. `moved` (a JSON array, or NULL) grows by {id, title, due, before} of
 * each item whose due is another, in the person's time. */
bool calendars_move(Engine *engine, Instant now, const char *person, const char *why,
		    json_t *moved, GError **error);

#endif
