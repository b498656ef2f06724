/* decide.h: the heart: one mail in, one plan out. Pure. */
#ifndef WORKFLOW_DECIDE_H
#define WORKFLOW_DECIDE_H

#include "workflow/desk.h"

/* What the reading, matched to an item or to none, asks for. Never NULL; every mail gets
 * a disposition with a reason. Asks of the engine by plan->request what only the store
 * can answer. */
Plan *decide(const Desk *desk, const Reading *reading, const Match *match);

#endif
