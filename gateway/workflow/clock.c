/* clock.c: clocks are started, stopped, moved, paused; each time it is noted, and what
 * they owe is planned anew.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/clock.h"

#include <string.h>

#include "workflow/clock_plan.h"

/* In one generation. */
#define PAUSES_MAX 50

/* A clock that is paused and hides nothing has no due to show. */
static bool shows_due(const Turn *turn, const Clock *clock)
{
	const NormTerms *terms =
		norm_find(turn->desk->rules, turn->item, clock->person, NORM_PAUSE, NULL);
	return clock->state == CLOCK_RUNNING || clock->state == CLOCK_BREACHED ||
	       (clock->state == CLOCK_PAUSED && terms != NULL &&
		terms->pause == PAUSE_HIDE);
}

static void take_earliest_due(Turn *turn)
{
	Item *item = turn->item;
	Instant earliest = INSTANT_NONE;
	bool any_paused = false;
	for (guint i = 0; i < item->clocks->len; i++) {
		const Clock *clock = g_ptr_array_index(item->clocks, i);
		any_paused = any_paused || clock->state == CLOCK_PAUSED;
		if (clock->stopped == INSTANT_NONE && shows_due(turn, clock) &&
		    (earliest == INSTANT_NONE || clock->due < earliest))
			earliest = clock->due;
	}
	/* A decision keeps the date everybody was told. */
	bool has_none = any_paused && item->kind != KIND_DECISION;
	if (earliest != INSTANT_NONE || has_none)
		item->due = earliest;
}

static Clock *clock_new(Item *item, const char *name)
{
	Clock *clock = g_new0(Clock, 1);
	clock->name = g_strdup(name);
	clock->data = json_object();
	clock->stopped = INSTANT_NONE;
	g_ptr_array_add(item->clocks, clock);
	return clock;
}

/* ---- starting -------------------------------------------------------------- */

/* Another generation: of what was before only the events stay. */
static void begin_data(Clock *clock)
{
	static const char *const OLD[] = {"from",    "set",    "revision",
					  "counted", "anchor", "risk"};
	for (size_t i = 0; i < G_N_ELEMENTS(OLD); i++)
		json_object_del(clock_data(clock), OLD[i]);
}

/* From where a norm gives this due: when the ask can first be read, or now. If neither
 * does, it is a date that was set. */
static void find_from(Clock *clock, const Person *person)
{
	const Instant starts[] = {person_next_delivery(person, clock->started),
				  clock->started};
	Duration norm;
	g_autofree char *why = NULL;
	bool has_norm = clock->norm != NULL && duration_read(clock->norm, &norm, &why);
	for (size_t i = 0; has_norm && i < G_N_ELEMENTS(starts); i++) {
		Instant due = INSTANT_NONE;
		if (duration_apply(&norm, person->zone, person->hours, starts[i], &due,
				   NULL) &&
		    due == clock->due) {
			json_object_set_new(clock->data, "from", json_integer(starts[i]));
			return;
		}
	}
	json_object_set_new(clock->data, "set", json_integer(clock->due));
}

Clock *clock_start(Turn *turn, const char *name, const Person *person, Instant due,
		   const char *norm)
{
	Item *item = turn->item;
	Clock *clock = item_clock(item, name);
	g_autofree char *kept = g_strdup(norm);
	if (clock == NULL)
		clock = clock_new(item, name);
	else
		clock_cancel_plans(turn, clock, "its due was changed");
	g_free(clock->person);
	g_free(clock->norm);
	clock->person = g_strdup(person->id);
	clock->norm = g_steal_pointer(&kept);
	clock->started = turn->desk->now;
	clock->due = due;
	clock->stopped = INSTANT_NONE;
	clock->state = CLOCK_RUNNING;
	clock->generation++;
	begin_data(clock);
	find_from(clock, person);
	clock_count(clock, person);
	clock_note(clock, turn->desk->now, "started",
		   json_pack("{s:I, s:s}", "due", (json_int_t)due, "person", person->id));
	take_earliest_due(turn);
	turn->has_changed = true;
	g_autofree char *local = zone_format(person->zone, due);
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "clock started",
		   "%s, in the working hours of %s: %s, due %s", name, person->id,
		   clock->norm != NULL ? clock->norm : "as asked", local);
	plan_event_data(turn->plan,
			json_pack("{s:s, s:s, s:o, s:o, s:o}", "clock", name, "person",
				  person->id, "norm", json_text(clock->norm), "started",
				  json_instant(clock->started), "due",
				  json_instant(due)));
	return clock;
}

