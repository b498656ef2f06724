/* related.c: the items that a mail or an item names.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/related.h"

#include "store/items.h"
#include "workflow/query.h"

#define RELATED_MAX 20

static void add_words(GPtrArray *ids, const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " ,;\n", -1);
	for (guint i = 0; words[i] != NULL; i++)
		if (*words[i] != '\0')
			g_ptr_array_add(ids, g_ascii_strup(words[i], -1));
}

static void add_of_reading(GPtrArray *ids, const Reading *reading)
{
	const GPtrArray *commands = reading->commands->commands;
	for (guint i = 0; i < commands->len; i++) {
		const Command *command = g_ptr_array_index(commands, i);
		if (command->name == COMMAND_SUPERSEDES || command->name == COMMAND_WHY)
			add_words(ids, command->argument);
	}
	const char *field = field_get(reading->fields, "supersedes");
	if (field != NULL)
		add_words(ids, field);
	g_autofree char *asked = query_subject_id(reading);
	if (asked != NULL)
		g_ptr_array_add(ids, g_steal_pointer(&asked));
}

bool related_load(Engine *engine, const Item *item, const Reading *reading,
		  GPtrArray **out_related, GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) related =
		g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
	g_autoptr(GPtrArray) named =
		item != NULL ? item_people(item, "supersedes") : g_ptr_array_new();
	for (guint i = 0; i < named->len; i++)
		add_words(ids, g_ptr_array_index(named, i));
	const char *field =
		item != NULL ? json_get_text(item->fields, "supersedes") : NULL;
	if (field != NULL)
		add_words(ids, field);
	if (reading != NULL)
		add_of_reading(ids, reading);
	for (guint i = 0; i < MIN(ids->len, RELATED_MAX); i++) {
		Item *found = NULL;
		if (!items_find(engine->store, g_ptr_array_index(ids, i), &found, error))
			return false;
		if (found != NULL)
			g_ptr_array_add(related, found);
	}
	*out_related = g_steal_pointer(&related);
	return true;
}
