/* outbox_private.h: what outbox.c and bundle.c share. */
#ifndef STORE_OUTBOX_PRIVATE_H
#define STORE_OUTBOX_PRIVATE_H

#include "store/outbox.h"
#include "store/sql.h"

#define OUTBOX_COLUMNS                                                                   \
	"id, key, notice, item, person, address, message_id, state, attempts, queued, "  \
	"try_at, sent, expires, answer, is_urgent, cause, is_bulk, was_unknown, "        \
	"pace, free_at, due, planned, carrier"
#define OUTBOX_BYTES_COLUMN 23

/* All rows of a statement over OUTBOX_COLUMNS and, if asked for, bytes. */
GPtrArray *outbox_collect(Sql *sql, bool with_bytes, GError **error);

#endif
