/* decision_close.c: the clock has run out, or the owner has spoken: the outcome is
 * recorded and everybody hears it once.
 *
 * Nothing is accepted while an objection stands.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "workflow/clock.h"
#include "workflow/decision_window.h"
#include "workflow/decision_window_mail.h"
#include "workflow/letter.h"

/* Whom a draft names, it has never reached. */
static bool was_only_drafted(const Item *item)
{
	return item->kind == KIND_DECISION &&
	       json_object_get(item->details, "method_rules") == NULL &&
	       json_object_get(item->details, "recorded") == NULL;
}

GPtrArray *decision_audience(const Item *item)
{
	static const char *const ROLES[] = {"deciders", "consulted", "informed"};
	GPtrArray *ids = g_ptr_array_new();
	words_list_add(ids, item->owner);
	words_list_add(ids, item->opener);
	if (was_only_drafted(item))
		return ids;
	for (size_t i = 0; i < G_N_ELEMENTS(ROLES); i++) {
		g_autoptr(GPtrArray) role = item_people(item, ROLES[i]);
		for (guint j = 0; j < role->len; j++)
			words_list_add(ids, g_ptr_array_index(role, j));
	}
	for (guint i = 0; i < item->stances->len; i++)
		words_list_add(
			ids,
			((const Stance *)g_ptr_array_index(item->stances, i))->person);
	return ids;
}

static json_t *tally_model(const Method *method, const Item *item)
{
	const Tally tally = method_tally(method, item);
	return json_pack("{s:i, s:i, s:i, s:i, s:i, s:i}", "agree", tally.agree,
			 "disagree", tally.disagree + tally.object, "abstain",
			 tally.abstain, "eligible", tally.eligible, "spoken",
			 tally.spoken, "silent", tally.silent);
}

static void send_outcome(Turn *turn)
{
	Item *item = turn->item;
	g_autoptr(Method) method = method_of(item);
	g_autoptr(GPtrArray) audience = decision_audience(item);
	g_autoptr(GPtrArray) ids = item_people(item, "supersedes");
	g_ptr_array_add(ids, NULL);
	g_autofree char *joined = g_strjoinv(", ", (char **)ids->pdata);
	const char *replaced =
		*joined != '\0' && item->state == STATE_ACCEPTED ? joined : NULL;
	g_autofree char *what =
		g_strdup_printf("%s:%" G_GINT64_FORMAT, state_name(item->state),
				json_get_number(item->details, "close_generation", 0));
	for (guint i = 0; i < audience->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(audience, i));
		if (person == NULL)
			continue;
		Notice *notice =
			letter_new(turn->desk, LETTER_PATIENT, "outcome",
				   method->outcome != NULL ? method->outcome : "outcome",
				   item, person, what);
		json_t *outcome =
			json_deep_copy(json_object_get(item->details, "outcome"));
		json_object_set_new(outcome, "at", letter_time(person, item->closed));
		json_object_set_new(outcome, state_name(item->state), json_true());
		json_object_set_new(notice->model, "outcome", outcome);
		letter_positions(notice, turn->desk, item, person);
		json_object_set_new(
			notice->model, "has_considered",
			json_boolean(json_object_get(item->details, "options") != NULL));
		json_object_set_new(notice->model, "tally", tally_model(method, item));
		json_object_set_new(notice->model, "in_place_of", json_text(replaced));
		window_call_off(notice, turn);
		const json_t *assumptions = json_object_get(item->details, "assumptions");
		json_object_set_new(notice->model, "rests",
				    json_boolean(item->state == STATE_ACCEPTED &&
						 json_array_size(assumptions) > 0));
		plan_notice(turn->plan, notice);
	}
}

static void keep_outcome(Turn *turn, const Ending *ending, const char *why)
{
	Item *item = turn->item;
	const char *by = ending->decided_by;
	const char *taken = json_get_text(item->details, "decided_on");
	g_autofree char *now = text_rfc3339(turn->desk->now);
	json_object_set_new(
		item->details, "outcome",
		json_pack("{s:o, s:o, s:o, s:o, s:s, s:s}", "decision",
			  json_text(ending->decision), "rationale", json_text(why),
			  "decided_by", json_text(by), "decided_by_name",
			  json_text(by != NULL ? letter_name(turn->desk, by) : NULL),
			  "decided_at", taken != NULL ? taken : now, "recorded_at", now));
	plan_event(turn->plan, item->id, turn->desk->now, by, state_name(ending->state),
		   "%s%s%s", ending->decision, why != NULL ? ", because " : "",
		   why != NULL ? why : "");
	plan_event_data(turn->plan, decision_basis(item, ending->how));
}

void decision_settle(Turn *turn, const Ending *ending)
{
	Item *item = turn->item;
	State state = ending->state;
	g_assert(state_may_become(KIND_DECISION, item->state, state));
	g_assert(state != STATE_ACCEPTED || decision_live_objections(item) == 0);
	item->state = state;
	item->closed = turn->desk->now;
	turn->has_changed = true;
	const char *why = ending->rationale != NULL && *ending->rationale != '\0'
				  ? ending->rationale
				  : json_get_text(item->fields, "rationale");
	keep_outcome(turn, ending, why);
	clock_stop(turn, "decision",
		   state == STATE_ACCEPTED || state == STATE_REJECTED ? CLOCK_MET
								      : CLOCK_CANCELLED);
	plan_cancel(turn->plan, item->id, NULL, -1, NULL, "settled");
	window_release(turn);
	if (state == STATE_ACCEPTED) {
		decision_supersede_all(turn);
		decision_plan_review(turn);
	}
	send_outcome(turn);
}

