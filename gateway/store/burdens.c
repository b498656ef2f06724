/* burdens.c: who took the late hour.
 *
 * SPDX-License-Identifier: MIT */
#include "store/burdens.h"

#include "store/sql.h"

bool burdens_add(Store *store, const Burden *burden, GError **error)
{
	g_autoptr(Sql) sql = sql_take(store,
				      "INSERT INTO burden(circle, person, item, at, "
				      "minutes) VALUES(?, ?, ?, ?, ?)",
				      error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, burden->circle);
	sql_bind_text(sql, burden->person);
	sql_bind_text(sql, burden->item);
	sql_bind_instant(sql, burden->at);
	sql_bind_number(sql, burden->minutes);
	return sql_run(sql, error);
}

bool burdens_release(Store *store, const char *item, Instant now, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store, "DELETE FROM burden WHERE item = ? AND at > ?", error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, item);
	sql_bind_instant(sql, now);
	return sql_run(sql, error);
}

static gpointer read_burden(Sql *sql)
{
	Burden *burden = g_new0(Burden, 1);
	burden->circle = sql_text(sql, 0);
	burden->person = sql_text(sql, 1);
	burden->item = sql_text(sql, 2);
	burden->at = sql_instant(sql, 3);
	burden->minutes = sql_number(sql, 4);
	return burden;
}

GPtrArray *burdens_list(Store *store, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store,
		"SELECT circle, person, item, at, minutes FROM burden ORDER BY at, id",
		error);
	return sql != NULL
		       ? sql_collect(sql, read_burden, (GDestroyNotify)burden_free, error)
		       : NULL;
}
