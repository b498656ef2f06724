/* badge.h: what must be seen wherever an item is shown: a review nobody has answered, an
 * assumption that somebody says is broken. */
#ifndef WORKFLOW_BADGE_H
#define WORKFLOW_BADGE_H

#include "workflow/item.h"

bool badge_is_review_overdue(const Item *item);
/* "review overdue, assumption 2 challenged"; NULL: none. Owned. */
char *badge_text(const Item *item);
/* The same as an array of texts. Owned. */
json_t *badge_json(const Item *item);

#endif
