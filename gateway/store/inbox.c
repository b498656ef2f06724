/* inbox.c: the ledger of mails.
 *
 * SPDX-License-Identifier: MIT */
#include "store/inbox.h"

#include "store/sql.h"

#define COLUMNS                                                                          \
	"id, key, mailbox, validity, uid, sender, sender_name, subject, message_id, "    \
	"at, date, "                                                                     \
	"origin, proof, disposition, reason, item, bytes"

void inbox_row_free(InboxRow *row)
{
	if (row == NULL)
		return;
	g_free(row->key);
	g_free(row->mailbox);
	g_free(row->from);
	g_free(row->from_name);
	g_free(row->subject);
	g_free(row->message_id);
	g_free(row->origin);
	g_free(row->proof);
	g_free(row->reason);
	g_free(row->item);
	g_free(row->text);
	g_clear_pointer(&row->raw, g_bytes_unref);
	g_free(row);
}

static gpointer read_row(Sql *sql)
{
	InboxRow *row = g_new0(InboxRow, 1);
	row->id = sql_number(sql, 0);
	row->key = sql_text(sql, 1);
	row->mailbox = sql_text(sql, 2);
	row->validity = (uint32_t)sql_number(sql, 3);
	row->uid = (uint32_t)sql_number(sql, 4);
	row->from = sql_text(sql, 5);
	row->from_name = sql_text(sql, 6);
	row->subject = sql_text(sql, 7);
	row->message_id = sql_text(sql, 8);
	row->at = sql_instant(sql, 9);
	row->date = sql_instant(sql, 10);
	row->origin = sql_text(sql, 11);
	row->proof = sql_text(sql, 12);
	row->disposition = (Disposition)sql_number(sql, 13);
	row->reason = sql_text(sql, 14);
	row->item = sql_text(sql, 15);
	row->bytes = sql_number(sql, 16);
	return row;
}

static bool find_one(Sql *sql, InboxRow **out_row, GError **error)
{
	bool row = false;
	if (!sql_step(sql, &row, error))
		return false;
	*out_row = row ? read_row(sql) : NULL;
	return true;
}

bool inbox_find(Store *store, const char *key, InboxRow **out_row, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store, "SELECT " COLUMNS " FROM inbox WHERE key = ?", error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, key);
	return find_one(sql, out_row, error);
}

bool inbox_find_id(Store *store, int64_t id, InboxRow **out_row, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store, "SELECT " COLUMNS ", text, raw FROM inbox WHERE id = ?", error);
	if (sql == NULL)
		return false;
	sql_bind_number(sql, id);
	if (!find_one(sql, out_row, error))
		return false;
	if (*out_row != NULL) {
		(*out_row)->text = sql_text(sql, 17);
		(*out_row)->raw = sql_bytes(sql, 18);
	}
	return true;
}

bool inbox_add(Store *store, InboxRow *row, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "INSERT INTO inbox(key, mailbox, validity, uid, sender, "
			 "sender_name, subject,"
			 " message_id, at, date, origin, proof, disposition, reason, "
			 "item, bytes, text, raw)"
			 " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, row->key);
	sql_bind_text(sql, row->mailbox);
	sql_bind_number(sql, row->validity);
	sql_bind_number(sql, row->uid);
	sql_bind_text(sql, row->from);
	sql_bind_text(sql, row->from_name);
	sql_bind_text(sql, row->subject);
	sql_bind_text(sql, row->message_id);
	sql_bind_instant(sql, row->at);
	sql_bind_instant(sql, row->date);
	sql_bind_text(sql, row->origin);
	sql_bind_text(sql, row->proof);
	sql_bind_number(sql, row->disposition);
	sql_bind_text(sql, row->reason);
	sql_bind_text(sql, row->item);
	sql_bind_number(sql, row->bytes);
	sql_bind_text(sql, row->text);
	sql_bind_bytes(sql, row->raw);
	if (!sql_run(sql, error))
		return false;
	row->id = sql_last_id(store);
	return true;
}

