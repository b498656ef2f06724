/* decision_command.c: the orders that move a decision: who may give them, and when.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "workflow/assumption.h"
#include "workflow/clock.h"
#include "workflow/decision_window.h"
#include "workflow/letter.h"
#include "workflow/opening.h"
#include "workflow/transcript.h"

static bool is_owner(const Turn *turn)
{
	return g_strcmp0(turn->item->owner, turn->sender->id) == 0;
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

json_t *decision_options_values(const Turn *turn, const char *order)
{
	json_t *rows = json_deep_copy(json_object_get(turn->item->details, "options"));
	size_t index;
	json_t *row;
	json_array_foreach(rows, index, row)
	{
		json_object_set_new(row, "order", json_text(order));
		json_object_set_new(row, "is_next", json_boolean(index > 0));
	}
	return json_pack("{s:o}", "options", rows != NULL ? rows : json_array());
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
	g_autoptr(Method) method = method_of(item);
	bool is_time = decision_earliest(turn, method) <= turn->desk->now;
	bool owner_decides = method->decides == DECIDES_OWNER;
	json_object_set_new(item->details, "chosen", json_text(decision));
	if (*reason != '\0')
		json_object_set_new(item->details, "chosen_because", json_text(reason));
	turn->has_changed = true;
	plan_event(turn->plan, item->id, turn->desk->now, turn->sender->id, "decide",
		   "%s, because %s", decision,
		   *reason != '\0' ? reason : "(no reason given)");
	bool is_late = item->due != INSTANT_NONE && item->due <= turn->desk->now;
	if (is_time && (owner_decides || is_late || everyone_has_spoken(item))) {
		transcript_good(turn->transcript, command->line, command->written,
				"decided",
				json_pack("{s:o}", "decision", json_text(decision)));
		const Ending ending = {STATE_ACCEPTED, decision, reason, turn->sender->id,
				       "owner"};
		decision_settle(turn, &ending);
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
	const char *last_word = decision_last_word(turn->item);
	const char *code = NULL;
	if (strcmp(last_word, turn->sender->id) != 0)
		code = "last_word_only";
	else if (!decision_is_running(turn->item))
		code = "not_running";
	else if (decision_live_objections(turn->item) > 0)
		code = "objection_stands";
	else if (decision == NULL)
		code = "no_such_option";
	if (g_strcmp0(code, "last_word_only") == 0)
		transcript_bad(turn->transcript, command->line, command->written, code,
			       json_pack("{s:o}", "name",
					 json_text(letter_name(turn->desk, last_word))));
	else if (code != NULL && decision == NULL)
		transcript_bad(turn->transcript, command->line, command->written, code,
			       decision_options_values(turn, "decide:"));
	else if (code != NULL)
		transcript_bad(turn->transcript, command->line, command->written, code,
			       decision_closed_values(turn));
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
			       decision_closed_values(turn));
		return true;
	}
	transcript_good(turn->transcript, command->line, command->written, "moved",
			json_pack("{s:s}", "state", state_name(state)));
	const Ending ending = {state, turn->item->title, command->argument,
			       turn->sender->id, "owner"};
	decision_settle(turn, &ending);
	return true;
}

/* What runs is given up; what is in force is so no more. */
static bool drop(Turn *turn, const Command *command)
{
	if (item_has_effect(turn->item))
		return decision_drop(turn, command);
	g_auto(Numbered) numbered = {0};
	(void)numbered_read(command->argument, &numbered);
	if (is_owner(turn))
		assumption_drop(turn, &numbered);
	Command without = *command;
	without.argument = numbered.text;
	return end_as(turn, &without, STATE_WITHDRAWN);
}

static bool mark_implemented(Turn *turn, const Command *command)
{
	bool possible =
		state_may_become(KIND_DECISION, turn->item->state, STATE_IMPLEMENTED);
	if (!is_owner(turn) || !possible) {
		transcript_bad(turn->transcript, command->line, command->written,
			       is_owner(turn) ? "not_possible" : "owner_only",
			       decision_closed_values(turn));
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
	if (!is_owner(turn) || !decision_is_running(item) || owner == NULL) {
		transcript_bad(turn->transcript, command->line, command->written,
			       is_owner(turn) ? "not_running" : "owner_only",
			       decision_closed_values(turn));
		return true;
	}
	g_autoptr(GPtrArray) deciders = item_people(item, "deciders");
	g_autoptr(When) when = opening_when(turn, command->argument, owner, deciders);
	if (!when->understood || when->is_cleared) {
		transcript_bad(turn->transcript, command->line, command->written,
			       "bad_date",
			       json_pack("{s:o, s:o}", "error", json_text(when->error),
					 "suggestion", json_text(when->suggestion)));
		return true;
	}
	g_autoptr(Method) method = method_of(item);
	Instant due = decision_not_before_minimum(turn, method, when->instant);
	if (decision_refuses_due(turn, command, due, deciders))
		return true;
	decision_set_due(turn, due, command->argument);
	decision_ask_again(turn);
	transcript_good(turn->transcript, command->line, command->written, "due_moved",
			json_pack("{s:o}", "due", letter_time(turn->sender, item->due)));
	decision_warn_due(turn, deciders);
	return true;
}

bool decision_command(Turn *turn, const Command *command)
{
	if (command->name == COMMAND_RESOLVE)
		return decision_resolve(turn, command);
	if (command->name == COMMAND_DECIDE)
		return decide(turn, command);
	if (command->name == COMMAND_REJECT)
		return end_as(turn, command, STATE_REJECTED);
	if (command->name == COMMAND_WITHDRAW)
		return end_as(turn, command, STATE_WITHDRAWN);
	if (command->name == COMMAND_REOPEN)
		return decision_reopen(turn, command);
	if (command->name == COMMAND_IMPLEMENTED)
		return mark_implemented(turn, command);
	if (command->name == COMMAND_DEPRECATE)
		return decision_deprecate(turn, command);
	if (command->name == COMMAND_DUE && window_is_phrase(command->argument))
		return window_move(turn, command);
	if (command->name == COMMAND_WINDOW)
		return window_pick(turn, command);
	if (command->name == COMMAND_DUE)
		return move_due(turn, command);
	if (command->name == COMMAND_SECOND)
		return decision_second(turn, command);
	if (command->name == COMMAND_DELEGATE)
		return decision_delegate(turn, command);
	if (command->name == COMMAND_OWNER)
		return decision_owner(turn, command);
	if (command->name == COMMAND_HOLD)
		return decision_hold(turn, command);
	if (command->name == COMMAND_SUPERSEDES)
		return decision_supersedes(turn, command);
	if (command->name == COMMAND_REVIEW)
		return decision_set_review(turn, command);
	if (command->name == COMMAND_CHOOSE)
		return decision_choose(turn, command);
	if (command->name == COMMAND_PARK)
		return decision_park(turn, command);
	if (command->name == COMMAND_EXTEND)
		return decision_extend(turn, command);
	if (command->name == COMMAND_DROP)
		return drop(turn, command);
	if (command->name == COMMAND_DONE || command->name == COMMAND_HELPED ||
	    command->name == COMMAND_IMPROVE)
		return decision_reviewed(turn, command);
	if (command->name == COMMAND_HELD || command->name == COMMAND_FAILED ||
	    command->name == COMMAND_UNCLEAR)
		return assumption_score(turn, command);
	if (command->name == COMMAND_KEEP || command->name == COMMAND_CHANGE)
		return assumption_judge(turn, command);
	if (command->name == COMMAND_BROKEN)
		return assumption_broken(turn, command);
	return false;
}
