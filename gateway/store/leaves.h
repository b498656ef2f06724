/* leaves.h: absences that came by mail. */
#ifndef STORE_LEAVES_H
#define STORE_LEAVES_H

#include "store/store.h"

/* `since`: not those that were over then. GPtrArray of Leave. */
GPtrArray *leaves_list(Store *store, Instant since, GError **error);

/* A new one takes the place of a suggestion; what lies behind `now` stays as it was. */
bool leaves_add(Store *store, const Leave *leave, Instant now, GError **error);

/* It is not so: what is ahead of `now` goes. */
bool leaves_remove(Store *store, const Leave *leave, Instant now, GError **error);

/* The person is back: nothing of theirs reaches beyond `now`. */
bool leaves_end(Store *store, const char *person, Instant now, GError **error);
/* When they last were; INSTANT_NONE: never by their own or an operator's word. */
bool leaves_back(Store *store, const char *person, Instant *out_back, GError **error);

/* The open items on which a clock runs, or also stands still, in this person's time.
 * GPtrArray of char *. */
GPtrArray *leaves_items_of(Store *store, const char *person, bool with_paused,
			   GError **error);

#endif
