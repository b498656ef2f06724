/* confirm.h: what falls short of its proof is held, and confirmed by a one-time reply. */
#ifndef WORKFLOW_CONFIRM_H
#define WORKFLOW_CONFIRM_H

#include "workflow/desk.h"
#include "workflow/reading.h"

/* The mail at hand is held; who it claims to be from is asked, or the operator told where
 * an answer is not allowed. `item` may be NULL. */
void confirm_ask(const Desk *desk, const Reading *reading, const Item *item, Proof needed,
		 Plan *plan);

/* The reply has something else in it than the word: it is asked for once more. */
Plan *confirm_word_missing(const Desk *desk, const Reading *reading, int64_t held);

/* The reply had the word, and it changed nothing; `why` is one line. */
Plan *confirm_failed(const Desk *desk, const Reading *reading, const char *why);

#endif
