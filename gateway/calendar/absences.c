/* absences.c: a calendar of absences.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/absences.h"

#include <string.h>

#include "calendar/ics.h"

#define DAY_SECONDS 86400
/* Daily for half a century; and what all series of a file may cost together. */
#define SERIES_MAX 20000
#define STEPS_MAX  1000000

typedef struct {
	IcsFile file;
	int64_t since, until;
	int steps;
	GPtrArray *found; /* of Absence */
} Reading;

static void reading_clear(Reading *reading)
{
	ics_clear(&reading->file);
	if (reading->found != NULL)
		g_ptr_array_unref(reading->found);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

void absence_free(Absence *absence)
{
	if (absence == NULL)
		return;
	g_free(absence->name);
	g_ptr_array_unref(absence->addresses);
	g_free(absence);
}

static void free_absence(gpointer absence)
{
	absence_free(absence);
}

/* ---- who ---------------------------------------------------------------- */

static void add_address(GPtrArray *addresses, const char *value)
{
	if (value == NULL || g_ascii_strncasecmp(value, "mailto:", 7) != 0)
		return;
	char *address = g_ascii_strdown(value + 7, -1);
	g_ptr_array_add(addresses, g_strstrip(address));
}

static bool has_declined(icalproperty *attendee)
{
	icalparameter *status =
		icalproperty_get_first_parameter(attendee, ICAL_PARTSTAT_PARAMETER);
	return status != NULL &&
	       icalparameter_get_partstat(status) == ICAL_PARTSTAT_DECLINED;
}

/* Whoever enters the leave of others for them is not away. */
static GPtrArray *addresses_of(const IcsEvent *event)
{
	GPtrArray *addresses = g_ptr_array_new_with_free_func(g_free);
	icalproperty *one = ics_first(event, ICAL_ATTENDEE_PROPERTY);
	bool has_attendees = one != NULL;
	for (; one != NULL; one = icalcomponent_get_next_property(event->component,
								  ICAL_ATTENDEE_PROPERTY))
		if (!has_declined(one))
			add_address(addresses, icalproperty_get_attendee(one));
	icalproperty *organizer = ics_first(event, ICAL_ORGANIZER_PROPERTY);
	if (!has_attendees && organizer != NULL)
		add_address(addresses, icalproperty_get_organizer(organizer));
	return addresses;
}

/* ---- when --------------------------------------------------------------- */

static LocalTime local_of(icaltimetype time)
{
	if (time.is_date)
		return (LocalTime){
			.year = time.year, .month = time.month, .day = time.day};
	return (LocalTime){time.year, time.month,  time.day,
			   time.hour, time.minute, time.second};
}

static int64_t day_of(icaltimetype time)
{
	return day_number(time.year, time.month, time.day);
}

/* NULL: no zone is said, or none that anybody knows by this name. */
static const Zone *zone_of(const IcsFile *file, const IcsEvent *event,
			   icalproperty *property, icaltimetype time)
{
	icalparameter *parameter =
		icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
	if (icaltime_is_utc(time))
		return zone_utc();
	if (parameter == NULL || time.is_date)
		return NULL;
	const Zone *zone = zone_find(icalparameter_get_tzid(parameter));
	if (zone == NULL)
		ics_complain(file, event, "DTSTART",
			     "nobody knows its zone; the person's own is taken");
	return zone;
}

/* Seconds from start to end on the calendar; 0 if that is no length. */
static int64_t length_of(const IcsFile *file, const IcsEvent *event, icaltimetype start)
{
	icalproperty *end = ics_first(event, ICAL_DTEND_PROPERTY);
	icalproperty *duration = ics_first(event, ICAL_DURATION_PROPERTY);
	int64_t length = start.is_date ? DAY_SECONDS : 0;
	if (end != NULL) {
		icaltimetype until = icalproperty_get_dtend(end);
		length = !ics_is_day(until)
				 ? 0
				 : (day_of(until) - day_of(start)) * DAY_SECONDS +
					   (until.hour - start.hour) * 3600 +
					   (until.minute - start.minute) * 60 +
					   until.second - start.second;
	} else if (duration != NULL) {
		length = icaldurationtype_as_int(icalproperty_get_duration(duration));
	}
	if (length <= 0)
		ics_complain(file, event, end != NULL ? "DTEND" : "DTSTART",
			     "it ends before it has begun");
	return MAX(length, 0);
}

static void add(Reading *reading, const IcsEvent *event, const Zone *zone,
		icaltimetype start, int64_t length)
{
	Absence *absence = g_new0(Absence, 1);
	absence->name = g_strdup(event->name);
	absence->addresses = addresses_of(event);
	absence->zone = zone;
	absence->start = local_of(start);
	absence->end = absence->start;
	/* Days stay days where the clocks change. */
	absence->end.day += (int)(length / DAY_SECONDS);
	absence->end.second += (int)(length % DAY_SECONDS);
	g_ptr_array_add(reading->found, absence);
}

/* Rules with lists can be searched for ever without a hit. Those that calendars write for
 * a free Friday have none but the days of the week. */
static bool is_simple(const struct icalrecurrencetype *rule)
{
	const short *const lists[] = {
		rule->by_second,   rule->by_minute,  rule->by_hour,  rule->by_month_day,
		rule->by_year_day, rule->by_week_no, rule->by_month, rule->by_set_pos};
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		if (lists[i][0] != ICAL_RECURRENCE_ARRAY_MAX)
			return false;
	bool has_days = rule->by_day[0] != ICAL_RECURRENCE_ARRAY_MAX;
	return rule->freq == ICAL_WEEKLY_RECURRENCE ||
	       (!has_days && (rule->freq == ICAL_DAILY_RECURRENCE ||
			      rule->freq == ICAL_MONTHLY_RECURRENCE ||
			      rule->freq == ICAL_YEARLY_RECURRENCE));
}

static bool is_excluded(const IcsEvent *event, icaltimetype time)
{
	for (icalproperty *property = ics_first(event, ICAL_EXDATE_PROPERTY);
	     property != NULL; property = icalcomponent_get_next_property(
				       event->component, ICAL_EXDATE_PROPERTY))
		if (day_of(icalproperty_get_exdate(property)) == day_of(time))
			return true;
	return false;
}

static void add_series(Reading *reading, const IcsEvent *event, const Zone *zone,
		       icaltimetype start, int64_t length)
{
	struct icalrecurrencetype rule =
		icalproperty_get_rrule(ics_first(event, ICAL_RRULE_PROPERTY));
	icalrecur_iterator *iterator =
		is_simple(&rule) ? icalrecur_iterator_new(rule, start) : NULL;
	if (iterator == NULL) {
		ics_complain(&reading->file, event, "RRULE",
			     "its recurrence is not used; only its start is");
		add(reading, event, zone, start, length);
		return;
	}
	for (int i = 0; i < SERIES_MAX && reading->steps++ < STEPS_MAX; i++) {
		icaltimetype next = icalrecur_iterator_next(iterator);
		if (icaltime_is_null_time(next) || day_of(next) >= reading->until)
			break;
		int64_t days = (length + DAY_SECONDS - 1) / DAY_SECONDS;
		if (day_of(next) + days >= reading->since && !is_excluded(event, next))
			add(reading, event, zone, next, length);
	}
	icalrecur_iterator_free(iterator);
}

static void read_event(Reading *reading, const IcsEvent *event)
{
	icalproperty *property = ics_first(event, ICAL_DTSTART_PROPERTY);
	icaltimetype start = property != NULL ? icalproperty_get_dtstart(property)
					      : icaltime_null_time();
	if (ics_is_cancelled(event))
		return;
	if (!ics_is_day(start)) {
		ics_complain(&reading->file, event, "DTSTART",
			     "its start is no day that exists");
		return;
	}
	const Zone *zone = zone_of(&reading->file, event, property, start);
	int64_t length = length_of(&reading->file, event, start);
	if (length == 0)
		return;
	/* Recurrences are right in floating time. */
	start.zone = NULL;
	if (ics_first(event, ICAL_RRULE_PROPERTY) != NULL)
		add_series(reading, event, zone, start, length);
	else
		add(reading, event, zone, start, length);
}

GPtrArray *absences_read(const char *path, int64_t since, int64_t until,
			 HolidaysProblem problem, void *data, GError **error)
{
	g_auto(Reading)
		reading = {.file = {.path = path, .problem = problem, .data = data},
			   .since = since,
			   .until = until,
			   .found = g_ptr_array_new_with_free_func(free_absence)};
	if (!ics_read(&reading.file, "absence", error))
		return NULL;
	for (guint i = 0; i < reading.file.events->len; i++) {
		const IcsEvent *event = g_ptr_array_index(reading.file.events, i);
		if (event->component != NULL)
			read_event(&reading, event);
	}
	return g_steal_pointer(&reading.found);
}
