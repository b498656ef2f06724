/* burdens.h: the ledger of windows outside somebody's hours. */
#ifndef STORE_BURDENS_H
#define STORE_BURDENS_H

#include "store/store.h"
#include "workflow/burden.h"

bool burdens_add(Store *store, const Burden *burden, GError **error);
/* What an item has taken and has not begun yet was taken by nobody. */
bool burdens_release(Store *store, const char *item, Instant now, GError **error);
/* Oldest first. GPtrArray of Burden. */
GPtrArray *burdens_list(Store *store, GError **error);

#endif
