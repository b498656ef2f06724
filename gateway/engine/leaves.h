/* leaves.h: absences taken to heart: the store, the calendars, the clocks that run. */
#ifndef ENGINE_LEAVES_H
#define ENGINE_LEAVES_H

#include "engine/engine.h"

/* Everyone's hours as the store has them. At the start, and after anything was undone. */
bool leaves_load(Engine *engine, GError **error);

/* Carries out what a plan says of absences; running clocks of those people move. */
bool leaves_apply(Engine *engine, Instant now, const Plan *plan, GError **error);

#endif
