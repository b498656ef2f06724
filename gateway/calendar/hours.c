/* hours.c: the working time of one person, day by day.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/hours_private.h"

#include <string.h>

static void absence_clear(gpointer data)
{
	g_free(((Absence *)data)->name);
}

Hours *hours_new(const Zone *zone)
{
	Hours *hours = g_new0(Hours, 1);
	hours->zone = zone;
	for (int i = 0; i < 7; i++)
		hours->week[i] = g_array_new(FALSE, FALSE, sizeof(Interval));
	hours->yearly = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	hours->single = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	hours->absences = g_array_new(FALSE, FALSE, sizeof(Absence));
	g_array_set_clear_func(hours->absences, absence_clear);
	return hours;
}

void hours_free(Hours *hours)
{
	if (hours == NULL)
		return;
	for (int i = 0; i < 7; i++)
		g_array_unref(hours->week[i]);
	g_hash_table_unref(hours->yearly);
	g_hash_table_unref(hours->single);
	g_array_unref(hours->absences);
	g_free(hours);
}

static void copy_names(GHashTable *from, GHashTable *to)
{
	GHashTableIter iter;
	gpointer key = NULL, value = NULL;
	g_hash_table_iter_init(&iter, from);
	while (g_hash_table_iter_next(&iter, &key, &value))
		g_hash_table_insert(to, key, g_strdup(value));
}

Hours *hours_copy(const Hours *hours)
{
	Hours *copy = hours_new(hours->zone);
	for (int i = 0; i < 7; i++)
		g_array_append_vals(copy->week[i], hours->week[i]->data,
				    hours->week[i]->len);
	copy_names(hours->yearly, copy->yearly);
	copy_names(hours->single, copy->single);
	for (guint i = 0; i < hours->absences->len; i++) {
		const Absence *absence = &g_array_index(hours->absences, Absence, i);
		hours_add_absence(copy, absence->start, absence->end, absence->name);
	}
	return copy;
}

const Zone *hours_zone(const Hours *hours)
{
	return hours->zone;
}

static int by_start(gconstpointer a, gconstpointer b)
{
	const Absence *first = a, *second = b;
	return first->start < second->start ? -1 : first->start > second->start;
}

void hours_add_absence(Hours *hours, Instant start, Instant end, const char *name)
{
	if (end <= start)
		return;
	Absence absence = {.start = start,
			   .end = end,
			   .name = g_strdup(name != NULL ? name : "away")};
	g_array_append_val(hours->absences, absence);
	g_array_sort(hours->absences, by_start);
}

/* ---- one day ------------------------------------------------------------ */

const char *hours_holiday(const Hours *hours, int64_t day)
{
	const char *name =
		g_hash_table_lookup(hours->single, GINT_TO_POINTER((int)day + 1));
	if (name != NULL || g_hash_table_size(hours->yearly) == 0)
		return name;
	LocalTime local = day_local(day);
	return g_hash_table_lookup(hours->yearly,
				   GINT_TO_POINTER(local.month * 100 + local.day));
}

void hours_put_single(Hours *hours, int64_t day, const char *name)
{
	g_hash_table_insert(hours->single, GINT_TO_POINTER((int)day + 1), g_strdup(name));
}

int64_t hours_day_of(const Hours *hours, Instant at)
{
	LocalTime local = zone_local(hours->zone, at);
	return day_number(local.year, local.month, local.day);
}

static Instant instant_of(const Hours *hours, int64_t day, int second)
{
	LocalTime local = day_local(day);
	local.second = second;
	return zone_instant(hours->zone, local);
}

/* Append [start, end) without the absences in it. */
static void append_present(const Hours *hours, Instant start, Instant end, GArray *spans)
{
	for (guint i = 0; i < hours->absences->len && start < end; i++) {
		const Absence *absence = &g_array_index(hours->absences, Absence, i);
		if (absence->end <= start || absence->start >= end)
			continue;
		if (absence->start > start) {
			Span span = {start, absence->start};
			g_array_append_val(spans, span);
		}
		start = absence->end;
	}
	if (start < end) {
		Span span = {start, end};
		g_array_append_val(spans, span);
	}
}

void hours_day_spans(const Hours *hours, int64_t day, GArray *spans)
{
	const GArray *intervals = hours->week[day_weekday(day) - 1];
	if (intervals->len == 0 || hours_holiday(hours, day) != NULL)
		return;
	for (guint i = 0; i < intervals->len; i++) {
		const Interval *interval = &g_array_index(intervals, Interval, i);
		Instant start = instant_of(hours, day, interval->start);
		Instant end = instant_of(hours, day, interval->end);
		append_present(hours, start, end, spans);
	}
}

bool hours_none(GError **error)
{
	return fault(error, FAULT_UNREADABLE,
		     "there is no working time within ten years");
}