Clock *clock_start_norm(Turn *turn, const char *name, const Person *person, NormKey key)
{
	const NormTerms *terms =
		norm_find(turn->desk->rules, turn->item, person->id, key, NULL);
	Instant due = INSTANT_NONE;
	if (terms == NULL || terms->texts[key] == NULL ||
	    !duration_apply(&terms->lengths[key], person->zone, person->hours,
			    person_next_delivery(person, turn->desk->now), &due, NULL))
		return NULL;
	Clock *clock = clock_start(turn, name, person, due, terms->texts[key]);
	clock_plan(turn, clock);
	return clock;
}

/* ---- stopping -------------------------------------------------------------- */

/* A mail that waited for us was in time if it was written in time. */
static bool was_in_time(const Turn *turn, const Clock *clock)
{
	Instant written =
		turn->reading != NULL ? turn->reading->message->date : INSTANT_NONE;
	bool is_plausible = written != INSTANT_NONE && written >= clock->started &&
			    written <= turn->desk->now;
	return turn->desk->now <= clock->due || (is_plausible && written <= clock->due);
}

static const char *event_of(ClockState state)
{
	return state == CLOCK_MET	 ? "satisfied"
	       : state == CLOCK_BREACHED ? "late"
					 : "cancelled";
}

void clock_stop(Turn *turn, const char *name, ClockState as)
{
	Item *item = turn->item;
	Clock *clock = item_clock(item, name);
	if (clock == NULL || clock->stopped != INSTANT_NONE)
		return;
	const Person *person = people_find(turn->desk->people, clock->person);
	int64_t used = person != NULL ? clock_elapsed(clock, person, turn->desk->now)
				      : turn->desk->now - clock->started;
	clock->stopped = turn->desk->now;
	if (clock->state != CLOCK_BREACHED)
		clock->state = as == CLOCK_MET && !was_in_time(turn, clock)
				       ? CLOCK_BREACHED
				       : as;
	turn->has_changed = true;
	clock_note(clock, turn->desk->now, event_of(clock->state),
		   json_pack("{s:I, s:o}", "used", (json_int_t)used, "by",
			     json_text(turn->sender != NULL ? turn->sender->id : NULL)));
	take_earliest_due(turn);
	g_autofree char *local =
		person != NULL ? zone_format(person->zone, clock->due) : NULL;
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "clock stopped",
		   "%s %s after %" G_GINT64_FORMAT " h %02" G_GINT64_FORMAT
		   " min of working time (due %s)",
		   name, clock_state_name(clock->state), used / 3600, used % 3600 / 60,
		   local != NULL ? local : "never");
	clock_cancel_plans(turn, clock, "the clock stopped");
	plan_cancel(turn->plan, item->id, NULL, -1, "ask", "the clock stopped");
}

void clock_breach(Turn *turn, Clock *clock)
{
	clock->state = CLOCK_BREACHED;
	turn->has_changed = true;
	clock_note(clock, turn->desk->now, "breached", NULL);
	plan_event(turn->plan, turn->item->id, turn->desk->now, NULL, "overdue",
		   "%s of %s was not met", clock->name, clock->person);
}

/* ---- moving ---------------------------------------------------------------- */

static void moved(Turn *turn, Clock *clock, const Person *person, Instant before,
		  const char *what, const char *why)
{
	g_autofree char *old = zone_format(person->zone, before);
	g_autofree char *new = zone_format(person->zone, clock->due);
	clock_note(clock, turn->desk->now, "moved",
		   json_pack("{s:s, s:I, s:I}", "why", why, "before", (json_int_t)before,
			     "due", (json_int_t)clock->due));
	plan_event(turn->plan, turn->item->id, turn->desk->now, NULL, what,
		   "%s, %s: due %s, before %s", clock->name, why, new, old);
	plan_event_data(turn->plan,
			json_pack("{s:s, s:o, s:o}", "clock", clock->name, "before",
				  json_instant(before), "due", json_instant(clock->due)));
	take_earliest_due(turn);
}

/* Duties of another revision are none of it any more. */
static void revise(Turn *turn, Clock *clock)
{
	json_object_set_new(clock->data, "revision",
			    json_integer(clock_revision(clock) + 1));
	turn->has_changed = true;
}

