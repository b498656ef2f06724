/* clock_plan.c: what a clock owes is written down as duties at once, so that time passing
 * is one indexed query.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/clock_plan.h"

#include "workflow/clock_level.h"

Duty *clock_duty(const Turn *turn, DutyKind kind, const Clock *clock, const char *person,
		 Instant due, const char *what)
{
	Duty *duty = duty_new(kind, turn->item->id, person, due);
	duty->key = g_strdup_printf("%s:%s:%s:%d.%" G_GINT64_FORMAT ":%s:%s",
				    turn->item->id, duty_kind_name(kind), clock->name,
				    clock->generation, clock_revision(clock),
				    person != NULL ? person : "-", what);
	duty->data = json_pack("{s:s, s:i, s:I}", "clock", clock->name, "generation",
			       clock->generation, "revision",
			       (json_int_t)clock_revision(clock));
	return duty;
}

void clock_remind(Turn *turn, const Clock *clock, const Person *person,
		  const GArray *percents, Instant from)
{
	int64_t working = hours_elapsed(person->hours, from, clock->due);
	const Duty *before = NULL;
	for (guint i = 0; i < percents->len && working > 0; i++) {
		int percent = g_array_index(percents, int, i);
		g_autofree char *what = g_strdup_printf("%d", percent);
		Instant at = INSTANT_NONE;
		if (!hours_add(person->hours, from, working * percent / 100, &at, NULL))
			continue;
		at = level_safe_instant(person, at, clock->due, turn->desk->now);
		if (at < turn->desk->now || at >= clock->due)
			continue;
		Duty *duty = clock_duty(turn, DUTY_REMIND, clock, person->id, at, what);
		json_object_set_new(duty->data, "percent", json_integer(percent));
		if (before != NULL)
			json_object_set_new(before->data, "next", json_integer(at));
		before = duty;
		plan_duty(turn->plan, duty);
	}
}

void clock_cancel_plans(Turn *turn, const Clock *clock, const char *why)
{
	static const DutyKind KINDS[] = {DUTY_REMIND, DUTY_WARN, DUTY_RISK, DUTY_BREACH};
	static const char *const STALE[] = {"reminder", "warning", "breach"};
	for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
		plan_cancel_clock(turn->plan, turn->item->id, clock->name, (int)KINDS[i],
				  NULL, why);
	for (size_t i = 0; i < G_N_ELEMENTS(STALE); i++)
		plan_cancel_clock(turn->plan, turn->item->id, clock->name, -1, STALE[i],
				  why);
}

static void plan_risk(Turn *turn, Clock *clock, const Person *person)
{
	const NormTerms *terms =
		norm_find(turn->desk->rules, turn->item, clock->person, NORM_WARN, NULL);
	const int percents[] = {terms != NULL ? terms->medium : 50,
				terms != NULL ? terms->high : 85};
	static const char *const NAMES[] = {"medium", "high"};
	json_t *risk = json_object();
	for (size_t i = 0; i < G_N_ELEMENTS(percents); i++) {
		Instant at = clock_at_percent(clock, person, percents[i]);
		json_object_set_new(risk, NAMES[i], json_integer(at));
		if (at < turn->desk->now || at >= clock->due)
			continue;
		Duty *duty =
			clock_duty(turn, DUTY_RISK, clock, clock->person, at, NAMES[i]);
		json_object_set_new(duty->data, "risk", json_text(NAMES[i]));
		plan_duty(turn->plan, duty);
	}
	json_object_set_new(clock->data, "risk", risk);
}

void clock_plan(Turn *turn, Clock *clock)
{
	const Person *person = people_find(turn->desk->people, clock->person);
	if (person == NULL)
		return;
	plan_risk(turn, clock, person);
	/* A decision has its close. */
	if (clock->state == CLOCK_RUNNING && turn->item->kind != KIND_DECISION)
		plan_duty(turn->plan, clock_duty(turn, DUTY_BREACH, clock, clock->person,
						 clock->due, "due"));
	level_plan_all(turn, clock, person);
	turn->has_changed = true;
}

void clock_note_risk(Turn *turn, const Duty *duty)
{
	Clock *clock = item_clock(turn->item, json_get_text(duty->data, "clock"));
	const char *risk = json_get_text(duty->data, "risk");
	if (clock == NULL || clock->state != CLOCK_RUNNING)
		return;
	clock_note(clock, turn->desk->now, "risk", json_pack("{s:s}", "risk", risk));
	turn->has_changed = true;
	plan_event(turn->plan, turn->item->id, turn->desk->now, NULL, "risk",
		   "%s is at %s risk", clock->name, risk);
}
