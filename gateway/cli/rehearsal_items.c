/* rehearsal_items.c: what became of the items of a rehearsal.
 *
 * SPDX-License-Identifier: MIT */
#include "cli/rehearsal_items.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/output.h"
#include "store/items.h"

static GPtrArray *all_items(Store *store, GError **error)
{
	ItemFilter every = {
		.kind = -1, .overdue_at = INSTANT_NONE, .changed_since = INSTANT_NONE};
	return items_list(store, &every, error);
}

/* One mail opens one item. */
static const char *origin_of(const Item *item)
{
	return item->root_message_id != NULL ? item->root_message_id : item->id;
}

static GHashTable *by_origin(const GPtrArray *items)
{
	GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < items->len; i++) {
		Item *item = g_ptr_array_index(items, i);
		g_hash_table_insert(table, (gpointer)(uintptr_t)origin_of(item), item);
	}
	return table;
}

static bool is_late(const Item *item)
{
	for (guint i = 0; i < item->clocks->len; i++) {
		const Clock *clock = g_ptr_array_index(item->clocks, i);
		if (clock->state == CLOCK_BREACHED)
			return true;
	}
	return false;
}

static json_t *ids_of(const GPtrArray *items, const GHashTable *except, bool late_only)
{
	json_t *array = json_array();
	for (guint i = 0; i < items->len; i++) {
		const Item *item = g_ptr_array_index(items, i);
		bool is_known = except != NULL &&
				g_hash_table_contains((GHashTable *)(uintptr_t)except,
						      origin_of(item));
		if (!is_known && (!late_only || is_late(item)))
			json_array_append_new(array, json_string(item->id));
	}
	return array;
}

static json_t *deadline_json(const Item *now, const Item *then)
{
	return json_pack("{s:s, s:o, s:o, s:o}", "item", now->id, "title",
			 json_text(now->title), "due", json_instant(now->due), "due_then",
			 json_instant(then->due));
}

static json_t *state_json(const Item *now, const Item *then)
{
	return json_pack("{s:s, s:o, s:s, s:s}", "item", now->id, "title",
			 json_text(now->title), "state", state_name(now->state),
			 "state_then", state_name(then->state));
}

static void compare_each(const GPtrArray *now, const GHashTable *then, json_t *deadlines,
			 json_t *states)
{
	for (guint i = 0; i < now->len; i++) {
		const Item *item = g_ptr_array_index(now, i);
		const Item *other = g_hash_table_lookup((GHashTable *)(uintptr_t)then,
							origin_of(item));
		if (other != NULL && other->due != item->due)
			json_array_append_new(deadlines, deadline_json(item, other));
		if (other != NULL && other->state != item->state)
			json_array_append_new(states, state_json(item, other));
	}
}

bool rehearsal_items_compare(Store *rehearsed, Store *original, json_t **out_items,
			     GError **error)
{
	g_autoptr(GPtrArray) now = all_items(rehearsed, error);
	g_autoptr(GPtrArray) then = now != NULL ? all_items(original, error) : NULL;
	if (then == NULL)
		return false;
	g_autoptr(GHashTable) known_now = by_origin(now);
	g_autoptr(GHashTable) known_then = by_origin(then);
	json_t *deadlines = json_array(), *states = json_array();
	compare_each(now, known_then, deadlines, states);
	*out_items = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "late",
			       ids_of(now, NULL, true), "late_then",
			       ids_of(then, NULL, true), "deadlines", deadlines, "states",
			       states, "new", ids_of(now, known_then, false), "gone",
			       ids_of(then, known_now, false));
	return true;
}

/* ---- for people ------------------------------------------------------------- */

static void print_ids(const char *label, const json_t *ids)
{
	size_t index = 0;
	json_t *id = NULL;
	printf("  %-18s%zu", label, json_array_size(ids));
	json_array_foreach(ids, index, id)
	{
		printf(index == 0 ? "  %s" : ", %s", json_string_value(id));
	}
	printf("\n");
}

static char *local_time(const json_t *row, const char *key, const Engine *engine)
{
	Instant instant = INSTANT_NONE;
	const char *text = json_get_text(row, key);
	if (text == NULL || !text_read_rfc3339(text, &instant))
		return g_strdup("none");
	return zone_format(people_zone(engine->people), instant);
}

static void print_deadlines(const json_t *deadlines, const Engine *engine)
{
	static const char *const head[] = {"ITEM", "DUE", "BEFORE", "TITLE", NULL};
	if (json_array_size(deadlines) == 0)
		return;
	printf("\n");
	output_heading("Changed deadlines");
	Table *table = table_new(head, 2);
	size_t index = 0;
	json_t *row = NULL;
	json_array_foreach(deadlines, index, row)
	{
		g_autofree char *now = local_time(row, "due", engine);
		g_autofree char *then = local_time(row, "due_then", engine);
		table_add(table, json_get_text(row, "item"), now, then,
			  json_get_text(row, "title"), NULL);
	}
	table_print(table);
}

static void print_states(const json_t *states)
{
	static const char *const head[] = {"ITEM", "STATE", "BEFORE", "TITLE", NULL};
	if (json_array_size(states) == 0)
		return;
	printf("\n");
	output_heading("Changed outcomes");
	Table *table = table_new(head, 2);
	size_t index = 0;
	json_t *row = NULL;
	json_array_foreach(states, index, row)
	{
		table_add(table, json_get_text(row, "item"), json_get_text(row, "state"),
			  json_get_text(row, "state_then"), json_get_text(row, "title"),
			  NULL);
	}
	table_print(table);
}

void rehearsal_items_print(const json_t *items, const Engine *engine)
{
	print_ids("late", json_object_get(items, "late"));
	print_ids("late before", json_object_get(items, "late_then"));
	if (json_array_size(json_object_get(items, "new")) > 0)
		print_ids("new items", json_object_get(items, "new"));
	if (json_array_size(json_object_get(items, "gone")) > 0)
		print_ids("items gone", json_object_get(items, "gone"));
	print_deadlines(json_object_get(items, "deadlines"), engine);
	print_states(json_object_get(items, "states"));
}
