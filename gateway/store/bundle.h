/* bundle.h: notices to one person that leave in one mail. The mail is a row of its own,
 * the carrier; a notice it carries has no state of its own from then on: it is where the
 * carrier is. */
#ifndef STORE_BUNDLE_H
#define STORE_BUNDLE_H

#include "store/outbox.h"

/* Is this row such a mail? */
bool bundle_is_carrier(const OutboxRow *row);

/* What waits for `person` and whose time has come, about items, unasked and not urgent;
 * with bytes, in the order of time. GPtrArray of OutboxRow. */
GPtrArray *bundle_waiting(Store *store, const char *person, Instant now, size_t max,
			  GError **error);
/* Everything unasked that waits for `person`, whatever its time. Without bytes. */
GPtrArray *bundle_queued(Store *store, const char *person, GError **error);
/* Does it still wait by itself? */
bool bundle_is_waiting(Store *store, int64_t id, bool *out_waiting, GError **error);
/* How many more of them have their time before `until`. */
bool bundle_count_later(Store *store, const char *person, Instant now, Instant until,
			int64_t *out_count, GError **error);

/* The new carrier becomes a row, marked `trying`, and takes `parts` (of OutboxRow); sets
 * its id. */
bool bundle_take(Store *store, OutboxRow *carrier, const GPtrArray *parts, Instant now,
		 GError **error);
/* The rows it carries, without bytes, by id. GPtrArray of OutboxRow. */
GPtrArray *bundle_parts(Store *store, int64_t carrier, GError **error);
/* It was put off and certainly not delivered: its parts wait by themselves again, and the
 * next mail is made of what still matters then. */
bool bundle_take_apart(Store *store, int64_t carrier, Instant try_at, const char *answer,
		       GError **error);

/* How many wait for `person` for this reason. */
bool bundle_count_waiting(Store *store, const char *person, PaceReason pace,
			  int64_t *out_count, GError **error);

/* A queued row waits longer, for this reason. */
bool bundle_hold(Store *store, int64_t id, Instant try_at, PaceReason pace,
		 GError **error);

/* How many unasked mails have left for `person` since then, of that notice kind (NULL:
 * any), and when the first of them did (INSTANT_NONE: none). */
bool bundle_count_left(Store *store, const char *person, const char *notice,
		       Instant since, int64_t *out_count, Instant *out_first,
		       GError **error);

/* Rows that were held, in the order of their ids, for the proof that holding made nothing
 * late. `item` NULL: all. Without bytes. GPtrArray of OutboxRow. */
GPtrArray *bundle_held(Store *store, const char *item, GError **error);

#endif
