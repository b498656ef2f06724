/* decision.c: what people say on a running decision: positions, and the commands that
 * move it.
 *
 * A position counts only from a decider, while it runs, and only if it is plainly one. An
 * objection needs a reason and blocks until its author lets go.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "base/words.h"
#include "workflow/clock.h"
#include "workflow/letter.h"
#include "workflow/objection.h"
#include "workflow/transcript.h"

bool decision_is_running(const Item *item)
{
	return item->state == STATE_PROPOSED || item->state == STATE_FINAL_CALL ||
	       item->state == STATE_ON_HOLD;
}

size_t decision_live_objections(const Item *item)
{
	g_autoptr(Method) method = method_of(item);
	return (size_t)method_tally(method, item).live;
}

json_t *decision_closed_values(const Turn *turn)
{
	return json_pack("{s:s, s:o}", "state", state_name(turn->item->state), "at",
			 letter_time(turn->sender, turn->item->closed));
}

static void save_stance(Turn *turn, PositionValue value, const char *reason,
			bool is_counted)
{
	Stance *stance = item_stance(turn->item, turn->sender->id);
	if (stance == NULL) {
		stance = g_new0(Stance, 1);
		stance->person = g_strdup(turn->sender->id);
		g_ptr_array_add(turn->item->stances, stance);
	}
	g_free(stance->reason);
	g_free(stance->proof);
	g_free(stance->message_id);
	stance->value = value;
	stance->reason = g_strdup(reason);
	stance->at = turn->desk->now;
	stance->proof = g_strdup(proof_name(turn->reading->proof->proof));
	stance->message_id = g_strdup(turn->reading->message->message_id);
	stance->is_resolved = false;
	stance->is_counted = is_counted;
	turn->has_changed = true;
	if (method_is_sealed(turn->item)) {
		plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
			   "position", "sealed until the close (proof: %s)",
			   stance->proof);
		return;
	}
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "position", "%s%s%s%s (proof: %s)", position_value_name(value),
		   *reason != '\0' ? ": " : "", reason,
		   is_counted ? "" : ", recorded, not counted", stance->proof);
	plan_event_data(turn->plan, stance_json(stance));
}

/* The owner hears of the day's first objection or concern at once, of more the next
 * morning; a plain agreement waits for the outcome. */
static void tell_owner(Turn *turn, PositionValue value, const char *reason,
		       bool is_counted)
{
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	bool is_news = value == POSITION_OBJECT || value == POSITION_CONCERN;
	if (!is_news || owner == NULL || owner == turn->sender ||
	    method_is_sealed(turn->item) || !decision_take_owners_day(turn, owner))
		return;
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "report", "objection",
				    turn->item, owner, turn->reading->message->key);
	json_object_set_new(notice->model, "who", json_text(turn->sender->name));
	json_object_set_new(notice->model, "reason", json_text(reason));
	json_object_set_new(notice->model,
			    value == POSITION_OBJECT && is_counted ? "is_objection"
								   : "is_concern",
			    json_true());
	plan_notice(turn->plan, notice);
}

/* The line that would let the sender decide too. */
static char *deciders_with_sender(const Turn *turn)
{
	g_autoptr(GPtrArray) ids = item_people(turn->item, "deciders");
	GString *line = g_string_new(NULL);
	for (guint i = 0; i < ids->len; i++)
		g_string_append_printf(line, "%s, ",
				       (const char *)g_ptr_array_index(ids, i));
	g_string_append(line, turn->sender->id);
	return g_string_free(line, FALSE);
}

