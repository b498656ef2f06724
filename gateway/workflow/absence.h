/* absence.h: what follows from somebody's going and coming back: who stands in, what is
 * handed over and back, what waited. TIME D. Pure. */
#ifndef WORKFLOW_ABSENCE_H
#define WORKFLOW_ABSENCE_H

#include "workflow/desk.h"

typedef enum {
	DELEGATE_FINE,
	DELEGATE_UNKNOWN, /* or not one person */
	DELEGATE_SELF,
	DELEGATE_AWAY,	 /* at some time of this absence, and nobody stands in for them */
	DELEGATE_CIRCLE, /* their own stand-in comes back to this person */
} DelegateFault;
/* May the one who is named stand in? A name is replaced with the id. *out_theirs: the
 * absence that is in the way, borrowed, or NULL. */
DelegateFault absence_resolve(const People *people, Leave *leave,
			      const Leave **out_theirs);

/* As leave_read(), for an operator, with the delegate checked: FAULT_UNREADABLE says what
 * is wrong and what to write. */
Leave *absence_read(const Desk *desk, const Person *person, const char *text,
		    GError **error);

/* Into the plan: the absence (taken), and the duties at its two ends. */
void absence_begin(const Desk *desk, const Person *person, Leave *leave, Plan *plan);
/* They are back before it was over. */
void absence_end(const Desk *desk, const Person *person, Plan *plan);

/* The duty at the end of `leave`: what waited is told. One for every end, however often
 * it is planned. */
Duty *absence_return_duty(const Leave *leave);
/* The duty at its beginning: what runs goes to the delegate. NULL: there is none. */
Duty *absence_depart_duty(const Leave *leave);

#endif
