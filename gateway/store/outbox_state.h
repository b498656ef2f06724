/* outbox_state.h: the states of a mail we owe, and who moves it on (MAIL 12, DESIGN 7.1).
 *
 * - queued, until try_at: trying when it is handed to delivery, after the attempt is on
 *   disk; or cancelled.
 * - trying: sent (2xx); refused (5xx); queued (4xx, later); unknown (the line broke after
 *   the dot, or we died meanwhile).
 * - unknown: queued once more with the same Message-ID, unless it is a digest or a
 *   reminder; else it stays for the operator.
 * - sent, refused, cancelled: nothing.
 *
 * A row that is not in a state from which the move leads is left alone. Instants are
 * seconds; `answer` is the server's last words or NULL. */
#ifndef STORE_OUTBOX_STATE_H
#define STORE_OUTBOX_STATE_H

#include "store/store.h"

typedef enum {
	OUTBOX_QUEUED,
	OUTBOX_TRYING,
	OUTBOX_UNKNOWN,
	OUTBOX_SENT,
	OUTBOX_REFUSED,
	OUTBOX_CANCELLED
} OutboxState;
const char *outbox_state_name(OutboxState state);

#define OUTBOX_NEVER INT64_C(253402300799) /* the end of the year 9999 */

bool outbox_trying(Store *store, int64_t id, Instant at, GError **error);
bool outbox_sent(Store *store, int64_t id, Instant at, const char *answer,
		 GError **error);
bool outbox_refused(Store *store, int64_t id, Instant at, const char *answer,
		    GError **error);
bool outbox_later(Store *store, int64_t id, Instant try_at, const char *answer,
		  GError **error);
bool outbox_unknown(Store *store, int64_t id, Instant at, const char *answer,
		    GError **error);
/* A report came back: what the server took was refused further on. Rows not sent are left
 * alone. */
bool outbox_bounced(Store *store, int64_t id, Instant at, const char *answer,
		    GError **error);
/* A queued notice that comes too late to mean anything. */
bool outbox_expire(Store *store, int64_t id, Instant at, GError **error);

/* It was marked `trying`, and nothing of it was said to anybody: as if it had never been
 * taken. */
bool outbox_untried(Store *store, int64_t id, GError **error);
/* Rows in doubt: those that may be sent again go back to `queued` once. */
bool outbox_requeue_unknown(Store *store, Instant now, GError **error);
bool outbox_cancel(Store *store, const Cancel *cancel, Instant at, GError **error);
/* The clock has been set back: what was queued by an hour that has not come yet is due at
 * once, and goes its way through the hours of its reader again. */
bool outbox_rewind(Store *store, Instant now, GError **error);

/* An operator's hand: try now, forget it, or keep it until it is told to go. Only rows
 * that have not ended. */
typedef enum { OUTBOX_RETRY, OUTBOX_DROP, OUTBOX_HOLD } OutboxAction;
bool outbox_act(Store *store, int64_t id, OutboxAction action, Instant at, bool *out_done,
		GError **error);

#endif
