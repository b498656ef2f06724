/* items.c: work items, written whole.
 *
 * SPDX-License-Identifier: MIT */
#include "store/items.h"

#include <string.h>

#include "store/items_private.h"
#include "store/sql.h"
#include "workflow/badge.h"

#define COLUMNS                                                                          \
	"kind, number, state, title, owner, opener, project, rule, opened, changed, "    \
	"closed, "                                                                       \
	"due, root, tags, fields, details"

static json_t *load_object(Sql *sql, int column)
{
	json_t *value = sql_json(sql, column);
	return value != NULL ? value : json_object();
}

static void load_tags(Item *item, Sql *sql, int column)
{
	g_autoptr(json_t) tags = sql_json(sql, column);
	size_t index;
	json_t *tag;
	json_array_foreach(tags, index, tag)
		g_ptr_array_add(item->tags, g_strdup(json_string_value(tag)));
}

static Item *read_item(Sql *sql)
{
	Item *item = item_new((Kind)sql_number(sql, 0), sql_number(sql, 1));
	g_autofree char *state = sql_text(sql, 2);
	(void)state_from_name(state, &item->state);
	item->title = sql_text(sql, 3);
	item->owner = sql_text(sql, 4);
	item->opener = sql_text(sql, 5);
	item->project = sql_text(sql, 6);
	item->rule = sql_text(sql, 7);
	item->opened = sql_instant(sql, 8);
	item->changed = sql_instant(sql, 9);
	item->closed = sql_instant(sql, 10);
	item->due = sql_instant(sql, 11);
	item->root_message_id = sql_text(sql, 12);
	load_tags(item, sql, 13);
	json_decref(item->fields);
	item->fields = load_object(sql, 14);
	json_decref(item->details);
	item->details = load_object(sql, 15);
	return item;
}

bool items_find(Store *store, const char *id, Item **out_item, GError **error)
{
	g_autoptr(Item) item = NULL;
	{
		g_autoptr(Sql) sql = sql_take(
			store, "SELECT " COLUMNS " FROM item WHERE id = ?", error);
		bool row = false;
		if (sql == NULL)
			return false;
		sql_bind_text(sql, id);
		if (!sql_step(sql, &row, error))
			return false;
		item = row ? read_item(sql) : NULL;
	}
	if (item != NULL && (!items_stances_load(store, item, error) ||
			     !items_clocks_load(store, item, error)))
		return false;
	*out_item = g_steal_pointer(&item);
	return true;
}

/* Kinds that share a letter share their numbers. */
static bool read_next_numbers(Store *store, int64_t out_numbers[KIND_COUNT],
			      GError **error)
{
	int64_t last[256] = {0};
	/* From kind to kind through the index: every transaction asks. */
	g_autoptr(Sql) sql = sql_take(
		store,
		"WITH RECURSIVE known(kind) AS (SELECT min(kind) FROM item UNION ALL"
		" SELECT (SELECT min(kind) FROM item WHERE item.kind > known.kind)"
		" FROM known WHERE known.kind IS NOT NULL)"
		" SELECT kind, (SELECT max(number) FROM item WHERE item.kind ="
		" known.kind) FROM known WHERE kind IS NOT NULL",
		error);
	bool row = sql != NULL;
	while (row) {
		if (!sql_step(sql, &row, error))
			return false;
		if (!row)
			break;
		guint8 letter = (guint8)kind_letter((Kind)sql_number(sql, 0));
		last[letter] = MAX(last[letter], sql_number(sql, 1));
	}
	for (int kind = 0; kind < KIND_COUNT; kind++)
		out_numbers[kind] = last[(guint8)kind_letter((Kind)kind)] + 1;
	return sql != NULL;
}

bool items_next_numbers(Store *store, int64_t out_numbers[KIND_COUNT], GError **error)
{
	StoreMemo *memo = store_memo(store);
	if (!memo->has_numbers && !read_next_numbers(store, memo->next_numbers, error))
		return false;
	memo->has_numbers = store_is_in_transaction(store);
	memcpy(out_numbers, memo->next_numbers, sizeof memo->next_numbers);
	return true;
}

static void note_number(Store *store, const Item *item)
{
	StoreMemo *memo = store_memo(store);
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		if (kind_letter((Kind)kind) == kind_letter(item->kind))
			memo->next_numbers[kind] =
				MAX(memo->next_numbers[kind], item->number + 1);
	}
}

