/* items_private.h: the parts of an item that are rows of their own, for items.c. Loading
 * adds to an item that has none of them yet, in the order of their beginning; the item
 * owns them. */
#ifndef STORE_ITEMS_PRIVATE_H
#define STORE_ITEMS_PRIVATE_H

#include "store/items.h"

/* What people say now. Saving supersedes what the same person said before; that stays in
 * the record. */
bool items_stances_load(Store *store, Item *item, GError **error);
bool items_stances_save(Store *store, const Item *item, GError **error);

/* All clocks, also those that have stopped. */
bool items_clocks_load(Store *store, Item *item, GError **error);
bool items_clocks_save(Store *store, const Item *item, GError **error);

#endif
