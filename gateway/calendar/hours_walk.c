/* hours_walk.c: working time added, subtracted, measured. Every walk goes from day to day
 * and ends after ten years.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/hours_private.h"

/* Spans from the local day before `at` on, one after another, night shifts of
 * neighbouring days in order. */
typedef struct {
	const Hours *hours;
	GArray *spans;
	guint next;
	int64_t day;
	int days;
} Walk;

static void walk_begin(Walk *walk, const Hours *hours, Instant at)
{
	*walk = (Walk){.hours = hours,
		       .spans = g_array_new(FALSE, FALSE, sizeof(Span)),
		       .day = hours_day_of(hours, at) - 1};
}

static void walk_clear(Walk *walk)
{
	g_array_unref(walk->spans);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Walk, walk_clear)

static bool walk_next(Walk *walk, Span *out_span)
{
	while (walk->next >= walk->spans->len) {
		if (walk->days++ > HOURS_MAX_DAYS)
			return false;
		g_array_set_size(walk->spans, 0);
		walk->next = 0;
		hours_day_spans(walk->hours, walk->day++, walk->spans);
	}
	*out_span = g_array_index(walk->spans, Span, walk->next++);
	return true;
}

/* The next span that ends after `at`, cut at `at`, and so that no second counts twice
 * where shifts overlap. */
static bool walk_after(Walk *walk, Instant at, Span *out_span)
{
	Span span;
	while (walk_next(walk, &span)) {
		if (span.end <= at)
			continue;
		out_span->start = MAX(span.start, at);
		out_span->end = span.end;
		return true;
	}
	return false;
}

bool hours_next_span(const Hours *hours, Instant at, Span *out_span, GError **error)
{
	g_auto(Walk) walk;
	walk_begin(&walk, hours, at);
	Span span;
	while (walk_next(&walk, &span)) {
		if (span.end > at) {
			*out_span = span;
			return true;
		}
	}
	return hours_none(error);
}

bool hours_next_open(const Hours *hours, Instant at, Instant *out_open, GError **error)
{
	Span span;
	if (!hours_next_span(hours, at, &span, error))
		return false;
	*out_open = MAX(span.start, at);
	return true;
}

bool hours_is_open(const Hours *hours, Instant at)
{
	Instant open = 0;
	return hours_next_open(hours, at, &open, NULL) && open == at;
}

Instant hours_last_close(const Hours *hours, Instant at)
{
	g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(Span));
	int64_t day = hours_day_of(hours, at);
	for (int i = 0; i <= HOURS_MAX_DAYS; i++, day--) {
		Instant last = INSTANT_NONE;
		g_array_set_size(spans, 0);
		hours_day_spans(hours, day, spans);
		for (guint s = 0; s < spans->len; s++) {
			const Span *span = &g_array_index(spans, Span, s);
			if (span->end <= at)
				last = MAX(last, span->end);
		}
		if (last != INSTANT_NONE)
			return last;
	}
	return INSTANT_NONE;
}

bool hours_add(const Hours *hours, Instant at, int64_t seconds, Instant *out_at,
	       GError **error)
{
	g_auto(Walk) walk;
	walk_begin(&walk, hours, at);
	Span span;
	Instant from = at;
	while (walk_after(&walk, from, &span)) {
		int64_t length = span.end - span.start;
		if (seconds <= length) {
			*out_at = span.start + seconds;
			return true;
		}
		seconds -= length;
		from = span.end;
	}
	return hours_none(error);
}

int64_t hours_elapsed(const Hours *hours, Instant start, Instant end)
{
	if (end <= start)
		return 0;
	g_auto(Walk) walk;
	walk_begin(&walk, hours, start);
	/* An elapsed time may be asked over more than ten years; each ten begin anew. */
	int64_t total = 0;
	Span span;
	Instant from = start;
	while (walk_after(&walk, from, &span) && span.start < end) {
		total += MIN(span.end, end) - span.start;
		from = MIN(span.end, end);
		walk.days = 0;
	}
	return total;
}

