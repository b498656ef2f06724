/* outbox.c: mail we owe: rows, what is due, what was sent.
 *
 * SPDX-License-Identifier: MIT */
#include "store/outbox.h"

#include "store/outbox_private.h"

#define COLUMNS OUTBOX_COLUMNS

OutboxCause outbox_cause_of(const Notice *notice)
{
	if (!notice->is_answer)
		return OUTBOX_UNASKED;
	return notice->is_doubtful ? OUTBOX_DOUBTFUL : OUTBOX_ANSWERS;
}

void outbox_row_free(OutboxRow *row)
{
	if (row == NULL)
		return;
	g_free(row->key);
	g_free(row->notice);
	g_free(row->item);
	g_free(row->person);
	g_free(row->address);
	g_free(row->message_id);
	g_free(row->answer);
	g_free(row->echo);
	g_clear_pointer(&row->bytes, g_bytes_unref);
	g_free(row);
}

static OutboxRow *read_row(Sql *sql)
{
	OutboxRow *row = g_new0(OutboxRow, 1);
	row->id = sql_number(sql, 0);
	row->key = sql_text(sql, 1);
	row->notice = sql_text(sql, 2);
	row->item = sql_text(sql, 3);
	row->person = sql_text(sql, 4);
	row->address = sql_text(sql, 5);
	row->message_id = sql_text(sql, 6);
	row->state = (OutboxState)sql_number(sql, 7);
	row->attempts = (int)sql_number(sql, 8);
	row->queued = sql_instant(sql, 9);
	row->try_at = sql_instant(sql, 10);
	row->sent = sql_instant(sql, 11);
	row->expires = sql_instant(sql, 12);
	row->answer = sql_text(sql, 13);
	row->is_urgent = sql_number(sql, 14) != 0;
	row->cause = (OutboxCause)sql_number(sql, 15);
	row->is_bulk = sql_number(sql, 16) != 0;
	row->was_unknown = sql_number(sql, 17) != 0;
	row->pace = (PaceReason)sql_number(sql, 18);
	row->free_at = sql_instant(sql, 19);
	row->due = sql_instant(sql, 20);
	row->planned = sql_instant(sql, 21);
	row->carrier = sql_number(sql, 22);
	return row;
}

GPtrArray *outbox_collect(Sql *sql, bool with_bytes, GError **error)
{
	g_autoptr(GPtrArray) rows =
		g_ptr_array_new_with_free_func((GDestroyNotify)outbox_row_free);
	bool is_row = true;
	while (is_row) {
		if (!sql_step(sql, &is_row, error))
			return NULL;
		if (!is_row)
			break;
		OutboxRow *row = read_row(sql);
		if (with_bytes)
			row->bytes = sql_bytes(sql, OUTBOX_BYTES_COLUMN);
		g_ptr_array_add(rows, row);
	}
	return g_steal_pointer(&rows);
}

bool outbox_add(Store *store, const OutboxRow *row, bool *out_added, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store,
		"INSERT INTO outbox(key, notice, item, person, address, "
		"message_id, state, queued,"
		" try_at, expires, answer, echo, is_urgent, cause, is_bulk,"
		" bytes, pace, free_at, due, planned)"
		" VALUES(?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
		" ON CONFLICT DO NOTHING",
		error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, row->key);
	sql_bind_text(sql, row->notice);
	sql_bind_text(sql, row->item);
	sql_bind_text(sql, row->person);
	sql_bind_text(sql, row->address);
	sql_bind_text(sql, row->message_id);
	sql_bind_instant(sql, row->queued);
	sql_bind_instant(sql, row->try_at);
	sql_bind_instant(sql, row->expires);
	sql_bind_text(sql, row->answer);
	sql_bind_text(sql, row->echo);
	sql_bind_number(sql, row->is_urgent);
	sql_bind_number(sql, row->cause);
	sql_bind_number(sql, row->is_bulk);
	sql_bind_bytes(sql, row->bytes);
	sql_bind_number(sql, row->pace);
	sql_bind_instant(sql, row->free_at);
	sql_bind_instant(sql, row->due);
	sql_bind_instant(sql, row->try_at);
	if (!sql_run(sql, error))
		return false;
	*out_added = sql_changes(store) > 0;
	return true;
}

/* Each half walks the index and stops; one ORDER BY over both would sort a whole backlog,
 * bytes and all, for every few rows. */
#define DUE_FIRST(WHICH)                                                                 \
	"SELECT * FROM outbox WHERE state = 0 AND " WHICH                                \
	" AND try_at <= ?1 ORDER BY try_at, id LIMIT ?2"
#define URGENT "is_urgent = 1"
#define OTHERS "is_urgent = 0 AND (cause <> 0 OR ?3)"

GPtrArray *outbox_due(Store *store, Instant now, bool unasked, size_t max, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "SELECT " COLUMNS ", bytes FROM (" DUE_FIRST(
				 URGENT) ") UNION ALL"
					 " SELECT " COLUMNS
					 ", bytes FROM (" DUE_FIRST(OTHERS) ") LIMIT ?2",
			 error);
	if (sql == NULL)
		return NULL;
	sql_bind_instant(sql, now);
	sql_bind_number(sql, (int64_t)max);
	sql_bind_number(sql, unasked);
	return outbox_collect(sql, true, error);
}

