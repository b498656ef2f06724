/* hours.c: the working time of one person: a roster that may be shared, and absences.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/hours_private.h"

static void absence_clear(gpointer data)
{
	g_free(((Absence *)data)->name);
}

static Hours *hours_with(Roster *roster)
{
	Hours *hours = g_new0(Hours, 1);
	hours->roster = roster;
	hours->absences = g_array_new(FALSE, FALSE, sizeof(Absence));
	g_array_set_clear_func(hours->absences, absence_clear);
	hours->away = g_array_new(FALSE, FALSE, sizeof(Span));
	return hours;
}

Hours *hours_new(const Zone *zone)
{
	return hours_with(roster_new(zone));
}

void hours_free(Hours *hours)
{
	if (hours == NULL)
		return;
	roster_unref(hours->roster);
	g_array_unref(hours->absences);
	g_array_unref(hours->away);
	g_free(hours);
}

Hours *hours_copy(const Hours *hours)
{
	Hours *copy = hours_with(roster_ref(hours->roster));
	for (guint i = 0; i < hours->absences->len; i++) {
		const Absence *absence = &g_array_index(hours->absences, Absence, i);
		hours_add_absence(copy, absence->start, absence->end, absence->name);
	}
	return copy;
}

const Zone *hours_zone(const Hours *hours)
{
	return roster_zone(hours->roster);
}

bool hours_add_holiday(Hours *hours, const char *text, const char *name, GError **error)
{
	hours->roster = roster_own(hours->roster);
	return roster_add_day(hours->roster, text, name, error);
}

void hours_add_holidays(Hours *hours, Holidays *holidays)
{
	hours->roster = roster_own(hours->roster);
	roster_add_holidays(hours->roster, holidays);
}

/* ---- absences ------------------------------------------------------------ */

static int by_start(gconstpointer a, gconstpointer b)
{
	const Absence *first = a, *second = b;
	return first->start < second->start ? -1 : first->start > second->start;
}

static void join(Hours *hours)
{
	g_array_set_size(hours->away, 0);
	for (guint i = 0; i < hours->absences->len; i++) {
		const Absence *absence = &g_array_index(hours->absences, Absence, i);
		guint count = hours->away->len;
		Span *last =
			count > 0 ? &g_array_index(hours->away, Span, count - 1) : NULL;
		Span span = {absence->start, absence->end};
		if (last != NULL && span.start <= last->end)
			last->end = MAX(last->end, span.end);
		else
			g_array_append_val(hours->away, span);
	}
}

void hours_add_absence(Hours *hours, Instant start, Instant end, const char *name)
{
	start = MAX(start, HOURS_FIRST);
	end = MIN(end, HOURS_LAST);
	if (end <= start)
		return;
	Absence absence = {.start = start,
			   .end = end,
			   .name = g_strdup(name != NULL ? name : "away")};
	g_array_append_val(hours->absences, absence);
	g_array_sort(hours->absences, by_start);
	join(hours);
}

guint hours_away_after(const Hours *hours, Instant at)
{
	guint low = 0, high = hours->away->len;
	while (low < high) {
		guint middle = low + (high - low) / 2;
		if (g_array_index(hours->away, Span, middle).end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* ---- shifts -------------------------------------------------------------- */

/* Append [start, end) without the absences in it. */
static void append_present(const Hours *hours, Instant start, Instant end, GArray *spans)
{
	for (guint i = hours_away_after(hours, start);
	     i < hours->away->len && start < end; i++) {
		Span away = g_array_index(hours->away, Span, i);
		Span before = {start, MIN(away.start, end)};
		if (before.start < before.end)
			g_array_append_val(spans, before);
		start = MAX(start, away.end);
	}
	if (start < end) {
		Span span = {start, end};
		g_array_append_val(spans, span);
	}
}

void hours_day_spans(const Hours *hours, int64_t day, GArray *spans)
{
	const Zone *zone = hours_zone(hours);
	const GArray *intervals = roster_intervals(hours->roster, day_weekday(day));
	if (intervals->len == 0 || roster_holiday(hours->roster, day) != NULL)
		return;
	for (guint i = 0; i < intervals->len; i++) {
		const Interval *interval = &g_array_index(intervals, Interval, i);
		int64_t midnight = day * DAY_SECONDS;
		append_present(hours, zone_wall_instant(zone, midnight + interval->start),
			       zone_wall_instant(zone, midnight + interval->end), spans);
	}
}

bool hours_none(GError **error)
{
	return fault(error, FAULT_UNREADABLE,
		     "there is no working time within ten years");
}
