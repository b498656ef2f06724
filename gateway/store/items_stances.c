/* items_stances.c: what people said of an item, and what they said before.
 *
 * SPDX-License-Identifier: MIT */
#include "store/items_private.h"

#include "store/sql.h"

static gpointer read_stance(Sql *sql)
{
	Stance *stance = g_new0(Stance, 1);
	g_autofree char *value = sql_text(sql, 1);
	(void)position_value_from_name(value, &stance->value);
	stance->person = sql_text(sql, 0);
	stance->reason = sql_text(sql, 2);
	stance->at = sql_instant(sql, 3);
	stance->proof = sql_text(sql, 4);
	stance->message_id = sql_text(sql, 5);
	stance->is_resolved = sql_number(sql, 6) != 0;
	stance->is_counted = sql_number(sql, 7) != 0;
	return stance;
}

bool items_stances_load(Store *store, Item *item, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "SELECT person, value, reason, at, proof, message_id,"
			 " is_resolved, is_counted FROM stance"
			 " WHERE item = ? AND is_current = 1 ORDER BY id",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, item->id);
	g_autoptr(GPtrArray) stances =
		sql_collect(sql, read_stance, (GDestroyNotify)stance_free, error);
	if (stances == NULL)
		return false;
	g_ptr_array_extend_and_steal(item->stances, g_steal_pointer(&stances));
	return true;
}

/* A stance that is the current one already is left alone; another of the same person is
 * superseded. */
static bool is_current(Store *store, const Item *item, const Stance *stance, bool *out_is,
		       GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store,
		"SELECT 1 FROM stance WHERE item = ? AND person = ? AND value = ?"
		" AND reason = ? AND at = ? AND is_resolved = ? AND is_counted = ?"
		" AND is_current = 1",
		error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, item->id);
	sql_bind_text(sql, stance->person);
	sql_bind_text(sql, position_value_name(stance->value));
	sql_bind_text(sql, stance->reason);
	sql_bind_instant(sql, stance->at);
	sql_bind_number(sql, stance->is_resolved);
	sql_bind_number(sql, stance->is_counted);
	return sql_step(sql, out_is, error);
}

static bool supersede(Store *store, const Item *item, const char *person, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store, "UPDATE stance SET is_current = 0 WHERE item = ? AND person = ?",
		error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, item->id);
	sql_bind_text(sql, person);
	return sql_run(sql, error);
}

static bool save_stance(Store *store, const Item *item, const Stance *stance,
			GError **error)
{
	bool is_known = false;
	if (!is_current(store, item, stance, &is_known, error))
		return false;
	if (is_known)
		return true;
	if (!supersede(store, item, stance->person, error))
		return false;
	g_autoptr(Sql) sql =
		sql_take(store,
			 "INSERT INTO stance(item, person, value, reason, at, proof,"
			 " message_id, is_resolved, is_counted, is_current)"
			 " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, item->id);
	sql_bind_text(sql, stance->person);
	sql_bind_text(sql, position_value_name(stance->value));
	sql_bind_text(sql, stance->reason);
	sql_bind_instant(sql, stance->at);
	sql_bind_text(sql, stance->proof);
	sql_bind_text(sql, stance->message_id);
	sql_bind_number(sql, stance->is_resolved);
	sql_bind_number(sql, stance->is_counted);
	return sql_run(sql, error);
}

bool items_stances_save(Store *store, const Item *item, GError **error)
{
	for (guint i = 0; i < item->stances->len; i++)
		if (!save_stance(store, item, g_ptr_array_index(item->stances, i), error))
			return false;
	return true;
}
