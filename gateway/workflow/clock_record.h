/* clock_record.h: what happened to one clock, in the order in which it did: noted, and
 * read again. Pure.
 *
 * A clock keeps in its `data`:
 *   from      its time counts from here: when the ask could first reach the person
 *   set       a date that no norm gives: written, agreed or extended
 *   revision  how often its due was moved in this generation
 *   counted   [start, end, start, end ...] the seconds that count, up to its due, by the
 *             calendar as it was when they passed
 *   anchor    {at, left}: the calendar of the past was changed; what was left then
 *   events    [{at, generation, what, ...}] started, paused, resumed, moved, risk, told,
 *             collapsed, satisfied, breached, cancelled */
#ifndef WORKFLOW_CLOCK_RECORD_H
#define WORKFLOW_CLOCK_RECORD_H

#include "workflow/desk.h"
#include "workflow/norm.h"

/* Its `data`, which is made if there is none. Borrowed. */
json_t *clock_data(Clock *clock);

/* Note what happened; `more` (may be NULL) is taken. */
void clock_note(Clock *clock, Instant at, const char *what, json_t *more);
/* All that is noted, of earlier generations too; NULL: nothing. Borrowed. */
json_t *clock_events(const Clock *clock);
/* Is an event of the generation that runs now? */
bool clock_is_of_now(const Clock *clock, const json_t *event);

/* One stretch in which it did not run; until INSTANT_NONE: it still does not. */
typedef struct {
	Instant from, until;
	PauseKind kind;
	const char *reason; /* borrowed from the clock */
	Instant grace;	    /* the due it was given on its end, or INSTANT_NONE */
} ClockPause;
/* Of ClockPause, in order, those of this generation. Owned. */
GArray *clock_pauses(const Clock *clock);
/* Since when it stands still; INSTANT_NONE: it does not. */
Instant clock_paused_since(const Clock *clock);
/* The same of a clock that has not been stopped. */
bool clock_is_paused(const Clock *clock);

/* Where its time counts from; how often its due was moved in this generation. */
Instant clock_from(const Clock *clock);
int64_t clock_revision(const Clock *clock);

#endif
