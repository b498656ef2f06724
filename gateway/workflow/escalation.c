/* escalation.c: a ladder of steps, copied when it starts, climbed until acknowledged,
 * climbed again if the acknowledgement lapses.
 *
 *   raised       -> acknowledged | resolved | withdrawn | exhausted: past the last round
 *   acknowledged -> resolved | withdrawn | raised: lapsed, the same step asks once more
 *   exhausted    -> acknowledged | resolved | withdrawn
 *
 * details: policy, steps [{after, working, notify}], step (index of the next), round,
 * told [ids]
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/escalation.h"

#include "base/words.h"
#include "workflow/letter.h"
#include "workflow/opening.h"
#include "workflow/transcript.h"

#define MIN_REPEAT_SECONDS 60

/* ---- the policy, copied ------------------------------------------------------ */

static json_t *step_model(const PolicyStep *step)
{
	json_t *notify = json_array();
	for (guint i = 0; i < step->notify->len; i++)
		json_array_append_new(notify,
				      json_text(g_ptr_array_index(step->notify, i)));
	return json_pack("{s:I, s:i, s:b, s:o}", "after", (json_int_t)step->after.seconds,
			 "days", step->after.days, "working", step->after.is_working,
			 "notify", notify);
}

static void keep_policy(Turn *turn)
{
	Item *item = turn->item;
	const Policy *policy = rules_policy(
		turn->desk->rules, turn->reading->tag->rule->policy, item->project);
	json_t *steps = json_array();
	for (guint i = 0; policy != NULL && i < policy->steps->len; i++)
		json_array_append_new(steps,
				      step_model(g_ptr_array_index(policy->steps, i)));
	json_object_set_new(item->details, "steps", steps);
	json_object_set_new(item->details, "policy",
			    json_text(policy != NULL ? policy->name : NULL));
	json_object_set_new(item->details, "repeat",
			    json_integer(policy != NULL ? policy->repeat : 0));
	if (policy != NULL && policy->has_acknowledged_for)
		json_object_set_new(item->details, "acknowledged_for",
				    json_integer(policy->acknowledged_for.seconds));
	json_object_set_new(item->details, "step", json_integer(0));
	json_object_set_new(item->details, "round", json_integer(0));
	json_object_set_new(item->details, "told", json_array());
}

size_t escalation_step_count(const Item *item)
{
	return json_array_size(json_object_get(item->details, "steps"));
}

static const json_t *step_at(const Item *item, int64_t index)
{
	return json_array_get(json_object_get(item->details, "steps"), (size_t)index);
}

/* When the step's delay, counted from now, is over; working time is that of the
 * escalation's owner. */
static Instant after_step(Turn *turn, const json_t *step)
{
	Duration after = {.seconds = json_get_number(step, "after", 0),
			  .days = (int)json_get_number(step, "days", 0),
			  .is_working = json_is_true(json_object_get(step, "working"))};
	const Person *owner = people_find(turn->desk->people, turn->item->opener);
	Instant at = turn->desk->now + after.seconds;
	if (owner != NULL && !duration_apply(&after, owner->zone, owner->hours,
					     turn->desk->now, &at, NULL))
		at = turn->desk->now + after.seconds;
	return at;
}

static void schedule_step(Turn *turn, Instant due)
{
	Item *item = turn->item;
	int64_t serial = json_get_number(item->details, "serial", 0) + 1;
	json_object_set_new(item->details, "serial", json_integer(serial));
	Duty *duty = duty_new(DUTY_STEP, item->id, NULL, due);
	duty->key = g_strdup_printf("%s:step:%" G_GINT64_FORMAT, item->id, serial);
	plan_duty(turn->plan, duty);
	item->due = due;
	turn->has_changed = true;
}

/* ---- opening ------------------------------------------------------------------ */

static void send_receipt(Turn *turn)
{
	if (!turn->reading->origin->may_answer)
		return;
	Notice *receipt = letter_answer(turn, "receipt", "receipt-escalation");
	json_object_set_new(receipt->model, "results",
			    transcript_model(turn->transcript));
	json_object_set_new(receipt->model, "first_at",
			    letter_time(turn->sender, turn->item->due));
	letter_button(receipt, "withdraw", "withdraw");
	plan_notice(turn->plan, receipt);
}

