/* decision_open.c: a proposal becomes an item: who decides, how, by when; each decider is
 * asked once.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "workflow/clock.h"
#include "workflow/letter.h"
#include "workflow/opening.h"
#include "workflow/transcript.h"

static const char METHOD_DEFAULT[] = "consent";

static void add_once(GPtrArray *ids, const char *id)
{
	if (!g_ptr_array_find_with_equal_func(ids, id, g_str_equal, NULL))
		g_ptr_array_add(ids, (gpointer)(uintptr_t)id);
}

/* The field, else the rule, else everybody who was written to and the sender's groups. */
static GPtrArray *deciders_of(Turn *turn)
{
	GPtrArray *ids = opening_people(turn, "deciders");
	if (ids != NULL && ids->len > 0)
		return ids;
	if (ids != NULL)
		g_ptr_array_unref(ids);
	ids = g_ptr_array_new();
	const Rule *rule = turn->reading->tag->rule;
	for (guint i = 0; i < rule->deciders->len; i++)
		(void)people_resolve(turn->desk->people,
				     g_ptr_array_index(rule->deciders, i), ids);
	if (ids->len > 0)
		return ids;
	g_ptr_array_unref(ids);
	ids = opening_recipients(turn);
	g_autoptr(GPtrArray) groups =
		people_groups_of(turn->desk->people, turn->sender->id);
	for (guint i = 0; i < groups->len; i++) {
		g_autofree char *word =
			g_strconcat("group:", g_ptr_array_index(groups, i), NULL);
		(void)people_resolve(turn->desk->people, word, ids);
	}
	return ids;
}

static const Method *method_of(Turn *turn)
{
	const Rules *rules = turn->desk->rules;
	const char *written = field_get(turn->reading->fields, "method");
	const Method *method = rules_method(rules, written);
	if (written != NULL && method == NULL)
		transcript_bad(turn->transcript, 0, written, "unknown_method", NULL);
	if (method == NULL)
		method = rules_method(rules, turn->reading->tag->rule->method);
	return method != NULL ? method : rules_method(rules, METHOD_DEFAULT);
}

/* The method is copied: later changes of the rules do not change a running decision. */
static void keep_method(Item *item, const Method *method)
{
	json_object_set_new(item->details, "method",
			    json_text(method != NULL ? method->name : METHOD_DEFAULT));
	json_object_set_new(item->details, "decides",
			    json_text(method != NULL ? method->decides : METHOD_DEFAULT));
	json_object_set_new(item->details, "objection",
			    json_text(method != NULL ? method->objection : "blocks"));
	json_object_set_new(item->details, "quorum",
			    json_integer(method != NULL ? method->quorum_percent : 0));
	json_object_set_new(item->details, "pass",
			    json_integer(method != NULL ? method->pass_percent : 0));
}

static void keep_options(Item *item, const Fields *fields)
{
	const char *value = field_get(fields, "options");
	if (value == NULL)
		return;
	g_autoptr(GPtrArray) options = field_options(value);
	json_t *list = json_array();
	for (guint i = 0; i < options->len; i++)
		json_array_append_new(
			list, json_pack("{s:i, s:o}", "number", (int)i + 1, "text",
					json_text(g_ptr_array_index(options, i))));
	json_object_set_new(item->details, "options", list);
}

/* Who proposes agrees, if the proposer decides at all. */
static void tick_proposer(Turn *turn, const GPtrArray *deciders)
{
	if (!g_ptr_array_find_with_equal_func((GPtrArray *)(uintptr_t)deciders,
					      turn->sender->id, g_str_equal, NULL))
		return;
	Stance *stance = g_new0(Stance, 1);
	stance->person = g_strdup(turn->sender->id);
	stance->value = POSITION_AGREE;
	stance->reason = g_strdup("");
	stance->at = turn->desk->now;
	stance->proof = g_strdup(proof_name(turn->reading->proof->proof));
	stance->message_id = g_strdup(turn->reading->message->message_id);
	stance->is_counted = true;
	g_ptr_array_add(turn->item->stances, stance);
}

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
	bool decides =
		g_strcmp0(turn->item->owner, person->id) == 0 &&
		g_strcmp0(json_get_text(turn->item->details, "decides"), "owner") == 0;
	bool is_consent =
		g_strcmp0(json_get_text(turn->item->details, "decides"), "consent") == 0;
	json_object_set_new(notice->model, "is_consent", json_boolean(is_consent));
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

