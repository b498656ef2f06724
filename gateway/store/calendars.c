/* calendars.c: prints of calendars.
 *
 * SPDX-License-Identifier: MIT */
#include "store/calendars.h"

#include "store/sql.h"

GHashTable *calendars_list(Store *store, GError **error)
{
	g_autoptr(Sql) sql = sql_take(store, "SELECT person, print FROM calendar", error);
	g_autoptr(GHashTable) prints =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	bool row = sql != NULL;
	while (row) {
		if (!sql_step(sql, &row, error))
			return NULL;
		if (row)
			g_hash_table_insert(prints, sql_text(sql, 0), sql_text(sql, 1));
	}
	return sql != NULL ? g_steal_pointer(&prints) : NULL;
}

bool calendars_keep(Store *store, const char *person, const char *print, GError **error)
{
	g_autoptr(Sql) sql = sql_take(store,
				      "INSERT INTO calendar(person, print) VALUES(?, ?)"
				      " ON CONFLICT(person) DO UPDATE SET"
				      " print = excluded.print",
				      error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, person);
	sql_bind_text(sql, print);
	return sql_run(sql, error);
}
