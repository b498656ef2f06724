/* leaves.c: who is away, as told by mail.
 *
 * SPDX-License-Identifier: MIT */
#include "store/leaves.h"

#include "store/sql.h"

static gpointer read_leave(Sql *sql)
{
	Leave *leave = g_new0(Leave, 1);
	leave->person = sql_text(sql, 0);
	leave->start = sql_instant(sql, 1);
	leave->end = sql_instant(sql, 2);
	leave->delegate = sql_text(sql, 3);
	leave->source = (LeaveSource)sql_number(sql, 4);
	return leave;
}

GPtrArray *leaves_list(Store *store, Instant since, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "SELECT person, start, \"end\", delegate, source FROM leave"
			 " WHERE \"end\" > ? ORDER BY start, id",
			 error);
	if (sql == NULL)
		return NULL;
	sql_bind_instant(sql, since);
	return sql_collect(sql, read_leave, (GDestroyNotify)leave_free, error);
}

static bool end_at(Store *store, const char *person, int source, Instant at,
		   GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "UPDATE leave SET \"end\" = max(start, ?1) WHERE person = ?2"
			 " AND \"end\" > ?1 AND (?3 < 0 OR source = ?3)",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_instant(sql, at);
	sql_bind_text(sql, person);
	sql_bind_number(sql, source);
	return sql_run(sql, error);
}

bool leaves_add(Store *store, const Leave *leave, Instant now, GError **error)
{
	if (!end_at(store, leave->person, LEAVE_SUGGESTED, now, error))
		return false;
	g_autoptr(Sql) sql =
		sql_take(store,
			 "INSERT INTO leave(person, start, \"end\", delegate, source,"
			 " noted) VALUES(?, ?, ?, ?, ?, ?)",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, leave->person);
	sql_bind_instant(sql, leave->start);
	sql_bind_instant(sql, leave->end);
	sql_bind_text(sql, leave->delegate);
	sql_bind_number(sql, leave->source);
	sql_bind_instant(sql, now);
	return sql_run(sql, error);
}

bool leaves_remove(Store *store, const Leave *leave, Instant now, GError **error)
{
	bool has_begun = leave->start < now;
	g_autoptr(Sql) sql = sql_take(
		store,
		has_begun
			? "UPDATE leave SET \"end\" = ?5 WHERE person = ?1 AND start = ?2"
			  " AND \"end\" = ?3 AND source = ?4"
			: "DELETE FROM leave WHERE person = ?1 AND start = ?2"
			  " AND \"end\" = ?3 AND source = ?4",
		error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, leave->person);
	sql_bind_instant(sql, leave->start);
	sql_bind_instant(sql, leave->end);
	sql_bind_number(sql, leave->source);
	if (has_begun)
		sql_bind_instant(sql, now);
	return sql_run(sql, error);
}

bool leaves_end(Store *store, const char *person, Instant now, GError **error)
{
	g_autofree char *name = g_strconcat("back:", person, NULL);
	g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, now);
	return store_put(store, name, text, error) &&
	       end_at(store, person, -1, now, error);
}

bool leaves_back(Store *store, const char *person, Instant *out_back, GError **error)
{
	g_autofree char *name = g_strconcat("back:", person, NULL);
	g_autofree char *text = NULL;
	if (!store_get(store, name, &text, error))
		return false;
	*out_back = text != NULL ? g_ascii_strtoll(text, NULL, 10) : INSTANT_NONE;
	return true;
}

GPtrArray *leaves_items_of(Store *store, const char *person, bool with_paused,
			   GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "SELECT DISTINCT item FROM clock WHERE person = ? AND stopped IS"
			 " NULL AND (state = 'running' OR (? AND state = 'paused'))",
			 error);
	if (sql == NULL)
		return NULL;
	sql_bind_text(sql, person);
	sql_bind_number(sql, with_paused);
	return sql_collect_texts(sql, error);
}
