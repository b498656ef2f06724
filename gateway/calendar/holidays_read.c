/* holidays_read.c: holiday calendars: every all-day event, with its recurrences.
 *
 * The file is cut into its events here, and each is parsed by itself: so every complaint
 * has a line, and a broken event takes no other with it. Recurrences are iterated in
 * floating time, where the library is right; a day has no zone.
 *
 * SPDX-License-Identifier: MIT */
#include <libical/ical.h>
#include <string.h>

#include "calendar/holidays.h"

#include "base/text.h"

#define FILE_MAX_BYTES	(10 * 1024 * 1024)
#define EVENTS_MAX	20000
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
	char *text;
	int line; /* of its BEGIN */
	icalcomponent *component;
	char *name;
} Event;

typedef struct {
	Holidays *holidays;
	const char *path;
	HolidaysProblem problem;
	void *data;
	GPtrArray *events; /* of Event */
	GHashTable *moved; /* "UID day": occurrences that another event stands for */
	int64_t steps;
} Reading;

static void event_free(Event *event)
{
	if (event->component != NULL)
		icalcomponent_free(event->component);
	g_free(event->text);
	g_free(event->name);
	g_free(event);
}

static void reading_clear(Reading *reading)
{
	g_ptr_array_unref(reading->events);
	g_hash_table_unref(reading->moved);
	holidays_unref(reading->holidays);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

/* ---- complaints ---------------------------------------------------------- */

static const char *next_line(const char *line)
{
	const char *end = strchr(line, '\n');
	return end != NULL ? end + 1 : line + strlen(line);
}

/* Lines between the start of the event and that property; 0 if it has none. */
static int line_within(const char *text, const char *property)
{
	size_t length = strlen(property);
	int count = 0;
	for (const char *at = text; *at != '\0'; at = next_line(at), count++)
		if (g_ascii_strncasecmp(at, property, length) == 0 &&
		    (at[length] == ':' || at[length] == ';'))
			return count;
	return 0;
}

static void complain(const Reading *reading, const Event *event, const char *property,
		     const char *what)
{
	g_autofree char *text = g_strdup_printf("event '%s': %s", event->name, what);
	if (reading->problem != NULL)
		reading->problem(reading->path,
				 event->line + line_within(event->text, property), text,
				 reading->data);
}

static void complain_at(const Reading *reading, int line, const char *what)
{
	if (reading->problem != NULL)
		reading->problem(reading->path, line, what, reading->data);
}

/* ---- one event ----------------------------------------------------------- */

static int64_t day_of(icaltimetype time)
{
	return day_number(time.year, time.month, time.day);
}

static bool is_day(icaltimetype time)
{
	return !icaltime_is_null_time(time) &&
	       day_exists(time.year, time.month, time.day);
}

static icalproperty *first(const Event *event, icalproperty_kind kind)
{
	return icalcomponent_get_first_property(event->component, kind);
}

/* The end is exclusive; an event without one is one day long. */
static int64_t length_of(const Reading *reading, const Event *event, icaltimetype start)
{
	icalproperty *end = first(event, ICAL_DTEND_PROPERTY);
	icalproperty *duration = first(event, ICAL_DURATION_PROPERTY);
	int64_t days = 1;
	if (end != NULL) {
		icaltimetype until = icalproperty_get_dtend(end);
		days = is_day(until) ? day_of(until) - day_of(start) : -1;
	} else if (duration != NULL) {
		days = icaldurationtype_as_int(icalproperty_get_duration(duration)) /
		       DAY_SECONDS;
	}
	if (days < 0)
		complain(reading, event, end != NULL ? "DTEND" : "DURATION",
			 "it ends before it starts; one day is taken");
	if (days > EVENT_MAX_DAYS)
		complain(reading, event, end != NULL ? "DTEND" : "DURATION",
			 "only its first 400 days are taken");
	return CLAMP(days, 1, EVENT_MAX_DAYS);
}

static char *moved_key(const Event *event, int64_t day)
{
	const char *uid = icalcomponent_get_uid(event->component);
	return g_strdup_printf("%s %" G_GINT64_FORMAT, uid != NULL ? uid : "", day);
}

static bool is_excluded(const Reading *reading, const Event *event, int64_t day)
{
	for (icalproperty *property = first(event, ICAL_EXDATE_PROPERTY);
	     property != NULL; property = icalcomponent_get_next_property(
				       event->component, ICAL_EXDATE_PROPERTY))
		if (day_of(icalproperty_get_exdate(property)) == day)
			return true;
	if (g_hash_table_size(reading->moved) == 0 ||
	    first(event, ICAL_RECURRENCEID_PROPERTY) != NULL)
		return false;
	g_autofree char *key = moved_key(event, day);
	return g_hash_table_contains(reading->moved, key);
}

static void put(Reading *reading, const Event *event, int64_t day, int64_t days)
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
static int iterate(Reading *reading, const Event *event, icalrecur_iterator *iterator,
		   const struct icalrecurrencetype *rule, int64_t days,
		   const char **out_what)
{
	bool is_slow = rule->freq != ICAL_YEARLY_RECURRENCE;
	icaltimetype start =
		icalproperty_get_dtstart(first(event, ICAL_DTSTART_PROPERTY));
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

static void put_recurrences(Reading *reading, const Event *event, icaltimetype start,
			    int64_t days)
{
	struct icalrecurrencetype rule =
		icalproperty_get_rrule(first(event, ICAL_RRULE_PROPERTY));
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
		complain(reading, event, "RRULE", what);
}

/* A component has one place to go on from: to put a day down looks at its properties too.
 */
static void put_further_dates(Reading *reading, const Event *event, int64_t days)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(int64_t));
	bool are_days = true;
	for (icalproperty *property = first(event, ICAL_RDATE_PROPERTY); property != NULL;
	     property = icalcomponent_get_next_property(event->component,
							ICAL_RDATE_PROPERTY)) {
		struct icaldatetimeperiodtype date = icalproperty_get_rdate(property);
		icaltimetype time =
			icaltime_is_null_time(date.time) ? date.period.start : date.time;
		int64_t day = is_day(time) ? day_of(time) : 0;
		are_days = are_days && is_day(time);
		if (is_day(time))
			g_array_append_val(found, day);
	}
	for (guint i = 0; i < found->len; i++)
		put(reading, event, g_array_index(found, int64_t, i), days);
	if (!are_days)
		complain(reading, event, "RDATE",
			 "one of its further dates does not exist");
}

