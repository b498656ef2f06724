/* holidays_read.c: holiday calendars: every all-day event, with its recurrences.
 *
 * Recurrences are iterated in floating time, where the library is right; a day has no
 * zone.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/ics.h"

#define RECURRENCES_MAX 4000
#define EVENT_MAX_DAYS	400
#define FIRST_YEAR	1990
#define LAST_YEAR	2060
#define DAY_SECONDS	86400

/* What one file may cost, in steps of some microseconds: a day put down, an occurrence
 * found, and the search for a rule that comes seldom or never, which the library gives up
 * in the year 2582. It is quick for yearly rules only. */
#define STEPS_MAX	 1000000
#define STEPS_FOR_A_YEAR 500
#define SEARCH_LAST_YEAR 2582

#define TOO_LONG                                                                         \
	"the recurrences of this file take too long; the rest of them is not used"
#define NEVER "its recurrence never comes; only its start is used"

typedef struct {
	Holidays *holidays;
	IcsFile file;
	GHashTable *moved; /* "UID day": occurrences that another event stands for */
	int64_t steps;
} Reading;

static void reading_clear(Reading *reading)
{
	ics_clear(&reading->file);
	g_hash_table_unref(reading->moved);
	holidays_unref(reading->holidays);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

/* ---- one event ----------------------------------------------------------- */

static int64_t day_of(icaltimetype time)
{
	return day_number(time.year, time.month, time.day);
}

/* The end is exclusive; an event without one is one day long. */
static int64_t length_of(const Reading *reading, const IcsEvent *event,
			 icaltimetype start)
{
	icalproperty *end = ics_first(event, ICAL_DTEND_PROPERTY);
	icalproperty *duration = ics_first(event, ICAL_DURATION_PROPERTY);
	int64_t days = 1;
	if (end != NULL) {
		icaltimetype until = icalproperty_get_dtend(end);
		days = ics_is_day(until) ? day_of(until) - day_of(start) : -1;
	} else if (duration != NULL) {
		days = icaldurationtype_as_int(icalproperty_get_duration(duration)) /
		       DAY_SECONDS;
	}
	if (days < 0)
		ics_complain(&reading->file, event, end != NULL ? "DTEND" : "DURATION",
			     "it ends before it starts; one day is taken");
	if (days > EVENT_MAX_DAYS)
		ics_complain(&reading->file, event, end != NULL ? "DTEND" : "DURATION",
			     "only its first 400 days are taken");
	return CLAMP(days, 1, EVENT_MAX_DAYS);
}

static char *moved_key(const IcsEvent *event, int64_t day)
{
	const char *uid = icalcomponent_get_uid(event->component);
	return g_strdup_printf("%s %" G_GINT64_FORMAT, uid != NULL ? uid : "", day);
}

static bool is_excluded(const Reading *reading, const IcsEvent *event, int64_t day)
{
	for (icalproperty *property = ics_first(event, ICAL_EXDATE_PROPERTY);
	     property != NULL; property = icalcomponent_get_next_property(
				       event->component, ICAL_EXDATE_PROPERTY))
		if (day_of(icalproperty_get_exdate(property)) == day)
			return true;
	if (g_hash_table_size(reading->moved) == 0 ||
	    ics_first(event, ICAL_RECURRENCEID_PROPERTY) != NULL)
		return false;
	g_autofree char *key = moved_key(event, day);
	return g_hash_table_contains(reading->moved, key);
}

static void put(Reading *reading, const IcsEvent *event, int64_t day, int64_t days)
{
	reading->steps += days;
	if (is_excluded(reading, event, day))
		return;
	for (int64_t i = 0; i < days; i++)
		holidays_put(reading->holidays, day + i, event->name);
}

/* Finer frequencies can run for ever without giving a day. */
static bool is_of_days(const struct icalrecurrencetype *rule)
{
	return rule->freq == ICAL_YEARLY_RECURRENCE ||
	       rule->freq == ICAL_MONTHLY_RECURRENCE ||
	       rule->freq == ICAL_WEEKLY_RECURRENCE ||
	       rule->freq == ICAL_DAILY_RECURRENCE;
}

static void drop(short *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		list[i] = ICAL_RECURRENCE_ARRAY_MAX;
}

/* Whole days have no hours to choose among; the lists are emptied as a whole, since the
 * library writes over their first place and reads on. Where the rule ends we see to
 * ourselves: the library looks at that only once it has found something behind it. */
static void loosen(struct icalrecurrencetype *rule)
{
	drop(rule->by_hour, G_N_ELEMENTS(rule->by_hour));
	drop(rule->by_minute, G_N_ELEMENTS(rule->by_minute));
	drop(rule->by_second, G_N_ELEMENTS(rule->by_second));
	rule->until = icaltime_null_time();
}

/* How many occurrences there are; what is wrong with them, if anything, in `out_what`. */
static int iterate(Reading *reading, const IcsEvent *event, icalrecur_iterator *iterator,
		   const struct icalrecurrencetype *rule, int64_t days,
		   const char **out_what)
{
	bool is_slow = rule->freq != ICAL_YEARLY_RECURRENCE;
	icaltimetype start =
		icalproperty_get_dtstart(ics_first(event, ICAL_DTSTART_PROPERTY));
	int64_t until =
		icaltime_is_null_time(rule->until) ? INT64_MAX : day_of(rule->until);
	for (int found = 0, year = start.year;; found++) {
		icaltimetype next = icaltime_null_time();
		if (rule->count == 0 || found < rule->count)
			next = icalrecur_iterator_next(iterator);
		bool is_over = icaltime_is_null_time(next);
		int reached = !is_over ? next.year : SEARCH_LAST_YEAR;
		bool was_last = rule->count > 0 && found == rule->count;
		if (is_slow && !was_last)
			reading->steps += (int64_t)(reached - year) * STEPS_FOR_A_YEAR;
		if (is_over || next.year > LAST_YEAR || day_of(next) > until)
			return found;
		if (found == RECURRENCES_MAX || reading->steps++ > STEPS_MAX) {
			*out_what = found == RECURRENCES_MAX
					    ? "only its first 4000 recurrences are used"
					    : TOO_LONG;
			return found;
		}
		year = next.year;
		if (year >= FIRST_YEAR)
			put(reading, event, day_of(next), days);
	}
}

static void put_recurrences(Reading *reading, const IcsEvent *event, icaltimetype start,
			    int64_t days)
{
	struct icalrecurrencetype rule =
		icalproperty_get_rrule(ics_first(event, ICAL_RRULE_PROPERTY));
	struct icalrecurrencetype loose = rule;
	const char *what = NULL;
	loosen(&loose);
	icalrecur_iterator *iterator = NULL;
	if (!is_of_days(&rule))
		what = "its recurrence is finer than a day; only its start is used";
	else if (reading->steps > STEPS_MAX)
		what = TOO_LONG;
	else if ((iterator = icalrecur_iterator_new(loose, start)) == NULL)
		what = NEVER;
	if (iterator == NULL ||
	    iterate(reading, event, iterator, &rule, days, &what) == 0) {
		put(reading, event, day_of(start), days);
		what = what != NULL ? what : NEVER;
	}
	if (iterator != NULL)
		icalrecur_iterator_free(iterator);
	if (what != NULL)
		ics_complain(&reading->file, event, "RRULE", what);
}

/* A component has one place to go on from: to put a day down looks at its properties too.
 */
static void put_further_dates(Reading *reading, const IcsEvent *event, int64_t days)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(int64_t));
	bool are_days = true;
	for (icalproperty *property = ics_first(event, ICAL_RDATE_PROPERTY);
	     property != NULL; property = icalcomponent_get_next_property(
				       event->component, ICAL_RDATE_PROPERTY)) {
		struct icaldatetimeperiodtype date = icalproperty_get_rdate(property);
		icaltimetype time =
			icaltime_is_null_time(date.time) ? date.period.start : date.time;
		int64_t day = ics_is_day(time) ? day_of(time) : 0;
		are_days = are_days && ics_is_day(time);
		if (ics_is_day(time))
			g_array_append_val(found, day);
	}
	for (guint i = 0; i < found->len; i++)
		put(reading, event, g_array_index(found, int64_t, i), days);
	if (!are_days)
		ics_complain(&reading->file, event, "RDATE",
			     "one of its further dates does not exist");
}

