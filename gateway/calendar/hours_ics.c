/* hours_ics.c: holiday calendars: every all-day event, with its yearly recurrences.
 *
 * Recurrences are iterated in floating time, where the library is right; a day has no
 * zone.
 *
 * SPDX-License-Identifier: MIT */
#include <libical/ical.h>

#include "calendar/hours_private.h"

#include "base/text.h"

#define FILE_MAX_BYTES	(10 * 1024 * 1024)
#define RECURRENCES_MAX 1000
#define EVENT_MAX_DAYS	400
#define FIRST_YEAR	2000
#define LAST_YEAR	2060

typedef struct {
	Hours *hours;
	HoursProblem problem;
	void *data;
} Reading;

static void complain(const Reading *reading, const char *name, const char *what)
{
	g_autofree char *text = g_strdup_printf("event '%s': %s", name, what);
	if (reading->problem != NULL)
		reading->problem(text, reading->data);
}

static int64_t day_of(icaltimetype time)
{
	return day_number(time.year, time.month, time.day);
}

/* The end is exclusive; an event without one is one day long. */
static int64_t length_of(icalcomponent *event, icaltimetype start)
{
	icalproperty *end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
	icalproperty *duration =
		icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY);
	int64_t days = 1;
	if (end != NULL)
		days = day_of(icalproperty_get_dtend(end)) - day_of(start);
	else if (duration != NULL)
		days = icaldurationtype_as_int(icalproperty_get_duration(duration)) /
		       HOURS_DAY_SECONDS;
	return CLAMP(days, 1, EVENT_MAX_DAYS);
}

static void put_days(Hours *hours, int64_t first, int64_t days, const char *name)
{
	for (int64_t i = 0; i < days; i++)
		hours_put_single(hours, first + i, name);
}

static bool is_excluded(icalcomponent *event, int64_t day)
{
	for (icalproperty *property =
		     icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY);
	     property != NULL;
	     property = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY)) {
		if (day_of(icalproperty_get_exdate(property)) == day)
			return true;
	}
	return false;
}

/* Finer frequencies can run for ever without giving a day. */
static bool is_sane(const struct icalrecurrencetype *rule)
{
	return rule->freq == ICAL_YEARLY_RECURRENCE ||
	       rule->freq == ICAL_MONTHLY_RECURRENCE ||
	       rule->freq == ICAL_WEEKLY_RECURRENCE ||
	       rule->freq == ICAL_DAILY_RECURRENCE;
}

static void put_recurrences(const Reading *reading, icalcomponent *event,
			    icaltimetype start, int64_t days, const char *name)
{
	icalproperty *property =
		icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
	struct icalrecurrencetype rule = icalproperty_get_rrule(property);
	if (!is_sane(&rule)) {
		complain(reading, name, "its recurrence is not used");
		put_days(reading->hours, day_of(start), days, name);
		return;
	}
	icalrecur_iterator *iterator = icalrecur_iterator_new(rule, start);
	if (iterator == NULL) {
		complain(reading, name, "its recurrence cannot be read");
		return;
	}
	for (int i = 0; i < RECURRENCES_MAX; i++) {
		icaltimetype next = icalrecur_iterator_next(iterator);
		if (icaltime_is_null_time(next) || next.year > LAST_YEAR)
			break;
		if (next.year >= FIRST_YEAR && !is_excluded(event, day_of(next)))
			put_days(reading->hours, day_of(next), days, name);
	}
	icalrecur_iterator_free(iterator);
}

static void read_event(const Reading *reading, icalcomponent *event)
{
	const char *summary = icalcomponent_get_summary(event);
	g_autofree char *name =
		text_single_line(summary != NULL ? summary : "holiday", 120);
	icalproperty *property =
		icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
	icaltimetype start = property != NULL ? icalproperty_get_dtstart(property)
					      : icaltime_null_time();
	if (icaltime_is_null_time(start) ||
	    !day_exists(start.year, start.month, start.day)) {
		complain(reading, name, "its start cannot be read");
		return;
	}
	if (!start.is_date)
		return;
	start.zone = NULL;
	int64_t days = length_of(event, start);
	if (icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY) != NULL)
		put_recurrences(reading, event, start, days, name);
	else
		put_days(reading->hours, day_of(start), days, name);
}

static void read_events(const Reading *reading, icalcomponent *calendar)
{
	for (icalcomponent *event =
		     icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
	     event != NULL;
	     event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
		read_event(reading, event);
}

bool hours_add_ics(Hours *hours, const char *path, HoursProblem problem, void *data,
		   GError **error)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) why = NULL;
	gsize length = 0;
	icalerror_set_errors_are_fatal(0);
	if (!g_file_get_contents(path, &text, &length, &why))
		return fault(error, FAULT_SETUP, "%s", why->message);
	if (length > FILE_MAX_BYTES)
		return fault(error, FAULT_SETUP, "%s is over 10 MB", path);
	icalcomponent *calendar = icalparser_parse_string(text);
	if (calendar == NULL)
		return fault(error, FAULT_SETUP, "%s is no calendar", path);
	Reading reading = {.hours = hours, .problem = problem, .data = data};
	if (icalcomponent_isa(calendar) == ICAL_VEVENT_COMPONENT)
		read_event(&reading, calendar);
	read_events(&reading, calendar);
	/* Several calendars in one file stand in a root of their own. */
	for (icalcomponent *inner = icalcomponent_get_first_component(
		     calendar, ICAL_VCALENDAR_COMPONENT);
	     inner != NULL;
	     inner = icalcomponent_get_next_component(calendar, ICAL_VCALENDAR_COMPONENT))
		read_events(&reading, inner);
	icalcomponent_free(calendar);
	return true;
}
