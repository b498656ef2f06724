/* decide.c: one mail in, one plan out.
 *
 * The gates, in order: our own mail; reports; robots; who is it; how well proven; which
 * item; then the item's kind has its turn. A person we know never meets silence, a robot
 * never gets an answer, a stranger's mail is held.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decide.h"

#include <string.h>

#include "workflow/assumption.h"
#include "workflow/confirm.h"
#include "workflow/decide_gate.h"
#include "workflow/decision.h"
#include "workflow/escalation.h"
#include "workflow/letter.h"
#include "workflow/opening.h"
#include "workflow/query.h"
#include "workflow/question.h"
#include "workflow/self.h"
#include "workflow/status.h"
#include "workflow/transcript.h"
#include "workflow/trust.h"
#include "workflow/turn.h"

/* ---- turns ------------------------------------------------------------------- */

static bool is_answerable(const Reading *reading, Plan *plan, const char *reason)
{
	plan_dispose(plan, DISPOSITION_ANSWERED, "%s", reason);
	if (!reading->origin->may_answer)
		plan_dispose(plan, DISPOSITION_IGNORED,
			     "%s; an answer is not allowed: %s", reason,
			     reading->origin->reason);
	return reading->origin->may_answer;
}

/* The same words that were not understood are not answered twice in a day: a robot that
 * says what it is by no header would go on for ever. */
static char *echo_of(const Reading *reading, const char *template)
{
	const char *title = reading->tag->title;
	g_autofree char *said = g_strjoin("\n", template, title != NULL ? title : "",
					  reading->quote->new_text, NULL);
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, said, -1);
}

static void answer_puzzled(const Desk *desk, const Reading *reading, Plan *plan,
			   const char *template, const char *reason)
{
	if (!is_answerable(reading, plan, reason))
		return;
	Notice *notice = letter_answer_mail(desk, reading, "answer", template, NULL);
	notice->echo = echo_of(reading, template);
	g_autofree char *meant = tag_meant(reading->thread->subject, desk->rules);
	if (meant != NULL)
		json_object_set_new(notice->model, "meant", json_text(meant));
	plan_notice(plan, notice);
}

static void answer_help(const Desk *desk, const Reading *reading, Plan *plan)
{
	if (is_answerable(reading, plan, "asked for help"))
		plan_notice(plan, letter_answer_mail(desk, reading, "answer",
						     "answer-help", NULL));
}

static void open_kind(Turn *turn, const Item *about)
{
	switch (turn->reading->tag->rule->opens) {
	case KIND_DECISION:
		decision_open(turn);
		return;
	case KIND_QUESTION:
		question_open(turn);
		return;
	case KIND_STATUS:
		status_open(turn);
		return;
	case KIND_ESCALATION:
		escalation_open(turn, about);
		return;
	case KIND_NOTE:
		note_open(turn);
		return;
	case KIND_PROFILE:
		self_open(turn);
		return;
	case KIND_QUERY:
		query_open(turn);
		return;
	case KIND_AGENDA:
	case KIND_PREREAD:
	case KIND_NOTES:
	case KIND_MEMO:
		answer_help(turn->desk, turn->reading, turn->plan);
		return;
	}
}

static void open_item(const Desk *desk, const Reading *reading, const Item *about,
		      Plan *plan)
{
	g_autoptr(Transcript) transcript = transcript_new();
	Turn turn = turn_of(desk, reading, NULL, plan, transcript);
	open_kind(&turn, about);
	if (turn.item != NULL)
		plan_item(plan, turn.item);
}

/* Words that ordered nothing and changed nothing: a robot's, if they come again. */
static bool is_mere_talk(const Turn *turn)
{
	const GPtrArray *commands = turn->reading->commands->commands;
	const Position *position = turn->reading->commands->position;
	bool is_talk = !turn->has_changed &&
		       (position == NULL || position->value == POSITION_UNCLEAR);
	for (guint i = 0; is_talk && i < commands->len; i++)
		is_talk = !((const Command *)g_ptr_array_index(commands, i))->ok;
	return is_talk;
}

static void answer_turn(Turn *turn)
{
	if (turn->has_answer && transcript_length(turn->transcript) == 0) {
		plan_dispose(turn->plan, DISPOSITION_ANSWERED, "%s", turn->item->id);
		return;
	}
	if (transcript_length(turn->transcript) == 0)
		transcript_bad(turn->transcript, 0, NULL, "empty", NULL);
	plan_dispose(turn->plan,
		     transcript_has_errors(turn->transcript) ? DISPOSITION_ANSWERED
							     : DISPOSITION_APPLIED,
		     "%s", turn->item->id);
	if (!turn->reading->origin->may_answer)
		return;
	Notice *notice = transcript_letter(turn->transcript, turn->desk, turn->reading,
					   turn->item);
	if (is_mere_talk(turn))
		notice->echo = echo_of(turn->reading, turn->item->id);
	self_finish(turn, notice);
	plan_notice(turn->plan, notice);
}

static void take_turn(const Desk *desk, const Reading *reading, const Item *item,
		      Plan *plan)
{
	g_autoptr(Transcript) transcript = transcript_new();
	Turn turn = turn_of(desk, reading, item_copy(item), plan, transcript);
	turn_take(&turn);
	answer_turn(&turn);
	plan_item(plan, turn.item);
}

/* ---- replies to an item ------------------------------------------------------- */

static bool may_take_part(const Item *item, const Person *sender)
{
	g_autoptr(GPtrArray) audience = decision_audience(item);
	g_autoptr(GPtrArray) told = item_people(item, "told");
	return g_ptr_array_find_with_equal_func(audience, sender->id, g_str_equal,
						NULL) ||
	       g_ptr_array_find_with_equal_func(told, sender->id, g_str_equal, NULL);
}

