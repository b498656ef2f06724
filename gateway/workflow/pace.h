/* pace.h: when a mail may leave for one person, and why. DESIGN promise 4, TIME H, leap
 * L4. Pure.
 *
 * What is not urgent waits for working hours; nothing arrives in hours of focus; whoever
 * has slots gets it at the next one. None of this may make anything late: of the
 * recipient's working time from the instant at which the mail could leave by the hours
 * alone to what it must precede, waiting for a slot or for the end of the focus takes at
 * most half. What would take more does not wait: it leaves with the first working instant
 * outside the focus, and if that too is past the half, inside it. */
#ifndef WORKFLOW_PACE_H
#define WORKFLOW_PACE_H

#include "workflow/people.h"

typedef enum {
	PACE_AT_ONCE, /* urgent, or an answer to what was just written */
	PACE_HOURS,   /* the first working instant */
	PACE_FOCUS,   /* the first one after hours of focus */
	PACE_SLOT,    /* the next slot */
	PACE_DUE,     /* sooner than slot and focus would have it */
	PACE_BURST,   /* the fifth and further ones of a kind: together, after ten minutes
		       */
	PACE_FULL,    /* that day had its share; together, on the next one */
} PaceReason;
/* "slot"; as queue and show print it. */
const char *pace_reason_name(PaceReason reason);

typedef struct {
	Instant at;	 /* it leaves then */
	Instant free_at; /* it could have, had there been neither slots nor focus */
	Instant due;	 /* what it must precede; INSTANT_NONE: nothing */
	PaceReason reason;
} Pace;

/* For something not urgent that is there at `now`; `due` may be past or INSTANT_NONE. At
 * `now` for whoever never works. */
Pace pace_plan(const Person *person, Instant now, Instant due);

/* The same for what has had its slot already, and for what has waited for another reason:
 * hours and focus alone. */
Instant pace_resume(const Person *person, Instant now, Instant due);

/* The last instant to which something may be held; INSTANT_NONE: nothing forbids. */
Instant pace_safe_until(const Person *person, Instant free_at, Instant due);

/* The first working instant of the next day that is worked. */
Instant pace_next_day(const Person *person, Instant now);

/* The slots of the day on which `at` falls, in order: those that are named, or as many as
 * are wished spread evenly over the day's working time, the first at its start. One that
 * falls into the focus comes at its end. GArray of Instant, owned. */
GArray *pace_slots(const Person *person, Instant at);

#endif
