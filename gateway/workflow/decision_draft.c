/* decision_draft.c: a proposal that is not whole, and what one reply adds to it.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "base/words.h"
#include "workflow/decision_window.h"
#include "workflow/letter.h"
#include "workflow/opening.h"
#include "workflow/transcript.h"

#define FAIR_SUGGESTION "fair 8wh"

/* ---- gaps --------------------------------------------------------------- */

static void gap_free(Gap *gap)
{
	g_free(gap->suggestion);
	g_free(gap);
}

static void add_gap(GPtrArray *gaps, const char *field, const char *suggestion)
{
	for (guint i = 0; i < gaps->len; i++)
		if (strcmp(((const Gap *)g_ptr_array_index(gaps, i))->field, field) == 0)
			return;
	Gap *gap = g_new0(Gap, 1);
	gap->field = field;
	gap->suggestion = g_strdup(suggestion);
	g_ptr_array_add(gaps, gap);
}

/* What its rule needs and nobody has written; and the reason, of a proposal that says
 * nothing at all. */
static void find_missing(const Turn *turn, GPtrArray *gaps)
{
	static const char *const REASONS[] = {"rationale", "context", "options",
					      "consequences"};
	const Item *item = turn->item;
	const Rule *rule = turn->reading->tag->rule;
	for (guint i = 0; i < rule->needs->len; i++) {
		const char *field = g_ptr_array_index(rule->needs, i);
		if (json_get_text(item->fields, field) == NULL)
			add_gap(gaps, field, "");
	}
	bool is_empty = json_get_text(item->details, "body") == NULL && gaps->len == 0;
	for (size_t i = 0; i < G_N_ELEMENTS(REASONS); i++)
		is_empty = is_empty && json_get_text(item->fields, REASONS[i]) == NULL;
	if (is_empty)
		add_gap(gaps, "rationale", "");
}

/* How many persons a line names; -1: there is no such line. `out_near` (owned): the line
 * with what nobody is called made right or left out; NULL: nothing is wrong with it. */
static int count_named(const Turn *turn, const char *field, char **out_near)
{
	const char *value = json_get_text(turn->item->fields, field);
	if (value == NULL)
		return -1;
	const People *people = turn->desk->people;
	bool is_wrong = false;
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	g_autoptr(GString) line = g_string_new(NULL);
	g_auto(GStrv) words = g_strsplit_set(value, ",;\n", -1);
	for (guint i = 0; words[i] != NULL; i++) {
		const char *word = g_strstrip(words[i]);
		bool is_known = *word == '\0' || people_resolve(people, word, ids);
		g_auto(GStrv) near = is_known ? NULL : people_suggest(people, word);
		is_wrong = is_wrong || !is_known;
		const char *right = near != NULL ? near[0] : word;
		if (right != NULL && *right != '\0')
			g_string_append_printf(line, "%s%s", line->len > 0 ? ", " : "",
					       right);
	}
	*out_near = is_wrong ? g_strdup(line->str) : NULL;
	return (int)ids->len;
}

static bool is_role_of(const Method *method, const char *role)
{
	return method != NULL && method->roles != NULL &&
	       words_list_has(method->roles, role);
}

/* One owner, one approver where the method has one; nobody whom nobody knows. The words
 * for it are in the transcript already. */
static void find_people(const Turn *turn, const Method *method, GPtrArray *gaps)
{
	static const char *const ROLES[] = {"owner", "approver", "decide"};
	static const char *const LISTS[] = {"deciders", "agree"};
	for (size_t i = 0; i < G_N_ELEMENTS(ROLES); i++) {
		g_autofree char *near = NULL;
		int count = count_named(turn, ROLES[i], &near);
		bool is_needed = is_role_of(method, ROLES[i]);
		if ((count >= 0 && count != 1) || near != NULL ||
		    (count < 0 && is_needed && strcmp(ROLES[i], "owner") != 0))
			add_gap(gaps, ROLES[i],
				near != NULL && strchr(near, ',') == NULL ? near : "");
	}
	for (size_t i = 0; i < G_N_ELEMENTS(LISTS); i++) {
		g_autofree char *near = NULL;
		(void)count_named(turn, LISTS[i], &near);
		if (near != NULL)
			add_gap(gaps, LISTS[i], near);
	}
}

