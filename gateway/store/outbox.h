/* outbox.h: mail we owe. States and who moves them (MAIL 12, DESIGN 7.1):
 *
 *   queued   try_at          -> trying when handed to delivery, after the attempt is on
 * disk; -> cancelled trying   since           -> sent (2xx) | refused (5xx) | queued
 * (4xx, later) | unknown (line broke after the dot, or we died meanwhile) unknown ->
 * queued once, same Message-ID, unless digest or reminder; else stays for the operator
 *   sent, refused, cancelled    nothing */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

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

/* Why we write: nobody asked; to answer what the person has just written; to answer a
 * mail that may be anybody's. The ladder counts them apart: whoever sends mails in
 * another's name must not use up the answers to that person's own. As it stands in the
 * store. */
typedef enum { OUTBOX_UNASKED, OUTBOX_ANSWERS, OUTBOX_DOUBTFUL } OutboxCause;
OutboxCause outbox_cause_of(const Notice *notice);

typedef struct {
	int64_t id;
	char *key;
	char *notice; /* kind: "ask" */
	char *item;   /* or NULL */
	char *person; /* or NULL */
	char *address;
	char *message_id;
	OutboxState state;
	int attempts;
	Instant queued, try_at, sent, expires;
	char *answer; /* the server's last words; why it is kept back; or NULL */
	char *echo;   /* what it says, as a hash: only of what may not be repeated */
	bool is_urgent, is_bulk;
	OutboxCause cause;
	bool was_unknown; /* has been sent again once */
	PaceReason pace;  /* why at try_at */
	Instant free_at;  /* when it could have left without slots and focus */
	Instant due;	  /* what it must precede; INSTANT_NONE: nothing */
	Instant planned;  /* when it was to leave, whatever became of that */
	int64_t carrier;  /* the row whose mail holds this one too; 0: its own */
	GBytes *bytes;	  /* the mail; NULL in lists */
} OutboxRow;
void outbox_row_free(OutboxRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OutboxRow, outbox_row_free)

/* A key that is already there is left alone and *out_added is false. */
bool outbox_add(Store *store, const OutboxRow *row, bool *out_added, GError **error);
/* Up to `max` queued rows with try_at <= now, urgent ones first, with bytes. What is
 * neither urgent nor an answer only if `unasked`. */
GPtrArray *outbox_due(Store *store, Instant now, bool unasked, size_t max,
		      GError **error);
bool outbox_next_instant(Store *store, Instant *out_try_at, GError **error);
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
/* Of the rows that have not ended, those that `is_wanted`. GPtrArray of OutboxRow without
 * bytes. */
typedef bool (*OutboxFilter)(const OutboxRow *row, gpointer context);
GPtrArray *outbox_choose(Store *store, OutboxFilter is_wanted, gpointer context,
			 GError **error);
/* Rows in doubt: those that may be sent again go back to `queued` once. */
bool outbox_requeue_unknown(Store *store, Instant now, GError **error);
bool outbox_cancel(Store *store, const Cancel *cancel, Instant at, GError **error);
bool outbox_find(Store *store, int64_t id, OutboxRow **out_row, GError **error);
/* Which notice had this Message-ID; *out NULL: none of ours. Without bytes. */
bool outbox_find_message_id(Store *store, const char *message_id, OutboxRow **out_row,
			    GError **error);
/* The clock has been set back: what was queued by an hour that has not come yet is due at
 * once, and goes its way through the hours of its reader again. */
bool outbox_rewind(Store *store, Instant now, GError **error);
/* Every notice that left until then, by id, with bytes, one at a time. */
typedef void (*OutboxEach)(const OutboxRow *row, void *data);
bool outbox_each_sent(Store *store, Instant until, OutboxEach each, void *data,
		      GError **error);
/* Was this said to the person since then? */
bool outbox_has_echo(Store *store, const char *person, const char *echo, Instant since,
		     bool *out_has, GError **error);
/* Rows kept back until somebody says otherwise: try_at is OUTBOX_NEVER. Of one person, or
 * of all. */
GPtrArray *outbox_kept(Store *store, const char *person, size_t max, GError **error);
/* An operator's hand: try now, forget it, or keep it until it is told to go. Only rows
 * that have not ended. */
typedef enum { OUTBOX_RETRY, OUTBOX_DROP, OUTBOX_HOLD } OutboxAction;
#define OUTBOX_NEVER INT64_C(253402300799) /* the end of the year 9999 */
bool outbox_act(Store *store, int64_t id, OutboxAction action, Instant at, bool *out_done,
		GError **error);
/* All (or of one item, or not yet ended), by id. GPtrArray of OutboxRow without bytes. */
GPtrArray *outbox_list(Store *store, const char *item, bool unsettled_only, size_t max,
		       GError **error);
/* How many notices were queued for a person (and, if given, on an item) from `since` to
 * `now`: for the ladder of MAIL 3. Neither escalations nor what is kept back. */
bool outbox_count_since(Store *store, const char *person, const char *item,
			OutboxCause cause, Instant since, Instant now, int64_t *out_count,
			GError **error);

#endif
