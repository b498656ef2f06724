/* escalation.h: something burns: whoever is named is asked at once, and it climbs until
 * somebody answers. TIME F. */
#ifndef WORKFLOW_ESCALATION_H
#define WORKFLOW_ESCALATION_H

#include "workflow/desk.h"

/* A mail whose tag opens an escalation. `about` is the item it was written in reply to,
 * or NULL. */
void escalation_open(Turn *turn, const Item *about);
bool escalation_command(Turn *turn, const Command *command);
/* DUTY_STEP: nobody has answered; the next rung. */
void escalation_step(Turn *turn, const Duty *duty);
/* DUTY_LAPSE: it was acknowledged, and not resolved in time. */
void escalation_lapse(Turn *turn, const Duty *duty);
/* A notice to `person` was refused for good: do not wait for the clock. */
void escalation_unreachable(Turn *turn, const char *person);

/* ---- between the files of escalations ---- */

/* Of the policy it began with; 0: no policy says whom to ask. */
size_t escalation_step_count(const Item *item);
/* Asks those of its step, or of the next at which somebody can be reached; past the last
 * round it is exhausted. */
void escalation_climb(Turn *turn);

#endif
