/* outbox.h: mail we owe: the rows, which of them are due, what a person has been sent.
 * Their states, and who moves them on, are in outbox_state.h. Instants are seconds. */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "store/outbox_state.h"

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
/* Of the rows that have not ended, those that `is_wanted`. GPtrArray of OutboxRow without
 * bytes. */
typedef bool (*OutboxFilter)(const OutboxRow *row, gpointer context);
GPtrArray *outbox_choose(Store *store, OutboxFilter is_wanted, gpointer context,
			 GError **error);
bool outbox_find(Store *store, int64_t id, OutboxRow **out_row, GError **error);
/* Which notice had this Message-ID; *out NULL: none of ours. Without bytes. */
bool outbox_find_message_id(Store *store, const char *message_id, OutboxRow **out_row,
			    GError **error);
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
/* All (or of one item, or not yet ended), by id. GPtrArray of OutboxRow without bytes. */
GPtrArray *outbox_list(Store *store, const char *item, bool unsettled_only, size_t max,
		       GError **error);
/* How many notices were queued for a person (and, if given, on an item) from `since` to
 * `now`: for the ladder of MAIL 3. Neither escalations nor what is kept back. */
bool outbox_count_since(Store *store, const char *person, const char *item,
			OutboxCause cause, Instant since, Instant now, int64_t *out_count,
			GError **error);

#endif