static bool save_row(Store *store, const Item *item, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store,
		"INSERT INTO item(id, kind, number, state, is_open, title, owner, "
		"opener, project,"
		" rule, opened, changed, closed, due, root, tags, fields, details, badge)"
		" VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
		" ON CONFLICT(id) DO UPDATE SET state = excluded.state, is_open = "
		"excluded.is_open,"
		" title = excluded.title, owner = excluded.owner, project = "
		"excluded.project,"
		" changed = excluded.changed, closed = excluded.closed, due = "
		"excluded.due,"
		" tags = excluded.tags, fields = excluded.fields, details = "
		"excluded.details, badge = excluded.badge",
		error);
	if (sql == NULL)
		return false;
	g_autoptr(json_t) tags = json_array();
	for (guint i = 0; i < item->tags->len; i++)
		json_array_append_new(tags, json_text(g_ptr_array_index(item->tags, i)));
	g_autofree char *tags_text = json_line(tags);
	g_autofree char *fields = json_line(item->fields);
	g_autofree char *details = json_line(item->details);
	sql_bind_text(sql, item->id);
	sql_bind_number(sql, item->kind);
	sql_bind_number(sql, item->number);
	sql_bind_text(sql, state_name(item->state));
	sql_bind_number(sql, item_is_open(item));
	sql_bind_text(sql, item->title);
	sql_bind_text(sql, item->owner);
	sql_bind_text(sql, item->opener);
	sql_bind_text(sql, item->project);
	sql_bind_text(sql, item->rule);
	sql_bind_instant(sql, item->opened);
	sql_bind_instant(sql, item->changed);
	sql_bind_instant(sql, item->closed);
	sql_bind_instant(sql, item->due);
	sql_bind_text(sql, item->root_message_id);
	sql_bind_text(sql, tags_text);
	sql_bind_text(sql, fields);
	sql_bind_text(sql, details);
	g_autofree char *badge = badge_text(item);
	sql_bind_text(sql, badge);
	note_number(store, item);
	return sql_run(sql, error);
}

bool items_save(Store *store, const Item *item, GError **error)
{
	return save_row(store, item, error) && items_stances_save(store, item, error) &&
	       items_clocks_save(store, item, error);
}

/* Only what is asked for stands in the statement: of a condition that may be empty no
 * index is used. */
static char *filter_text(const ItemFilter *filter)
{
	const struct {
		bool is_asked;
		const char *condition;
	} parts[] = {
		{filter->kind >= 0, "kind = ?1"},
		{filter->state != NULL, "state = ?2"},
		{filter->owner != NULL, "owner = ?3"},
		{filter->project != NULL, "project = ?4"},
		{filter->open_only, "is_open = 1"},
		{filter->overdue_at != INSTANT_NONE, "is_open = 1 AND due < ?5"},
		{filter->changed_since != INSTANT_NONE, "changed >= ?6"},
		{filter->badged_only, "badge IS NOT NULL"},
	};
	GString *text = g_string_new("SELECT id FROM item WHERE ");
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (parts[i].is_asked)
			g_string_append_printf(text, "%s AND ", parts[i].condition);
	/* The plus keeps it from going through all in order to spare the sorting of few.
	 */
	bool are_few = filter->changed_since != INSTANT_NONE || filter->badged_only;
	g_string_append_printf(text, "?7 = ?7 ORDER BY %skind, %snumber LIMIT ?7",
			       are_few ? "+" : "", are_few ? "+" : "");
	return g_string_free(text, FALSE);
}

static GPtrArray *find_ids(Store *store, const ItemFilter *filter, GError **error)
{
	g_autofree char *text = filter_text(filter);
	g_autoptr(Sql) sql = sql_take(store, text, error);
	if (sql == NULL)
		return NULL;
	sql_bind_number(sql, filter->kind);
	sql_bind_text(sql, filter->state);
	sql_bind_text(sql, filter->owner);
	sql_bind_text(sql, filter->project);
	sql_bind_instant(sql, filter->overdue_at);
	sql_bind_instant(sql, filter->changed_since);
	sql_bind_number(sql, filter->max > 0 ? (int64_t)filter->max : -1);
	return sql_collect_texts(sql, error);
}

GPtrArray *items_list(Store *store, const ItemFilter *filter, GError **error)
{
	g_autoptr(GPtrArray) ids = find_ids(store, filter, error);
	if (ids == NULL)
		return NULL;
	g_autoptr(GPtrArray) items =
		g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
	for (guint i = 0; i < ids->len; i++) {
		Item *item = NULL;
		if (!items_find(store, g_ptr_array_index(ids, i), &item, error))
			return NULL;
		if (item != NULL)
			g_ptr_array_add(items, item);
	}
	return g_steal_pointer(&items);
}
