/* decide_gate.h: the first question about a mail: does it go any further? Pure. */
#ifndef WORKFLOW_DECIDE_GATE_H
#define WORKFLOW_DECIDE_GATE_H

#include "workflow/desk.h"

/* True if it goes no further; the plan says why. What a machine wrote is ignored, what
 * has no sender is set aside; what nobody we know wrote, or somebody else in their name,
 * is held for the operator. */
bool decide_stops_at_gate(const Desk *desk, const Reading *reading, Plan *plan);

/* It is not acted on until the operator has looked. */
void decide_hold(const Desk *desk, Plan *plan, const char *reason);

/* The operator hears once a day, in their own hours, of mail that waits for them. */
void decide_tell_operator(const Desk *desk, Plan *plan);

#endif
