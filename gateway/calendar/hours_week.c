/* hours_week.c: working weeks as people write them.
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
		interval.end += DAY_SECONDS;
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
	hours->roster = roster_own(hours->roster);
	for (int day = 0; day < 7; day++) {
		if ((days >> day & 1) != 0)
			roster_add_interval(hours->roster, day + 1, interval);
	}
	return true;
}
