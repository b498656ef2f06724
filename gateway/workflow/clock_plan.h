/* clock_plan.h: what a clock owes while it runs, planned as duties. They belong to one
 * revision of it: when its due moves they are cancelled and planned again. TIME C. */
#ifndef WORKFLOW_CLOCK_PLAN_H
#define WORKFLOW_CLOCK_PLAN_H

#include "workflow/clock_time.h"

/* Reminders for `person`, who need not be the one it counts for, at these percents of
 * their working time between `from` and `due`. */
void clock_remind(Turn *turn, const Clock *clock, const Person *person,
		  const GArray *percents, Instant from);

/* Everything it owes from now on: risks, levels, breach. Once in each revision. */
void clock_plan(Turn *turn, Clock *clock);
void clock_cancel_plans(Turn *turn, const Clock *clock, const char *why);

/* DUTY_RISK: it is noted. */
void clock_note_risk(Turn *turn, const Duty *duty);

/* A duty of this clock, with a key that no other revision of it has. */
Duty *clock_duty(const Turn *turn, DutyKind kind, const Clock *clock, const char *person,
		 Instant due, const char *what);

#endif