static bool is_cancelled(const Event *event)
{
	icalproperty *status = first(event, ICAL_STATUS_PROPERTY);
	return status != NULL && icalproperty_get_status(status) == ICAL_STATUS_CANCELLED;
}

static void read_event(Reading *reading, const Event *event)
{
	icalproperty *property = first(event, ICAL_DTSTART_PROPERTY);
	icaltimetype start = property != NULL ? icalproperty_get_dtstart(property)
					      : icaltime_null_time();
	if (!is_day(start)) {
		complain(reading, event, "DTSTART", "its start is no day that exists");
		return;
	}
	if (!start.is_date || is_cancelled(event))
		return;
	start.zone = NULL;
	int64_t days = length_of(reading, event, start);
	bool is_series = first(event, ICAL_RRULE_PROPERTY) != NULL;
	if (is_series)
		put_recurrences(reading, event, start, days);
	else
		put(reading, event, day_of(start), days);
	if (!is_series && line_within(event->text, "RRULE") > 0)
		complain(reading, event, "RRULE",
			 "its recurrence cannot be read; only its start is used");
	put_further_dates(reading, event, days);
}

/* ---- the file ------------------------------------------------------------ */

static bool is_line(const char *line, const char *wanted)
{
	size_t length = strlen(wanted);
	return g_ascii_strncasecmp(line, wanted, length) == 0 &&
	       strspn(line + length, " \t\r") == strcspn(line + length, "\n");
}

static void add_event(Reading *reading, const char *begin, const char *end, int line)
{
	Event *event = g_new0(Event, 1);
	g_autofree char *text = g_strndup(begin, (gsize)(end - begin));
	event->text = text_clean(text, -1);
	event->line = line;
	event->component = icalparser_parse_string(event->text);
	const char *summary = event->component != NULL
				      ? icalcomponent_get_summary(event->component)
				      : NULL;
	event->name = text_single_line(
		summary != NULL && *summary != '\0' ? summary : "holiday", 120);
	g_ptr_array_add(reading->events, event);
	if (event->component == NULL)
		complain(reading, event, "", "it cannot be read");
}

/* From each BEGIN to its END; what has none is no event. */
static bool split(Reading *reading, const char *text)
{
	const char *begin = NULL;
	int began = 0, number = 1;
	bool is_calendar = false;
	for (const char *line = text; *line != '\0'; line = next_line(line), number++) {
		bool is_begin = is_line(line, "BEGIN:VEVENT");
		is_calendar = is_calendar || is_begin || is_line(line, "BEGIN:VCALENDAR");
		if (is_begin && begin != NULL)
			complain_at(reading, began, "this event has no END:VEVENT");
		if (is_begin) {
			begin = line;
			began = number;
		} else if (begin != NULL && is_line(line, "END:VEVENT")) {
			if (reading->events->len == EVENTS_MAX) {
				complain_at(reading, began,
					    "only the first 20000 events are used");
				return true;
			}
			add_event(reading, begin, next_line(line), began);
			begin = NULL;
		}
	}
	if (begin != NULL)
		complain_at(reading, began, "this event has no END:VEVENT");
	return is_calendar;
}

static void collect_moved(Reading *reading)
{
	for (guint i = 0; i < reading->events->len; i++) {
		const Event *event = g_ptr_array_index(reading->events, i);
		icalproperty *moved = event->component != NULL
					      ? first(event, ICAL_RECURRENCEID_PROPERTY)
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
	g_autofree char *text = NULL;
	g_autoptr(GError) why = NULL;
	gsize length = 0;
	icalerror_set_errors_are_fatal(0);
	if (!g_file_get_contents(path, &text, &length, &why)) {
		fault(error, FAULT_SETUP, "%s", why->message);
		return NULL;
	}
	if (length > FILE_MAX_BYTES) {
		fault(error, FAULT_SETUP, "%s is over 10 MB", path);
		return NULL;
	}
	g_auto(Reading) reading = {
		.holidays = holidays_new(),
		.path = path,
		.problem = problem,
		.data = data,
		.events = g_ptr_array_new_with_free_func((GDestroyNotify)event_free),
		.moved = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
	bool has_mark = g_str_has_prefix(text, "\xEF\xBB\xBF");
	if (!split(&reading, text + (has_mark ? 3 : 0))) {
		fault(error, FAULT_SETUP, "%s is no calendar", path);
		return NULL;
	}
	collect_moved(&reading);
	for (guint i = 0; i < reading.events->len; i++) {
		const Event *event = g_ptr_array_index(reading.events, i);
		if (event->component != NULL)
			read_event(&reading, event);
	}
	return g_steal_pointer(&reading.holidays);
}
