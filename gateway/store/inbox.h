/* inbox.h: mails seen: the ledger that makes a second offer harmless. */
#ifndef STORE_INBOX_H
#define STORE_INBOX_H

#include "store/store.h"

typedef struct {
	int64_t id;
	char *key; /* Message-ID or sha256:... ; unique */
	char *mailbox;
	uint32_t validity, uid;
	char *from, *from_name, *subject, *message_id;
	Instant at;   /* taken in */
	Instant date; /* as the mail says */
	char *origin, *proof;
	Disposition disposition;
	char *reason;
	char *item;  /* or NULL */
	char *text;  /* new text, clipped */
	GBytes *raw; /* small mails; NULL otherwise */
	int64_t bytes;
} InboxRow;
void inbox_row_free(InboxRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(InboxRow, inbox_row_free)

/* Disposition of a key already handled; *out_row NULL if it is new. Without text and raw.
 */
bool inbox_find(Store *store, const char *key, InboxRow **out_row, GError **error);
bool inbox_find_id(Store *store, int64_t id, InboxRow **out_row, GError **error);
/* Adds; sets row->id. The key must be new. */
bool inbox_add(Store *store, InboxRow *row, GError **error);
/* A held mail that was released or dropped. */
bool inbox_change(Store *store, int64_t id, Disposition disposition, const char *reason,
		  const char *item, GError **error);
/* The item of a mail with that Message-ID that was applied or answered, and its base
 * subject; of several the first, so that none can take its place; NULL: none. */
bool inbox_item_of(Store *store, const char *message_id, char **out_item, GError **error);
/* Newest first; with a disposition, or all of an item (either filter may be -1 / NULL).
 * GPtrArray of InboxRow. */
GPtrArray *inbox_list(Store *store, int disposition, const char *item, size_t max,
		      GError **error);

/* How often a mail has failed or killed us; counted before it is read. */
bool inbox_attempt(Store *store, const char *mailbox, const char *place,
		   int *out_attempts, GError **error);
bool inbox_attempts(Store *store, const char *mailbox, const char *place,
		    int *out_attempts, GError **error);
bool inbox_forget_attempts(Store *store, const char *mailbox, const char *place,
			   GError **error);

#endif
