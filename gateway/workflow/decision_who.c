/* decision_who.c: who has the word, and by which method, as the opening mail says it.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "base/words.h"
#include "workflow/opening.h"

static const char METHOD_DEFAULT[] = "consent";

/* Roles of one person whose word ends it, as the lines are called. */
static const char *const LAST_WORDS[] = {"approver", "decide"};

void decision_take_owner(Turn *turn)
{
	static const char *const OWNER_FIELDS[] = {"owner", NULL};
	const Person *otherwise = people_find(turn->desk->people, turn->item->owner);
	const Person *owner = opening_person(turn, OWNER_FIELDS, otherwise);
	g_free(turn->item->owner);
	turn->item->owner = g_strdup(owner->id);
}

void decision_take_approver(Turn *turn)
{
	for (size_t i = 0; i < G_N_ELEMENTS(LAST_WORDS); i++) {
		const char *const fields[] = {LAST_WORDS[i], NULL};
		const Person *person = opening_person(turn, fields, NULL);
		if (person != NULL)
			json_object_set_new(turn->item->details, "approver",
					    json_text(person->id));
	}
}

const char *decision_last_word(const Item *item)
{
	const char *approver = json_get_text(item->details, "approver");
	return approver != NULL ? approver : item->owner;
}

const Method *decision_method(const Turn *turn)
{
	const Rules *rules = turn->desk->rules;
	const Fields *fields = turn->reading->fields;
	const Method *method = rules_method(rules, field_get(fields, "method"));
	for (size_t i = 0; method == NULL && i < G_N_ELEMENTS(LAST_WORDS); i++)
		if (field_get(fields, LAST_WORDS[i]) != NULL)
			method = rules_method_of_role(rules, LAST_WORDS[i]);
	if (method == NULL)
		method = rules_method(rules, turn->reading->tag->rule->method);
	return method != NULL ? method : rules_method(rules, METHOD_DEFAULT);
}

/* Strings of the configuration, which outlive the item's own. */
static void add_people(const Turn *turn, const GPtrArray *from, GPtrArray *ids)
{
	for (guint i = 0; from != NULL && i < from->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(from, i));
		if (person != NULL)
			words_list_add(ids, person->id);
	}
}

/* Whom the mail names by a line of theirs. */
static void add_named(Turn *turn, GPtrArray *ids)
{
	static const char *const LINES[] = {"deciders", "agree"};
	for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++) {
		g_autoptr(GPtrArray) named = opening_people(turn, LINES[i]);
		add_people(turn, named, ids);
	}
	const char *approver = json_get_text(turn->item->details, "approver");
	if (approver != NULL)
		words_list_add(ids, people_find(turn->desk->people, approver)->id);
}

static void add_groups(const Turn *turn, GPtrArray *ids)
{
	g_autoptr(GPtrArray) groups =
		people_groups_of(turn->desk->people, turn->sender->id);
	for (guint i = 0; i < groups->len; i++) {
		g_autofree char *word =
			g_strconcat("group:", g_ptr_array_index(groups, i), NULL);
		(void)people_resolve(turn->desk->people, word, ids);
	}
}

GPtrArray *decision_deciders(Turn *turn)
{
	GPtrArray *ids = g_ptr_array_new();
	const Rule *rule = turn->reading->tag->rule;
	add_named(turn, ids);
	if (ids->len > 0)
		return ids;
	g_autoptr(GPtrArray) kept = item_people(turn->item, "deciders");
	add_people(turn, kept, ids);
	for (guint i = 0; ids->len == 0 && i < rule->deciders->len; i++)
		(void)people_resolve(turn->desk->people,
				     g_ptr_array_index(rule->deciders, i), ids);
	if (ids->len > 0)
		return ids;
	g_autoptr(GPtrArray) written_to = opening_recipients(turn);
	add_people(turn, written_to, ids);
	add_groups(turn, ids);
	return ids;
}