static void find_method(Turn *turn, const Method *method, GPtrArray *gaps)
{
	const char *written = field_get(turn->reading->fields, "method");
	if (written == NULL || rules_method(turn->desk->rules, written) != NULL)
		return;
	g_autofree char *names = rules_method_names(turn->desk->rules);
	transcript_bad(turn->transcript, 0, written, "unknown_method",
		       json_pack("{s:o}", "methods", json_text(names)));
	add_gap(gaps, "method", method != NULL ? method->name : "");
}

/* What is suggested, if that is one date; blank if the writer must say which. */
static const char *right_date(Turn *turn, const When *when, const Person *owner,
			      const GPtrArray *deciders)
{
	if (when->suggestion == NULL)
		return FAIR_SUGGESTION;
	g_autoptr(When) right = opening_when(turn, when->suggestion, owner, deciders);
	return right->understood ? when->suggestion : "";
}

/* A date that cannot be read, is over, or lies in everyone's night. */
static void find_date(Turn *turn, const Method *method, const GPtrArray *deciders,
		      GPtrArray *gaps)
{
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	const char *written = field_get(turn->reading->fields, "due");
	if (written == NULL || turn->reading->tag->rule->is_decided ||
	    window_is_phrase(written))
		return;
	g_autoptr(When) when = opening_when(turn, written, owner, deciders);
	if (!when->understood) {
		transcript_bad(turn->transcript, 0, written, "bad_date",
			       json_pack("{s:o, s:o}", "error", json_text(when->error),
					 "suggestion", json_text(when->suggestion)));
		add_gap(gaps, "due", right_date(turn, when, owner, deciders));
		return;
	}
	bool is_moved = method != NULL && method->minimum != NULL;
	if (when->is_cleared || is_moved ||
	    !decision_is_in_the_night(turn, deciders, when->instant))
		return;
	bool others = deciders->len > 1 && words_list_has(deciders, turn->sender->id);
	transcript_bad(turn->transcript, 0, written, "in_the_night",
		       json_pack("{s:o, s:b}", "due",
				 letter_time(turn->sender, when->instant), "others",
				 others));
	add_gap(gaps, "due", FAIR_SUGGESTION);
}

GPtrArray *decision_gaps(Turn *turn, const GPtrArray *deciders)
{
	GPtrArray *gaps = g_ptr_array_new_with_free_func((GDestroyNotify)gap_free);
	const Method *method = decision_method(turn);
	find_missing(turn, gaps);
	find_people(turn, method, gaps);
	find_method(turn, method, gaps);
	find_date(turn, method, deciders, gaps);
	return gaps;
}

/* ---- the answer that lists them ------------------------------------------ */

static json_t *line_model(const char *field, const char *value)
{
	g_autofree char *label = field_label(field);
	return json_pack("{s:s, s:o}", "field", label, "value",
			 json_text(*value != '\0' ? value : NULL));
}

static json_t *gaps_model(const GPtrArray *gaps)
{
	json_t *rows = json_array();
	for (guint i = 0; i < gaps->len; i++) {
		const Gap *gap = g_ptr_array_index(gaps, i);
		json_array_append_new(rows, line_model(gap->field, gap->suggestion));
	}
	return rows;
}

static bool is_gap(const GPtrArray *gaps, const char *field)
{
	for (guint i = 0; i < gaps->len; i++)
		if (strcmp(((const Gap *)g_ptr_array_index(gaps, i))->field, field) == 0)
			return true;
	return false;
}

static void add_assumed(json_t *rows, const Turn *turn, const GPtrArray *gaps,
			const char *field, const char *value)
{
	bool is_written = json_get_text(turn->item->fields, field) != NULL;
	if (!is_written && !is_gap(gaps, field) && value != NULL && *value != '\0')
		json_array_append_new(rows, line_model(field, value));
}

/* What it is taken to say where the writer says nothing. */
static json_t *assumed_model(const Turn *turn, const GPtrArray *gaps)
{
	json_t *rows = json_array();
	const Method *method = decision_method(turn);
	g_autoptr(GPtrArray) ids = item_people(turn->item, "deciders");
	g_autoptr(GString) deciders = g_string_new(NULL);
	for (guint i = 0; i < ids->len; i++)
		g_string_append_printf(deciders, "%s%s", i > 0 ? ", " : "",
				       (const char *)g_ptr_array_index(ids, i));
	add_assumed(rows, turn, gaps, "owner", turn->item->owner);
	if (turn->reading->tag->rule->is_decided)
		return rows;
	add_assumed(rows, turn, gaps, "due", decision_default_due(turn, method));
	add_assumed(rows, turn, gaps, "deciders", deciders->str);
	return rows;
}

