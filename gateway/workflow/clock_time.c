/* clock_time.c: one clock, reckoned.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/clock_time.h"

#include <string.h>

/* A clock that counts more stretches than this is counted anew each time it is asked. */
#define SPANS_KEPT_MAX 400
/* What happened in earlier generations is forgotten first; the item's history has it. */
#define EVENTS_MAX 200

/* ---- what happened ------------------------------------------------------- */

static json_t *data_of(Clock *clock)
{
	if (clock->data == NULL)
		clock->data = json_object();
	return clock->data;
}

static json_t *events_of(const Clock *clock)
{
	return json_object_get(clock->data, "events");
}

static bool is_of_now(const Clock *clock, const json_t *event)
{
	return json_get_number(event, "generation", 0) == clock->generation;
}

void clock_note(Clock *clock, Instant at, const char *what, json_t *more)
{
	json_t *events = json_object_get(data_of(clock), "events");
	if (events == NULL) {
		events = json_array();
		json_object_set_new(clock->data, "events", events);
	}
	while (json_array_size(events) >= EVENTS_MAX &&
	       !is_of_now(clock, json_array_get(events, 0)))
		json_array_remove(events, 0);
	json_t *event = json_pack("{s:I, s:i, s:s}", "at", (json_int_t)at, "generation",
				  clock->generation, "what", what);
	if (more != NULL)
		json_object_update(event, more);
	json_decref(more);
	json_array_append_new(events, event);
}

GArray *clock_pauses(const Clock *clock)
{
	GArray *pauses = g_array_new(FALSE, FALSE, sizeof(ClockPause));
	size_t index;
	json_t *event;
	json_array_foreach(events_of(clock), index, event)
	{
		const char *what = json_get_text(event, "what");
		if (!is_of_now(clock, event))
			continue;
		if (g_strcmp0(what, "paused") == 0) {
			ClockPause pause = {
				.from = json_get_number(event, "at", 0),
				.until = INSTANT_NONE,
				.reason = json_get_text(event, "reason"),
				.grace = INSTANT_NONE,
			};
			(void)pause_kind_from_name(json_get_text(event, "kind"),
						   &pause.kind);
			g_array_append_val(pauses, pause);
		} else if (g_strcmp0(what, "resumed") == 0 && pauses->len > 0) {
			ClockPause *last =
				&g_array_index(pauses, ClockPause, pauses->len - 1);
			last->until = json_get_number(event, "at", 0);
			last->grace = json_get_number(event, "grace", INSTANT_NONE);
		}
	}
	return pauses;
}

/* The pause that has not ended; INSTANT_NONE if it runs. */
static Instant paused_since(const Clock *clock)
{
	g_autoptr(GArray) pauses = clock_pauses(clock);
	const ClockPause *last =
		pauses->len > 0 ? &g_array_index(pauses, ClockPause, pauses->len - 1)
				: NULL;
	return last != NULL && last->until == INSTANT_NONE ? last->from : INSTANT_NONE;
}

bool clock_is_paused(const Clock *clock)
{
	return clock->stopped == INSTANT_NONE && paused_since(clock) != INSTANT_NONE;
}

Instant clock_from(const Clock *clock)
{
	return json_get_number(clock->data, "from", clock->started);
}

int64_t clock_revision(const Clock *clock)
{
	return json_get_number(clock->data, "revision", 0);
}

/* ---- in which time it counts --------------------------------------------- */

static bool norm_of(const Clock *clock, Duration *out_norm)
{
	g_autofree char *why = NULL;
	return clock->norm != NULL && duration_read(clock->norm, out_norm, &why);
}

static const json_t *date_set(const Clock *clock)
{
	return json_object_get(clock->data, "set");
}

bool clock_is_derived(const Clock *clock)
{
	Duration norm;
	return date_set(clock) == NULL && norm_of(clock, &norm) && norm.is_working;
}

/* Every second counts, by day and by night: a norm such as "4h". */
static bool is_clock_time(const Clock *clock)
{
	Duration norm;
	return norm_of(clock, &norm) && !norm.is_working;
}

static int64_t between(const Clock *clock, const Person *person, Instant start,
		       Instant end)
{
	if (end <= start)
		return 0;
	return is_clock_time(clock) ? end - start
				    : hours_elapsed(person->hours, start, end);
}

