/* decision.c: what people say on a running decision: positions, and the commands that
 * move it.
 *
 * A position counts only from a decider, while it runs, and only if it is plainly one. An
 * objection needs a reason and blocks until its author lets go.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "workflow/clock.h"
#include "workflow/letter.h"
#include "workflow/transcript.h"

static bool is_running(const Item *item)
{
	return item->state == STATE_PROPOSED || item->state == STATE_FINAL_CALL ||
	       item->state == STATE_ON_HOLD;
}

static bool is_in(const Item *item, const char *key, const char *person)
{
	g_autoptr(GPtrArray) ids = item_people(item, key);
	return g_ptr_array_find_with_equal_func(ids, person, g_str_equal, NULL);
}

static bool is_owner(const Turn *turn)
{
	return g_strcmp0(turn->item->owner, turn->sender->id) == 0;
}

size_t decision_live_objections(const Item *item)
{
	if (g_strcmp0(json_get_text(item->details, "objection"), "blocks") != 0)
		return 0;
	size_t live = 0;
	for (guint i = 0; i < item->stances->len; i++) {
		const Stance *stance = g_ptr_array_index(item->stances, i);
		if (stance->value == POSITION_OBJECT && stance->is_counted &&
		    !stance->is_resolved && *stance->reason != '\0')
			live++;
	}
	return live;
}

static json_t *closed_values(const Turn *turn)
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
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "position", "%s%s%s%s (proof: %s)", position_value_name(value),
		   *reason != '\0' ? ": " : "", reason,
		   is_counted ? "" : ", recorded, not counted", stance->proof);
}

/* The owner hears of an objection or concern; a plain agreement waits for the outcome. */
static void tell_owner(Turn *turn, PositionValue value, const char *reason)
{
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	bool is_news = value == POSITION_OBJECT || value == POSITION_CONCERN;
	if (!is_news || owner == NULL || owner == turn->sender)
		return;
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "report", "objection",
				    turn->item, owner, turn->reading->message->key);
	json_object_set_new(notice->model, "who", json_text(turn->sender->name));
	json_object_set_new(notice->model, "reason", json_text(reason));
	json_object_set_new(notice->model,
			    value == POSITION_OBJECT ? "is_objection" : "is_concern",
			    json_true());
	plan_notice(turn->plan, notice);
}

static void refuse_position(Turn *turn, int line, const char *written, const char *code)
{
	transcript_bad(turn->transcript, line, written, code, closed_values(turn));
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "position not counted", "%s: %s", code, written);
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

void decision_comment(Turn *turn, const char *text)
{
	g_autoptr(GPtrArray) ids = hearers_of(turn);
	for (guint i = 0; i < ids->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(ids, i));
		if (person == NULL || !is_running(turn->item))
			continue;
		Notice *notice =
			letter_new(turn->desk, LETTER_PATIENT, "report", "comment",
				   turn->item, person, turn->reading->message->key);
		json_object_set_new(notice->model, "who", json_text(turn->sender->name));
		json_object_set_new(notice->model, "text", json_text(text));
		plan_notice(turn->plan, notice);
	}
}

void decision_position(Turn *turn, const Command *command, const Position *position)
{
	int line = command != NULL ? command->line : 0;
	const char *written = command != NULL ? command->written : position->token;
	PositionValue value = position->value;
	if (!is_running(turn->item)) {
		refuse_position(turn, line, written, "not_running");
		return;
	}
	if (value == POSITION_UNCLEAR || value == POSITION_NONE) {
		refuse_position(turn, line, written, "unclear");
		return;
	}
	bool is_counted = is_in(turn->item, "deciders", turn->sender->id) &&
			  !position->is_nonbinding;
	bool blocks = value == POSITION_OBJECT && is_counted;
	save_stance(turn, value, position->reason, is_counted);
	plan_cancel(turn->plan, turn->item->id, turn->sender->id, DUTY_REMIND, "",
		    "answered");
	plan_cancel(turn->plan, turn->item->id, turn->sender->id, -1, "ask", "answered");
	plan_cancel(turn->plan, turn->item->id, turn->sender->id, -1, "reminder",
		    "answered");
	json_t *values = json_pack("{s:s, s:s, s:b}", "value", position_value_name(value),
				   "reason", position->reason, "counted", is_counted);
	if (blocks && *position->reason == '\0')
		transcript_bad(turn->transcript, line, written, "needs_reason", values);
	else
		transcript_good(turn->transcript, line, written, "position_recorded",
				values);
	tell_owner(turn, value, position->reason);
}

