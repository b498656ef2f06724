/* decide_lines.h: one reply to a digest in, one plan out, for as many items as it has
 * lines. Pure. */
#ifndef WORKFLOW_DECIDE_LINES_H
#define WORKFLOW_DECIDE_LINES_H

#include "workflow/desk.h"

/* A reply to a digest: `3: agree` acts on the third of `lines` (of const Item, or NULL
 * where it is gone). Owned. */
Plan *decide_lines(const Desk *desk, const Reading *reading, const GPtrArray *lines);

#endif
