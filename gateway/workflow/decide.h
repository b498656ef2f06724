/* decide.h: the heart: one mail in, one plan out. Pure. */
#ifndef WORKFLOW_DECIDE_H
#define WORKFLOW_DECIDE_H

#include "workflow/desk.h"

/* What the reading, matched to an item or to none, asks for. Never NULL; every mail gets
 * a disposition with a reason. Asks of the engine by plan->request what only the store
 * can answer. */
Plan *decide(const Desk *desk, const Reading *reading, const Match *match);

/* A reply to a digest: `3: agree` acts on the third of `lines` (of const Item, or NULL
 * where it is gone). */
Plan *decide_lines(const Desk *desk, const Reading *reading, const GPtrArray *lines);

/* A mail about a mail of ours: what a bounce of `notice_kind` to `person` means for the
 * item. `item` may be NULL. */
Plan *decide_bounce(const Desk *desk, const Reading *reading, const Item *item,
		    const char *person, const char *notice_kind, bool is_permanent);

/* A notice was refused by the server in the conversation itself. */
Plan *decide_refused(const Desk *desk, const Item *item, const char *person,
		     const char *notice_kind, const char *answer);

#endif
