/* objection.c: objections and concerns by name.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/objection.h"

#include <string.h>

#include "base/text.h"
#include "workflow/method_judge.h"

#define NAME_WORDS_MAX 3
#define NAME_BYTES_MAX 40
#define OBJECTIONS_MAX 200

static json_t *all_of(const Item *item)
{
	return json_object_get(item->details, "objections");
}

static bool is_open(const json_t *objection)
{
	return g_strcmp0(json_get_text(objection, "state"), "open") == 0;
}

static bool is_of(const json_t *objection, const char *person)
{
	return g_strcmp0(json_get_text(objection, "person"), person) == 0;
}

static bool is_named(const json_t *objection, const char *name)
{
	const char *own = json_get_text(objection, "name");
	return own != NULL && g_ascii_strcasecmp(own, name) == 0;
}

/* ---- names -------------------------------------------------------------- */

static guint count_words(const char *text)
{
	guint words = 0;
	g_auto(GStrv) parts = g_strsplit(text, " ", -1);
	for (guint i = 0; parts[i] != NULL; i++)
		words += *parts[i] != '\0';
	return words;
}

/* What stands before a dash, if it is short enough for a name. Owned, or NULL. */
static char *take_name(const char *written, const char **out_reason)
{
	const char *dash = strstr(written, " - ");
	*out_reason = written;
	if (dash == NULL || dash == written || dash - written > NAME_BYTES_MAX)
		return NULL;
	g_autofree char *name = g_strndup(written, (size_t)(dash - written));
	g_strstrip(name);
	if (*name == '\0' || count_words(name) > NAME_WORDS_MAX)
		return NULL;
	*out_reason = dash + strlen(" - ");
	return g_steal_pointer(&name);
}

/* One that this person holds, or held, under the name; NULL person: anybody. */
static json_t *find(const Item *item, const char *person, const char *name)
{
	size_t index;
	json_t *objection;
	json_array_foreach(all_of(item), index, objection)
	{
		if ((person == NULL || is_of(objection, person)) &&
		    is_named(objection, name))
			return objection;
	}
	return NULL;
}

/* Who gives no name says the same thing in other words while it is open; after that it is
 * another. */
static char *own_name(const Item *item, const char *person)
{
	char *name = g_strdup(person);
	for (int i = 2; i < OBJECTIONS_MAX; i++) {
		const json_t *before = find(item, person, name);
		if (before == NULL || is_open(before))
			break;
		g_free(name);
		name = g_strdup_printf("%s-%d", person, i);
	}
	return name;
}

/* ---- raising ------------------------------------------------------------ */

static void put(json_t *objection, const Stance *stance, const char *reason)
{
	json_object_set_new(objection, "kind",
			    json_text(position_value_name(stance->value)));
	json_object_set_new(objection, "reason", json_text(reason));
	json_object_set_new(objection, "at", json_instant(stance->at));
	json_object_set_new(objection, "state", json_text("open"));
	json_object_set_new(objection, "counted", json_boolean(stance->is_counted));
}

static json_t *append(Item *item, const char *person, const char *name)
{
	json_t *all = all_of(item);
	if (all == NULL) {
		all = json_array();
		json_object_set_new(item->details, "objections", all);
	}
	json_t *objection = json_pack("{s:o, s:o}", "name", json_text(name), "person",
				      json_text(person));
	json_array_append_new(all, objection);
	return objection;
}

Raised objection_raise(Item *item, const Stance *stance, const Method *method)
{
	const char *reason = NULL;
	g_autofree char *written = take_name(stance->reason, &reason);
	g_autofree char *name =
		written != NULL ? g_strdup(written) : own_name(item, stance->person);
	json_t *before = find(item, stance->person, name);
	bool is_used_once = method->final_call != NULL;
	bool is_own_open = before != NULL && is_open(before);
	bool is_taken = is_used_once && find(item, NULL, name) != NULL && !is_own_open;
	bool is_full = before == NULL && json_array_size(all_of(item)) >= OBJECTIONS_MAX;
	if (is_taken || is_full)
		return RAISED_NAME_USED;
	Raised raised = is_own_open ? RAISED_REWORDED : RAISED_NEW;
	if (before == NULL)
		before = append(item, stance->person, name);
	put(before, stance, reason);
	return raised;
}

/* ---- looking ------------------------------------------------------------ */

json_t *objection_open_of(const Item *item, const char *person, const char *name,
			  int *out_count)
{
	json_t *found = NULL;
	size_t index;
	json_t *objection;
	*out_count = 0;
	json_array_foreach(all_of(item), index, objection)
	{
		if (!is_open(objection) || !is_of(objection, person))
			continue;
		++*out_count;
		if (name == NULL || is_named(objection, name))
			found = objection;
	}
	return name == NULL && *out_count > 1 ? NULL : found;
}

GPtrArray *objection_names(const Item *item, const char *person)
{
	GPtrArray *names = g_ptr_array_new();
	size_t index;
	json_t *objection;
	json_array_foreach(all_of(item), index, objection)
	{
		const char *name = json_get_text(objection, "name");
		if (is_open(objection) && is_of(objection, person))
			g_ptr_array_add(names, (gpointer)(uintptr_t)name);
	}
	return names;
}

const char *objection_author(const Item *item, const char *word)
{
	size_t index;
	json_t *objection;
	json_array_foreach(all_of(item), index, objection)
	{
		if (is_open(objection) &&
		    (is_of(objection, word) || is_named(objection, word)))
			return json_get_text(objection, "person");
	}
	return NULL;
}

void objection_close(json_t *objection, const char *state)
{
	json_object_set_new(objection, "state", json_text(state));
}

/* ---- what stands in the way ---------------------------------------------- */

bool objection_is_live(const Item *item, const Method *method, const json_t *objection)
{
	bool is_concern = g_strcmp0(json_get_text(objection, "kind"), "concern") == 0;
	bool blocks = is_concern ? method->concern_blocks : method->objection_blocks;
	const char *reason = json_get_text(objection, "reason");
	return blocks && is_open(objection) && reason != NULL && *reason != '\0' &&
	       json_is_true(json_object_get(objection, "counted")) &&
	       method_has_voice(item, json_get_text(objection, "person"));
}

int objection_count_live(const Item *item, const Method *method)
{
	int count = 0;
	size_t index;
	json_t *objection;
	json_array_foreach(all_of(item), index, objection)
	{
		count += objection_is_live(item, method, objection);
	}
	return count;
}

const json_t *objection_live_of(const Item *item, const Method *method,
				const char *person)
{
	size_t index;
	json_t *objection;
	json_array_foreach(all_of(item), index, objection)
	{
		if (is_of(objection, person) &&
		    objection_is_live(item, method, objection))
			return objection;
	}
	return NULL;
}

void objection_count_person(Item *item, const char *person, bool is_counted)
{
	size_t index;
	json_t *objection;
	json_array_foreach(all_of(item), index, objection)
	{
		if (is_of(objection, person))
			json_object_set_new(objection, "counted",
					    json_boolean(is_counted));
	}
}
