/* history.c: events, each linked to the one before.
 *
 * SPDX-License-Identifier: MIT */
#include "store/history.h"

#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "store/sql.h"

static bool read_head(Store *store, const char *item, char **out_link, GError **error)
{
	g_autoptr(Sql) sql = sql_take(store,
				      "SELECT link FROM history WHERE item = ?"
				      " ORDER BY id DESC LIMIT 1",
				      error);
	bool row = false;
	if (sql == NULL)
		return false;
	sql_bind_text(sql, item);
	if (!sql_step(sql, &row, error))
		return false;
	*out_link = row ? sql_text(sql, 0) : NULL;
	return true;
}

bool history_head(Store *store, const char *item, char **out_link, GError **error)
{
	const StoreMemo *memo = store_memo(store);
	*out_link = NULL;
	if (g_strcmp0(memo->item, item) != 0)
		return read_head(store, item, out_link, error);
	*out_link = g_strdup(memo->head);
	return true;
}

/* A mail leaves several events of one item, each linked to the one before. */
static void note_head(Store *store, const char *item, const char *link)
{
	StoreMemo *memo = store_memo(store);
	if (!store_is_in_transaction(store))
		return;
	g_free(memo->item);
	g_free(memo->head);
	memo->item = g_strdup(item);
	memo->head = g_strdup(link);
}

/* By hand: printing seven of them costs more than the hash of them all. */
static void put_length(GString *chain, size_t length)
{
	char digits[24];
	size_t at = sizeof digits;
	do {
		digits[--at] = (char)('0' + length % 10);
		length /= 10;
	} while (length > 0);
	g_string_append_len(chain, digits + at, (gssize)(sizeof digits - at));
}

/* Lengths before the parts: no two events give the same bytes. */
static void put_part(GString *chain, const char *text)
{
	const char *part = text != NULL ? text : "";
	size_t size = strlen(part);
	put_length(chain, size);
	g_string_append_c(chain, ':');
	g_string_append_len(chain, part, (gssize)size);
	g_string_append_c(chain, ',');
}

static char *link_of(const char *before, const Event *event, const char *data)
{
	g_autoptr(GString) chain = g_string_sized_new(512);
	g_autofree char *at = text_rfc3339(event->at);
	const char *parts[] = {before,	    event->item,   at,	event->person,
			       event->what, event->detail, data};
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		put_part(chain, parts[i]);
	return hash_text(chain->str, chain->len);
}

bool history_add(Store *store, const Event *event, GError **error)
{
	g_autofree char *before = NULL;
	if (!history_head(store, event->item, &before, error))
		return false;
	g_autoptr(Sql) sql =
		sql_take(store,
			 "INSERT INTO history(item, at, person, what, detail, data, link)"
			 " VALUES(?, ?, ?, ?, ?, ?, ?)",
			 error);
	if (sql == NULL)
		return false;
	g_autofree char *data = event->data != NULL ? json_line(event->data) : NULL;
	g_autofree char *link = link_of(before, event, data);
	sql_bind_text(sql, event->item);
	sql_bind_instant(sql, event->at);
	sql_bind_text(sql, event->person);
	sql_bind_text(sql, event->what);
	sql_bind_text(sql, event->detail);
	sql_bind_text(sql, data);
	sql_bind_text(sql, link);
	if (!sql_run(sql, error))
		return false;
	note_head(store, event->item, link);
	return true;
}

static gpointer read_event(Sql *sql)
{
	Event *event = g_new0(Event, 1);
	event->item = sql_text(sql, 0);
	event->at = sql_instant(sql, 1);
	event->person = sql_text(sql, 2);
	event->what = sql_text(sql, 3);
	event->detail = sql_text(sql, 4);
	event->data = sql_json(sql, 5);
	event->link = sql_text(sql, 6);
	return event;
}

GPtrArray *history_list(Store *store, const char *item, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "SELECT item, at, person, what, detail, data, link FROM history"
			 " WHERE item = ? ORDER BY id",
			 error);
	if (sql == NULL)
		return NULL;
	sql_bind_text(sql, item);
	return sql_collect(sql, read_event, (GDestroyNotify)event_free, error);
}

bool history_last(Store *store, Instant *out_at, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store,
		"SELECT max(at) FROM (SELECT max(at) AS at FROM history UNION ALL"
		" SELECT max(at) FROM inbox UNION ALL"
		" SELECT max(sent) FROM outbox WHERE state = 3)",
		error);
	bool row = false;
	if (sql == NULL || !sql_step(sql, &row, error))
		return false;
	*out_at = row ? sql_instant(sql, 0) : INSTANT_NONE;
	return true;
}
