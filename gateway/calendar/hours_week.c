/* hours_week.c: working weeks as people write them.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/hours_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define HALF_DAY 43200

#define FORM "hours are written as 'Mon-Fri 09:00-17:00'"

static const char *const NAMES[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char *const WHOLE[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
				    "Friday", "Saturday", "Sunday"};

static int weekday_of(const char *text)
{
	for (int i = 0; i < 7; i++)
		if (g_ascii_strcasecmp(text, NAMES[i]) == 0 ||
		    g_ascii_strcasecmp(text, WHOLE[i]) == 0)
			return i;
	return -1;
}

/* What somebody may have meant who wrote `Mno` or `Tues`; NULL: no idea. */
static const char *near_weekday(const char *text)
{
	g_autofree char *folded = text_fold(text);
	for (int slips = 1; slips <= 2; slips++) {
		for (int i = 0; i < 7; i++) {
			g_autofree char *name = text_fold(NAMES[i]);
			g_autofree char *whole = text_fold(WHOLE[i]);
			int limit = strlen(folded) > 3 ? slips : 1;
			if (text_distance(folded, name, limit) <= limit ||
			    text_distance(folded, whole, limit) <= limit ||
			    (strlen(folded) > 2 && g_str_has_prefix(whole, folded)))
				return NAMES[i];
		}
	}
	return NULL;
}

static bool read_weekday(const char *text, int *out_day, GError **error)
{
	int day = weekday_of(text);
	const char *near = day < 0 ? near_weekday(text) : NULL;
	if (day < 0)
		return fault(error, FAULT_SETUP, "'%s' is no weekday%s%s%s; %s", text,
			     near != NULL ? " (did you mean '" : "",
			     near != NULL ? near : "", near != NULL ? "'?)" : "", FORM);
	*out_day = day;
	return true;
}

/* "Mon-Thu", "Sat,Sun", "Mon": the days as bits. */
static bool read_days(const char *text, unsigned *out_days, GError **error)
{
	unsigned days = 0;
	g_auto(GStrv) parts = g_strsplit(text, ",", -1);
	for (int i = 0; parts[i] != NULL; i++) {
		g_auto(GStrv) ends = g_strsplit(g_strstrip(parts[i]), "-", 2);
		int first = 0, last = 0;
		const char *until =
			ends[0] != NULL && ends[1] != NULL ? ends[1] : ends[0];
		if (!read_weekday(ends[0] != NULL ? ends[0] : "", &first, error) ||
		    !read_weekday(until != NULL ? until : "", &last, error))
			return false;
		for (int day = first; day != last; day = (day + 1) % 7)
			days |= 1u << day;
		days |= 1u << last;
	}
	*out_days = days;
	return true;
}

/* "9:00", "09:00", "24:00". */
static bool read_clock(const char *text, int *out_second, GError **error)
{
	size_t digits = strspn(text, "0123456789");
	bool is_shaped = digits >= 1 && digits <= 2 && text[digits] == ':' &&
			 strspn(text + digits + 1, "0123456789") == 2 &&
			 text[digits + 3] == '\0';
	int hour = is_shaped ? atoi(text) : 0;
	int minute = is_shaped ? atoi(text + digits + 1) : 0;
	if (!is_shaped || minute > 59 || hour * 60 + minute > 24 * 60)
		return fault(error, FAULT_SETUP,
			     "'%s' is no time from 00:00 to 24:00; %s", text, FORM);
	*out_second = hour * 3600 + minute * 60;
	return true;
}

static bool read_span(const char *text, const char *whole, Interval *out_interval,
		      GError **error)
{
	g_auto(GStrv) ends = g_strsplit(text, "-", -1);
	Interval interval = {0};
	if (g_strv_length(ends) != 2)
		return fault(error, FAULT_SETUP, "'%s': %s", whole, FORM);
	if (!read_clock(g_strstrip(ends[0]), &interval.start, error) ||
	    !read_clock(g_strstrip(ends[1]), &interval.end, error))
		return false;
	if (interval.start == interval.end || interval.start == DAY_SECONDS)
		return fault(error, FAULT_SETUP, "'%s' ends when it starts; %s", whole,
			     FORM);
	if (interval.end < interval.start)
		interval.end += DAY_SECONDS;
	if (interval.end > DAY_SECONDS && interval.end - interval.start > HALF_DAY)
		return fault(error, FAULT_SETUP,
			     "'%s' ends before it starts; a night shift is twelve hours "
			     "at most",
			     whole);
	*out_interval = interval;
	return true;
}

bool hours_add_week(Hours *hours, const char *text, GError **error)
{
	g_autofree char *line = g_strstrip(g_strdup(text));
	char *space = strchr(line, ' ');
	if (space == NULL)
		return fault(error, FAULT_SETUP, "'%s': %s", text, FORM);
	*space = '\0';
	unsigned days = 0;
	Interval interval = {0};
	if (!read_days(line, &days, error) ||
	    !read_span(space + 1, text, &interval, error))
		return false;
	hours->roster = roster_own(hours->roster);
	for (int day = 0; day < 7; day++) {
		if ((days >> day & 1) != 0)
			roster_add_interval(hours->roster, day + 1, interval);
	}
	return true;
}
