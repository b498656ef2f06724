/* hours_days.c: shifts and working days: what begins on a day belongs to it, also after
 * midnight.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/hours_private.h"

static bool works_on(const Hours *hours, int64_t day, GArray *spans)
{
	g_array_set_size(spans, 0);
	hours_day_spans(hours, day, spans);
	return spans->len > 0;
}

/* The shift at or after `at`, and the day it began on, whatever an absence left of it. */
static bool find_shift(const Hours *hours, Instant at, Span *out_span, int64_t *out_day,
		       GError **error)
{
	g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(Span));
	Instant open = at;
	if (!hours_next_open(hours, at, &open, error))
		return false;
	/* It began on that day or, for a night shift, on the one before. */
	int64_t last = roster_day(hours->roster, open);
	for (int64_t day = last - 1; day <= last; day++) {
		g_array_set_size(spans, 0);
		hours_day_spans(hours, day, spans);
		for (guint i = 0; i < spans->len; i++) {
			Span span = g_array_index(spans, Span, i);
			if (span.start > open || span.end <= open)
				continue;
			*out_span = span;
			*out_day = day;
			return true;
		}
	}
	g_assert_not_reached();
}

bool hours_next_span(const Hours *hours, Instant at, Span *out_span, GError **error)
{
	int64_t day = 0;
	return find_shift(hours, at, out_span, &day, error);
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
	int64_t day = 0;
	if (!find_shift(hours, at, &span, &day, error))
		return false;
	Instant open = MAX(span.start, at);
	if (days <= 0) {
		*out_at = open;
		return true;
	}
	/* After midnight in a night shift the day is still the one it began on. */
	int64_t second = zone_wall(hours_zone(hours), open) - day * DAY_SECONDS;
	for (int i = 0; days > 0 && i <= HOURS_MAX_DAYS; i++) {
		day++;
		days -= works_on(hours, day, spans) ? 1 : 0;
	}
	if (days > 0)
		return hours_none(error);
	*out_at = nearest(
		spans, zone_wall_instant(hours_zone(hours), day * DAY_SECONDS + second));
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