void escalation_open(Turn *turn, const Item *about)
{
	opening_begin(turn, KIND_ESCALATION, STATE_RAISED);
	opening_report_problems(turn);
	Item *item = turn->item;
	if (about != NULL) {
		json_object_set_new(item->details, "about", json_text(about->id));
		json_object_set_new(item->details, "about_owner",
				    json_text(about->owner));
		if (item->project == NULL)
			item->project = g_strdup(about->project);
		plan_event(turn->plan, about->id, turn->desk->now, turn->sender->id,
			   "escalated", "as %s", item->id);
	}
	keep_policy(turn);
	if (escalation_step_count(item) == 0) {
		transcript_bad(turn->transcript, 0, NULL, "no_policy", NULL);
		item->state = STATE_EXHAUSTED;
		plan_event(turn->plan, item->id, turn->desk->now, NULL, "exhausted",
			   "no policy says whom to ask");
	} else {
		Instant first = after_step(turn, step_at(item, 0)) +
				turn->reading->tag->rule->grace_seconds;
		schedule_step(turn, first);
	}
	send_receipt(turn);
	plan_dispose(turn->plan, DISPOSITION_APPLIED, "opened %s", item->id);
}

/* ---- climbing ------------------------------------------------------------------ */

/* "manager" is the manager of whoever was told so far, or of who raised it. */
static void add_managers(Turn *turn, GPtrArray *ids)
{
	g_autoptr(GPtrArray) told = item_people(turn->item, "told");
	for (guint i = 0; i < told->len; i++) {
		const Person *manager =
			people_manager(turn->desk->people, g_ptr_array_index(told, i));
		words_list_add(ids, manager != NULL ? manager->id : NULL);
	}
	const Person *manager = people_manager(turn->desk->people, turn->item->opener);
	if (ids->len == 0 && manager != NULL)
		words_list_add(ids, manager->id);
}

static GPtrArray *targets_of(Turn *turn, const json_t *step)
{
	GPtrArray *ids = g_ptr_array_new();
	size_t index;
	json_t *value;
	json_array_foreach(json_object_get(step, "notify"), index, value)
	{
		const char *word = json_string_value(value);
		const char *about_owner =
			json_get_text(turn->item->details, "about_owner");
		const char *owner = about_owner != NULL ? about_owner : turn->item->owner;
		if (g_ascii_strcasecmp(word, "manager") == 0) {
			add_managers(turn, ids);
		} else if (g_ascii_strcasecmp(word, "owner") == 0) {
			if (people_find(turn->desk->people, owner) != NULL)
				words_list_add(ids, owner);
		} else if (g_ascii_strcasecmp(word, "owner's manager") == 0) {
			const Person *manager = people_manager(turn->desk->people, owner);
			words_list_add(ids, manager != NULL ? manager->id : NULL);
		} else {
			(void)people_resolve(turn->desk->people, word, ids);
		}
	}
	return ids;
}

static void tell(Turn *turn, const Person *person, int64_t step)
{
	Item *item = turn->item;
	g_autofree char *what = g_strdup_printf(
		"%" G_GINT64_FORMAT, json_get_number(item->details, "serial", 0));
	Notice *notice = letter_new(turn->desk, LETTER_URGENT, "escalation", "escalation",
				    item, person, what);
	json_object_set_new(notice->model, "step", json_integer(step + 1));
	json_object_set_new(notice->model, "first", json_boolean(step == 0));
	json_object_set_new(notice->model, "awake",
			    json_boolean(hours_is_open(person->hours, turn->desk->now)));
	notice->serial = json_get_number(item->details, "serial", 0);
	letter_button(notice, "ack", "ack");
	letter_button(notice, "resolved", "resolved: ");
	letter_button(notice, "escalate", "escalate");
	plan_notice(turn->plan, notice);
	g_autoptr(GPtrArray) told = item_people(item, "told");
	if (words_list_has(told, person->id))
		return;
	json_array_append_new(json_object_get(item->details, "told"),
			      json_text(person->id));
}