bool hours_subtract(const Hours *hours, Instant at, int64_t seconds, Instant *out_at,
		    GError **error)
{
	g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(Span));
	int64_t day = hours_day_of(hours, at);
	Instant until = at;
	if (seconds == 0) {
		*out_at = at;
		return true;
	}
	for (int i = 0; i <= HOURS_MAX_DAYS; i++, day--) {
		g_array_set_size(spans, 0);
		hours_day_spans(hours, day, spans);
		for (guint s = spans->len; s > 0; s--) {
			const Span *span = &g_array_index(spans, Span, s - 1);
			Instant end = MIN(span->end, until);
			if (end <= span->start)
				continue;
			if (seconds <= end - span->start) {
				*out_at = end - seconds;
				return true;
			}
			seconds -= end - span->start;
			until = span->start;
		}
	}
	return hours_none(error);
}

/* ---- days --------------------------------------------------------------- */

static bool works_on(const Hours *hours, int64_t day, GArray *spans)
{
	g_array_set_size(spans, 0);
	hours_day_spans(hours, day, spans);
	return spans->len > 0;
}

/* The working second of `spans` nearest to `at`. */
static Instant nearest(const GArray *spans, Instant at)
{
	Instant best = INSTANT_NONE;
	for (guint i = 0; i < spans->len; i++) {
		const Span *span = &g_array_index(spans, Span, i);
		Instant candidate = CLAMP(at, span->start, span->end);
		if (best == INSTANT_NONE || ABS(candidate - at) < ABS(best - at))
			best = candidate;
	}
	return best;
}

bool hours_add_days(const Hours *hours, Instant at, int days, Instant *out_at,
		    GError **error)
{
	g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(Span));
	Span span;
	if (!hours_next_span(hours, at, &span, error))
		return false;
	Instant open = MAX(span.start, at);
	/* After midnight in a night shift the day is still the one it began on. */
	int64_t day = hours_day_of(hours, span.start);
	LocalTime local = zone_local(hours->zone, open);
	int64_t clock_day = day_number(local.year, local.month, local.day) - day;
	for (int i = 0; days > 0 && i <= HOURS_MAX_DAYS + days; i++) {
		day++;
		days -= works_on(hours, day, spans) ? 1 : 0;
	}
	if (days > 0)
		return hours_none(error);
	LocalTime target = day_local(day + clock_day);
	target.hour = local.hour;
	target.minute = local.minute;
	target.second = local.second;
	if (spans->len == 0)
		*out_at = open;
	else
		*out_at = nearest(spans, zone_instant(hours->zone, target));
	return true;
}

bool hours_day_end(const Hours *hours, int64_t day, Instant *out_end, bool *out_moved,
		   GError **error)
{
	g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(Span));
	for (int i = 0; i <= HOURS_MAX_DAYS; i++) {
		if (!works_on(hours, day + i, spans))
			continue;
		*out_end = g_array_index(spans, Span, spans->len - 1).end;
		*out_moved = i > 0;
		return true;
	}
	return hours_none(error);
}

/* ---- many --------------------------------------------------------------- */

/* Move every span to the one that ends after `at`; false if somebody has none before
 * `end`. */
static bool gather(GPtrArray *all, Instant at, Instant end, Instant *out_start,
		   Instant *out_end)
{
	Instant start = at, close = end;
	for (guint i = 0; i < all->len; i++) {
		Span span = {0};
		if (!hours_next_span(g_ptr_array_index(all, i), start, &span, NULL) ||
		    span.start >= end)
			return false;
		start = MAX(start, span.start);
		close = MIN(close, span.end);
	}
	*out_start = start;
	*out_end = close;
	return true;
}

GArray *hours_overlap(GPtrArray *all, Instant start, Instant end, int64_t at_least,
		      size_t max)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(Span));
	Instant at = start;
	Span span;
	while (all->len > 0 && at < end && found->len < max &&
	       gather(all, at, end, &span.start, &span.end)) {
		if (span.end > span.start && span.end - span.start >= at_least)
			g_array_append_val(found, span);
		at = MAX(span.end > span.start ? span.end : span.start, at + 1);
	}
	return found;
}
