/* decision_run.c: a decision on its way: the last round, a pause, an early end, and the
 * time that everyone must have had.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "workflow/clock.h"
#include "workflow/clock_plan.h"
#include "workflow/decision_window.h"
#include "workflow/letter.h"

/* ---- time --------------------------------------------------------------- */

/* Everyone's working day after the last objection was let go of. */
static Instant floor_of(const Turn *turn)
{
	int64_t from = json_get_number(turn->item->details, "settled_at", INSTANT_NONE);
	g_autoptr(GPtrArray) deciders = item_people(turn->item, "deciders");
	Instant floor = turn->item->opened;
	for (guint i = 0; from != INSTANT_NONE && i < deciders->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(deciders, i));
		Instant day_later = INSTANT_NONE;
		if (person != NULL &&
		    hours_add_days(person->hours, from, 1, &day_later, NULL))
			floor = MAX(floor, day_later);
	}
	return floor;
}

Instant decision_earliest(const Turn *turn, const Method *method)
{
	/* Opened anew, everyone has that time anew. */
	Instant begun =
		MAX(turn->item->opened,
		    json_get_number(turn->item->details, "reopened", INSTANT_NONE));
	Instant earliest = MAX(begun, floor_of(turn));
	Duration minimum;
	g_autofree char *why = NULL;
	if (method->minimum == NULL || !duration_read(method->minimum, &minimum, &why))
		return earliest;
	g_autoptr(GPtrArray) deciders = item_people(turn->item, "deciders");
	for (guint i = 0; i < deciders->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(deciders, i));
		Instant at = INSTANT_NONE;
		if (person != NULL &&
		    duration_apply(&minimum, person->zone, person->hours,
				   person_next_delivery(person, begun), &at, NULL))
			earliest = MAX(earliest, at);
	}
	return earliest;
}

void decision_set_due(Turn *turn, Instant due, const char *norm)
{
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	g_autofree char *kept = g_strdup(norm);
	Clock *clock = owner != NULL ? clock_start(turn, CLOCK_DECISION, owner, due, kept)
				     : NULL;
	turn->item->due = due;
	turn->has_changed = true;
	decision_schedule_close(turn);
	decision_audit(turn);
	window_drop(turn);
	if (clock == NULL)
		return;
	decision_plan_reminders(turn, clock);
	clock_plan(turn, clock);
}

Instant decision_floor(const Turn *turn)
{
	g_autoptr(GPtrArray) deciders = item_people(turn->item, "deciders");
	Instant floor = turn->desk->now;
	for (guint i = 0; i < deciders->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(deciders, i));
		Instant day_later = INSTANT_NONE;
		if (person != NULL &&
		    hours_add_days(person->hours, turn->desk->now, 1, &day_later, NULL))
			floor = MAX(floor, day_later);
	}
	return floor;
}

void decision_keep_floor(Turn *turn)
{
	Instant floor = decision_floor(turn);
	const Clock *clock = item_clock(turn->item, CLOCK_DECISION);
	if (clock != NULL && floor > turn->item->due)
		decision_set_due(turn, floor, "a working day for each");
}

/* ---- the last round ----------------------------------------------------- */

static void tell_all(Turn *turn, const char *template, const char *what)
{
	g_autoptr(GPtrArray) audience = decision_audience(turn->item);
	for (guint i = 0; i < audience->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(audience, i));
		if (person == NULL)
			continue;
		Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "report",
					    template, turn->item, person, what);
		decision_show_positions(notice, turn, person);
		letter_button(notice, "concern", "concern: ");
		letter_button(notice, "object", "object: ");
		plan_notice(turn->plan, notice);
	}
}

static void enter_final_call(Turn *turn, const Method *method)
{
	Item *item = turn->item;
	const Person *owner = people_find(turn->desk->people, item->owner);
	Duration round;
	Instant due = INSTANT_NONE;
	g_autofree char *why = NULL;
	if (owner == NULL || !duration_read(method->final_call, &round, &why) ||
	    !duration_apply(&round, owner->zone, owner->hours, turn->desk->now, &due,
			    NULL))
		return;
	item->state = STATE_FINAL_CALL;
	decision_set_due(turn, MAX(due, floor_of(turn)), method->final_call);
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "final call",
		   "nothing stands against it; the last round is %s", method->final_call);
	g_autofree char *what =
		g_strdup_printf("%" G_GINT64_FORMAT,
				json_get_number(item->details, "close_generation", 0));
	tell_all(turn, "final-call", what);
}

