/* since.c: from when on, looking back.
 *
 * when.c looks ahead, so it is asked as of a year ago. What then depends on the day on
 * which it is asked is no date.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/since.h"

#include "base/text.h"

#define DAY	 (24 * 3600)
#define YEAR_AGO (365 * DAY)
#define WEEK	 (7 * DAY)

static bool is_date(const When *when)
{
	return when->understood && !when->is_cleared;
}

/* A day stands for its beginning. */
static Instant beginning(const When *when)
{
	if (when->grain != GRAIN_DAY)
		return when->instant;
	LocalTime local = zone_local(when->zone, when->instant - 1);
	local.hour = local.minute = local.second = 0;
	return zone_instant(when->zone, local);
}

/* The same, asked on two days of two weeks. */
static bool read_at(const char *text, const Zone *zone, Instant now, Instant *out_since)
{
	WhenInput input = {.zone = zone, .now = now};
	WhenInput later = {.zone = zone, .now = now + WEEK + DAY};
	g_autoptr(When) when = when_read(text, &input);
	g_autoptr(When) again = when_read(text, &later);
	if (!is_date(when) || !is_date(again) || when->instant != again->instant)
		return false;
	*out_since = beginning(when);
	return true;
}

static bool read_length(const char *text, const Zone *zone, Instant now,
			Instant *out_since)
{
	Duration length;
	g_autofree char *why = NULL;
	if (!duration_read(text, &length, &why) || length.is_working)
		return false;
	LocalTime local = zone_local(zone, now);
	LocalTime then =
		day_local(day_number(local.year, local.month, local.day) - length.days);
	then.hour = local.hour;
	then.minute = local.minute;
	then.second = local.second;
	*out_since = zone_instant(zone, then) - length.seconds;
	return true;
}

bool since_read(const char *text, const Zone *zone, Instant now, Instant *out_since,
		GError **error)
{
	Instant since = INSTANT_NONE;
	g_autofree char *today = zone_format(zone, now - 30 * DAY);
	bool is_read = text_read_rfc3339(text, &since) ||
		       read_length(text, zone, now, &since) ||
		       read_at(text, zone, now - YEAR_AGO, &since) ||
		       read_at(text, zone, 0, &since);
	/* "Fri 2025-03-14 17:00 Europe/Berlin" */
	g_autofree char *hint = g_strndup(today + 4, 10);
	if (!is_read)
		return fault(
			error, FAULT_UNREADABLE,
			"'%s' is no day to look back to; write a date such as %s, or "
			"30d",
			text, hint);
	if (since >= now)
		return fault(error, FAULT_UNREADABLE,
			     "'%s' is not over yet; write a date such as %s, or 30d",
			     text, hint);
	*out_since = since;
	return true;
}