void clock_follow_calendar(Turn *turn, Clock *clock, const Person *person,
			   const char *why)
{
	Instant before = clock->due;
	bool is_another = clock_recount(clock, person, turn->desk->now);
	turn->has_changed = true;
	if (!is_another)
		return;
	clock_cancel_plans(turn, clock, why);
	revise(turn, clock);
	moved(turn, clock, person, before, "clock moved", why);
	/* A clock that stands still plans when it runs again. */
	if (clock->state == CLOCK_RUNNING)
		clock_plan(turn, clock);
}

/* ---- pauses ---------------------------------------------------------------- */

/* A day that somebody named, and not so much time from when it was asked. */
static bool is_written_date(const Clock *clock)
{
	static const char *const SPANS[] = {"fair ", "in ", "+"};
	Duration norm;
	g_autofree char *why = NULL;
	bool is_span = clock->norm != NULL && duration_read(clock->norm, &norm, &why);
	for (size_t i = 0; clock->norm != NULL && i < G_N_ELEMENTS(SPANS); i++)
		is_span = is_span || g_ascii_strncasecmp(clock->norm, SPANS[i],
							 strlen(SPANS[i])) == 0;
	return clock->norm != NULL && !is_span;
}

/* The day on which a decision closes, once it was named to everyone, stays. */
static PauseKind pause_kind_of(const Turn *turn, const Clock *clock)
{
	if (turn->item->kind == KIND_DECISION && is_written_date(clock))
		return PAUSE_HIDE;
	const NormTerms *terms =
		norm_find(turn->desk->rules, turn->item, clock->person, NORM_PAUSE, NULL);
	return terms != NULL ? terms->pause : PAUSE_SHIFT;
}

static void resume_one(Turn *turn, Clock *clock, const Person *person, const char *why)
{
	Instant before = clock->due, grace = INSTANT_NONE;
	int64_t left = clock_left(clock, person, turn->desk->now);
	bool has_grace = clock->state == CLOCK_PAUSED &&
			 hours_add(person->hours, turn->desk->now,
				   MIN(left, CLOCK_GRACE_SECONDS), &grace, NULL);
	json_t *more = json_pack("{s:s}", "why", why);
	if (has_grace)
		json_object_set_new(more, "grace", json_integer(grace));
	clock_note(clock, turn->desk->now, "resumed", more);
	if (clock->state == CLOCK_PAUSED) {
		clock->state = CLOCK_RUNNING;
		(void)clock_derive(clock, person, &clock->due);
		clock_count(clock, person);
	}
	revise(turn, clock);
	moved(turn, clock, person, before, "clock resumed", why);
	clock_plan(turn, clock);
}

void clock_resume_all(Turn *turn, const char *why)
{
	for (guint i = 0; i < turn->item->clocks->len; i++) {
		Clock *clock = g_ptr_array_index(turn->item->clocks, i);
		const Person *person = people_find(turn->desk->people, clock->person);
		if (person != NULL && clock_is_paused(clock))
			resume_one(turn, clock, person, why);
	}
}

/* Each pause is kept for ever; who needs more of them writes another question. */
static bool is_worn_out(Turn *turn, const Clock *clock)
{
	g_autoptr(GArray) pauses = clock_pauses(clock);
	if (pauses->len < PAUSES_MAX)
		return false;
	plan_event(turn->plan, turn->item->id, turn->desk->now, NULL, "not paused",
		   "%s has been paused %d times; it runs on", clock->name, PAUSES_MAX);
	return true;
}

void clock_pause_all(Turn *turn, const char *reason)
{
	clock_resume_all(turn, reason);
	for (guint i = 0; i < turn->item->clocks->len; i++) {
		Clock *clock = g_ptr_array_index(turn->item->clocks, i);
		PauseKind kind = pause_kind_of(turn, clock);
		if (clock->stopped != INSTANT_NONE || is_worn_out(turn, clock))
			continue;
		clock_cancel_plans(turn, clock, reason);
		clock_note(clock, turn->desk->now, "paused",
			   json_pack("{s:s, s:s}", "kind", pause_kind_name(kind),
				     "reason", reason));
		if (clock->state == CLOCK_RUNNING)
			clock->state = CLOCK_PAUSED;
		revise(turn, clock);
		plan_event(turn->plan, turn->item->id, turn->desk->now,
			   turn->sender != NULL ? turn->sender->id : NULL, "clock paused",
			   "%s: %s (%s)", clock->name, reason, pause_kind_name(kind));
	}
	take_earliest_due(turn);
}
