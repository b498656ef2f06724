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

/* The night shift of the day before, if that was a holiday, would have counted until...
 */
static bool is_left_out(const Hours *hours, int64_t day, Instant at, Instant *until)
{
	const GArray *intervals = roster_intervals(hours->roster, day_weekday(day - 1));
	const Interval *last = intervals->len > 0 ? &g_array_index(intervals, Interval,
								   intervals->len - 1)
						  : NULL;
	if (last == NULL || last->end <= DAY_SECONDS)
		return false;
	Instant end =
		zone_wall_instant(hours_zone(hours), (day - 1) * DAY_SECONDS + last->end);
	if (at >= end)
		return false;
	*until = MIN(*until, end);
	return true;
}

/* Why nothing counts at `at`, and how long that reason holds at most. */
static char *reason_at(const Hours *hours, Instant at, Instant *until)
{
	int64_t day = roster_day(hours->roster, at);
	*until = MIN(*until,
		     zone_wall_instant(hours_zone(hours), (day + 1) * DAY_SECONDS));
	const char *away = absence_at(hours, at, until);
	if (away != NULL)
		return g_strdup_printf("away: %s", away);
	const char *holiday = roster_holiday(hours->roster, day);
	const char *before = roster_holiday(hours->roster, day - 1);
	if (holiday == NULL && before != NULL && is_left_out(hours, day, at, until))
		holiday = before;
	if (holiday != NULL)
		return g_strdup_printf("holiday: %s", holiday);
	bool is_free = roster_intervals(hours->roster, day_weekday(day))->len == 0;
	return g_strdup(is_free ? "not a working day" : "outside hours");
}

GPtrArray *hours_explain(const Hours *hours, Instant start, Instant end)
{
	GPtrArray *pieces =
		g_ptr_array_new_with_free_func((GDestroyNotify)hours_piece_free);
	Instant at = start;
	while (at < end) {
		Instant until = hours_next_closed(hours, at, end);
		if (until > at) {
			add_piece(pieces, at, until, true, "working hours");
			at = until;
			continue;
		}
		Instant open = end;
		until = hours_next_open(hours, at, &open, NULL) ? MIN(open, end) : end;
		g_autofree char *why = reason_at(hours, at, &until);
		add_piece(pieces, at, until, false, why);
		at = until;
	}
	return pieces;
}
