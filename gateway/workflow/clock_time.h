/* clock_time.h: the arithmetic of one clock: which seconds it has counted, how many are
 * left, when it is due. Everything follows from what was noted when it happened (start,
 * pauses, changes of the calendar), and from somebody's hours. Pure.
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
#ifndef WORKFLOW_CLOCK_TIME_H
#define WORKFLOW_CLOCK_TIME_H

#include "workflow/desk.h"
#include "workflow/norm.h"

/* After a pause nothing is over sooner than in this much working time, or what was left.
 */
#define CLOCK_GRACE_SECONDS (4 * 3600)

/* Note what happened; `more` (may be NULL) is taken. */
void clock_note(Clock *clock, Instant at, const char *what, json_t *more);

/* One stretch in which it did not run; until INSTANT_NONE: it still does not. */
typedef struct {
	Instant from, until;
	PauseKind kind;
	const char *reason; /* borrowed from the clock */
	Instant grace;	    /* the due it was given on its end, or INSTANT_NONE */
} ClockPause;
GArray *clock_pauses(const Clock *clock);
bool clock_is_paused(const Clock *clock);

Instant clock_from(const Clock *clock);
int64_t clock_revision(const Clock *clock);

/* Does its due follow from a norm in working time? Otherwise it is a date that was set.
 */
bool clock_is_derived(const Clock *clock);

/* When it is due: by norm, calendar and pauses. */
bool clock_derive(const Clock *clock, const Person *person, Instant *out_due);

/* Write down the seconds that count, up to its due. */
void clock_count(Clock *clock, const Person *person);
/* The calendar is another from `at` on: what has been counted stays counted. True if the
 * due is another now. */
bool clock_recount(Clock *clock, const Person *person, Instant at);

/* Seconds that count: all of them; those before `at`; those after it. Beyond its due it
 * goes on counting. */
int64_t clock_goal(const Clock *clock, const Person *person);
int64_t clock_elapsed(const Clock *clock, const Person *person, Instant at);
int64_t clock_left(const Clock *clock, const Person *person, Instant at);
/* When `percent` of them is used. */
Instant clock_at_percent(const Clock *clock, const Person *person, int percent);

/* From its start to its due, without gaps: what counted, what did not, and why. GPtrArray
 * of HoursPiece, owned. */
GPtrArray *clock_pieces(const Clock *clock, const Person *person);

/* "low", "medium", "high", "breached", "completed", "failed", "paused", "cancelled". */
const char *clock_risk(const Clock *clock, Instant at);

#endif
