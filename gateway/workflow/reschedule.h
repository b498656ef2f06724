/* reschedule.h: somebody's calendar has changed: their clocks move, and say so. Pure. */
#ifndef WORKFLOW_RESCHEDULE_H
#define WORKFLOW_RESCHEDULE_H

#include "workflow/desk.h"

/* Norms count working time, so that they move; a date that was written, and a fair date
 * once it is set, stay (DESIGN 6.5). `why` is for the history. */
Plan *reschedule(const Desk *desk, const Item *item, const Person *person,
		 const char *why);

#endif