bool outbox_next_instant(Store *store, Instant *out_try_at, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "SELECT min(first) FROM (SELECT min(try_at) AS first FROM outbox"
			 " WHERE state = 0 AND is_urgent = 0 UNION ALL SELECT min(try_at)"
			 " FROM outbox WHERE state = 0 AND is_urgent = 1)",
			 error);
	bool row = false;
	if (sql == NULL || !sql_step(sql, &row, error))
		return false;
	*out_try_at = row ? sql_instant(sql, 0) : INSTANT_NONE;
	return true;
}

GPtrArray *outbox_choose(Store *store, OutboxFilter is_wanted, gpointer context,
			 GError **error)
{
	g_autoptr(GPtrArray) rows =
		g_ptr_array_new_with_free_func((GDestroyNotify)outbox_row_free);
	g_autoptr(Sql) sql =
		sql_take(store, "SELECT " COLUMNS " FROM outbox WHERE state < 3", error);
	bool is_row = sql != NULL;
	if (sql == NULL)
		return NULL;
	while (is_row) {
		if (!sql_step(sql, &is_row, error))
			return NULL;
		g_autoptr(OutboxRow) row = is_row ? read_row(sql) : NULL;
		if (row != NULL && is_wanted(row, context))
			g_ptr_array_add(rows, g_steal_pointer(&row));
	}
	return g_steal_pointer(&rows);
}

static bool find_one(Sql *sql, bool with_bytes, OutboxRow **out_row, GError **error)
{
	bool is_row = false;
	if (!sql_step(sql, &is_row, error))
		return false;
	OutboxRow *row = is_row ? read_row(sql) : NULL;
	if (row != NULL && with_bytes)
		row->bytes = sql_bytes(sql, OUTBOX_BYTES_COLUMN);
	*out_row = row;
	return true;
}

bool outbox_find(Store *store, int64_t id, OutboxRow **out_row, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store, "SELECT " COLUMNS ", bytes FROM outbox_seen WHERE id = ?", error);
	if (sql == NULL)
		return false;
	sql_bind_number(sql, id);
	return find_one(sql, true, out_row, error);
}

bool outbox_find_message_id(Store *store, const char *message_id, OutboxRow **out_row,
			    GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store, "SELECT " COLUMNS " FROM outbox_seen WHERE message_id = ?", error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, message_id);
	return find_one(sql, false, out_row, error);
}

bool outbox_each_sent(Store *store, Instant until, OutboxEach each, void *data,
		      GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "SELECT " COLUMNS ", bytes FROM outbox WHERE state IN (3, 4) AND"
			 " sent <= ? ORDER BY id",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_instant(sql, until);
	for (;;) {
		g_autoptr(OutboxRow) row = NULL;
		if (!find_one(sql, true, &row, error))
			return false;
		if (row == NULL)
			return true;
		each(row, data);
	}
}

/* Of one item by its index, or of all. */
#define LIST_TEXT(which)                                                                 \
	"SELECT " COLUMNS " FROM outbox_seen WHERE " which                               \
	" AND (?2 = 0 OR state < 3) ORDER BY id LIMIT ?3"

GPtrArray *outbox_list(Store *store, const char *item, bool unsettled_only, size_t max,
		       GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store, item != NULL ? LIST_TEXT("item = ?1") : LIST_TEXT("?1 IS NULL"),
		error);
	if (sql == NULL)
		return NULL;
	sql_bind_text(sql, item);
	sql_bind_number(sql, unsettled_only);
	sql_bind_number(sql, max > 0 ? (int64_t)max : -1);
	return outbox_collect(sql, false, error);
}

bool outbox_count_since(Store *store, const char *person, const char *item,
			OutboxCause cause, Instant since, Instant now, int64_t *out_count,
			GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "SELECT count(*) FROM outbox WHERE person = ?1 AND queued >= ?2"
			 " AND queued <= ?5"
			 " AND cause = ?3 AND (?4 IS NULL OR item = ?4)"
			 " AND notice <> 'escalation' AND (state <> 0 OR try_at < ?6)",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, person);
	sql_bind_instant(sql, since);
	sql_bind_number(sql, cause);
	sql_bind_text(sql, item);
	sql_bind_instant(sql, now);
	sql_bind_instant(sql, OUTBOX_NEVER);
	bool row = false;
	if (!sql_step(sql, &row, error))
		return false;
	*out_count = row ? sql_number(sql, 0) : 0;
	return true;
}

bool outbox_has_echo(Store *store, const char *person, const char *echo, Instant since,
		     bool *out_has, GError **error)
{
	g_autoptr(Sql) sql = sql_take(store,
				      "SELECT 1 FROM outbox WHERE person = ? AND queued "
				      "> ? AND echo = ? LIMIT 1",
				      error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, person);
	sql_bind_instant(sql, since);
	sql_bind_text(sql, echo);
	return sql_step(sql, out_has, error);
}

GPtrArray *outbox_kept(Store *store, const char *person, size_t max, GError **error)
{
	/* OUTBOX_NEVER in digits: only so is the index of these rows used, of which there
	 * are few or none among many. */
	g_autoptr(Sql) sql = sql_take(store,
				      "SELECT " COLUMNS " FROM outbox WHERE state = 0 AND"
				      " try_at >= 253402300799"
				      " AND (?1 IS NULL OR person = ?1)"
				      " ORDER BY id LIMIT ?2",
				      error);
	if (sql == NULL)
		return NULL;
	sql_bind_text(sql, person);
	sql_bind_number(sql, (int64_t)max);
	return outbox_collect(sql, false, error);
}