static void leave_final_call(Turn *turn)
{
	Item *item = turn->item;
	item->state = STATE_PROPOSED;
	turn->has_changed = true;
	plan_cancel(turn->plan, item->id, NULL, DUTY_CLOSE, "", "something stands");
	clock_stop(turn, "decision", CLOCK_CANCELLED);
	item->due = INSTANT_NONE;
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "proposed",
		   "the last round is off: something stands against it");
}

/* ---- an early end ------------------------------------------------------- */

static void plan_early_look(Turn *turn, Instant at)
{
	Duty *duty = duty_new(DUTY_CLOSE, turn->item->id, NULL, at);
	duty->key = g_strdup_printf("%s:early:%" G_GINT64_FORMAT, turn->item->id, at);
	duty->data = json_pack("{s:s}", "why", "early");
	plan_duty(turn->plan, duty);
}

static void consider_early_end(Turn *turn, const Method *method)
{
	if (!method->closes_early || !method_is_certain(method, turn->item))
		return;
	Instant earliest = decision_earliest(turn, method);
	if (earliest > turn->desk->now) {
		plan_early_look(turn, earliest);
		return;
	}
	plan_event(turn->plan, turn->item->id, turn->desk->now, NULL, "closes early",
		   "nobody who is still silent can change it, and everyone has had %s",
		   method->minimum != NULL ? method->minimum : "their time");
	plan_event_data(turn->plan,
			json_pack("{s:o, s:o}", "earliest", json_instant(earliest),
				  "minimum", json_text(method->minimum)));
	decision_conclude(turn);
}

void decision_progress(Turn *turn)
{
	g_autoptr(Method) method = method_of(turn->item);
	const Tally tally = method_tally(method, turn->item);
	if (turn->item->state == STATE_FINAL_CALL && method->final_call != NULL &&
	    tally.live > 0)
		leave_final_call(turn);
	else if (turn->item->state == STATE_PROPOSED &&
		 method_is_ready(method, turn->item))
		enter_final_call(turn, method);
	else if (turn->item->state == STATE_PROPOSED)
		consider_early_end(turn, method);
}

/* ---- a pause ------------------------------------------------------------ */

void decision_pause(Turn *turn, Instant until)
{
	Item *item = turn->item;
	item->state = STATE_ON_HOLD;
	turn->has_changed = true;
	json_object_set_new(item->details, "held_until", json_instant(until));
	plan_cancel(turn->plan, item->id, NULL, DUTY_CLOSE, "", "on hold");
	Duty *duty = duty_new(DUTY_CLOSE, item->id, NULL, until);
	duty->key = g_strdup_printf("%s:hold:%" G_GINT64_FORMAT, item->id, until);
	duty->data = json_pack("{s:s}", "why", "hold");
	plan_duty(turn->plan, duty);
	clock_pause_all(turn, "on hold");
}

void decision_resume(Turn *turn)
{
	Item *item = turn->item;
	if (item->state != STATE_ON_HOLD)
		return;
	item->state = STATE_PROPOSED;
	turn->has_changed = true;
	json_object_del(item->details, "held_until");
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "proposed",
		   "the pause is over");
	if (item->due != INSTANT_NONE)
		decision_resume_clock(turn);
	decision_progress(turn);
}

void decision_due(Turn *turn, const Duty *duty)
{
	const char *why = json_get_text(duty->data, "why");
	bool is_running = turn->item->state == STATE_PROPOSED ||
			  turn->item->state == STATE_FINAL_CALL;
	if (g_strcmp0(why, "expire") == 0)
		decision_expire(turn);
	else if (g_strcmp0(why, "hold") == 0)
		decision_resume(turn);
	else if (g_strcmp0(why, "early") == 0 && is_running)
		decision_progress(turn);
	else if (is_running)
		decision_close(turn);
}
