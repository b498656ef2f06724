/* decide_bounce.h: one mail of ours that did not arrive in, one plan out. Pure. */
#ifndef WORKFLOW_DECIDE_BOUNCE_H
#define WORKFLOW_DECIDE_BOUNCE_H

#include "workflow/desk.h"

/* A mail about a mail of ours: what a bounce of `notice_kind` to `person` means for the
 * item. `item` may be NULL. */
Plan *decide_bounce(const Desk *desk, const Reading *reading, const Item *item,
		    const char *person, const char *notice_kind, bool is_permanent);

/* A notice was refused by the server in the conversation itself. */
Plan *decide_refused(const Desk *desk, const Item *item, const char *person,
		     const char *notice_kind, const char *answer);

#endif
