/* usual.h: who asks is told by when such questions are usually answered, as far as
 * enough people have answered some. TIME L5. */
#ifndef WORKFLOW_USUAL_H
#define WORKFLOW_USUAL_H

#include "workflow/desk.h"
#include "workflow/stats.h"

/* The receipt of a question that this plan opens; NULL if it opens none. */
Notice *usual_receipt(const Plan *plan);

/* That receipt says when nine of ten such questions, and half of them, have had their
 * answer, by `stats`, if it was asked of its owner now: `usual` {by, half, is_first}. */
void usual_say(const Plan *plan, const Desk *desk, const Stats *stats);

#endif