static bool add(const Clock *clock, const Person *person, Instant from, int64_t seconds,
		Instant *out_at)
{
	*out_at = from + seconds;
	return is_clock_time(clock) ||
	       hours_add(person->hours, from, seconds, out_at, NULL);
}

/* ---- when it is due ------------------------------------------------------- */

/* Before any pause: the norm from its beginning, or what was left when the past was
 * changed, or the date that was set. */
static bool first_due(const Clock *clock, const Person *person, Instant *out_due,
		      Instant *out_since)
{
	const json_t *anchor = json_object_get(clock->data, "anchor");
	Duration norm;
	*out_since = clock_from(clock);
	if (anchor != NULL) {
		*out_since = json_get_number(anchor, "at", 0);
		return add(clock, person, *out_since, json_get_number(anchor, "left", 0),
			   out_due);
	}
	if (date_set(clock) == NULL && norm_of(clock, &norm))
		return duration_apply(&norm, person->zone, person->hours, *out_since,
				      out_due, NULL);
	*out_due = json_get_number(clock->data, "set", clock->due);
	return true;
}

bool clock_derive(const Clock *clock, const Person *person, Instant *out_due)
{
	Instant due = INSTANT_NONE, since = INSTANT_NONE;
	g_autoptr(GArray) pauses = clock_pauses(clock);
	if (!first_due(clock, person, &due, &since))
		return false;
	for (guint i = 0; i < pauses->len; i++) {
		const ClockPause *pause = &g_array_index(pauses, ClockPause, i);
		bool is_over = pause->until != INSTANT_NONE && pause->until > since;
		if (!is_over)
			continue;
		Instant from = MAX(pause->from, since);
		if (pause->kind == PAUSE_SHIFT && from < due &&
		    !add(clock, person, due, between(clock, person, from, pause->until),
			 &due))
			return false;
		if (pause->grace != INSTANT_NONE)
			due = MAX(due, pause->grace);
	}
	*out_due = due;
	return true;
}

/* ---- the seconds that count ----------------------------------------------- */

static void add_span(GArray *spans, Instant start, Instant end)
{
	Span *last = spans->len > 0 ? &g_array_index(spans, Span, spans->len - 1) : NULL;
	if (end <= start)
		return;
	if (last != NULL && last->end == start) {
		last->end = end;
		return;
	}
	Span span = {start, end};
	g_array_append_val(spans, span);
}

/* [start, end) without the pauses that move the due. */
static void add_running(GArray *spans, const GArray *pauses, Instant start, Instant end)
{
	for (guint i = 0; i < pauses->len; i++) {
		const ClockPause *pause = &g_array_index(pauses, ClockPause, i);
		bool takes_time = pause->kind == PAUSE_SHIFT &&
				  pause->until != INSTANT_NONE && pause->until > start &&
				  pause->from < end;
		if (!takes_time)
			continue;
		add_span(spans, start, MIN(pause->from, end));
		start = MAX(start, pause->until);
	}
	add_span(spans, start, end);
}

static void count_from(GArray *spans, const Clock *clock, const Person *person,
		       Instant from)
{
	g_autoptr(GArray) pauses = clock_pauses(clock);
	Instant at = from;
	Span span = {from, clock->due};
	while (at < clock->due) {
		if (!is_clock_time(clock) &&
		    !hours_next_span(person->hours, at, &span, NULL))
			return;
		if (span.start < clock->due)
			add_running(spans, pauses, MAX(span.start, at),
				    MIN(span.end, clock->due));
		at = span.end;
	}
}

/* As they were written down; else by today's calendar. */
static GArray *spans_of(const Clock *clock, const Person *person)
{
	const json_t *kept = json_object_get(clock->data, "counted");
	GArray *spans = g_array_new(FALSE, FALSE, sizeof(Span));
	for (size_t i = 0; i + 1 < json_array_size(kept); i += 2)
		add_span(spans, json_integer_value(json_array_get(kept, i)),
			 json_integer_value(json_array_get(kept, i + 1)));
	if (kept == NULL)
		count_from(spans, clock, person, clock_from(clock));
	return spans;
}

