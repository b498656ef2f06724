/* decision_ask.c: what goes out when a decision is opened: the ask, the word to those
 * who are consulted or informed, and the receipt with the time it leaves everyone.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "workflow/clock.h"
#include "workflow/clock_plan.h"
#include "workflow/decision_window_mail.h"
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
	window_attach(notice, turn, person);
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

void decision_send_receipt(Turn *turn, const GPtrArray *deciders)
{
	if (!turn->reading->origin->may_answer)
		return;
	Notice *receipt = letter_answer(turn, "receipt", "receipt-decision");
	if (turn->item->due != INSTANT_NONE)
		json_object_set_new(receipt->model, "fairness",
				    decision_fairness_model(turn, deciders));
	if (turn->item->due != INSTANT_NONE && deciders->len > 1)
		json_object_set_new(receipt->model, "index",
				    json_pack("{s:i}", "percent",
					      decision_fairness_index(turn, deciders)));
	g_autofree char *names = letter_names(turn->desk, deciders);
	json_object_set_new(receipt->model, "deciders",
			    json_text(deciders->len > 0 ? names : NULL));
	json_object_set_new(receipt->model, "results",
			    transcript_model(turn->transcript));
	letter_button(receipt, "withdraw", "withdraw");
	plan_notice(turn->plan, receipt);
}
