/* clock.c: clocks run in working time; what they owe is written down as duties at once,
 * so that time passing is one indexed query.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/clock.h"

#include <string.h>

#include "workflow/letter.h"

static void take_earliest_due(Item *item)
{
	Instant earliest = INSTANT_NONE;
	for (guint i = 0; i < item->clocks->len; i++) {
		const Clock *clock = g_ptr_array_index(item->clocks, i);
		bool is_live =
			clock->state == CLOCK_RUNNING || clock->state == CLOCK_BREACHED;
		if (is_live && (earliest == INSTANT_NONE || clock->due < earliest))
			earliest = clock->due;
	}
	if (earliest != INSTANT_NONE)
		item->due = earliest;
}

static Clock *clock_new(Item *item, const char *name)
{
	Clock *clock = g_new0(Clock, 1);
	clock->name = g_strdup(name);
	g_ptr_array_add(item->clocks, clock);
	return clock;
}

Clock *clock_start(Turn *turn, const char *name, const Person *person, Instant due,
		   const char *norm)
{
	Item *item = turn->item;
	Clock *clock = item_clock(item, name);
	if (clock == NULL)
		clock = clock_new(item, name);
	g_free(clock->person);
	g_free(clock->norm);
	clock->person = g_strdup(person->id);
	clock->norm = g_strdup(norm);
	clock->started = turn->desk->now;
	clock->due = due;
	clock->stopped = INSTANT_NONE;
	clock->state = CLOCK_RUNNING;
	clock->generation++;
	take_earliest_due(item);
	turn->has_changed = true;
	g_autofree char *local = zone_format(person->zone, due);
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "clock started",
		   "%s, in the working hours of %s: %s, due %s", name, person->id,
		   norm != NULL ? norm : "as asked", local);
	plan_event_data(turn->plan,
			json_pack("{s:s, s:s, s:o, s:o, s:o}", "clock", name, "person",
				  person->id, "norm", json_text(norm), "started",
				  json_instant(clock->started), "due",
				  json_instant(due)));
	return clock;
}

void clock_stop(Turn *turn, const char *name, ClockState as)
{
	Item *item = turn->item;
	Clock *clock = item_clock(item, name);
	if (clock == NULL || clock->stopped != INSTANT_NONE)
		return;
	clock->stopped = turn->desk->now;
	if (clock->state == CLOCK_RUNNING)
		clock->state = as;
	turn->has_changed = true;
	const Person *person = people_find(turn->desk->people, clock->person);
	g_autofree char *local =
		person != NULL ? zone_format(person->zone, clock->due) : NULL;
	int64_t used = person != NULL ? hours_elapsed(person->hours, clock->started,
						      clock->stopped)
				      : clock->stopped - clock->started;
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "clock stopped",
		   "%s %s after %" G_GINT64_FORMAT " h %02" G_GINT64_FORMAT
		   " min of working time (due %s)",
		   name, clock_state_name(clock->state), used / 3600, used % 3600 / 60,
		   local != NULL ? local : "never");
	plan_cancel(turn->plan, item->id, NULL, DUTY_REMIND, "", "the clock stopped");
	plan_cancel(turn->plan, item->id, NULL, DUTY_WARN, "", "the clock stopped");
	plan_cancel(turn->plan, item->id, NULL, DUTY_BREACH, "", "the clock stopped");
	static const char *const STALE[] = {"ask", "reminder", "warning"};
	for (size_t i = 0; i < G_N_ELEMENTS(STALE); i++)
		plan_cancel(turn->plan, item->id, NULL, -1, STALE[i],
			    "the clock stopped");
}

/* The instant at which `percent` of the person's working time in [from, due) is used. */
static bool percent_instant(const Person *person, Instant from, Instant due, int percent,
			    Instant *out_at)
{
	int64_t working = hours_elapsed(person->hours, from, due);
	return working > 0 &&
	       hours_add(person->hours, from, working * percent / 100, out_at, NULL) &&
	       *out_at < due;
}

static void add_duty(Turn *turn, DutyKind kind, const Clock *clock, const char *person,
		     Instant due, int percent)
{
	Duty *duty = duty_new(kind, turn->item->id, person, due);
	duty->key = g_strdup_printf("%s:%s:%s:%d:%s:%d", turn->item->id,
				    duty_kind_name(kind), clock->name, clock->generation,
				    person != NULL ? person : "-", percent);
	duty->data = json_pack("{s:s, s:i, s:i}", "clock", clock->name, "generation",
			       clock->generation, "percent", percent);
	plan_duty(turn->plan, duty);
}

void clock_remind(Turn *turn, const Clock *clock, const Person *person,
		  const GArray *percents, Instant from)
{
	for (guint i = 0; i < percents->len; i++) {
		int percent = g_array_index(percents, int, i);
		Instant at = INSTANT_NONE;
		if (percent_instant(person, from, clock->due, percent, &at) &&
		    at >= turn->desk->now)
			add_duty(turn, DUTY_REMIND, clock, person->id, at, percent);
	}
}

void clock_watch(Turn *turn, const Clock *clock, int warn_percent)
{
	const Person *person = people_find(turn->desk->people, clock->person);
	Instant at = INSTANT_NONE;
	if (person != NULL && warn_percent > 0 &&
	    percent_instant(person, clock->started, clock->due, warn_percent, &at) &&
	    at >= turn->desk->now)
		add_duty(turn, DUTY_WARN, clock, clock->person, at, warn_percent);
	add_duty(turn, DUTY_BREACH, clock, clock->person, clock->due, 100);
}

void clock_move(Turn *turn, Clock *clock, Instant due, const Rule *rule, const char *why)
{
	const Person *person = people_find(turn->desk->people, clock->person);
	static const DutyKind KINDS[] = {DUTY_REMIND, DUTY_WARN, DUTY_BREACH};
	for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
		plan_cancel(turn->plan, turn->item->id, NULL, (int)KINDS[i], "", why);
	g_autofree char *before = zone_format(person->zone, clock->due);
	g_autofree char *after = zone_format(person->zone, due);
	clock->due = due;
	clock->generation++;
	turn->has_changed = true;
	take_earliest_due(turn->item);
	plan_event(turn->plan, turn->item->id, turn->desk->now, NULL, "clock moved",
		   "%s, %s: due %s, before %s", clock->name, why, after, before);
	if (rule == NULL)
		return;
	clock_remind(turn, clock, person, rule->remind,
		     person_next_delivery(person, clock->started));
	clock_watch(turn, clock, rule->warn_percent);
}