static bool opens_escalation(const Reading *reading)
{
	return reading->tag->rule != NULL && reading->tag->rule->opens == KIND_ESCALATION;
}

/* `[WHY] [D-12]`: the id says what is asked about, not what is answered. */
static bool asks_about(const Reading *reading, const Match *match)
{
	return match->is_weak && reading->tag->rule != NULL &&
	       reading->tag->rule->opens == KIND_QUERY;
}

static bool wants_new(const Reading *reading)
{
	const GPtrArray *commands = reading->commands->commands;
	for (guint i = 0; i < commands->len; i++)
		if (((const Command *)g_ptr_array_index(commands, i))->name ==
		    COMMAND_NEW)
			return true;
	return false;
}

/* To the address made for somebody else's answer: a comment, whoever is proven to write
 * it; what is more than that may have been meant for another. Who signs his text knows
 * what it says. */
static bool is_forwarded_order(const Desk *desk, const Reading *reading, Proof needed)
{
	return reading->is_claim_conflict && !reading->is_confirmed &&
	       reading->proof->proof != PROOF_SIGNED &&
	       needed > trust_needed(desk->config, ACTION_COMMENT);
}

static void decide_reply(const Desk *desk, const Reading *reading, const Match *match,
			 Plan *plan)
{
	const Item *item = match->item;
	if (match->is_weak && !may_take_part(item, reading->sender)) {
		decide_hold(desk, plan,
			    "names an item in its subject; the sender has no part in it");
		return;
	}
	if (match->other[0] != '\0')
		plan_event(plan, item->id, desk->now, reading->sender->id, "conflict",
			   "the mail also names %s; it was taken for %s by its %s",
			   match->other, item->id, match->how);
	Proof needed = trust_needed_for(desk, reading, item);
	if (reading->proof->proof < needed || is_forwarded_order(desk, reading, needed)) {
		confirm_ask(desk, reading, item, needed, plan);
		return;
	}
	take_turn(desk, reading, item, plan);
}

static void decide_opening(const Desk *desk, const Reading *reading, const Item *about,
			   Plan *plan)
{
	Proof profile = trust_needed(desk->config, ACTION_PROFILE);
	if (reading->tag->rule->opens == KIND_PROFILE &&
	    reading->proof->proof < profile) {
		confirm_ask(desk, reading, NULL, profile, plan);
		return;
	}
	if (reading->proof->proof < trust_needed(desk->config, ACTION_OPEN)) {
		decide_hold(desk, plan, "sender not proven well enough to open an item");
		return;
	}
	open_item(desk, reading, about, plan);
}

/* A reply to something that is no item: only what it says of its writer counts. */
static void decide_sender(const Desk *desk, const Reading *reading, Plan *plan)
{
	Proof needed = trust_needed(desk->config, ACTION_PROFILE);
	g_autoptr(Transcript) transcript = transcript_new();
	Turn turn = turn_of(desk, reading, NULL, plan, transcript);
	if (reading->proof->proof < needed)
		confirm_ask(desk, reading, NULL, needed, plan);
	else
		self_take(&turn);
}

/* "WHY D-12" for a subject: an opening mail, without brackets. */
static void open_query(const Desk *desk, const Reading *reading, Plan *plan)
{
	Turn turn = turn_of(desk, reading, NULL, plan, NULL);
	if (reading->proof->proof < trust_needed(desk->config, ACTION_OPEN))
		decide_hold(desk, plan, "sender not proven well enough to be answered");
	else
		query_open(&turn);
}

/* What it speaks of is nothing of ours. */
static void decide_unknown_item(const Desk *desk, const Reading *reading, Plan *plan)
{
	g_autofree char *id = assumption_named_item(reading);
	g_autoptr(Transcript) transcript = transcript_new();
	const Command *command = g_ptr_array_index(reading->commands->commands, 0);
	transcript_bad(transcript, command->line, command->written, "no_such_item",
		       json_pack("{s:s}", "id", id));
	plan_dispose(plan, DISPOSITION_ANSWERED, "names %s, which there is not", id);
	if (!reading->origin->may_answer)
		return;
	Notice *notice = transcript_letter(transcript, desk, reading, NULL);
	plan_notice(plan, notice);
}

/* ---- the whole ------------------------------------------------------------------ */

Plan *decide(const Desk *desk, const Reading *reading, const Match *match)
{
	Plan *plan = plan_new();
	if (decide_stops_at_gate(desk, reading, plan))
		return plan;
	bool has_tag = reading->tag->rule != NULL;
	g_autofree char *named = assumption_named_item(reading);
	if (named != NULL && match->item == NULL)
		decide_unknown_item(desk, reading, plan);
	else if (match->is_ambiguous)
		answer_puzzled(desk, reading, plan, "answer-ambiguous", "two items fit");
	else if (match->item != NULL &&
		 !(has_tag && (opens_escalation(reading) || wants_new(reading))) &&
		 !asks_about(reading, match))
		decide_reply(desk, reading, match, plan);
	else if (has_tag)
		decide_opening(desk, reading, match->item, plan);
	else if (query_is_plain(reading))
		open_query(desk, reading, plan);
	else if (self_is_meant(reading))
		decide_sender(desk, reading, plan);
	else if (reading->thread->is_reply)
		answer_puzzled(desk, reading, plan, "answer-unmatched",
			       "a reply to nothing we know");
	else
		answer_puzzled(desk, reading, plan, "answer-help", "no tag");
	letter_say_when_seen(plan, desk);
	return plan;
}