static void keep_spans(Clock *clock, const GArray *spans)
{
	json_object_del(data_of(clock), "counted");
	if (!clock_is_derived(clock) || spans->len > SPANS_KEPT_MAX)
		return;
	json_t *kept = json_array();
	for (guint i = 0; i < spans->len; i++) {
		const Span *span = &g_array_index(spans, Span, i);
		json_array_append_new(kept, json_integer(span->start));
		json_array_append_new(kept, json_integer(span->end));
	}
	json_object_set_new(clock->data, "counted", kept);
}

static GArray *clip(const GArray *spans, Instant end)
{
	GArray *clipped = g_array_new(FALSE, FALSE, sizeof(Span));
	for (guint i = 0; i < spans->len; i++) {
		const Span *span = &g_array_index(spans, Span, i);
		add_span(clipped, span->start, MIN(span->end, end));
	}
	return clipped;
}

static int64_t sum(const GArray *spans)
{
	int64_t seconds = 0;
	for (guint i = 0; i < spans->len; i++) {
		const Span *span = &g_array_index(spans, Span, i);
		seconds += span->end - span->start;
	}
	return seconds;
}

/* By the calendar of now; what lies before the anchor stays as it was. */
static GArray *count_anew(const Clock *clock, const Person *person)
{
	const json_t *anchor = json_object_get(clock->data, "anchor");
	Instant start = clock_from(clock);
	GArray *spans = NULL;
	if (anchor != NULL) {
		g_autoptr(GArray) before = spans_of(clock, person);
		start = json_get_number(anchor, "at", start);
		spans = clip(before, start);
	} else {
		spans = g_array_new(FALSE, FALSE, sizeof(Span));
	}
	count_from(spans, clock, person, start);
	return spans;
}

void clock_count(Clock *clock, const Person *person)
{
	g_autoptr(GArray) spans = count_anew(clock, person);
	keep_spans(clock, spans);
}

bool clock_recount(Clock *clock, const Person *person, Instant at)
{
	Instant due = clock->due, paused = paused_since(clock);
	/* Since it stands still nothing has been counted. */
	if (paused != INSTANT_NONE)
		at = MIN(at, paused);
	g_autoptr(GArray) whole = spans_of(clock, person);
	g_autoptr(GArray) passed = clip(whole, at);
	g_autoptr(GArray) now = count_anew(clock, person);
	g_autoptr(GArray) passed_now = clip(now, at);
	if (sum(passed) != sum(passed_now) &&
	    json_object_get(clock->data, "counted") != NULL)
		json_object_set_new(clock->data, "anchor",
				    json_pack("{s:I, s:I}", "at", (json_int_t)at, "left",
					      (json_int_t)(sum(whole) - sum(passed))));
	if (!clock_derive(clock, person, &due))
		return false;
	bool is_another = due != clock->due;
	clock->due = due;
	clock_count(clock, person);
	return is_another;
}

int64_t clock_goal(const Clock *clock, const Person *person)
{
	g_autoptr(GArray) spans = spans_of(clock, person);
	return sum(spans);
}

int64_t clock_elapsed(const Clock *clock, const Person *person, Instant at)
{
	Instant paused = paused_since(clock);
	Instant end = clock->stopped != INSTANT_NONE ? MIN(at, clock->stopped) : at;
	if (paused != INSTANT_NONE)
		end = MIN(end, paused);
	g_autoptr(GArray) spans = spans_of(clock, person);
	g_autoptr(GArray) passed = clip(spans, end);
	g_autoptr(GArray) pauses = clock_pauses(clock);
	int64_t late = between(clock, person, clock->due, end);
	for (guint i = 0; i < pauses->len && late > 0; i++) {
		const ClockPause *pause = &g_array_index(pauses, ClockPause, i);
		if (pause->until != INSTANT_NONE)
			late -= between(clock, person, MAX(pause->from, clock->due),
					MIN(pause->until, end));
	}
	return sum(passed) + late;
}

int64_t clock_left(const Clock *clock, const Person *person, Instant at)
{
	return MAX(clock_goal(clock, person) - clock_elapsed(clock, person, at), 0);
}

Instant clock_at_percent(const Clock *clock, const Person *person, int percent)
{
	g_autoptr(GArray) spans = spans_of(clock, person);
	int64_t wanted = sum(spans) * percent / 100;
	for (guint i = 0; i < spans->len; i++) {
		const Span *span = &g_array_index(spans, Span, i);
		if (span->end - span->start >= wanted)
			return span->start + wanted;
		wanted -= span->end - span->start;
	}
	return clock->due;
}

