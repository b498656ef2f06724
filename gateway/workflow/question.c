/* question.c: one person is asked; clocks run in that person's working time until they
 * answer.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/question.h"

#include <string.h>

#include "base/text.h"
#include "workflow/clock.h"
#include "workflow/letter.h"
#include "workflow/opening.h"
#include "workflow/transcript.h"

/* The named owner, else the first person written to, else whom the rule names. */
static const Person *owner_of(Turn *turn)
{
	static const char *const FIELDS[] = {"owner", "needs", NULL};
	const Person *owner = opening_person(turn, FIELDS, NULL);
	if (owner != NULL)
		return owner;
	g_autoptr(GPtrArray) ids = opening_recipients(turn);
	const Rule *rule = turn->reading->tag->rule;
	for (guint i = 0; ids->len == 0 && i < rule->deciders->len; i++)
		(void)people_resolve(turn->desk->people,
				     g_ptr_array_index(rule->deciders, i), ids);
	return ids->len > 0 ? people_find(turn->desk->people, g_ptr_array_index(ids, 0))
			    : NULL;
}

/* Who is away may have named a stand-in. *out_absent: for whom; NULL: the owner is there.
 */
static const Person *present_owner(Turn *turn, const Person *owner,
				   const Person **out_absent)
{
	const Rule *rule = turn->reading->tag->rule;
	if (rule != NULL && rule->waits_for_absent)
		return owner;
	const Person *other = owner != NULL ? people_stand_in(turn->desk->people,
							      owner->id, turn->desk->now)
					    : NULL;
	if (other == NULL || other == turn->sender)
		return owner;
	*out_absent = owner;
	json_object_set_new(turn->item->details, "stands_in_for", json_text(owner->id));
	plan_event(turn->plan, turn->item->id, turn->desk->now, NULL, "stands in",
		   "%s, for %s, who is away", other->id, owner->id);
	transcript_good(turn->transcript, 0, NULL, "stands_in",
			json_pack("{s:o, s:o}", "away", json_text(owner->name), "name",
				  json_text(other->name)));
	return other;
}

static void ask(Turn *turn, const Person *owner, const Person *instead_of,
		const char *what)
{
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "ask", "ask-question",
				    turn->item, owner, what);
	if (instead_of != NULL)
		json_object_set_new(notice->model, "instead_of",
				    json_text(instead_of->name));
	letter_button(notice, "answer", "answer\n\n");
	letter_button(notice, "delegate", "delegate ");
	plan_notice(turn->plan, notice);
}

void question_open(Turn *turn)
{
	opening_begin(turn, KIND_QUESTION, STATE_OPEN);
	opening_report_problems(turn);
	const Person *absent = NULL;
	const Person *owner = present_owner(turn, owner_of(turn), &absent);
	if (owner == NULL || owner == turn->sender) {
		transcript_bad(turn->transcript, 0, NULL, "nobody_asked", NULL);
	} else {
		g_free(turn->item->owner);
		turn->item->owner = g_strdup(owner->id);
		const char *phrase = NULL;
		Instant due = opening_due(turn, owner, NULL, NULL, &phrase);
		question_start_clocks(turn, owner, due, phrase);
		ask(turn, owner, absent, "1");
	}
	if (turn->reading->origin->may_answer) {
		Notice *receipt = letter_answer(turn, "receipt", "receipt-question");
		json_object_set_new(receipt->model, "results",
				    transcript_model(turn->transcript));
		json_object_set_new(receipt->model, "asked",
				    json_text(owner != NULL && owner != turn->sender
						      ? owner->name
						      : NULL));
		if (owner != NULL && turn->item->due != INSTANT_NONE)
			json_object_set_new(receipt->model, "owner_due",
					    letter_time(owner, turn->item->due));
		plan_notice(turn->plan, receipt);
	}
	plan_dispose(turn->plan, DISPOSITION_APPLIED, "opened %s", turn->item->id);
}