/* Whoever has no voice is recorded; its owner hears of them once. */
static void tell_of_voiceless(Turn *turn, PositionValue value, const char *reason)
{
	Item *item = turn->item;
	const Person *owner = people_find(turn->desk->people, item->owner);
	g_autoptr(GPtrArray) known = item_people(item, "voiceless");
	if (owner == NULL || owner == turn->sender ||
	    words_list_has(known, turn->sender->id))
		return;
	g_ptr_array_add(known, (gpointer)(uintptr_t)turn->sender->id);
	item_set_people(item, "voiceless", known);
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "report", "voiceless",
				    item, owner, turn->reading->message->key);
	g_autofree char *deciders = deciders_with_sender(turn);
	g_autofree char *order = g_strdup_printf("Deciders: %s", deciders);
	json_object_set_new(notice->model, "who", json_text(turn->sender->name));
	json_object_set_new(notice->model, "deciders", json_text(deciders));
	if (!method_is_sealed(item)) {
		json_object_set_new(notice->model, "value",
				    json_text(position_value_name(value)));
		json_object_set_new(notice->model, "reason",
				    json_text(*reason != '\0' ? reason : NULL));
	}
	letter_button(notice, "deciders", order);
	plan_notice(turn->plan, notice);
}

static bool is_consulted(const Turn *turn)
{
	g_autoptr(GPtrArray) ids = item_people(turn->item, "consulted");
	return words_list_has(ids, turn->sender->id);
}

static void refuse_position(Turn *turn, int line, const char *written, const char *code)
{
	transcript_bad(turn->transcript, line, written, code,
		       decision_closed_values(turn));
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "position not counted", "%s%s%s", code,
		   method_is_sealed(turn->item) ? "" : ": ",
		   method_is_sealed(turn->item) ? "" : written);
}

/* Whom a comment concerns: what the owner says, those whose objection or concern is still
 * open; what anybody else says, the owner. */
static GPtrArray *hearers_of(Turn *turn)
{
	const Item *item = turn->item;
	GPtrArray *ids = g_ptr_array_new();
	if (g_strcmp0(item->owner, turn->sender->id) != 0) {
		g_ptr_array_add(ids, item->owner);
		return ids;
	}
	for (guint i = 0; i < item->stances->len; i++) {
		const Stance *stance = g_ptr_array_index(item->stances, i);
		bool is_open =
			!stance->is_resolved && (stance->value == POSITION_OBJECT ||
						 stance->value == POSITION_CONCERN);
		if (is_open && strcmp(stance->person, turn->sender->id) != 0)
			g_ptr_array_add(ids, stance->person);
	}
	return ids;
}

bool decision_waits_for(const Turn *turn)
{
	return decision_is_running(turn->item) &&
	       g_strcmp0(turn->item->owner, turn->sender->id) != 0 &&
	       method_has_voice(turn->item, turn->sender->id) &&
	       item_stance(turn->item, turn->sender->id) == NULL;
}

void decision_comment(Turn *turn, const char *text)
{
	g_autoptr(GPtrArray) ids = hearers_of(turn);
	for (guint i = 0; i < ids->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(ids, i));
		if (person == NULL || !decision_is_running(turn->item))
			continue;
		Notice *notice =
			letter_new(turn->desk, LETTER_PATIENT, "report", "comment",
				   turn->item, person, turn->reading->message->key);
		json_object_set_new(notice->model, "who", json_text(turn->sender->name));
		json_object_set_new(notice->model, "text", json_text(text));
		plan_notice(turn->plan, notice);
	}
}

/* Who has ticked it off before stays ticked, whatever they raise. */
static void keep_tick(Turn *turn)
{
	const Stance *before = item_stance(turn->item, turn->sender->id);
	g_autoptr(GPtrArray) ticked = item_people(turn->item, "ticked");
	if (before == NULL || before->value != POSITION_AGREE)
		return;
	words_list_add(ticked, turn->sender->id);
	item_set_people(turn->item, "ticked", ticked);
}

/* What is held against it is kept by name; another position lets go of it, except where
 * a tick and a concern are two things. False: the name was taken. */
