/* bundle.c: notices that leave together.
 *
 * SPDX-License-Identifier: MIT */
#include "store/bundle.h"

#include "store/outbox_private.h"

/* Unasked, not urgent, about an item, and not a mail that carries others. */
#define JOINABLE                                                                         \
	" state = 0 AND is_urgent = 0 AND cause = 0 AND is_bulk = 0"                     \
	" AND item IS NOT NULL "

bool bundle_is_carrier(const OutboxRow *row)
{
	return g_str_equal(row->notice, "digest") && !row->is_bulk;
}

GPtrArray *bundle_waiting(Store *store, const char *person, Instant now, size_t max,
			  GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "SELECT " OUTBOX_COLUMNS ", bytes FROM outbox WHERE" JOINABLE
			 "AND person = ? AND try_at <= ? ORDER BY try_at, id LIMIT ?",
			 error);
	if (sql == NULL)
		return NULL;
	sql_bind_text(sql, person);
	sql_bind_instant(sql, now);
	sql_bind_number(sql, (int64_t)max);
	return outbox_collect(sql, true, error);
}

GPtrArray *bundle_queued(Store *store, const char *person, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "SELECT " OUTBOX_COLUMNS " FROM outbox WHERE" JOINABLE
			 "AND person = ? ORDER BY id",
			 error);
	if (sql == NULL)
		return NULL;
	sql_bind_text(sql, person);
	return outbox_collect(sql, false, error);
}

bool bundle_is_waiting(Store *store, int64_t id, bool *out_waiting, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store, "SELECT 1 FROM outbox WHERE id = ? AND state = 0", error);
	if (sql == NULL)
		return false;
	sql_bind_number(sql, id);
	return sql_step(sql, out_waiting, error);
}

static bool read_count(Sql *sql, int64_t *out_count, Instant *out_first, GError **error)
{
	bool row = false;
	if (!sql_step(sql, &row, error))
		return false;
	*out_count = row ? sql_number(sql, 0) : 0;
	if (out_first != NULL)
		*out_first = row ? sql_instant(sql, 1) : INSTANT_NONE;
	return true;
}

bool bundle_count_later(Store *store, const char *person, Instant now, Instant until,
			int64_t *out_count, GError **error)
{
	g_autoptr(Sql) sql = sql_take(store,
				      "SELECT count(*) FROM outbox WHERE" JOINABLE
				      "AND person = ? AND try_at > ? AND try_at < ?",
				      error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, person);
	sql_bind_instant(sql, now);
	sql_bind_instant(sql, until);
	return read_count(sql, out_count, NULL, error);
}

bool bundle_count_waiting(Store *store, const char *person, PaceReason pace,
			  int64_t *out_count, GError **error)
{
	g_autoptr(Sql) sql = sql_take(store,
				      "SELECT count(*) FROM outbox WHERE" JOINABLE
				      "AND person = ? AND pace = ?",
				      error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, person);
	sql_bind_number(sql, pace);
	return read_count(sql, out_count, NULL, error);
}

static bool carry(Store *store, int64_t id, int64_t carrier, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store, "UPDATE outbox SET state = 6, carrier = ? WHERE id = ?", error);
	if (sql == NULL)
		return false;
	sql_bind_number(sql, carrier);
	sql_bind_number(sql, id);
	return sql_run(sql, error);
}

bool bundle_take(Store *store, OutboxRow *carrier, const GPtrArray *parts, Instant now,
		 GError **error)
{
	bool is_added = false;
	if (!outbox_add(store, carrier, &is_added, error))
		return false;
	if (!is_added)
		return fault(error, FAULT_SETUP, "the notice %s is there already",
			     carrier->key);
	carrier->id = sql_last_id(store);
	for (guint i = 0; i < parts->len; i++) {
		const OutboxRow *part = g_ptr_array_index(parts, i);
		if (!carry(store, part->id, carrier->id, error))
			return false;
	}
	carrier->attempts = 1;
	return outbox_trying(store, carrier->id, now, error);
}

GPtrArray *bundle_parts(Store *store, int64_t carrier, GError **error)
{
	g_autoptr(Sql) sql = sql_take(store,
				      "SELECT " OUTBOX_COLUMNS
				      " FROM outbox_seen WHERE carrier = ? ORDER BY id",
				      error);
	if (sql == NULL)
		return NULL;
	sql_bind_number(sql, carrier);
	return outbox_collect(sql, false, error);
}

bool bundle_take_apart(Store *store, int64_t carrier, Instant try_at, const char *answer,
		       GError **error)
{
	g_autoptr(Sql) parts =
		sql_take(store,
			 "UPDATE outbox SET state = 0, carrier = NULL, try_at = ?, answer"
			 " = ?, attempts = attempts + 1 WHERE carrier = ?",
			 error);
	g_autoptr(Sql) whole =
		parts != NULL ? sql_take(store, "DELETE FROM outbox WHERE id = ?", error)
			      : NULL;
	if (whole == NULL)
		return false;
	sql_bind_instant(parts, try_at);
	sql_bind_text(parts, answer);
	sql_bind_number(parts, carrier);
	sql_bind_number(whole, carrier);
	return sql_run(parts, error) && sql_run(whole, error);
}

bool bundle_hold(Store *store, int64_t id, Instant try_at, PaceReason pace,
		 GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "UPDATE outbox SET try_at = ?1, planned = ?1, pace = ?2"
			 " WHERE id = ?3 AND state = 0",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_instant(sql, try_at);
	sql_bind_number(sql, pace);
	sql_bind_number(sql, id);
	return sql_run(sql, error);
}

bool bundle_count_left(Store *store, const char *person, const char *notice,
		       Instant since, int64_t *out_count, Instant *out_first,
		       GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "SELECT count(*), min(sent) FROM outbox WHERE sent IS NOT NULL"
			 " AND is_urgent = 0 AND cause = 0 AND is_bulk = 0"
			 " AND carrier IS NULL AND person = ?1 AND sent >= ?2"
			 " AND state IN (1, 2, 3, 4) AND (?3 IS NULL OR notice = ?3)",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, person);
	sql_bind_instant(sql, since);
	sql_bind_text(sql, notice);
	return read_count(sql, out_count, out_first, error);
}

/* Of one item by its index, or of all. */
#define HELD_TEXT(which)                                                                 \
	"SELECT " OUTBOX_COLUMNS " FROM outbox_seen WHERE due IS NOT NULL"               \
	" AND free_at IS NOT NULL AND " which " ORDER BY id"

GPtrArray *bundle_held(Store *store, const char *item, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store, item != NULL ? HELD_TEXT("item = ?1") : HELD_TEXT("?1 IS NULL"),
		error);
	if (sql == NULL)
		return NULL;
	sql_bind_text(sql, item);
	return outbox_collect(sql, false, error);
}
