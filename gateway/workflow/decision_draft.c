/* decision_draft.c: a proposal that is not whole, and what one reply adds to it.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "workflow/letter.h"
#include "workflow/opening.h"
#include "workflow/transcript.h"

GPtrArray *decision_missing(const Turn *turn)
{
	GPtrArray *missing = g_ptr_array_new();
	const Item *item = turn->item;
	const Rule *rule = turn->reading->tag->rule;
	for (guint i = 0; i < rule->needs->len; i++) {
		const char *field = g_ptr_array_index(rule->needs, i);
		if (json_get_text(item->fields, field) == NULL)
			g_ptr_array_add(missing, (gpointer)(uintptr_t)field);
	}
	static const char *const REASONS[] = {"rationale", "context", "options",
					      "consequences"};
	bool is_empty = json_get_text(item->details, "body") == NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(REASONS); i++)
		is_empty = is_empty && json_get_text(item->fields, REASONS[i]) == NULL;
	if (is_empty && missing->len == 0)
		g_ptr_array_add(missing, (gpointer)(uintptr_t) "rationale");
	return missing;
}

static json_t *missing_model(const GPtrArray *missing)
{
	json_t *rows = json_array();
	for (guint i = 0; i < missing->len; i++) {
		g_autofree char *name = g_strdup(g_ptr_array_index(missing, i));
		name[0] = g_ascii_toupper(name[0]);
		json_array_append_new(rows, json_pack("{s:s}", "field", name));
	}
	return rows;
}

void decision_send_draft(Turn *turn, const GPtrArray *missing)
{
	if (!turn->reading->origin->may_answer)
		return;
	Notice *notice = letter_answer(turn, "receipt", "draft-decision");
	json_object_set_new(notice->model, "missing", missing_model(missing));
	json_object_set_new(notice->model, "results", transcript_model(turn->transcript));
	letter_button(notice, "withdraw", "withdraw");
	plan_notice(turn->plan, notice);
}

/* Fields of the draft and of the reply, the reply's first: one list, as if they had come
 * in one mail. */
static Fields *all_fields(const Turn *turn)
{
	Fields *fields = g_new0(Fields, 1);
	fields->fields = g_ptr_array_new_with_free_func((GDestroyNotify)field_free);
	fields->problems = g_ptr_array_new();
	const GPtrArray *written = turn->reading->fields->fields;
	for (guint i = 0; i < written->len; i++) {
		const Field *field = g_ptr_array_index(written, i);
		json_object_set_new(turn->item->fields, field->name,
				    json_text(field->value));
	}
	const char *name = NULL;
	json_t *value = NULL;
	json_object_foreach(turn->item->fields, name, value)
	{
		Field *field = g_new0(Field, 1);
		field->name = g_strdup(name);
		field->value = g_strdup(json_string_value(value));
		g_ptr_array_add(fields->fields, field);
	}
	fields->lines = turn->reading->fields->lines;
	return fields;
}

static void report_completion(Turn *turn, const GPtrArray *missing)
{
	g_autoptr(json_t) rows = missing_model(missing);
	size_t index;
	json_t *row;
	json_array_foreach(rows, index, row)
	{
		transcript_bad(turn->transcript, 0, NULL, "still_missing",
			       json_incref(row));
	}
	if (missing->len > 0)
		return;
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "complete", "the draft is whole");
	transcript_good(turn->transcript, 0, NULL, "promoted",
			json_pack("{s:s}", "state", state_name(turn->item->state)));
}

/* Those the reply names, else those the draft had. */
static GPtrArray *completed_deciders(Turn *turn)
{
	g_autoptr(GPtrArray) named = opening_people(turn, "deciders");
	g_autoptr(GPtrArray) kept = item_people(turn->item, "deciders");
	const GPtrArray *from = named != NULL && named->len > 0 ? named : kept;
	GPtrArray *deciders = g_ptr_array_new();
	for (guint i = 0; i < from->len; i++) {
		/* The item's own strings go when its deciders are set anew. */
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(from, i));
		if (person != NULL)
			decision_add_once(deciders, person->id);
	}
	return deciders;
}

static bool may_complete(const Turn *turn, const char *body)
{
	bool may = strcmp(turn->item->opener, turn->sender->id) == 0 ||
		   g_strcmp0(turn->item->owner, turn->sender->id) == 0;
	bool says_more = turn->reading->fields->fields->len > 0 || *body != '\0';
	return turn->item->state == STATE_DRAFT && may && says_more;
}

bool decision_complete(Turn *turn)
{
	g_autofree char *body = opening_body(turn->reading);
	const Rule *rule = rules_find(turn->desk->rules, turn->item->rule);
	if (rule == NULL || !may_complete(turn, body))
		return false;
	if (*body != '\0' && json_get_text(turn->item->details, "body") == NULL)
		json_object_set_new(turn->item->details, "body", json_text(body));
	g_autoptr(Fields) fields = all_fields(turn);
	Tag tag = *turn->reading->tag;
	Reading reading = *turn->reading;
	Turn whole = *turn;
	tag.rule = rule;
	reading.fields = fields;
	reading.tag = &tag;
	whole.reading = &reading;
	decision_take_owner(&whole);
	g_autoptr(GPtrArray) deciders = completed_deciders(&whole);
	g_autoptr(GPtrArray) missing = decision_missing(&whole);
	decision_go_on(&whole, missing, deciders);
	report_completion(turn, missing);
	turn->has_changed = true;
	return true;
}
