/* clock_time.c: one clock, reckoned: when it is due, and which seconds count.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/clock_time.h"

/* A clock that counts more stretches than this is counted anew each time it is asked. */
#define SPANS_KEPT_MAX 400

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

bool clock_counts_always(const Clock *clock)
{
	Duration norm;
	return norm_of(clock, &norm) && !norm.is_working;
}

static int64_t between(const Clock *clock, const Person *person, Instant start,
		       Instant end)
{
	if (end <= start)
		return 0;
	return clock_counts_always(clock) ? end - start
					  : hours_elapsed(person->hours, start, end);
}

static bool add(const Clock *clock, const Person *person, Instant from, int64_t seconds,
		Instant *out_at)
{
	*out_at = from + seconds;
	return clock_counts_always(clock) ||
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
		if (!clock_counts_always(clock) &&
		    !hours_next_span(person->hours, at, &span, NULL))
			return;
		if (span.start < clock->due)
			add_running(spans, pauses, MAX(span.start, at),
				    MIN(span.end, clock->due));
		at = span.end;
	}
}

GArray *clock_spans(const Clock *clock, const Person *person)
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
	json_object_del(clock_data(clock), "counted");
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
		g_autoptr(GArray) before = clock_spans(clock, person);
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
	Instant due = clock->due, paused = clock_paused_since(clock);
	/* Since it stands still nothing has been counted. */
	if (paused != INSTANT_NONE)
		at = MIN(at, paused);
	g_autoptr(GArray) whole = clock_spans(clock, person);
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
	g_autoptr(GArray) spans = clock_spans(clock, person);
	return sum(spans);
}

int64_t clock_elapsed(const Clock *clock, const Person *person, Instant at)
{
	Instant paused = clock_paused_since(clock);
	Instant end = clock->stopped != INSTANT_NONE ? MIN(at, clock->stopped) : at;
	if (paused != INSTANT_NONE)
		end = MIN(end, paused);
	g_autoptr(GArray) spans = clock_spans(clock, person);
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
	g_autoptr(GArray) spans = clock_spans(clock, person);
	int64_t wanted = sum(spans) * percent / 100;
	for (guint i = 0; i < spans->len; i++) {
		const Span *span = &g_array_index(spans, Span, i);
		if (span->end - span->start >= wanted)
			return span->start + wanted;
		wanted -= span->end - span->start;
	}
	return clock->due;
}