/* After the last objection is gone every decider still has a working day (TIME G, L8). */
static void keep_floor(Turn *turn)
{
	Item *item = turn->item;
	g_autoptr(GPtrArray) deciders = item_people(item, "deciders");
	Instant floor = item->due;
	for (guint i = 0; i < deciders->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(deciders, i));
		Instant day_later = INSTANT_NONE;
		if (person != NULL &&
		    hours_add_days(person->hours, turn->desk->now, 1, &day_later, NULL))
			floor = MAX(floor, day_later);
	}
	Clock *clock = item_clock(item, "decision");
	if (clock == NULL || floor <= item->due)
		return;
	const Person *owner = people_find(turn->desk->people, item->owner);
	g_autofree char *norm = g_strdup(clock->norm);
	if (owner != NULL)
		(void)clock_start(turn, "decision", owner, floor, norm);
	item->due = floor;
	decision_schedule_close(turn);
}

static bool resolve(Turn *turn, const Command *command)
{
	Stance *stance = item_stance(turn->item, turn->sender->id);
	if (stance == NULL || stance->value != POSITION_OBJECT || stance->is_resolved) {
		transcript_bad(turn->transcript, command->line, command->written,
			       "nothing_to_resolve", NULL);
		return true;
	}
	stance->is_resolved = true;
	turn->has_changed = true;
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "objection resolved", "by its author; it was: %s", stance->reason);
	transcript_good(turn->transcript, command->line, command->written,
			"objection_resolved", NULL);
	if (decision_live_objections(turn->item) == 0 && turn->item->due != INSTANT_NONE)
		keep_floor(turn);
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	if (owner != NULL && owner != turn->sender) {
		Notice *notice =
			letter_new(turn->desk, LETTER_PATIENT, "report", "objection",
				   turn->item, owner, turn->reading->message->key);
		json_object_set_new(notice->model, "who", json_text(turn->sender->name));
		json_object_set_new(notice->model, "is_resolved", json_true());
		plan_notice(turn->plan, notice);
	}
	return true;
}

/* `decide: OPTION, because WHY`. */
static void split_reason(const char *argument, char **out_option, char **out_reason)
{
	static const char *const MARKS[] = {", because ", " because ", "; because "};
	g_autofree char *lower = g_ascii_strdown(argument, -1);
	for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++) {
		const char *found = strstr(lower, MARKS[i]);
		if (found == NULL)
			continue;
		*out_option = g_strndup(argument, (size_t)(found - lower));
		*out_reason = g_strdup(argument + (found - lower) + strlen(MARKS[i]));
		g_strstrip(*out_option);
		g_strstrip(*out_reason);
		return;
	}
	*out_option = g_strstrip(g_strdup(argument));
	*out_reason = g_strdup("");
}

/* An option by number or by its text; anything else is the decision in the owner's words,
 * unless options were offered. */
static char *chosen_text(const Item *item, const char *written)
{
	const json_t *options = json_object_get(item->details, "options");
	size_t index;
	json_t *option;
	json_array_foreach(options, index, option)
	{
		g_autofree char *number = g_strdup_printf("%zu", index + 1);
		const char *text = json_get_text(option, "text");
		if (strcmp(written, number) == 0 ||
		    g_ascii_strcasecmp(written, text) == 0 ||
		    (g_ascii_strncasecmp(written, "option ", 7) == 0 &&
		     strcmp(written + 7, number) == 0))
			return g_strdup(text);
	}
	return json_array_size(options) > 0 ? NULL : g_strdup(written);
}

static bool everyone_has_spoken(const Item *item)
{
	g_autoptr(GPtrArray) deciders = item_people(item, "deciders");
	for (guint i = 0; i < deciders->len; i++)
		if (item_stance(item, g_ptr_array_index(deciders, i)) == NULL)
			return false;
	return true;
}

static void choose(Turn *turn, const Command *command, const char *decision,
		   const char *reason)
{
	Item *item = turn->item;
	bool owner_decides =
		g_strcmp0(json_get_text(item->details, "decides"), "owner") == 0;
	json_object_set_new(item->details, "chosen", json_text(decision));
	if (*reason != '\0')
		json_object_set_new(item->details, "chosen_because", json_text(reason));
	turn->has_changed = true;
	plan_event(turn->plan, item->id, turn->desk->now, turn->sender->id, "decide",
		   "%s, because %s", decision,
		   *reason != '\0' ? reason : "(no reason given)");
	bool is_late = item->due != INSTANT_NONE && item->due <= turn->desk->now;
	if (owner_decides || is_late || everyone_has_spoken(item)) {
		transcript_good(turn->transcript, command->line, command->written,
				"decided",
				json_pack("{s:o}", "decision", json_text(decision)));
		decision_settle(turn, STATE_ACCEPTED, decision, reason, turn->sender->id);
		return;
	}
	transcript_good(turn->transcript, command->line, command->written,
			"decides_at_close",
			json_pack("{s:o}", "due", letter_time(turn->sender, item->due)));
}

static bool decide(Turn *turn, const Command *command)
{
	g_autofree char *option = NULL, *reason = NULL;
	split_reason(command->argument, &option, &reason);
	g_autofree char *decision = chosen_text(turn->item, option);
	const char *code = NULL;
	if (!is_owner(turn))
		code = "owner_only";
	else if (!is_running(turn->item))
		code = "not_running";
	else if (decision_live_objections(turn->item) > 0)
		code = "objection_stands";
	else if (decision == NULL)
		code = "no_such_option";
	if (code != NULL)
		transcript_bad(turn->transcript, command->line, command->written, code,
			       closed_values(turn));
	else
		choose(turn, command, decision, reason);
	return true;
}

