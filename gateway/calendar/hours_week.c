/* hours_week.c: working weeks and holidays as people write them.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/hours_private.h"

#include <stdio.h>
#include <string.h>

#define HALF_DAY 43200

static int weekday_of(const char *text, size_t length)
{
	static const char *const names[] = {"mon", "tue", "wed", "thu",
					    "fri", "sat", "sun"};
	static const char *const whole[] = {"monday", "tuesday",  "wednesday", "thursday",
					    "friday", "saturday", "sunday"};
	for (int i = 0; i < 7; i++) {
		bool is_short =
			length == 3 && g_ascii_strncasecmp(text, names[i], 3) == 0;
		bool is_whole = length == strlen(whole[i]) &&
				g_ascii_strncasecmp(text, whole[i], length) == 0;
		if (is_short || is_whole)
			return i;
	}
	return -1;
}

/* "Mon-Thu", "Sat,Sun", "Mon": the days as bits. 0: unreadable. */
static unsigned days_of(const char *text)
{
	unsigned days = 0;
	g_auto(GStrv) parts = g_strsplit(text, ",", -1);
	for (int i = 0; parts[i] != NULL; i++) {
		g_strstrip(parts[i]);
		const char *dash = strchr(parts[i], '-');
		size_t length =
			dash != NULL ? (size_t)(dash - parts[i]) : strlen(parts[i]);
		int first = weekday_of(parts[i], length);
		int last = dash != NULL ? weekday_of(dash + 1, strlen(dash + 1)) : first;
		if (first < 0 || last < 0)
			return 0;
		for (int day = first;; day = (day + 1) % 7) {
			days |= 1u << day;
			if (day == last)
				break;
		}
	}
	return days;
}

static bool read_clock(const char *text, int *out_second)
{
	int hour = 0, minute = 0, used = 0;
	if (sscanf(text, "%2d:%2d%n", &hour, &minute, &used) != 2 || text[used] != '\0' ||
	    hour < 0 || hour > 24 || minute < 0 || minute > 59 ||
	    (hour == 24 && minute > 0))
		return false;
	*out_second = hour * 3600 + minute * 60;
	return true;
}

static int by_start(gconstpointer a, gconstpointer b)
{
	return ((const Interval *)a)->start - ((const Interval *)b)->start;
}

static void join(GArray *intervals)
{
	g_array_sort(intervals, by_start);
	for (guint i = 1; i < intervals->len;) {
		Interval *before = &g_array_index(intervals, Interval, i - 1);
		const Interval *here = &g_array_index(intervals, Interval, i);
		if (here->start > before->end) {
			i++;
			continue;
		}
		before->end = MAX(before->end, here->end);
		g_array_remove_index(intervals, i);
	}
}

static bool read_span(const char *text, const char *whole, Interval *out_interval,
		      GError **error)
{
	g_auto(GStrv) ends = g_strsplit(text, "-", -1);
	Interval interval = {0};
	if (g_strv_length(ends) != 2 ||
	    !read_clock(g_strstrip(ends[0]), &interval.start) ||
	    !read_clock(g_strstrip(ends[1]), &interval.end) ||
	    interval.start == interval.end)
		return fault(error, FAULT_SETUP,
			     "'%s': hours are written as 'Mon-Fri 09:00-17:00'", whole);
	if (interval.end < interval.start) {
		interval.end += HOURS_DAY_SECONDS;
		if (interval.end - interval.start > HALF_DAY)
			return fault(error, FAULT_SETUP, "'%s' ends before it starts",
				     whole);
	}
	*out_interval = interval;
	return true;
}

bool hours_add_week(Hours *hours, const char *text, GError **error)
{
	g_autofree char *line = g_strstrip(g_strdup(text));
	char *space = strchr(line, ' ');
	if (space == NULL)
		return fault(error, FAULT_SETUP,
			     "'%s': hours are written as 'Mon-Fri 09:00-17:00'", text);
	*space = '\0';
	unsigned days = days_of(line);
	Interval interval;
	if (days == 0)
		return fault(error, FAULT_SETUP,
			     "'%s' names no days such as Mon-Fri or Sat,Sun", text);
	if (!read_span(space + 1, text, &interval, error))
		return false;
	for (int day = 0; day < 7; day++) {
		if ((days >> day & 1) == 0)
			continue;
		g_array_append_val(hours->week[day], interval);
		join(hours->week[day]);
	}
	return true;
}

bool hours_add_holiday(Hours *hours, const char *text, const char *name, GError **error)
{
	int year = 0, month = 0, day = 0, used = 0;
	const char *shown = name != NULL ? name : "holiday";
	if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 &&
	    text[used] == '\0' && day_exists(year, month, day)) {
		hours_put_single(hours, day_number(year, month, day), shown);
		return true;
	}
	if (sscanf(text, "%2d-%2d%n", &month, &day, &used) == 2 && text[used] == '\0' &&
	    day_exists(2024, month, day)) {
		g_hash_table_insert(hours->yearly, GINT_TO_POINTER(month * 100 + day),
				    g_strdup(shown));
		return true;
	}
	return fault(error, FAULT_SETUP, "'%s' is no day such as 12-24 or 2026-06-04",
		     text);
}
