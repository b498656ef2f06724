/* opening.c: fields of an opening mail, given their meaning.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/opening.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "workflow/letter.h"
#include "workflow/transcript.h"

#define BODY_MAX_BYTES 20000

static void copy_fields(Item *item, const Fields *fields)
{
	for (guint i = 0; i < fields->fields->len; i++) {
		const Field *field = g_ptr_array_index(fields->fields, i);
		const char *before = json_get_text(item->fields, field->name);
		g_autofree char *joined =
			before != NULL ? g_strconcat(before, "\n", field->value, NULL)
				       : NULL;
		json_object_set_new(item->fields, field->name,
				    json_text(joined != NULL ? joined : field->value));
	}
}

void opening_begin(Turn *turn, Kind kind, State state)
{
	const Reading *reading = turn->reading;
	Item *item = item_new(kind, turn->desk->next_number[kind]);
	turn->item = item;
	turn->has_changed = true;
	item->state = state;
	item->title = g_strdup(*reading->tag->title != '\0' ? reading->tag->title
							    : "(no subject)");
	item->opener = g_strdup(turn->sender->id);
	item->owner = g_strdup(turn->sender->id);
	item->rule = g_strdup(reading->tag->rule->name);
	item->opened = item->changed = turn->desk->now;
	item->root_message_id = g_strdup(reading->message->message_id);
	g_ptr_array_add(item->tags, g_strdup(reading->tag->word));
	copy_fields(item, reading->fields);
	const char *project = field_get(reading->fields, "project");
	if (reading->tag->project != NULL)
		item->project = g_strdup(reading->tag->project);
	else if (project != NULL)
		item->project = g_utf8_strdown(project, -1);
	g_autofree char *body = opening_body(reading);
	if (*body != '\0')
		json_object_set_new(item->details, "body", json_text(body));
	plan_event(turn->plan, item->id, turn->desk->now, turn->sender->id, "opened",
		   "[%s] by rule '%s' (%s:%d), proof: %s", reading->tag->word,
		   reading->tag->rule->name, reading->tag->rule->place.file,
		   reading->tag->rule->place.line, proof_name(reading->proof->proof));
}

static const char *first_of(const Reading *reading, const char *name, int *out_line)
{
	for (guint i = 0; i < reading->fields->fields->len; i++) {
		const Field *field = g_ptr_array_index(reading->fields->fields, i);
		if (strcmp(field->name, name) != 0)
			continue;
		*out_line = field->line;
		return field->value;
	}
	return NULL;
}

/* All that is written under a name, and the line where it begins; NULL: nothing. A name
 * that is written twice says both. Owned. */
static char *value_of(const Reading *reading, const char *name, int *out_line)
{
	char *value = NULL;
	for (guint i = 0; i < reading->fields->fields->len; i++) {
		const Field *field = g_ptr_array_index(reading->fields->fields, i);
		if (strcmp(field->name, name) != 0)
			continue;
		g_autofree char *before = value;
		value = before != NULL ? g_strconcat(before, ", ", field->value, NULL)
				       : g_strdup(field->value);
		if (before == NULL)
			*out_line = field->line;
	}
	return value;
}

/* Ids named by comma-separated words; those nobody knows are reported. */
static GPtrArray *resolve_words(Turn *turn, const char *field, const char *value,
				int line)
{
	GPtrArray *ids = g_ptr_array_new();
	g_auto(GStrv) words = g_strsplit_set(value, ",;\n", -1);
	for (size_t i = 0; words[i] != NULL; i++) {
		g_strstrip(words[i]);
		if (*words[i] == '\0' ||
		    people_resolve(turn->desk->people, words[i], ids))
			continue;
		g_auto(GStrv) near = people_suggest(turn->desk->people, words[i]);
		transcript_bad(turn->transcript, line, words[i], "unknown_person",
			       json_pack("{s:s, s:o, s:o}", "field", field, "word",
					 json_text(words[i]), "near",
					 json_text(near[0])));
	}
	return ids;
}

GPtrArray *opening_people(Turn *turn, const char *field)
{
	int line = 0;
	g_autofree char *value = value_of(turn->reading, field, &line);
	return value != NULL ? resolve_words(turn, field, value, line) : NULL;
}

/* The lines that would each name one of them: what the writer may send instead. */
static json_t *choices_model(const char *field, const GPtrArray *ids)
{
	g_autofree char *label = field_label(field);
	json_t *rows = json_array();
	for (guint i = 0; i < ids->len; i++)
		json_array_append_new(rows, json_pack("{s:s, s:s, s:b}", "field", label,
						      "name", g_ptr_array_index(ids, i),
						      "is_next", i > 0));
	return rows;
}