static bool end_as(Turn *turn, const Command *command, State state)
{
	bool may = is_owner(turn) || strcmp(turn->item->opener, turn->sender->id) == 0;
	const char *code = NULL;
	if (!may)
		code = "owner_only";
	else if (!state_may_become(KIND_DECISION, turn->item->state, state))
		code = "not_running";
	else if (state == STATE_REJECTED && *command->argument == '\0')
		code = "needs_reason";
	if (code != NULL) {
		transcript_bad(turn->transcript, command->line, command->written, code,
			       closed_values(turn));
		return true;
	}
	transcript_good(turn->transcript, command->line, command->written, "moved",
			json_pack("{s:s}", "state", state_name(state)));
	decision_settle(turn, state, turn->item->title, command->argument,
			turn->sender->id);
	return true;
}

static bool reopen(Turn *turn, const Command *command)
{
	Item *item = turn->item;
	bool may = is_owner(turn) || strcmp(item->opener, turn->sender->id) == 0;
	if (!may || !state_may_become(KIND_DECISION, item->state, STATE_PROPOSED)) {
		transcript_bad(turn->transcript, command->line, command->written,
			       may ? "not_possible" : "owner_only", closed_values(turn));
		return true;
	}
	item->state = STATE_PROPOSED;
	item->closed = INSTANT_NONE;
	turn->has_changed = true;
	json_object_del(item->details, "outcome");
	json_object_del(item->details, "chosen");
	plan_event(turn->plan, item->id, turn->desk->now, turn->sender->id, "reopened",
		   "%s", command->argument);
	const Person *owner = people_find(turn->desk->people, item->owner);
	Instant due = INSTANT_NONE;
	if (owner != NULL &&
	    hours_add_days(owner->hours, turn->desk->now, 2, &due, NULL)) {
		(void)clock_start(turn, "decision", owner, due, "2wd");
		decision_schedule_close(turn);
	}
	transcript_good(turn->transcript, command->line, command->written, "reopened",
			json_pack("{s:o}", "due", letter_time(turn->sender, item->due)));
	return true;
}

static bool mark_implemented(Turn *turn, const Command *command)
{
	bool possible =
		state_may_become(KIND_DECISION, turn->item->state, STATE_IMPLEMENTED);
	if (!is_owner(turn) || !possible) {
		transcript_bad(turn->transcript, command->line, command->written,
			       is_owner(turn) ? "not_possible" : "owner_only",
			       closed_values(turn));
		return true;
	}
	turn->item->state = STATE_IMPLEMENTED;
	turn->has_changed = true;
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "implemented", "%s", command->argument);
	transcript_good(turn->transcript, command->line, command->written, "moved",
			json_pack("{s:s}", "state", "implemented"));
	return true;
}

static bool move_due(Turn *turn, const Command *command)
{
	Item *item = turn->item;
	const Person *owner = people_find(turn->desk->people, item->owner);
	if (!is_owner(turn) || !is_running(item) || owner == NULL) {
		transcript_bad(turn->transcript, command->line, command->written,
			       is_owner(turn) ? "not_running" : "owner_only",
			       closed_values(turn));
		return true;
	}
	WhenInput input = {
		.zone = owner->zone, .hours = owner->hours, .now = turn->desk->now};
	g_autoptr(When) when = when_read(command->argument, &input);
	if (!when->understood || when->is_cleared) {
		transcript_bad(turn->transcript, command->line, command->written,
			       "bad_date",
			       json_pack("{s:o, s:o}", "error", json_text(when->error),
					 "suggestion", json_text(when->suggestion)));
		return true;
	}
	(void)clock_start(turn, "decision", owner, when->instant, command->argument);
	item->due = when->instant;
	decision_schedule_close(turn);
	transcript_good(turn->transcript, command->line, command->written, "due_moved",
			json_pack("{s:o}", "due", letter_time(turn->sender, item->due)));
	return true;
}

bool decision_command(Turn *turn, const Command *command)
{
	if (command->name == COMMAND_RESOLVE)
		return resolve(turn, command);
	if (command->name == COMMAND_DECIDE)
		return decide(turn, command);
	if (command->name == COMMAND_REJECT)
		return end_as(turn, command, STATE_REJECTED);
	if (command->name == COMMAND_WITHDRAW)
		return end_as(turn, command, STATE_WITHDRAWN);
	if (command->name == COMMAND_REOPEN)
		return reopen(turn, command);
	if (command->name == COMMAND_IMPLEMENTED)
		return mark_implemented(turn, command);
	if (command->name == COMMAND_DUE)
		return move_due(turn, command);
	return false;
}
