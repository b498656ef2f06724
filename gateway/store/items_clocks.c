/* items_clocks.c: the clocks that run for an item.
 *
 * SPDX-License-Identifier: MIT */
#include "store/items_private.h"

#include "store/sql.h"

static gpointer read_clock(Sql *sql)
{
	Clock *clock = g_new0(Clock, 1);
	g_autofree char *state = sql_text(sql, 5);
	(void)clock_state_from_name(state, &clock->state);
	clock->name = sql_text(sql, 0);
	clock->person = sql_text(sql, 1);
	clock->started = sql_instant(sql, 2);
	clock->due = sql_instant(sql, 3);
	clock->stopped = sql_instant(sql, 4);
	clock->generation = (int)sql_number(sql, 6);
	clock->norm = sql_text(sql, 7);
	json_t *data = sql_json(sql, 8);
	clock->data = data != NULL ? data : json_object();
	return clock;
}

bool items_clocks_load(Store *store, Item *item, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "SELECT name, person, started, due, stopped, state, generation,"
			 " norm, data FROM clock WHERE item = ? ORDER BY started, name",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, item->id);
	g_autoptr(GPtrArray) clocks =
		sql_collect(sql, read_clock, (GDestroyNotify)clock_free, error);
	if (clocks == NULL)
		return false;
	g_ptr_array_extend_and_steal(item->clocks, g_steal_pointer(&clocks));
	return true;
}

static bool save_clock(Store *store, const Item *item, const Clock *clock, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store,
		"INSERT INTO clock(item, name, person, started, due, stopped, "
		"state, generation,"
		" norm, data) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(item, "
		"name) DO UPDATE SET"
		" person = excluded.person, started = excluded.started, due = "
		"excluded.due,"
		" stopped = excluded.stopped, state = excluded.state,"
		" generation = excluded.generation, norm = excluded.norm,"
		" data = excluded.data",
		error);
	g_autofree char *data = json_dumps(clock->data, JSON_COMPACT);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, item->id);
	sql_bind_text(sql, clock->name);
	sql_bind_text(sql, clock->person);
	sql_bind_instant(sql, clock->started);
	sql_bind_instant(sql, clock->due);
	sql_bind_instant(sql, clock->stopped);
	sql_bind_text(sql, clock_state_name(clock->state));
	sql_bind_number(sql, clock->generation);
	sql_bind_text(sql, clock->norm);
	sql_bind_text(sql, data);
	return sql_run(sql, error);
}

bool items_clocks_save(Store *store, const Item *item, GError **error)
{
	for (guint i = 0; i < item->clocks->len; i++)
		if (!save_clock(store, item, g_ptr_array_index(item->clocks, i), error))
			return false;
	return true;
}