static void tell_overdue(Turn *turn, const Person *person, Verdict hindrance,
			 Instant expires, bool is_manager)
{
	g_autofree char *what = g_strdup_printf(
		"%" G_GINT64_FORMAT,
		json_get_number(turn->item->details, "close_generation", 0));
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "breach",
				    "overdue-decision", turn->item, person, what);
	json_object_set_new(notice->model, "hindrance",
			    json_pack("{s:b}", verdict_name(hindrance), true));
	json_object_set_new(notice->model, "is_manager", json_boolean(is_manager));
	json_object_set_new(notice->model, "expires", letter_time(person, expires));
	json_object_set_new(
		notice->model, "last_word",
		json_text(letter_name(turn->desk, decision_last_word(turn->item))));
	decision_show_positions(notice, turn, person);
	if (!is_manager) {
		letter_button(notice, "decide", "decide: ");
		letter_button(notice, "reject", "reject: ");
	}
	if (g_strcmp0(turn->item->owner, person->id) == 0) {
		letter_button(notice, "drop", "drop: ");
		letter_button(notice, "extend", "extend");
	}
	plan_notice(turn->plan, notice);
}

/* At the close the count is made; what it waits for then must be seen by those who are to
 * settle it. Votes that are still to come stay hidden. */
static void unseal(Turn *turn, Verdict hindrance)
{
	bool is_counted = hindrance == VERDICT_OBJECTION || hindrance == VERDICT_CHOICE;
	if (!is_counted || !method_is_sealed(turn->item))
		return;
	json_object_set_new(turn->item->details, "unsealed", json_true());
	plan_event(turn->plan, turn->item->id, turn->desk->now, NULL, "unsealed",
		   "at its close: %s", verdict_name(hindrance));
}

static void become_overdue(Turn *turn, Verdict hindrance)
{
	Item *item = turn->item;
	unseal(turn, hindrance);
	Clock *clock = item_clock(item, "decision");
	if (clock != NULL && clock->state == CLOCK_RUNNING) {
		clock->state = CLOCK_BREACHED;
		clock_note(clock, turn->desk->now, "breached", NULL);
	}
	turn->has_changed = true;
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "overdue",
		   "the deadline passed and it cannot be settled: %s",
		   verdict_name(hindrance));
	const Person *owner = people_find(turn->desk->people, item->owner);
	const Person *manager = people_manager(turn->desk->people, item->owner);
	const Rule *rule = rules_find(turn->desk->rules, item->rule);
	const Person *last = people_find(turn->desk->people, decision_last_word(item));
	Instant expires = decision_plan_expiry(turn);
	if (owner != NULL)
		tell_overdue(turn, owner, hindrance, expires, false);
	if (last != NULL && last != owner)
		tell_overdue(turn, last, hindrance, expires, false);
	if (manager != NULL && rule != NULL && rule->overdue != NULL)
		tell_overdue(turn, manager, hindrance, expires, true);
}

void decision_conclude(Turn *turn)
{
	Item *item = turn->item;
	g_autoptr(Method) method = method_of(item);
	const char *chosen = json_get_text(item->details, "chosen");
	const char *because = json_get_text(item->details, "chosen_because");
	int winner = chosen == NULL ? method_choice(method, item) : 0;
	if (winner > 0)
		chosen = json_get_text(
			json_array_get(json_object_get(item->details, "options"),
				       (size_t)winner - 1),
			"text");
	bool fails = method_judge(method, item) == VERDICT_FAILS;
	const Ending ending = {
		.state = fails ? STATE_REJECTED : STATE_ACCEPTED,
		.decision = fails || chosen == NULL ? item->title : chosen,
		.rationale = fails ? "not enough agreement" : because,
		.decided_by = fails ? NULL : decision_last_word(item),
		.how = "method",
	};
	decision_settle(turn, &ending);
}

void decision_close(Turn *turn)
{
	g_autoptr(Method) method = method_of(turn->item);
	Verdict verdict = method_judge(method, turn->item);
	if (verdict == VERDICT_PASSES || verdict == VERDICT_FAILS)
		decision_conclude(turn);
	else if (!decision_extend_once(turn, verdict))
		become_overdue(turn, verdict);
}

/* We were away for so long that the next reminder is due as well: one is enough. */
static bool is_outrun(const Turn *turn, const Duty *duty)
{
	return json_get_number(duty->data, "next", G_MAXINT64) <= turn->desk->now;
}

void decision_remind(Turn *turn, const Duty *duty)
{
	const Person *person = people_find(turn->desk->people, duty->person);
	if (person == NULL || item_stance(turn->item, person->id) != NULL ||
	    is_outrun(turn, duty))
		return;
	g_autofree char *what =
		g_strdup_printf("decision:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT,
				json_get_number(duty->data, "generation", 1),
				json_get_number(duty->data, "percent", 0));
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "reminder",
				    "reminder-decision", turn->item, person, what);
	letter_button(notice, "agree", "agree");
	letter_button(notice, "abstain", "abstain");
	letter_button(notice, "concern", "concern: ");
	letter_button(notice, "object", "object: ");
	notice->expires = turn->item->due;
	plan_notice(turn->plan, notice);
	plan_event(turn->plan, turn->item->id, turn->desk->now, NULL, "reminder",
		   "%s has not answered; %" G_GINT64_FORMAT
		   " percent of their working time is used",
		   person->id, json_get_number(duty->data, "percent", 0));
}

void decision_show_positions(Notice *notice, const Turn *turn, const Person *to)
{
	if (!method_is_sealed(turn->item))
		letter_positions(notice, turn->desk, turn->item, to);
}
