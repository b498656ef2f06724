/* profiles.c: one row a person and key.
 *
 * SPDX-License-Identifier: MIT */
#include "store/profiles.h"

#include "store/sql.h"

/* A key of a later version says nothing to this one. */
static gpointer read_line(Sql *sql)
{
	g_autofree char *person = sql_text(sql, 0);
	g_autofree char *name = sql_text(sql, 1);
	g_autofree char *text = sql_text(sql, 2);
	ProfileKey key = PROFILE_ZONE;
	return profile_key_from_name(name, &key)
		       ? profile_line_new(person, key, text, sql_instant(sql, 3))
		       : NULL;
}

GPtrArray *profiles_list(Store *store, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store, "SELECT person, key, text, at FROM profile ORDER BY person, key",
		error);
	return sql != NULL ? sql_collect(sql, read_line,
					 (GDestroyNotify)profile_line_free, error)
			   : NULL;
}

static bool forget(Store *store, const ProfileLine *line, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store, "DELETE FROM profile WHERE person = ? AND key = ?", error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, line->person);
	sql_bind_text(sql, profile_key_name(line->key));
	return sql_run(sql, error);
}

bool profiles_put(Store *store, const ProfileLine *line, GError **error)
{
	if (!forget(store, line, error))
		return false;
	if (line->text == NULL)
		return true;
	g_autoptr(Sql) sql = sql_take(
		store, "INSERT INTO profile(person, key, text, at) VALUES(?, ?, ?, ?)",
		error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, line->person);
	sql_bind_text(sql, profile_key_name(line->key));
	sql_bind_text(sql, line->text);
	sql_bind_instant(sql, line->at);
	return sql_run(sql, error);
}
