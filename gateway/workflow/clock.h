/* clock.h: norms that run on an item in somebody's working time, and the duties that
 * follow from them. TIME C, E. */
#ifndef WORKFLOW_CLOCK_H
#define WORKFLOW_CLOCK_H

#include "workflow/desk.h"

/* Start (or start anew, with the next generation) the clock `name`, counting the hours of
 * `person`, to `due`. Adds the history line. The item's due becomes the earliest due of
 * its running clocks. */
Clock *clock_start(Turn *turn, const char *name, const Person *person, Instant due,
		   const char *norm);

/* Stop it: met if it has not been breached (a breach stays a breach). Its duties are
 * cancelled. */
void clock_stop(Turn *turn, const char *name, ClockState as);

/* The clock goes on to another due, because the calendar of whom it counts for has
 * changed; `why` for the history. Its duties are written anew: what has been sent is not
 * sent again. */
void clock_move(Turn *turn, Clock *clock, Instant due, const Rule *rule, const char *why);

/* Reminders for `person` at these percents of their working time between `from` and
 * `due`. */
void clock_remind(Turn *turn, const Clock *clock, const Person *person,
		  const GArray *percents, Instant from);

/* The warning at a percent of the clock's working time, and the breach at its due. */
void clock_watch(Turn *turn, const Clock *clock, int warn_percent);

#endif
