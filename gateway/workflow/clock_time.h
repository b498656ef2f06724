/* clock_time.h: the arithmetic of one clock: which seconds it has counted, how many are
 * left, when it is due. Everything follows from what was noted when it happened (start,
 * pauses, changes of the calendar: clock_record.h), and from somebody's hours. Pure. */
#ifndef WORKFLOW_CLOCK_TIME_H
#define WORKFLOW_CLOCK_TIME_H

#include "workflow/clock_record.h"

/* After a pause nothing is over sooner than in this much working time, or what was left.
 */
#define CLOCK_GRACE_SECONDS (4 * 3600)

/* Does its due follow from a norm in working time? Otherwise it is a date that was set.
 */
bool clock_is_derived(const Clock *clock);

/* Every second counts, by day and by night: a norm such as "4h". */
bool clock_counts_always(const Clock *clock);

/* When it is due: by norm, calendar and pauses. */
bool clock_derive(const Clock *clock, const Person *person, Instant *out_due);

/* Write down the seconds that count, up to its due. */
void clock_count(Clock *clock, const Person *person);
/* The calendar is another from `at` on: what has been counted stays counted. True if the
 * due is another now. */
bool clock_recount(Clock *clock, const Person *person, Instant at);

/* The stretches that count, as they were written down; else by today's calendar. GArray
 * of Span, owned. */
GArray *clock_spans(const Clock *clock, const Person *person);

/* Seconds that count: all of them; those before `at`; those after it. Beyond its due it
 * goes on counting. */
int64_t clock_goal(const Clock *clock, const Person *person);
int64_t clock_elapsed(const Clock *clock, const Person *person, Instant at);
int64_t clock_left(const Clock *clock, const Person *person, Instant at);
/* When `percent` of them is used. */
Instant clock_at_percent(const Clock *clock, const Person *person, int percent);

#endif
