/* decision_ask.c: what goes out when a decision is opened: the ask, the word to those
 * who are consulted or informed, and the receipt with the time it leaves everyone.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "workflow/clock.h"
#include "workflow/letter.h"
#include "workflow/opening.h"
#include "workflow/transcript.h"

static void add_buttons(Notice *notice, bool has_options)
{
	letter_button(notice, "agree", "agree");
	letter_button(notice, "abstain", "abstain");
	letter_button(notice, "concern", "concern: ");
	letter_button(notice, "object", "object: ");
	if (has_options)
		json_object_set_new(notice->model, "has_options", json_true());
}

void decision_ask(Turn *turn, const Person *person, const char *what)
{
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "ask", "ask-decision",
				    turn->item, person, what);
	g_autoptr(Method) method = method_of(turn->item);
	bool decides = strcmp(decision_last_word(turn->item), person->id) == 0 &&
		       method->decides == DECIDES_OWNER;
	json_object_set_new(notice->model, "is_consent",
			    json_boolean(method->decides == DECIDES_CONSENT));
	if (method->ballot == BALLOT_RANKED)
		json_object_set_new(notice->model, "ranks", json_true());
	if (method->ballot == BALLOT_APPROVAL)
		json_object_set_new(notice->model, "approves", json_true());
	if (method->ballot != BALLOT_NONE)
		letter_button(notice, "choose", "choose ");
	add_buttons(notice, json_object_get(turn->item->details, "options") != NULL);
	if (decides) {
		json_object_set_new(notice->model, "you_decide", json_true());
		letter_button(notice, "decide", "decide: ");
	}
	Instant from = notice->try_at;
	int64_t own = turn->item->due != INSTANT_NONE
			      ? hours_elapsed(person->hours, from, turn->item->due)
			      : 0;
	json_object_set_new(notice->model, "yours", letter_working_time(own));
	notice->expires = turn->item->due;
	plan_notice(turn->plan, notice);
}

void decision_inform(Turn *turn, const char *field, const char *role)
{
	g_autoptr(GPtrArray) ids = opening_people(turn, field);
	for (guint i = 0; ids != NULL && i < ids->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(ids, i));
		Notice *notice =
			letter_new(turn->desk, LETTER_PATIENT, "report",
				   "inform-decision", turn->item, person, "opened");
		json_object_set_new(notice->model, role, json_true());
		letter_button(notice, "concern", "concern: ");
		plan_notice(turn->plan, notice);
	}
	if (ids != NULL)
		item_set_people(turn->item, field, ids);
}

void decision_ask_all(Turn *turn, const GPtrArray *deciders, const Clock *clock)
{
	const Rule *rule = turn->reading->tag->rule;
	for (guint i = 0; i < deciders->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(deciders, i));
		if (item_stance(turn->item, person->id) != NULL)
			continue;
		decision_ask(turn, person, "1");
		if (clock != NULL)
			clock_remind(turn, clock, person, rule->remind,
				     person_next_delivery(person, turn->desk->now));
	}
}

/* ---- the time it leaves -------------------------------------------------- */

/* What a decider has of their own working time between the ask and the close. */
static int64_t own_seconds(const Turn *turn, const Person *person)
{
	return hours_elapsed(person->hours, person_next_delivery(person, turn->desk->now),
			     turn->item->due);
}

/* The least that anyone has, in percent of the most. */
static int fairness_index(const Turn *turn, const GPtrArray *deciders)
{
	int64_t least = G_MAXINT64, most = 0;
	for (guint i = 0; i < deciders->len; i++) {
		int64_t own =
			own_seconds(turn, people_find(turn->desk->people,
						      g_ptr_array_index(deciders, i)));
		least = MIN(least, own);
		most = MAX(most, own);
	}
	return most > 0 ? (int)(least * 100 / most) : 0;
}

void decision_audit_due(Turn *turn, const GPtrArray *deciders)
{
	g_autoptr(GPtrArray) nothing = g_ptr_array_new();
	for (guint i = 0; turn->item->due != INSTANT_NONE && i < deciders->len; i++) {
		const char *id = g_ptr_array_index(deciders, i);
		if (own_seconds(turn, people_find(turn->desk->people, id)) == 0)
			g_ptr_array_add(nothing, (gpointer)(uintptr_t)id);
	}
	if (nothing->len == 0)
		return;
	g_autofree char *names = letter_names(turn->desk, nothing);
	transcript_bad(turn->transcript, 0, NULL, "leaves_nothing",
		       json_pack("{s:s}", "names", names));
}

/* Working hours each gets, for the receipt: an explicit date is not refused, but shown
 * for what it is. */
static json_t *fairness_model(Turn *turn, const GPtrArray *deciders)
{
	json_t *rows = json_array();
	for (guint i = 0; i < deciders->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(deciders, i));
		int64_t own = own_seconds(turn, person);
		json_array_append_new(rows,
				      json_pack("{s:o, s:o, s:o, s:b}", "name",
						json_text(person->name), "time",
						letter_working_time(own), "due",
						letter_time(person, turn->item->due),
						"none", own == 0));
	}
	return rows;
}

void decision_send_receipt(Turn *turn, const GPtrArray *deciders)
{
	if (!turn->reading->origin->may_answer)
		return;
	Notice *receipt = letter_answer(turn, "receipt", "receipt-decision");
	if (turn->item->due != INSTANT_NONE)
		json_object_set_new(receipt->model, "fairness",
				    fairness_model(turn, deciders));
	if (turn->item->due != INSTANT_NONE && deciders->len > 1)
		json_object_set_new(
			receipt->model, "index",
			json_pack("{s:i}", "percent", fairness_index(turn, deciders)));
	g_autofree char *names = letter_names(turn->desk, deciders);
	json_object_set_new(receipt->model, "deciders",
			    json_text(deciders->len > 0 ? names : NULL));
	json_object_set_new(receipt->model, "results",
			    transcript_model(turn->transcript));
	letter_button(receipt, "withdraw", "withdraw");
	plan_notice(turn->plan, receipt);
}
