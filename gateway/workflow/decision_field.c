/* decision_field.c: `Key: value` lines in the reply to a decision that runs, or has
 * ended: some are orders, some amend the record, the others are answered.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "workflow/clock.h"
#include "workflow/clock_plan.h"
#include "workflow/letter.h"
#include "workflow/objection.h"
#include "workflow/opening.h"
#include "workflow/transcript.h"

static bool is_in_charge(const Turn *turn)
{
	return g_strcmp0(turn->item->owner, turn->sender->id) == 0 ||
	       strcmp(turn->item->opener, turn->sender->id) == 0;
}

/* It stands among the commands, and is done there. */
static bool is_command(const Turn *turn, const Field *field)
{
	const GPtrArray *commands = turn->reading->commands->commands;
	for (guint i = 0; i < commands->len; i++) {
		const Command *command = g_ptr_array_index(commands, i);
		if (command->is_field && command->line == field->line)
			return true;
	}
	return false;
}

/* "Due: friday" is the order "due friday", below a tag too. */
static bool run_as_order(Turn *turn, const Field *field, const char *written)
{
	static const struct {
		const char *field;
		CommandName name;
	} ORDERS[] = {{"due", COMMAND_DUE},
		      {"owner", COMMAND_OWNER},
		      {"review", COMMAND_REVIEW},
		      {"supersedes", COMMAND_SUPERSEDES}};
	for (size_t i = 0; i < G_N_ELEMENTS(ORDERS); i++) {
		if (strcmp(field->name, ORDERS[i].field) != 0)
			continue;
		const Command command = {.line = field->line,
					 .written = (char *)(uintptr_t)written,
					 .name = ORDERS[i].name,
					 .word = field->name,
					 .argument = field->value,
					 .ok = true};
		return decision_command(turn, &command);
	}
	return false;
}

/* Words of the record that may be made better at any time; what they were stays in the
 * history. */
static bool amend(Turn *turn, const Field *field, const char *written)
{
	static const char *const WORDS[] = {"rationale", "context", "consequences"};
	bool is_one = false;
	for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++)
		is_one = is_one || strcmp(field->name, WORDS[i]) == 0;
	if (!is_one)
		return false;
	const char *before = json_get_text(turn->item->fields, field->name);
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "amended", "%s: %s%s%s", field->name, field->value,
		   before != NULL ? "; it was: " : "", before != NULL ? before : "");
	json_object_set_new(turn->item->fields, field->name, json_text(field->value));
	turn->has_changed = true;
	transcript_good(turn->transcript, field->line, written, "amended", NULL);
	return true;
}

/* ---- other people ------------------------------------------------------- */

static void count_stance(Turn *turn, Stance *stance, bool is_counted)
{
	stance->is_counted = is_counted;
	objection_count_person(turn->item, stance->person, is_counted);
	if (method_is_sealed(turn->item))
		return;
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "position", "of %s: %s", stance->person,
		   is_counted ? "it counts from now on" : "it counts no more");
	plan_event_data(turn->plan, stance_json(stance));
}

static void ask_new(Turn *turn, const char *id, Stance *stance)
{
	const Person *person = people_find(turn->desk->people, id);
	const Clock *clock = item_clock(turn->item, "decision");
	const Rule *rule = rules_find(turn->desk->rules, turn->item->rule);
	if (stance != NULL) {
		count_stance(turn, stance, true);
		return;
	}
	decision_ask(turn, person, "1");
	if (clock != NULL && rule != NULL && clock->state == CLOCK_RUNNING)
		clock_remind(turn, clock, person, rule->remind,
			     person_next_delivery(person, turn->desk->now));
}

/* Votes are not lost: who joins is asked, or what they have said counts from now on; what
 * those who leave have said stays in the record. */
static void set_deciders(Turn *turn, const GPtrArray *ids)
{
	Item *item = turn->item;
	g_autoptr(GPtrArray) before = item_people(item, "deciders");
	g_autoptr(GPtrArray) joining = g_ptr_array_new();
	for (guint i = 0; i < before->len; i++) {
		const char *id = g_ptr_array_index(before, i);
		if (words_list_has(ids, id))
			continue;
		Stance *stance = item_stance(item, id);
		if (stance != NULL)
			count_stance(turn, stance, false);
		plan_cancel(turn->plan, item->id, id, DUTY_REMIND, "", "decides no more");
		plan_cancel(turn->plan, item->id, id, -1, "ask", "decides no more");
		plan_cancel(turn->plan, item->id, id, -1, "reminder", "decides no more");
	}
	for (guint i = 0; i < ids->len; i++) {
		gpointer id = g_ptr_array_index(ids, i);
		if (!words_list_has(before, id))
			g_ptr_array_add(joining, id);
	}
	item_set_people(item, "deciders", ids);
	decision_audit(turn);
	for (guint i = 0; i < joining->len; i++) {
		const char *id = g_ptr_array_index(joining, i);
		ask_new(turn, id, item_stance(item, id));
	}
}

static bool take_deciders(Turn *turn, const Field *field, const char *written)
{
	if (strcmp(field->name, "deciders") != 0)
		return false;
	if (!decision_is_running(turn->item)) {
		transcript_bad(turn->transcript, field->line, written, "not_running",
			       decision_closed_values(turn));
		return true;
	}
	size_t lines = transcript_length(turn->transcript);
	g_autoptr(GPtrArray) ids = opening_people(turn, "deciders");
	/* Somebody whom nobody knows: nothing is changed by halves. */
	if (ids->len == 0 || transcript_length(turn->transcript) > lines)
		return true;
	set_deciders(turn, ids);
	turn->has_changed = true;
	g_autofree char *names = letter_names(turn->desk, ids);
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "deciders", "%s", names);
	transcript_good(turn->transcript, field->line, written, "deciders_are",
			json_pack("{s:s}", "names", names));
	decision_progress(turn);
	return true;
}

/* ---- all of them -------------------------------------------------------- */

static void take(Turn *turn, const Field *field)
{
	g_autofree char *label = field_label(field->name);
	g_autofree char *whole = g_strdup_printf("%s: %s", label, field->value);
	g_autofree char *written = text_single_line(whole, 200);
	if (run_as_order(turn, field, written))
		return;
	if (!is_in_charge(turn))
		transcript_bad(turn->transcript, field->line, written, "owner_only",
			       NULL);
	else if (!amend(turn, field, written) && !take_deciders(turn, field, written))
		transcript_bad(turn->transcript, field->line, written, "opening_only",
			       json_pack("{s:s}", "field", label));
}

guint decision_take_fields(Turn *turn)
{
	const GPtrArray *fields = turn->reading->fields->fields;
	guint count = 0;
	for (guint i = 0; turn->item->state != STATE_DRAFT && i < fields->len; i++) {
		const Field *field = g_ptr_array_index(fields, i);
		if (is_command(turn, field))
			continue;
		take(turn, field);
		count++;
	}
	return count;
}
