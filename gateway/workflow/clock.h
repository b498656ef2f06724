/* clock.h: norms that run on an item in somebody's working time: started, paused,
 * resumed, moved, stopped. TIME C, E. */
#ifndef WORKFLOW_CLOCK_H
#define WORKFLOW_CLOCK_H

#include "workflow/clock_time.h"
#include "workflow/desk.h"

#define CLOCK_FIRST_RESPONSE "first-response"
#define CLOCK_UPDATE	     "update"
#define CLOCK_RESOLUTION     "resolution"
#define CLOCK_DECISION	     "decision"

/* Start (or start anew, with the next generation) the clock `name`, counting the hours of
 * `person`, to `due`. Adds the history line. The item's due becomes the earliest due of
 * its running clocks. */
Clock *clock_start(Turn *turn, const char *name, const Person *person, Instant due,
		   const char *norm);

/* The same to what the norms say of `key`, from when a mail can first reach the person,
 * with its duties. NULL: no norm says anything. */
Clock *clock_start_norm(Turn *turn, const char *name, const Person *person, NormKey key);

/* Stop it: met if it has not been breached (a breach stays a breach) and was not over
 * when the mail at hand was written. Its duties are cancelled. */
void clock_stop(Turn *turn, const char *name, ClockState as);

/* Its due has come. */
void clock_breach(Turn *turn, Clock *clock);

/* All clocks that run stand still, as the norm says pauses do; `reason` is read by
 * people, as "waits for Maria". Clocks that stand still already begin another pause. */
void clock_pause_all(Turn *turn, const char *reason);
/* They run again. No due is nearer than the grace. */
void clock_resume_all(Turn *turn, const char *why);

/* The calendar of whom it counts for has changed; `why` for the history. What it has
 * counted stays counted, and what has been sent is not sent again. */
void clock_follow_calendar(Turn *turn, Clock *clock, const Person *person,
			   const char *why);

#endif
