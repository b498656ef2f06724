/* duties.h: what falls due, and when: one indexed table. */
#ifndef STORE_DUTIES_H
#define STORE_DUTIES_H

#include "store/store.h"

/* A key that is already there, done or not, is left alone. */
bool duties_add(Store *store, const Duty *duty, GError **error);
/* The earliest open duty due at or before `until`; *out NULL: none. One that is
 * hurried (workflow/plan.h), up to `hurried`, which is not earlier. Where both are the
 * same, one indexed row is read. */
bool duties_next(Store *store, Instant until, Instant hurried, Duty **out_duty,
		 GError **error);
/* When the earliest open duty falls due; INSTANT_NONE: never. */
bool duties_next_instant(Store *store, Instant *out_due, GError **error);
bool duties_done(Store *store, int64_t id, Instant at, GError **error);
bool duties_cancel(Store *store, const Cancel *cancel, Instant at, GError **error);
/* Open ones of an item (NULL: all), by due. GPtrArray of Duty. */
GPtrArray *duties_list(Store *store, const char *item, size_t max, GError **error);
/* Reminders of an item that were given up, each with its reason, by due. GPtrArray of
 * Duty. */
GPtrArray *duties_given_up(Store *store, const char *item, GError **error);
/* Is there an open duty of that kind for that person? */
bool duties_has(Store *store, DutyKind kind, const char *person, bool *out_has,
		GError **error);
/* How many are due. */
bool duties_count_due(Store *store, Instant now, int64_t *out_count, GError **error);
/* Open ones of that kind and person were never planned: their keys may be used again. */
bool duties_forget(Store *store, DutyKind kind, const char *person, GError **error);
/* Was there ever a duty of that key? */
bool duties_knows(Store *store, const char *key, bool *out_knows, GError **error);

#endif