const Person *opening_person(Turn *turn, const char *const *fields,
			     const Person *otherwise)
{
	for (size_t i = 0; fields[i] != NULL; i++) {
		int line = 0;
		g_autofree char *value = value_of(turn->reading, fields[i], &line);
		if (value == NULL)
			continue;
		g_autoptr(GPtrArray) ids = resolve_words(turn, fields[i], value, line);
		if (ids->len > 1)
			transcript_bad(turn->transcript, line, value, "one_person_only",
				       json_pack("{s:s, s:o}", "field", fields[i],
						 "choices",
						 choices_model(fields[i], ids)));
		if (ids->len > 0)
			return people_find(turn->desk->people, g_ptr_array_index(ids, 0));
	}
	return otherwise;
}

static void add_known(Turn *turn, const GPtrArray *addresses, GPtrArray *ids)
{
	for (guint i = 0; i < addresses->len; i++) {
		const Address *address = g_ptr_array_index(addresses, i);
		const Person *person =
			people_by_address(turn->desk->people, address->address);
		if (person != NULL && person != turn->sender)
			words_list_add(ids, person->id);
	}
}

GPtrArray *opening_recipients(Turn *turn)
{
	GPtrArray *ids = g_ptr_array_new();
	add_known(turn, turn->reading->message->to, ids);
	add_known(turn, turn->reading->message->cc, ids);
	return ids;
}

/* Fair starts at the first instant the ask may be sent to each (DESIGN 6.5). */
When *opening_when(Turn *turn, const char *phrase, const Person *owner,
		   const GPtrArray *asked)
{
	g_autoptr(GPtrArray) hours = g_ptr_array_new();
	g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(Instant));
	for (guint i = 0; asked != NULL && i < asked->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(asked, i));
		Instant start = person_next_delivery(person, turn->desk->now);
		g_ptr_array_add(hours, person->hours);
		g_array_append_val(starts, start);
	}
	if (hours->len == 0) {
		Instant start = person_next_delivery(owner, turn->desk->now);
		g_ptr_array_add(hours, owner->hours);
		g_array_append_val(starts, start);
	}
	WhenInput input = {.zone = owner->zone,
			   .hours = owner->hours,
			   .now = turn->desk->now,
			   .deciders = hours,
			   .fair_starts = (const Instant *)(const void *)starts->data};
	return when_read(phrase, &input);
}

Instant opening_due(Turn *turn, const Person *owner, const GPtrArray *asked,
		    const char *rule_phrase, const char **out_phrase)
{
	int line = 0;
	const char *written = first_of(turn->reading, "due", &line);
	*out_phrase = written != NULL ? written : rule_phrase;
	if (written != NULL) {
		g_autoptr(When) when = opening_when(turn, written, owner, asked);
		if (when->understood)
			return when->is_cleared ? INSTANT_NONE : when->instant;
		transcript_bad(turn->transcript, line, written, "bad_date",
			       json_pack("{s:o, s:o}", "error", json_text(when->error),
					 "suggestion", json_text(when->suggestion)));
		*out_phrase = rule_phrase;
	}
	if (rule_phrase == NULL)
		return INSTANT_NONE;
	g_autoptr(When) when = opening_when(turn, rule_phrase, owner, asked);
	return when->understood ? when->instant : INSTANT_NONE;
}

/* A vote on nothing that is voted on is what the person has to say. */
static bool is_order(const Reading *reading, int number)
{
	const GPtrArray *commands = reading->commands->commands;
	for (guint i = 0; i < commands->len; i++) {
		const Command *command = g_ptr_array_index(commands, i);
		if (command->line == number && command->name != COMMAND_POSITION)
			return true;
	}
	return number <= reading->fields->lines;
}

char *opening_body(const Reading *reading)
{
	const char *line = reading->quote->new_text;
	g_autoptr(GString) body = g_string_sized_new(strlen(line) + 2);
	for (int number = 1; *line != '\0'; number++) {
		const char *end = strchrnul(line, '\n');
		if (!is_order(reading, number) && !g_str_has_prefix(line, "Ref: ")) {
			g_string_append_len(body, line, end - line);
			g_string_append_c(body, '\n');
		}
		line = *end != '\0' ? end + 1 : end;
	}
	g_strstrip(body->str);
	return text_clip(body->str, BODY_MAX_BYTES);
}

void opening_report_problems(Turn *turn)
{
	const GPtrArray *problems = turn->reading->fields->problems;
	for (guint i = 0; i < problems->len; i++) {
		const FieldProblem *problem = g_ptr_array_index(problems, i);
		transcript_bad(
			turn->transcript, problem->line, problem->written,
			"unknown_field",
			json_pack("{s:o}", "suggestion", json_text(problem->suggestion)));
	}
}
