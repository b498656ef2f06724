/* history.h: what happened to each item, in a chain in which nothing can be changed
 * unseen.
 *
 * The link of an event is the SHA-256 of the link before it and of the event, each part
 * as a netstring: link, item, hour (RFC 3339), person, what, detail, data; what is
 * missing is empty. The first follows the empty link. */
#ifndef STORE_HISTORY_H
#define STORE_HISTORY_H

#include "store/store.h"

/* Added at the end of its item's chain. */
bool history_add(Store *store, const Event *event, GError **error);
/* Oldest first. GPtrArray of Event. */
GPtrArray *history_list(Store *store, const char *item, GError **error);
/* The last link of an item; NULL: nothing has happened to it. */
bool history_head(Store *store, const char *item, char **out_link, GError **error);
/* When anything last happened: an event, a mail in, a mail out. INSTANT_NONE: never. */
bool history_last(Store *store, Instant *out_at, GError **error);

#endif
