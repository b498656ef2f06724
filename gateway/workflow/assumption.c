/* assumption.c: decisions that watch what they rest on (TIME K, L9).
 *
 * Anyone may say that an assumption is broken. Its owner is asked: keep, change or drop.
 * While one challenge is open, more evidence is added to it and asks nobody again.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/assumption.h"

#include <stdlib.h>
#include <string.h>

#include "workflow/decision.h"
#include "workflow/letter.h"
#include "workflow/opening.h"
#include "workflow/transcript.h"

#define LINES_MAX 50

/* ---- the lines ---------------------------------------------------------- */

static void add_lines(json_t *rows, const char *value, const char *state)
{
	g_auto(GStrv) lines = g_strsplit(value, "\n", LINES_MAX);
	for (guint i = 0; lines[i] != NULL && json_array_size(rows) < LINES_MAX; i++) {
		g_autofree char *text = field_item(lines[i]);
		if (*text != '\0')
			json_array_append_new(
				rows, json_pack("{s:i, s:o, s:s}", "number",
						(int)json_array_size(rows) + 1, "text",
						json_text(text), "state", state));
	}
}

static void keep_field(Turn *turn, const char *name, const char *key, const char *state)
{
	const GPtrArray *fields = turn->reading->fields->fields;
	g_autoptr(json_t) rows = json_array();
	for (guint i = 0; i < fields->len; i++) {
		const Field *field = g_ptr_array_index(fields, i);
		if (strcmp(field->name, name) == 0)
			add_lines(rows, field->value, state);
	}
	if (json_array_size(rows) > 0)
		json_object_set(turn->item->details, key, rows);
}

void assumption_keep(Turn *turn)
{
	keep_field(turn, "because", "assumptions", "standing");
	keep_field(turn, "expect", "expectations", "open");
}

static json_t *line_of(const Item *item, const char *key, int number)
{
	return number > 0 ? json_array_get(json_object_get(item->details, key),
					   (size_t)number - 1)
			  : NULL;
}

static bool is_challenged(const json_t *row)
{
	return g_strcmp0(json_get_text(row, "state"), "challenged") == 0;
}

size_t assumption_challenges(const Item *item)
{
	size_t index, count = 0;
	json_t *row;
	json_array_foreach(json_object_get(item->details, "assumptions"), index, row)
		count += is_challenged(row);
	return count;
}

/* ---- numbers ------------------------------------------------------------ */

void numbered_clear(Numbered *numbered)
{
	g_free(numbered->item);
	g_free(numbered->text);
}

/* Past "D-12"; NULL if there is no id. */
static const char *skip_id(const char *text)
{
	if (!g_ascii_isalpha(text[0]) || text[1] != '-' || !g_ascii_isdigit(text[2]))
		return NULL;
	return text + 2 + strspn(text + 2, "0123456789");
}

bool numbered_read(const char *argument, Numbered *out_numbered)
{
	const char *end = skip_id(argument);
	const char *at = end != NULL ? end : argument;
	bool has_mark = *at == '#';
	at += has_mark ? 1 : 0;
	size_t digits = strspn(at, "0123456789");
	const char *rest = at + digits + strspn(at + digits, " \t");
	bool is_whole = digits > 0 && digits < 4 && (end == NULL || has_mark) &&
			(*rest == '\0' || *rest == ':');
	if (!is_whole) {
		*out_numbered = (Numbered){.text = g_strdup(argument)};
		return false;
	}
	*out_numbered = (Numbered){
		.item = end != NULL ? g_ascii_strup(argument, end - argument) : NULL,
		.number = atoi(at),
		.text = g_strstrip(g_strdup(*rest == ':' ? rest + 1 : rest))};
	return true;
}

char *assumption_named_item(const Reading *reading)
{
	const GPtrArray *commands = reading->commands->commands;
	for (guint i = 0; i < commands->len; i++) {
		const Command *command = g_ptr_array_index(commands, i);
		g_auto(Numbered) numbered = {0};
		if (command->name == COMMAND_BROKEN && command->ok &&
		    numbered_read(command->argument, &numbered) && numbered.item != NULL)
			return g_steal_pointer(&numbered.item);
	}
	return NULL;
}

/* ---- a challenge -------------------------------------------------------- */

static void note(Turn *turn, const json_t *row, const char *what, const char *text)
{
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id, what,
		   "#%d (%s): %s", (int)json_get_number(row, "number", 0),
		   json_get_text(row, "text"), text);
	plan_event_data(turn->plan, json_deep_copy(row));
	turn->has_changed = true;
}

static void ask_owner(Turn *turn, const json_t *row, const char *evidence)
{
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	if (owner == NULL)
		return;
	int number = (int)json_get_number(row, "number", 0);
	Notice *notice =
		letter_new(turn->desk, LETTER_PATIENT, "checkin", "assumption-broken",
			   turn->item, owner, turn->reading->message->key);
	static const char *const WORDS[] = {"keep", "change", "drop"};
	for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++) {
		g_autofree char *body = g_strdup_printf("%s %d: ", WORDS[i], number);
		letter_button(notice, WORDS[i], body);
	}
	json_object_set_new(notice->model, "who", json_text(turn->sender->name));
	json_object_set_new(notice->model, "evidence", json_text(evidence));
	json_object_set_new(notice->model, "assumption", json_deep_copy(row));
	plan_notice(turn->plan, notice);
}

static void challenge(Turn *turn, json_t *row, const char *evidence)
{
	json_object_set_new(row, "state", json_text("challenged"));
	json_object_set_new(row, "challenge",
			    json_pack("{s:s, s:o, s:o}", "person", turn->sender->id, "at",
				      json_instant(turn->desk->now), "evidence",
				      json_text(evidence)));
	note(turn, row, "assumption challenged", evidence);
	ask_owner(turn, row, evidence);
}

