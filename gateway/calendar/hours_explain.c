/* hours_explain.c: a stretch of time in pieces: what was counted, what was skipped, and
 * why.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/hours_private.h"

#include <string.h>

void hours_piece_free(HoursPiece *piece)
{
	if (piece == NULL)
		return;
	g_free(piece->why);
	g_free(piece);
}

static void add_piece(GPtrArray *pieces, Instant start, Instant end, bool is_counted,
		      const char *why)
{
	if (end <= start)
		return;
	HoursPiece *last =
		pieces->len > 0 ? g_ptr_array_index(pieces, pieces->len - 1) : NULL;
	if (last != NULL && !is_counted && !last->is_counted &&
	    g_str_equal(last->why, why)) {
		last->span.end = end;
		return;
	}
	HoursPiece *piece = g_new0(HoursPiece, 1);
	piece->span.start = start;
	piece->span.end = end;
	piece->is_counted = is_counted;
	piece->why = g_strdup(why);
	g_ptr_array_add(pieces, piece);
}

static const char *absence_at(const Hours *hours, Instant at, Instant *until)
{
	for (guint i = 0; i < hours->absences->len; i++) {
		const Absence *absence = &g_array_index(hours->absences, Absence, i);
		if (absence->start > at) {
			*until = MIN(*until, absence->start);
			return NULL;
		}
		if (absence->end > at) {
			*until = MIN(*until, absence->end);
			return absence->name;
		}
	}
	return NULL;
}

/* Why nothing counts at `at`, and how long that reason holds at most. */
static char *reason_at(const Hours *hours, Instant at, Instant *until)
{
	int64_t day = hours_day_of(hours, at);
	LocalTime next = day_local(day + 1);
	*until = MIN(*until, zone_instant(hours->zone, next));
	const char *away = absence_at(hours, at, until);
	if (away != NULL)
		return g_strdup_printf("away: %s", away);
	const char *holiday = hours_holiday(hours, day);
	if (holiday != NULL)
		return g_strdup_printf("holiday: %s", holiday);
	bool is_weekend = hours->week[day_weekday(day) - 1]->len == 0;
	return g_strdup(is_weekend ? "not a working day" : "outside hours");
}

GPtrArray *hours_explain(const Hours *hours, Instant start, Instant end)
{
	GPtrArray *pieces =
		g_ptr_array_new_with_free_func((GDestroyNotify)hours_piece_free);
	Instant at = start;
	while (at < end) {
		Span span;
		bool has_span = hours_next_span(hours, at, &span, NULL);
		Instant open = has_span ? MAX(span.start, at) : end;
		if (open <= at) {
			Instant until = MIN(span.end, end);
			add_piece(pieces, at, until, true, "working hours");
			at = until;
			continue;
		}
		Instant until = MIN(open, end);
		g_autofree char *why = reason_at(hours, at, &until);
		add_piece(pieces, at, until, false, why);
		at = until;
	}
	return pieces;
}
