/* decide.c: one mail in, one plan out.
 *
 *   the gate (decide_gate.c) -> which item, if any -> is the sender proven well enough ->
 *   the item's kind has its turn, or opens one -> the answer (decide_answer.c)
 *
 * A person we know never meets silence, a robot never gets an answer, a stranger's mail
 * is held.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decide.h"

#include "base/words.h"
#include "workflow/assumption.h"
#include "workflow/confirm.h"
#include "workflow/decide_answer.h"
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

/* ---- which item, if any ------------------------------------------------------- */

static bool wants_new(const Reading *reading)
{
	const GPtrArray *commands = reading->commands->commands;
	for (guint i = 0; i < commands->len; i++)
		if (((const Command *)g_ptr_array_index(commands, i))->name ==
		    COMMAND_NEW)
			return true;
	return false;
}

/* Under a tag it may be something else, about the item: an escalation of it, `new`, or
 * `[WHY] [D-12]`, where the id says what is asked about, not what is answered. */
static bool is_reply_to_item(const Reading *reading, const Match *match)
{
	const Rule *rule = reading->tag->rule;
	if (match->item == NULL || rule == NULL)
		return match->item != NULL;
	bool asks_about_it = match->is_weak && rule->opens == KIND_QUERY;
	return rule->opens != KIND_ESCALATION && !wants_new(reading) && !asks_about_it;
}

/* ---- a reply to an item ------------------------------------------------------- */

static bool may_take_part(const Item *item, const Person *sender)
{
	g_autoptr(GPtrArray) audience = decision_audience(item);
	g_autoptr(GPtrArray) told = item_people(item, "told");
	return words_list_has(audience, sender->id) || words_list_has(told, sender->id);
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

static void take_turn(const Desk *desk, const Reading *reading, const Item *item,
		      Plan *plan)
{
	g_autoptr(Transcript) transcript = transcript_new();
	Turn turn = turn_of(desk, reading, item_copy(item), plan, transcript);
	turn_take(&turn);
	decide_answer_turn(&turn);
	plan_item(plan, turn.item);
}

static void reply_to_item(const Desk *desk, const Reading *reading, const Match *match,
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

/* ---- a tag opens something ------------------------------------------------------ */

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
		decide_answer_help(turn->desk, turn->reading, turn->plan);
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

static void open_by_tag(const Desk *desk, const Reading *reading, const Item *about,
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

/* ---- neither item nor tag ------------------------------------------------------ */

/* "WHY D-12" for a subject: an opening mail, without brackets. */
static void open_query(const Desk *desk, const Reading *reading, Plan *plan)
{
	Turn turn = turn_of(desk, reading, NULL, plan, NULL);
	if (reading->proof->proof < trust_needed(desk->config, ACTION_OPEN))
		decide_hold(desk, plan, "sender not proven well enough to be answered");
	else
		query_open(&turn);
}

/* A reply to something that is no item: only what it says of its writer counts. */
static void take_own_lines(const Desk *desk, const Reading *reading, Plan *plan)
{
	Proof needed = trust_needed(desk->config, ACTION_PROFILE);
	g_autoptr(Transcript) transcript = transcript_new();
	Turn turn = turn_of(desk, reading, NULL, plan, transcript);
	if (reading->proof->proof < needed)
		confirm_ask(desk, reading, NULL, needed, plan);
	else
		self_take(&turn);
}

/* ---- the whole ------------------------------------------------------------------ */

Plan *decide(const Desk *desk, const Reading *reading, const Match *match)
{
	Plan *plan = plan_new();
	if (decide_stops_at_gate(desk, reading, plan))
		return plan;
	g_autofree char *named = assumption_named_item(reading);
	if (named != NULL && match->item == NULL)
		decide_answer_unknown(desk, reading, plan, named);
	else if (match->is_ambiguous)
		decide_answer_puzzled(desk, reading, plan, "answer-ambiguous",
				      "two items fit");
	else if (is_reply_to_item(reading, match))
		reply_to_item(desk, reading, match, plan);
	else if (reading->tag->rule != NULL)
		open_by_tag(desk, reading, match->item, plan);
	else if (query_is_plain(reading))
		open_query(desk, reading, plan);
	else if (self_is_meant(reading))
		take_own_lines(desk, reading, plan);
	else if (reading->thread->is_reply)
		decide_answer_puzzled(desk, reading, plan, "answer-unmatched",
				      "a reply to nothing we know");
	else
		decide_answer_puzzled(desk, reading, plan, "answer-help", "no tag");
	letter_say_when_seen(plan, desk);
	return plan;
}