/* Templates ask whether there is a number: none is null, not 0. */
static json_t *count_of(const Item *item, const char *key)
{
	size_t count = json_array_size(json_object_get(item->details, key));
	return count > 0 ? json_integer((json_int_t)count) : json_null();
}

static json_t *line_values(const Turn *turn, int number)
{
	return json_pack("{s:s, s:i, s:o, s:o, s:s}", "id", turn->item->id, "number",
			 number, "owner",
			 json_text(letter_name(turn->desk, turn->item->owner)), "count",
			 count_of(turn->item, "assumptions"), "state",
			 state_name(turn->item->state));
}

static bool can_be_challenged(const Item *item)
{
	return decision_is_running(item) || item_has_effect(item);
}

bool assumption_broken(Turn *turn, const Command *command)
{
	g_auto(Numbered) numbered = {0};
	(void)numbered_read(command->argument, &numbered);
	json_t *row = line_of(turn->item, "assumptions", numbered.number);
	g_autofree char *below = opening_body(turn->reading);
	const char *evidence = *numbered.text != '\0' ? numbered.text : below;
	const char *code = row == NULL			    ? "no_such_assumption"
			   : !can_be_challenged(turn->item) ? "not_possible"
			   : *evidence == '\0'		    ? "needs_evidence"
							    : NULL;
	if (code != NULL) {
		transcript_bad(turn->transcript, command->line, command->written, code,
			       line_values(turn, numbered.number));
		return true;
	}
	bool is_open = is_challenged(row);
	if (is_open)
		note(turn, row, "further evidence", evidence);
	else
		challenge(turn, row, evidence);
	transcript_good(turn->transcript, command->line, command->written,
			is_open ? "challenged_already" : "challenged",
			line_values(turn, numbered.number));
	return true;
}

/* ---- the owner's word --------------------------------------------------- */

/* The one that is named, or the only one that waits. */
static json_t *challenged_row(const Item *item, int number)
{
	size_t index;
	json_t *row, *found = NULL;
	if (number > 0) {
		row = line_of(item, "assumptions", number);
		return row != NULL && is_challenged(row) ? row : NULL;
	}
	json_array_foreach(json_object_get(item->details, "assumptions"), index, row)
	{
		if (is_challenged(row))
			found = row;
	}
	return assumption_challenges(item) == 1 ? found : NULL;
}

static void settle(Turn *turn, json_t *row, const char *state, const char *text)
{
	json_t *challenge = json_object_get(row, "challenge");
	json_object_set_new(row, "state", json_text(state));
	json_object_set_new(challenge, "answer", json_text(text));
	json_object_set_new(challenge, "answered", json_instant(turn->desk->now));
	g_autofree char *what = g_strdup_printf("assumption %s", state);
	note(turn, row, what, text);
}

bool assumption_judge(Turn *turn, const Command *command)
{
	g_auto(Numbered) numbered = {0};
	(void)numbered_read(command->argument, &numbered);
	bool changes = command->name == COMMAND_CHANGE;
	json_t *row = challenged_row(turn->item, numbered.number);
	const char *code = NULL;
	if (g_strcmp0(turn->item->owner, turn->sender->id) != 0)
		code = "owner_only";
	else if (row == NULL)
		code = "not_challenged";
	else if (*numbered.text == '\0')
		code = changes ? "needs_wording" : "needs_answer";
	if (code != NULL) {
		transcript_bad(turn->transcript, command->line, command->written, code,
			       line_values(turn, MAX(numbered.number, 1)));
		return true;
	}
	settle(turn, row, changes ? "changed" : "kept", numbered.text);
	if (changes) {
		json_object_set(row, "was", json_object_get(row, "text"));
		json_object_set_new(row, "text", json_text(numbered.text));
	}
	transcript_good(turn->transcript, command->line, command->written,
			changes ? "assumption_changed" : "assumption_kept",
			line_values(turn, (int)json_get_number(row, "number", 0)));
	return true;
}

void assumption_drop(Turn *turn, const Numbered *numbered)
{
	json_t *row = challenged_row(turn->item, numbered->number);
	if (row != NULL)
		settle(turn, row, "broken", numbered->text);
}

/* ---- expectations ------------------------------------------------------- */

bool assumption_score(Turn *turn, const Command *command)
{
	g_auto(Numbered) numbered = {0};
	(void)numbered_read(command->argument, &numbered);
	const json_t *rows = json_object_get(turn->item->details, "expectations");
	int number =
		numbered.number == 0 && json_array_size(rows) == 1 ? 1 : numbered.number;
	json_t *row = line_of(turn->item, "expectations", number);
	const char *code = NULL;
	if (g_strcmp0(turn->item->owner, turn->sender->id) != 0)
		code = "owner_only";
	else if (!item_has_effect(turn->item))
		code = "not_possible";
	else if (row == NULL)
		code = "no_such_expectation";
	if (code != NULL) {
		json_t *values = decision_closed_values(turn);
		json_object_set_new(values, "word", json_text(command->word));
		json_object_set_new(values, "count",
				    count_of(turn->item, "expectations"));
		transcript_bad(turn->transcript, command->line, command->written, code,
			       values);
		return true;
	}
	json_object_set_new(row, "state", json_text(command->word));
	json_object_set_new(row, "why", json_text(numbered.text));
	json_object_set_new(row, "at", json_instant(turn->desk->now));
	note(turn, row, "expectation scored", command->word);
	transcript_good(turn->transcript, command->line, command->written, "scored",
			json_pack("{s:O, s:s}", "text", json_object_get(row, "text"),
				  "score", command->word));
	return true;
}