static void answered(Turn *turn, const char *text)
{
	Item *item = turn->item;
	item->state = STATE_ANSWERED;
	item->closed = turn->desk->now;
	turn->has_changed = true;
	json_object_set_new(item->details, "outcome",
			    json_pack("{s:o, s:o}", "decision", json_text(text),
				      "decided_by", json_text(turn->sender->id)));
	g_autofree char *at = text_rfc3339(turn->desk->now);
	json_object_set_new(json_object_get(item->details, "outcome"), "decided_at",
			    json_text(at));
	plan_event(turn->plan, item->id, turn->desk->now, turn->sender->id, "answered",
		   "%s", text);
	question_stop_clocks(turn, CLOCK_MET);
	plan_cancel(turn->plan, item->id, NULL, -1, NULL, "answered");
	const Person *asker = people_find(turn->desk->people, item->opener);
	if (asker == NULL || asker == turn->sender)
		return;
	Notice *notice =
		letter_new(turn->desk, LETTER_PATIENT, "outcome", "outcome-question",
			   item, asker, turn->reading->message->key);
	json_object_set_new(notice->model, "who", json_text(turn->sender->name));
	json_object_set_new(notice->model, "answer", json_text(text));
	letter_button(notice, "done", "done");
	letter_button(notice, "reopen", "reopen");
	plan_notice(turn->plan, notice);
}

void question_reply(Turn *turn)
{
	g_autofree char *text = opening_body(turn->reading);
	bool is_owner = g_strcmp0(turn->item->owner, turn->sender->id) == 0;
	bool is_asker = g_strcmp0(turn->item->opener, turn->sender->id) == 0;
	if (*text == '\0') {
		transcript_bad(turn->transcript, 0, NULL, "empty", NULL);
	} else if (turn->item->state == STATE_OPEN && is_owner && !is_asker) {
		answered(turn, text);
		transcript_good(turn->transcript, 0, NULL, "answer_recorded", NULL);
	} else {
		plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
			   "comment", "%s", text);
		if (turn->item->state == STATE_OPEN && is_asker && !is_owner)
			question_asked_again(turn, text);
		transcript_good(turn->transcript, 0, NULL, "comment_recorded", NULL);
	}
}

static bool answer_command(Turn *turn, const Command *command)
{
	g_autofree char *body = opening_body(turn->reading);
	g_autofree char *text =
		*command->argument != '\0' && *body != '\0'
			? g_strconcat(command->argument, "\n\n", body, NULL)
			: g_strdup(*body != '\0' ? body : command->argument);
	const char *code = NULL;
	if (turn->item->state != STATE_OPEN)
		code = "not_running";
	else if (strcmp(turn->item->opener, turn->sender->id) == 0)
		code = "own_question";
	else if (*text == '\0')
		code = "empty";
	if (code != NULL) {
		transcript_bad(
			turn->transcript, command->line, command->written, code,
			json_pack("{s:s}", "state", state_name(turn->item->state)));
		return true;
	}
	answered(turn, text);
	transcript_good(turn->transcript, command->line, command->written,
			"answer_recorded", NULL);
	return true;
}

/* Whoever asked waits for an answer, and hears that there will be none. */
static void tell_asker(const Turn *turn, State ended, const char *why)
{
	const Person *asker = people_find(turn->desk->people, turn->item->opener);
	if (asker == NULL || asker == turn->sender)
		return;
	Notice *notice =
		letter_new(turn->desk, LETTER_PATIENT, "outcome", "ended-question",
			   turn->item, asker, turn->reading->message->key);
	json_object_set_new(notice->model, "who", json_text(turn->sender->name));
	json_object_set_new(notice->model, "text", json_text(*why != '\0' ? why : NULL));
	json_object_set_new(notice->model, state_name(ended), json_true());
	letter_button(notice, "reopen", "reopen");
	plan_notice(turn->plan, notice);
}