bool inbox_change(Store *store, int64_t id, Disposition disposition, const char *reason,
		  const char *item, GError **error)
{
	g_autoptr(Sql) sql = sql_take(store,
				      "UPDATE inbox SET disposition = ?, reason = ?,"
				      " item = coalesce(?, item) WHERE id = ?",
				      error);
	if (sql == NULL)
		return false;
	sql_bind_number(sql, disposition);
	sql_bind_text(sql, reason);
	sql_bind_text(sql, item);
	sql_bind_number(sql, id);
	return sql_run(sql, error);
}

bool inbox_item_of(Store *store, const char *message_id, char **out_item, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "SELECT item FROM inbox WHERE message_id = ? AND item IS NOT"
			 " NULL AND disposition IN (0, 1) ORDER BY id LIMIT 1",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, message_id);
	bool row = false;
	if (!sql_step(sql, &row, error))
		return false;
	*out_item = row ? sql_text(sql, 0) : NULL;
	return true;
}

#define LIST_TEXT(which)                                                                 \
	"SELECT " COLUMNS " FROM inbox WHERE " which " ORDER BY id DESC LIMIT ?3"

/* Each has its index; what may be anything would look at every row, bodies and all. The
 * numbers are those of Disposition, in digits as the indexes have them. */
static const char *list_text(int disposition, const char *item)
{
	G_STATIC_ASSERT(DISPOSITION_HELD == 3 && DISPOSITION_ASIDE == 4);
	if (item != NULL)
		return LIST_TEXT("item = ?2 AND (?1 = -1 OR disposition = ?1)");
	if (disposition == DISPOSITION_HELD)
		return LIST_TEXT("disposition = 3 AND ?1 = 3 AND ?2 IS NULL");
	if (disposition == DISPOSITION_ASIDE)
		return LIST_TEXT("disposition = 4 AND ?1 = 4 AND ?2 IS NULL");
	return LIST_TEXT("(?1 = -1 OR disposition = ?1) AND ?2 IS NULL");
}

GPtrArray *inbox_list(Store *store, int disposition, const char *item, size_t max,
		      GError **error)
{
	g_autoptr(Sql) sql = sql_take(store, list_text(disposition, item), error);
	if (sql == NULL)
		return NULL;
	sql_bind_number(sql, disposition);
	sql_bind_text(sql, item);
	sql_bind_number(sql, max > 0 ? (int64_t)max : -1);
	return sql_collect(sql, read_row, (GDestroyNotify)inbox_row_free, error);
}

static bool read_attempts(Sql *sql, const char *mailbox, const char *place,
			  int *out_attempts, GError **error)
{
	bool row = false;
	sql_bind_text(sql, mailbox);
	sql_bind_text(sql, place);
	if (!sql_step(sql, &row, error))
		return false;
	*out_attempts = row ? (int)sql_number(sql, 0) : 0;
	return true;
}

bool inbox_attempt(Store *store, const char *mailbox, const char *place,
		   int *out_attempts, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "INSERT INTO attempt(mailbox, place, count) VALUES(?, ?, 1)"
			 " ON CONFLICT DO UPDATE SET count = count + 1"
			 " RETURNING count",
			 error);
	if (sql == NULL)
		return false;
	return read_attempts(sql, mailbox, place, out_attempts, error);
}

bool inbox_attempts(Store *store, const char *mailbox, const char *place,
		    int *out_attempts, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store, "SELECT count FROM attempt WHERE mailbox = ? AND place = ?",
		error);
	if (sql == NULL)
		return false;
	return read_attempts(sql, mailbox, place, out_attempts, error);
}

bool inbox_forget_attempts(Store *store, const char *mailbox, const char *place,
			   GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store, "DELETE FROM attempt WHERE mailbox = ? AND place = ?", error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, mailbox);
	sql_bind_text(sql, place);
	return sql_run(sql, error);
}
