/* remind.h: time passes and nobody writes: one duty in, one plan out. Pure. */
#ifndef WORKFLOW_REMIND_H
#define WORKFLOW_REMIND_H

#include "workflow/desk.h"

/* `item` is the duty's item, NULL if it has none any more. */
Plan *remind(const Desk *desk, const Duty *duty, const Item *item);

#endif