/* ---- explained ------------------------------------------------------------- */

static void add_piece(GPtrArray *pieces, Instant start, Instant end, bool counts,
		      const char *why)
{
	HoursPiece *last =
		pieces->len > 0 ? g_ptr_array_index(pieces, pieces->len - 1) : NULL;
	if (end <= start)
		return;
	if (last != NULL && last->is_counted == counts && strcmp(last->why, why) == 0) {
		last->span.end = end;
		return;
	}
	HoursPiece *piece = g_new0(HoursPiece, 1);
	piece->span = (Span){start, end};
	piece->is_counted = counts;
	piece->why = g_strdup(why);
	g_ptr_array_add(pieces, piece);
}

/* The pause at `at`, if any; `*out_until` is where that answer ends at the latest. */
static const ClockPause *pause_at(const GArray *pauses, Instant at, Instant *out_until)
{
	for (guint i = 0; i < pauses->len; i++) {
		const ClockPause *pause = &g_array_index(pauses, ClockPause, i);
		bool is_over = pause->until != INSTANT_NONE && pause->until <= at;
		if (is_over)
			continue;
		if (pause->from > at) {
			*out_until = MIN(*out_until, pause->from);
			return NULL;
		}
		if (pause->until != INSTANT_NONE)
			*out_until = MIN(*out_until, pause->until);
		return pause;
	}
	return NULL;
}

static void explain_gap(GPtrArray *pieces, const Clock *clock, const Person *person,
			Instant start, Instant end)
{
	g_autoptr(GPtrArray) parts = hours_explain(person->hours, start, end);
	for (guint i = 0; i < parts->len; i++) {
		const HoursPiece *part = g_ptr_array_index(parts, i);
		bool is_early = part->span.start < clock_from(clock);
		add_piece(pieces, part->span.start, part->span.end, false,
			  !part->is_counted ? part->why
			  : is_early	    ? "before it can be read"
					    : "no working time by the calendar of then");
	}
}

/* [start, end) counts or does not, but for pauses in it. */
static void explain(GPtrArray *pieces, const Clock *clock, const Person *person,
		    Span whole, bool counts)
{
	g_autoptr(GArray) pauses = clock_pauses(clock);
	Instant at = whole.start;
	while (at < whole.end) {
		Instant until = whole.end;
		const ClockPause *pause = pause_at(pauses, at, &until);
		bool stops = pause != NULL &&
			     (pause->kind == PAUSE_SHIFT || pause->until == INSTANT_NONE);
		g_autofree char *paused =
			pause != NULL ? g_strconcat("paused: ", pause->reason, NULL)
				      : NULL;
		if (counts && !stops)
			add_piece(pieces, at, until, true,
				  is_clock_time(clock) ? "clock time" : "working hours");
		else if (stops)
			add_piece(pieces, at, until, false, paused);
		else
			explain_gap(pieces, clock, person, at, until);
		at = until;
	}
}

GPtrArray *clock_pieces(const Clock *clock, const Person *person)
{
	GPtrArray *pieces =
		g_ptr_array_new_with_free_func((GDestroyNotify)hours_piece_free);
	g_autoptr(GArray) spans = spans_of(clock, person);
	Instant at = clock->started;
	for (guint i = 0; i < spans->len; i++) {
		Span span = g_array_index(spans, Span, i);
		explain(pieces, clock, person, (Span){at, span.start}, false);
		explain(pieces, clock, person, span, true);
		at = span.end;
	}
	explain(pieces, clock, person, (Span){at, clock->due}, false);
	return pieces;
}

const char *clock_risk(const Clock *clock, Instant at)
{
	const json_t *risk = json_object_get(clock->data, "risk");
	if (clock->state == CLOCK_MET)
		return "completed";
	if (clock->state == CLOCK_CANCELLED)
		return "cancelled";
	if (clock->state == CLOCK_BREACHED && clock->stopped != INSTANT_NONE)
		return "failed";
	if (clock->state == CLOCK_BREACHED)
		return "breached";
	if (clock->state == CLOCK_PAUSED)
		return "paused";
	if (at >= clock->due)
		return "breached";
	if (risk == NULL || at < json_get_number(risk, "medium", clock->due))
		return "low";
	return at < json_get_number(risk, "high", clock->due) ? "medium" : "high";
}
