/* decision_clock.c: the clock of a decision: who is reminded by it, who hears when it is
 * late, and what a pause does to its close.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include "workflow/clock.h"
#include "workflow/clock_plan.h"
#include "workflow/letter.h"

void decision_plan_reminders(Turn *turn, const Clock *clock)
{
	const Rule *rule = rules_find(turn->desk->rules, turn->item->rule);
	g_autoptr(GPtrArray) deciders = item_people(turn->item, "deciders");
	for (guint i = 0; rule != NULL && i < deciders->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(deciders, i));
		if (person != NULL && item_stance(turn->item, person->id) == NULL)
			clock_remind(turn, clock, person, rule->remind,
				     person_next_delivery(person, turn->desk->now));
	}
}

void decision_clock_moved(Turn *turn, const Clock *clock)
{
	decision_schedule_close(turn);
	decision_plan_reminders(turn, clock);
}

void decision_tell_level(Turn *turn, const LevelCall *call, const Person *to)
{
	const Person *manager = people_manager(turn->desk->people, turn->item->owner);
	bool is_owner = g_strcmp0(turn->item->owner, to->id) == 0;
	g_autoptr(Method) method = method_of(turn->item);
	g_autofree char *what = level_what(call);
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "breach",
				    "overdue-decision", turn->item, to, what);
	json_object_set_new(
		notice->model, "hindrance",
		json_pack("{s:b}", verdict_name(method_judge(method, turn->item)), true));
	json_object_set_new(notice->model, "is_manager",
			    json_boolean(!is_owner && manager == to));
	decision_show_positions(notice, turn, to);
	if (is_owner) {
		letter_button(notice, "decide", "decide: ");
		letter_button(notice, "reject", "reject: ");
		letter_button(notice, "drop", "drop: ");
		letter_button(notice, "extend", "extend");
	}
	plan_notice(turn->plan, notice);
}

/* ---- a pause ------------------------------------------------------------ */

/* The latest close of those that give a decider back what they lost. */
static Instant given_back(const Turn *turn, Instant paused, Instant due)
{
	g_autoptr(GPtrArray) deciders = item_people(turn->item, "deciders");
	Instant latest = due;
	for (guint i = 0; i < deciders->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(deciders, i));
		Instant at = INSTANT_NONE;
		if (person != NULL && paused < due &&
		    hours_add(person->hours, due,
			      hours_elapsed(person->hours, paused, turn->desk->now), &at,
			      NULL))
			latest = MAX(latest, at);
	}
	return latest;
}

void decision_resume_clock(Turn *turn)
{
	Item *item = turn->item;
	const Clock *clock = item_clock(item, CLOCK_DECISION);
	if (clock == NULL || !clock_is_paused(clock))
		return;
	g_autoptr(GArray) pauses = clock_pauses(clock);
	const ClockPause pause = g_array_index(pauses, ClockPause, pauses->len - 1);
	Instant close = pause.kind == PAUSE_SHIFT
				? given_back(turn, pause.from, clock->due)
				: clock->due;
	close = MAX(close, decision_floor(turn));
	clock_resume_all(turn, "the pause is over");
	if (close > clock->due)
		decision_set_due(turn, close, clock->norm);
	else
		decision_clock_moved(turn, clock);
}