static bool move(Turn *turn, const Command *command, State to)
{
	bool may = strcmp(turn->item->opener, turn->sender->id) == 0 ||
		   g_strcmp0(turn->item->owner, turn->sender->id) == 0;
	if (!may || !state_may_become(KIND_QUESTION, turn->item->state, to)) {
		transcript_bad(
			turn->transcript, command->line, command->written,
			may ? "not_possible" : "owner_only",
			json_pack("{s:s}", "state", state_name(turn->item->state)));
		return true;
	}
	bool was_open = turn->item->state == STATE_OPEN;
	turn->item->state = to;
	turn->item->closed = to == STATE_OPEN ? INSTANT_NONE : turn->desk->now;
	turn->has_changed = true;
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   state_name(to), "%s", command->argument);
	if (to != STATE_OPEN) {
		question_stop_clocks(turn, CLOCK_CANCELLED);
		plan_cancel(turn->plan, turn->item->id, NULL, -1, NULL, state_name(to));
		if (was_open)
			tell_asker(turn, to, command->argument);
	} else {
		const Person *owner = people_find(turn->desk->people, turn->item->owner);
		if (owner != NULL && strcmp(owner->id, turn->item->opener) != 0) {
			question_start_clocks(turn, owner, INSTANT_NONE, NULL);
			ask(turn, owner, NULL, turn->reading->message->key);
		}
	}
	transcript_good(turn->transcript, command->line, command->written, "moved",
			json_pack("{s:s}", "state", state_name(to)));
	return true;
}

void question_hand_to(Turn *turn, const Person *owner, const Person *instead_of,
		      const char *key)
{
	Item *item = turn->item;
	g_free(item->owner);
	item->owner = g_strdup(owner->id);
	if (instead_of != NULL)
		json_object_set_new(item->details, "stands_in_for",
				    json_text(instead_of->id));
	else
		json_object_del(item->details, "stands_in_for");
	turn->has_changed = true;
	plan_event(turn->plan, item->id, turn->desk->now,
		   turn->sender != NULL ? turn->sender->id : NULL, "owner", "%s",
		   owner->id);
	question_hand_clocks(turn, owner);
	if (key != NULL)
		ask(turn, owner, instead_of, key);
}

/* `delegate NAME` by the owner, `owner NAME` by owner or asker: somebody else is asked,
 * with a clock of their own. */
static bool hand_over(Turn *turn, const Command *command)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	bool may = strcmp(turn->item->opener, turn->sender->id) == 0 ||
		   g_strcmp0(turn->item->owner, turn->sender->id) == 0;
	bool is_one = people_resolve(turn->desk->people, command->argument, ids) &&
		      ids->len == 1;
	const char *code = NULL;
	if (!may)
		code = "owner_only";
	else if (turn->item->state != STATE_OPEN)
		code = "not_running";
	else if (!is_one)
		code = "unknown_person";
	if (code != NULL) {
		g_auto(GStrv) near =
			people_suggest(turn->desk->people, command->argument);
		transcript_bad(turn->transcript, command->line, command->written, code,
			       json_pack("{s:s, s:s, s:o, s:s}", "field", "owner", "word",
					 command->argument, "near", json_text(near[0]),
					 "state", state_name(turn->item->state)));
		return true;
	}
	const Person *owner = people_find(turn->desk->people, g_ptr_array_index(ids, 0));
	question_hand_to(turn, owner, NULL, turn->reading->message->key);
	transcript_good(turn->transcript, command->line, command->written, "handed_over",
			json_pack("{s:o}", "name", json_text(owner->name)));
	return true;
}

bool question_command(Turn *turn, const Command *command)
{
	if (command->name == COMMAND_ANSWER)
		return answer_command(turn, command);
	if (command->name == COMMAND_DONE)
		return move(turn, command, STATE_CLOSED);
	if (command->name == COMMAND_WITHDRAW)
		return move(turn, command, STATE_WITHDRAWN);
	if (command->name == COMMAND_REOPEN)
		return move(turn, command, STATE_OPEN);
	if (command->name == COMMAND_OWNER || command->name == COMMAND_DELEGATE)
		return hand_over(turn, command);
	return question_clock_command(turn, command);
}
