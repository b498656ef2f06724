/* stand_in.h: what runs goes to the delegate of whoever goes away, and comes back with
 * them. TIME D. Pure. */
#ifndef WORKFLOW_STAND_IN_H
#define WORKFLOW_STAND_IN_H

#include "workflow/desk.h"

/* `absent` is away now: an open question of theirs is asked of the one who stands in, who
 * reads why, unless its rule lets it wait. An empty plan if it is not theirs, or nobody
 * does. */
Plan *stand_in_take(const Desk *desk, const Item *item, const Person *absent);

/* `person` is back: what another had instead of them and has not answered is theirs
 * again, and the other is told. Nothing of the absence is left on the item. */
Plan *stand_in_give_back(const Desk *desk, const Item *item, const Person *person);

#endif