/* The top is reached in every round: say so to who raised it and to the operator. */
static void exhaust(Turn *turn)
{
	Item *item = turn->item;
	item->state = STATE_EXHAUSTED;
	item->due = INSTANT_NONE;
	turn->has_changed = true;
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "exhausted",
		   "nobody acknowledged, and the policy has no further step");
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	words_list_add(ids, item->opener);
	words_list_add(ids, turn->desk->config->operator_id);
	for (guint i = 0; i < ids->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(ids, i));
		if (person == NULL)
			continue;
		Notice *notice = letter_new(turn->desk, LETTER_URGENT, "breach",
					    "exhausted", item, person, "exhausted");
		plan_notice(turn->plan, notice);
	}
}

/* Where the ladder goes after `step`: up, round again, or nowhere. */
static void plan_next(Turn *turn, int64_t step)
{
	Item *item = turn->item;
	int64_t next = step + 1;
	if ((size_t)next < escalation_step_count(item)) {
		json_object_set_new(item->details, "step", json_integer(next));
		schedule_step(turn, after_step(turn, step_at(item, next)));
		return;
	}
	int64_t round = json_get_number(item->details, "round", 0) + 1;
	json_object_set_new(item->details, "round", json_integer(round));
	json_object_set_new(item->details, "step", json_integer(0));
	Instant pause = turn->desk->now + MIN_REPEAT_SECONDS;
	for (size_t i = 0; i < escalation_step_count(item); i++)
		pause = MAX(pause, after_step(turn, step_at(item, (int64_t)i)));
	schedule_step(turn, pause);
}

void escalation_climb(Turn *turn)
{
	Item *item = turn->item;
	for (size_t tries = 0; tries <= escalation_step_count(item); tries++) {
		int64_t step = json_get_number(item->details, "step", 0);
		int64_t round = json_get_number(item->details, "round", 0);
		if (round > json_get_number(item->details, "repeat", 0)) {
			exhaust(turn);
			return;
		}
		g_autoptr(GPtrArray) ids = targets_of(turn, step_at(item, step));
		g_autofree char *names = letter_names(turn->desk, ids);
		plan_event(turn->plan, item->id, turn->desk->now, NULL, "step",
			   "step %" G_GINT64_FORMAT ", round %" G_GINT64_FORMAT ": %s",
			   step + 1, round + 1,
			   ids->len > 0 ? names : "nobody can be reached, skipped");
		for (guint i = 0; i < ids->len; i++)
			tell(turn,
			     people_find(turn->desk->people, g_ptr_array_index(ids, i)),
			     step);
		if (ids->len > 0) {
			plan_next(turn, step);
			return;
		}
		bool is_last = (size_t)(step + 1) >= escalation_step_count(item);
		json_object_set_new(item->details, "step",
				    json_integer(is_last ? 0 : step + 1));
		json_object_set_new(item->details, "round",
				    json_integer(round + is_last));
	}
	exhaust(turn);
}

void escalation_step(Turn *turn, const Duty *duty G_GNUC_UNUSED)
{
	if (turn->item->state == STATE_RAISED)
		escalation_climb(turn);
}

void escalation_unreachable(Turn *turn, const char *person)
{
	if (turn->item->state != STATE_RAISED)
		return;
	plan_event(turn->plan, turn->item->id, turn->desk->now, NULL, "unreachable",
		   "mail to %s was refused; the next step is taken at once", person);
	plan_cancel(turn->plan, turn->item->id, NULL, DUTY_STEP, "", "taken at once");
	escalation_climb(turn);
}

void escalation_lapse(Turn *turn, const Duty *duty G_GNUC_UNUSED)
{
	Item *item = turn->item;
	if (item->state != STATE_ACKNOWLEDGED)
		return;
	item->state = STATE_RAISED;
	turn->has_changed = true;
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "lapsed",
		   "acknowledged by %s, and not resolved in time: it climbs again",
		   json_get_text(item->details, "acknowledged_by"));
	int64_t step = json_get_number(item->details, "step", 0);
	json_object_set_new(item->details, "step", json_integer(step > 0 ? step - 1 : 0));
	escalation_climb(turn);
}