static void inform(Turn *turn, const char *field, const char *role)
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

void decision_schedule_close(Turn *turn)
{
	Item *item = turn->item;
	plan_cancel(turn->plan, item->id, NULL, DUTY_CLOSE, "", "the deadline has moved");
	int64_t generation = json_get_number(item->details, "close_generation", 0) + 1;
	json_object_set_new(item->details, "close_generation", json_integer(generation));
	Duty *duty = duty_new(DUTY_CLOSE, item->id, NULL, item->due);
	duty->key = g_strdup_printf("%s:close:%" G_GINT64_FORMAT, item->id, generation);
	plan_duty(turn->plan, duty);
}

/* Working hours each gets, for the receipt: an explicit date is not refused, but shown
 * for what it is. */
static json_t *fairness_model(Turn *turn, const GPtrArray *deciders)
{
	json_t *rows = json_array();
	for (guint i = 0; i < deciders->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(deciders, i));
		Instant from = person_next_delivery(person, turn->desk->now);
		int64_t own = hours_elapsed(person->hours, from, turn->item->due);
		json_array_append_new(rows,
				      json_pack("{s:o, s:o, s:o, s:b}", "name",
						json_text(person->name), "time",
						letter_working_time(own), "due",
						letter_time(person, turn->item->due),
						"none", own == 0));
	}
	return rows;
}

static void send_receipt(Turn *turn, const GPtrArray *deciders)
{
	if (!turn->reading->origin->may_answer)
		return;
	Notice *receipt = letter_answer(turn, "receipt", "receipt-decision");
	if (turn->item->due != INSTANT_NONE)
		json_object_set_new(receipt->model, "fairness",
				    fairness_model(turn, deciders));
	g_autofree char *names = letter_names(turn->desk, deciders);
	json_object_set_new(receipt->model, "deciders",
			    json_text(deciders->len > 0 ? names : NULL));
	json_object_set_new(receipt->model, "results",
			    transcript_model(turn->transcript));
	letter_button(receipt, "withdraw", "withdraw");
	plan_notice(turn->plan, receipt);
}

static void ask_all(Turn *turn, const GPtrArray *deciders, const Clock *clock)
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

void decision_open(Turn *turn)
{
	static const char *const OWNER_FIELDS[] = {"owner", NULL};
	opening_begin(turn, KIND_DECISION, STATE_PROPOSED);
	opening_report_problems(turn);
	Item *item = turn->item;
	const Person *owner = opening_person(turn, OWNER_FIELDS, turn->sender);
	g_free(item->owner);
	item->owner = g_strdup(owner->id);
	keep_method(item, method_of(turn));
	keep_options(item, turn->reading->fields);
	g_autoptr(GPtrArray) deciders = deciders_of(turn);
	bool owner_decides =
		g_strcmp0(json_get_text(item->details, "decides"), "owner") == 0;
	if (owner_decides && owner != turn->sender)
		add_once(deciders, owner->id);
	item_set_people(item, "deciders", deciders);
	if (deciders->len == 0)
		transcript_bad(turn->transcript, 0, NULL, "no_deciders", NULL);
	tick_proposer(turn, deciders);
	const char *phrase = NULL;
	Instant due = opening_due(turn, owner, deciders, turn->reading->tag->rule->due,
				  &phrase);
	Clock *clock = due != INSTANT_NONE
			       ? clock_start(turn, "decision", owner, due, phrase)
			       : NULL;
	if (clock != NULL)
		decision_schedule_close(turn);
	ask_all(turn, deciders, clock);
	inform(turn, "consulted", "is_consulted");
	inform(turn, "informed", "is_informed");
	send_receipt(turn, deciders);
	plan_dispose(turn->plan, DISPOSITION_APPLIED, "opened %s", item->id);
}