static void read_event(Reading *reading, const IcsEvent *event)
{
	icalproperty *property = ics_first(event, ICAL_DTSTART_PROPERTY);
	icaltimetype start = property != NULL ? icalproperty_get_dtstart(property)
					      : icaltime_null_time();
	if (!ics_is_day(start)) {
		ics_complain(&reading->file, event, "DTSTART",
			     "its start is no day that exists");
		return;
	}
	if (!start.is_date || ics_is_cancelled(event))
		return;
	start.zone = NULL;
	int64_t days = length_of(reading, event, start);
	bool is_series = ics_first(event, ICAL_RRULE_PROPERTY) != NULL;
	if (is_series)
		put_recurrences(reading, event, start, days);
	else
		put(reading, event, day_of(start), days);
	if (!is_series && ics_has_line(event, "RRULE"))
		ics_complain(&reading->file, event, "RRULE",
			     "its recurrence cannot be read; only its start is used");
	put_further_dates(reading, event, days);
}

/* ---- the file ------------------------------------------------------------ */

static void collect_moved(Reading *reading)
{
	for (guint i = 0; i < reading->file.events->len; i++) {
		const IcsEvent *event = g_ptr_array_index(reading->file.events, i);
		icalproperty *moved =
			event->component != NULL
				? ics_first(event, ICAL_RECURRENCEID_PROPERTY)
				: NULL;
		if (moved != NULL)
			g_hash_table_add(
				reading->moved,
				moved_key(event,
					  day_of(icalproperty_get_recurrenceid(moved))));
	}
}

Holidays *holidays_read(const char *path, HolidaysProblem problem, void *data,
			GError **error)
{
	g_auto(Reading) reading = {
		.holidays = holidays_new(),
		.file = {.path = path, .problem = problem, .data = data},
		.moved = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
	if (!ics_read(&reading.file, "holiday", error))
		return NULL;
	collect_moved(&reading);
	for (guint i = 0; i < reading.file.events->len; i++) {
		const IcsEvent *event = g_ptr_array_index(reading.file.events, i);
		if (event->component != NULL)
			read_event(&reading, event);
	}
	return g_steal_pointer(&reading.holidays);
}