void decision_send_draft(Turn *turn, const GPtrArray *gaps)
{
	if (!turn->reading->origin->may_answer)
		return;
	Notice *notice = letter_answer(turn, "receipt", "draft-decision");
	json_t *rows = gaps_model(gaps);
	json_t *assumed = assumed_model(turn, gaps);
	g_autoptr(GString) lines = g_string_new(NULL);
	size_t index;
	json_t *row;
	json_array_foreach(rows, index, row)
	{
		const char *value = json_get_text(row, "value");
		g_string_append_printf(lines, "%s: %s\n", json_get_text(row, "field"),
				       value != NULL ? value : "");
	}
	json_object_set_new(notice->model, "missing", rows);
	json_object_set_new(notice->model, "has_assumed",
			    json_boolean(json_array_size(assumed) > 0));
	json_object_set_new(notice->model, "assumed", assumed);
	json_object_set_new(notice->model, "results", transcript_model(turn->transcript));
	(void)decision_plan_expiry(turn);
	letter_button(notice, "complete", lines->str);
	letter_button(notice, "withdraw", "withdraw");
	plan_notice(turn->plan, notice);
}

/* ---- the reply that completes it ----------------------------------------- */

/* Orders that, of a draft, are lines of it. */
static const struct {
	CommandName command;
	const char *field;
} LINES[] = {
	{COMMAND_OWNER, "owner"},	    {COMMAND_DUE, "due"},
	{COMMAND_DECIDE, "decide"},	    {COMMAND_REVIEW, "review"},
	{COMMAND_SUPERSEDES, "supersedes"},
};

static const char *line_of(const Command *command)
{
	for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++)
		if (command->ok && command->name == LINES[i].command)
			return LINES[i].field;
	return NULL;
}

static void take_new_lines(const Turn *turn)
{
	json_t *fields = turn->item->fields;
	const GPtrArray *written = turn->reading->fields->fields;
	const GPtrArray *commands = turn->reading->commands->commands;
	for (guint i = 0; i < written->len; i++) {
		const Field *field = g_ptr_array_index(written, i);
		json_object_set_new(fields, field->name, json_text(field->value));
	}
	for (guint i = 0; i < commands->len; i++) {
		const Command *command = g_ptr_array_index(commands, i);
		if (line_of(command) != NULL)
			json_object_set_new(fields, line_of(command),
					    json_text(command->argument));
	}
}

/* Fields of the draft and of the reply, the reply's first: one list, as if they had come
 * in one mail. */
static Fields *all_fields(const Turn *turn)
{
	Fields *fields = g_new0(Fields, 1);
	fields->fields = g_ptr_array_new_with_free_func((GDestroyNotify)field_free);
	fields->problems = g_ptr_array_new();
	take_new_lines(turn);
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

static void report_completion(Turn *turn, const GPtrArray *gaps)
{
	for (guint i = 0; i < gaps->len; i++) {
		const Gap *gap = g_ptr_array_index(gaps, i);
		transcript_bad(turn->transcript, 0, NULL, "still_missing",
			       line_model(gap->field, gap->suggestion));
	}
	if (gaps->len > 0)
		return;
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "complete", "the draft is whole");
	transcript_good(turn->transcript, 0, NULL, "promoted",
			json_pack("{s:s}", "state", state_name(turn->item->state)));
}

static bool may_complete(const Turn *turn, const char *body)
{
	const GPtrArray *commands = turn->reading->commands->commands;
	bool may = strcmp(turn->item->opener, turn->sender->id) == 0 ||
		   g_strcmp0(turn->item->owner, turn->sender->id) == 0;
	bool says_more = turn->reading->fields->fields->len > 0 || *body != '\0' ||
			 commands->len > 0;
	for (guint i = 0; i < commands->len; i++)
		says_more = says_more && line_of(g_ptr_array_index(commands, i)) != NULL;
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
	decision_take_approver(&whole);
	g_autoptr(GPtrArray) deciders = decision_deciders(&whole);
	g_autoptr(GPtrArray) gaps = decision_gaps(&whole, deciders);
	decision_go_on(&whole, gaps, deciders);
	report_completion(turn, gaps);
	turn->has_changed = true;
	return true;
}
