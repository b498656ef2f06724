/* decide_answer.h: answers to the mail at hand. A person we know never meets silence,
 * unless their mail says that it must not be answered. Pure. */
#ifndef WORKFLOW_DECIDE_ANSWER_H
#define WORKFLOW_DECIDE_ANSWER_H

#include "workflow/desk.h"

/* After a turn: what became of its lines. Nothing, if it has given an answer of its own.
 */
void decide_answer_turn(Turn *turn);

/* It names an item, `id`, that there is not: that is said of its first line. */
void decide_answer_unknown(const Desk *desk, const Reading *reading, Plan *plan,
			   const char *id);

/* Nothing could be made of it, for `reason`; `template` says so, and what to write. */
void decide_answer_puzzled(const Desk *desk, const Reading *reading, Plan *plan,
			   const char *template, const char *reason);

void decide_answer_help(const Desk *desk, const Reading *reading, Plan *plan);

#endif