static bool take_reason(Turn *turn, const Method *method, PositionValue value,
			const char *reason, bool is_counted)
{
	const Stance stance = {.person = (char *)(uintptr_t)turn->sender->id,
			       .value = value,
			       .reason = (char *)(uintptr_t)reason,
			       .at = turn->desk->now,
			       .is_counted = is_counted};
	bool is_against = value == POSITION_OBJECT || value == POSITION_CONCERN;
	if (!is_against && !method->concern_blocks)
		decision_lift_objections(turn);
	if (!is_against || *reason == '\0')
		return true;
	if (objection_raise(turn->item, &stance, method) == RAISED_NAME_USED)
		return false;
	keep_tick(turn);
	return true;
}

void decision_position(Turn *turn, const Command *command, const Position *position)
{
	int line = command != NULL ? command->line : 0;
	const char *written = command != NULL ? command->written : position->token;
	PositionValue value = position->value;
	if (!decision_is_running(turn->item)) {
		bool is_draft = turn->item->state == STATE_DRAFT;
		refuse_position(turn, line, written, is_draft ? "not_yet" : "too_late");
		return;
	}
	if (value == POSITION_UNCLEAR || value == POSITION_NONE) {
		refuse_position(turn, line, written, "unclear");
		return;
	}
	bool is_counted = method_has_voice(turn->item, turn->sender->id) &&
			  !position->is_nonbinding;
	g_autoptr(Method) method = method_of(turn->item);
	bool blocks = value == POSITION_OBJECT && is_counted && method->objection_blocks;
	size_t live = decision_live_objections(turn->item);
	if (!take_reason(turn, method, value, position->reason, is_counted)) {
		refuse_position(turn, line, written, "name_used");
		return;
	}
	save_stance(turn, value, position->reason, is_counted);
	plan_cancel(turn->plan, turn->item->id, turn->sender->id, DUTY_REMIND, "",
		    "answered");
	plan_cancel(turn->plan, turn->item->id, turn->sender->id, -1, "ask", "answered");
	plan_cancel(turn->plan, turn->item->id, turn->sender->id, -1, "reminder",
		    "answered");
	const char *reason = *position->reason != '\0' ? position->reason : NULL;
	json_t *values = json_pack("{s:s, s:o, s:b}", "value", position_value_name(value),
				   "reason", json_text(reason), "counted", is_counted);
	if (blocks && *position->reason == '\0')
		transcript_bad(turn->transcript, line, written, "needs_reason", values);
	else
		transcript_good(turn->transcript, line, written, "position_recorded",
				values);
	bool is_heard = is_counted || position->is_nonbinding ||
			(is_consulted(turn) && value >= POSITION_CONCERN);
	if (is_heard)
		tell_owner(turn, value, position->reason, is_counted);
	else
		tell_of_voiceless(turn, value, position->reason);
	decision_after_objections(turn, live);
}

static void keep_choice(Turn *turn, const char *choice)
{
	json_t *choices = json_object_get(turn->item->details, "choices");
	if (choices == NULL) {
		choices = json_object();
		json_object_set_new(turn->item->details, "choices", choices);
	}
	json_object_set_new(choices, turn->sender->id, json_text(choice));
}

bool decision_choose(Turn *turn, const Command *command)
{
	g_autoptr(Method) method = method_of(turn->item);
	int options =
		(int)json_array_size(json_object_get(turn->item->details, "options"));
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) ballot = ballot_read(command->argument, options, &error);
	if (method->ballot == BALLOT_NONE || !decision_is_running(turn->item)) {
		refuse_position(turn, command->line, command->written,
				method->ballot == BALLOT_NONE ? "owner_chooses"
							      : "not_running");
		return true;
	}
	if (ballot == NULL) {
		transcript_bad(turn->transcript, command->line, command->written,
			       "bad_ballot", json_pack("{s:s}", "error", error->message));
		return true;
	}
	keep_choice(turn, command->argument);
	Position position = {.value = POSITION_AGREE,
			     .token = command->word,
			     .reason = command->written};
	decision_position(turn, command, &position);
	return true;
}
