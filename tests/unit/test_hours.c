/* test_hours.c: working time, against tables and against a clock on the wall.
 *
 * The oracle looks at every minute by itself: what does a clock on the wall show, and is
 * that within the hours? It knows nothing of intervals, which is what the code under test
 * is made of. */
#include <string.h>

#include "calendar/hours.h"

#define MINUTE 60
#define HOUR   3600
#define DAY    (24 * HOUR)

static Instant at(const char *text)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, NULL);
	g_assert_nonnull(time);
	return g_date_time_to_unix(time);
}

static char *show(Instant instant)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(instant);
	return g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");
}

static Hours *office(const char *zone)
{
	Hours *hours = hours_new(zone_find(zone));
	g_assert_true(hours_add_week(hours, "Mon-Fri 09:00-17:00", NULL));
	return hours;
}

static void test_add(void)
{
	static const struct {
		const char *zone, *from;
		int64_t seconds;
		const char *to;
	} rows[] = {
		{"Europe/Berlin", "2026-03-06T15:00:00Z", 2 * HOUR,
		 "2026-03-09T09:00:00Z"},
		{"Europe/Berlin", "2026-03-06T15:00:00Z", HOUR, "2026-03-06T16:00:00Z"},
		{"Europe/Berlin", "2026-03-07T12:00:00Z", 0, "2026-03-09T08:00:00Z"},
		{"Asia/Kathmandu", "2026-03-02T00:00:00Z", 8 * HOUR,
		 "2026-03-02T11:15:00Z"},
		/* The clocks go forward on Sunday: Monday begins an hour earlier in UTC.
		 */
		{"Europe/Berlin", "2026-03-27T15:59:59Z", 2, "2026-03-30T07:00:01Z"},
		{"Pacific/Auckland", "2026-04-03T03:30:00Z", HOUR,
		 "2026-04-05T21:30:00Z"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Hours) hours = office(rows[i].zone);
		Instant to = 0;
		g_assert_true(
			hours_add(hours, at(rows[i].from), rows[i].seconds, &to, NULL));
		g_autofree char *shown = show(to);
		g_assert_cmpstr(shown, ==, rows[i].to);
	}
}

static void test_days(void)
{
	static const struct {
		const char *from;
		int days;
		const char *to;
	} rows[] = {
		{"2026-03-06T15:00:00Z", 2,
		 "2026-03-10T15:00:00Z"}, /* Friday 16:00, Tuesday 16:00 */
		{"2026-03-07T10:00:00Z", 1,
		 "2026-03-10T08:00:00Z"}, /* counts from Monday 09:00 */
		{"2026-03-27T10:00:00Z", 1,
		 "2026-03-30T09:00:00Z"}, /* 11:00 stays 11:00 over the change */
		{"2024-02-28T10:00:00Z", 1, "2024-02-29T10:00:00Z"},
		{"2024-02-29T10:00:00Z", 1, "2024-03-01T10:00:00Z"},
	};
	g_autoptr(Hours) hours = office("Europe/Berlin");
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Instant to = 0;
		g_assert_true(
			hours_add_days(hours, at(rows[i].from), rows[i].days, &to, NULL));
		g_autofree char *shown = show(to);
		g_assert_cmpstr(shown, ==, rows[i].to);
	}
}

/* 22:00-06:00 over both changes of the clock: seven hours in spring, nine in autumn. */
static void test_night_shift(void)
{
	g_autoptr(Hours) hours = hours_new(zone_find("Europe/Berlin"));
	g_assert_true(hours_add_week(hours, "Mon-Sun 22:00-06:00", NULL));
	g_assert_cmpint(hours_elapsed(hours, at("2026-03-28T12:00:00Z"),
				      at("2026-03-29T12:00:00Z")),
			==, 7 * HOUR);
	g_assert_cmpint(hours_elapsed(hours, at("2026-10-24T12:00:00Z"),
				      at("2026-10-25T12:00:00Z")),
			==, 9 * HOUR);
	g_assert_cmpint(hours_elapsed(hours, at("2026-06-01T12:00:00Z"),
				      at("2026-06-02T12:00:00Z")),
			==, 8 * HOUR);
}

static void test_holidays(void)
{
	g_autoptr(Hours) hours = office("Europe/Berlin");
	g_assert_true(hours_add_holiday(hours, "12-25", "Christmas", NULL));
	g_assert_true(hours_add_holiday(hours, "2026-06-04", "Corpus Christi", NULL));
	g_assert_true(hours_add_holiday(hours, "02-29", "leap", NULL));
	g_assert_false(hours_is_open(hours, at("2026-12-25T10:00:00Z")));
	g_assert_false(hours_is_open(hours, at("2028-12-25T10:00:00Z")));
	g_assert_false(hours_is_open(hours, at("2026-06-04T10:00:00Z")));
	g_assert_true(hours_is_open(hours, at("2027-06-04T10:00:00Z")));
	g_assert_false(hours_is_open(hours, at("2028-02-29T10:00:00Z")));
	hours_add_absence(hours, at("2026-03-02T10:00:00Z"), at("2026-03-03T10:00:00Z"),
			  "dentist");
	g_assert_cmpint(hours_elapsed(hours, at("2026-03-02T00:00:00Z"),
				      at("2026-03-04T00:00:00Z")),
			==, 8 * HOUR);
}

static void test_mistakes(void)
{
	static const char *const bad[] = {"Mon-Fri",
					  "09:00-17:00",
					  "Mon-Fri 17:00-17:00",
					  "Mon 25:00-26:00",
					  "Foo 09:00-10:00",
					  "Mon-Fri 09:00-24:30",
					  "",
					  "Mon-Fri 17:00-09:00",
					  "Mon-Fri 24:00-06:00",
					  "Mon +9:00-17:00",
					  "Mon 9:5-17:00",
					  "Mon 09:00",
					  "Mon 09:00-12:00-17:00",
					  "Mno 09:00-17:00",
					  ", 09:00-17:00",
					  "- 09:00-17:00"};
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(Hours) hours = hours_new(zone_utc());
		g_autoptr(GError) error = NULL;
		g_test_message("%s", bad[i]);
		g_assert_false(hours_add_week(hours, bad[i], &error));
		g_assert_error(error, FAULT, FAULT_SETUP);
	}
	g_autoptr(Hours) never = hours_new(zone_utc());
	g_autoptr(GError) error = NULL;
	Instant to = 0;
	g_assert_false(hours_add(never, 0, HOUR, &to, &error));
	g_assert_error(error, FAULT, FAULT_UNREADABLE);
}

/* ---- the oracle --------------------------------------------------------- */

#define WEEKS 4

typedef struct {
	int from, to; /* minutes of the day */
	guint days;   /* bit of the weekday, Monday 0 */
} Shift;

typedef struct {
	const char *zone;
	GTimeZone *wall;
	Hours *hours;
	Shift shifts[3];
	int count;
	int holiday; /* day of the month that never works, or 0 */
} Case;

static bool oracle_open(const Case *test, Instant instant)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(instant);
	g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, test->wall);
	if (g_date_time_get_day_of_month(local) == test->holiday)
		return false;
	int minute = g_date_time_get_hour(local) * 60 + g_date_time_get_minute(local);
	guint day = 1u << (g_date_time_get_day_of_week(local) - 1);
	for (int i = 0; i < test->count; i++) {
		const Shift *shift = &test->shifts[i];
		if ((shift->days & day) != 0 && minute >= shift->from &&
		    minute < shift->to)
			return true;
	}
	return false;
}

static void add_shift(Case *test, GRand *chance)
{
	static const char *const names[] = {"Mon", "Tue", "Wed", "Thu",
					    "Fri", "Sat", "Sun"};
	/* Not between midnight and four, where clocks are changed: an end inside an hour
	 * that happens twice is a matter of convention, which the tables above hold. */
	int from = g_rand_int_range(chance, 16, 80) * 15;
	int to = g_rand_int_range(chance, from / 15 + 1, 97) * 15;
	int first = g_rand_int_range(chance, 0, 7),
	    last = g_rand_int_range(chance, first, 7);
	Shift *shift = &test->shifts[test->count++];
	*shift = (Shift){.from = from, .to = to};
	for (int day = first; day <= last; day++)
		shift->days |= 1u << day;
	g_autofree char *text =
		g_strdup_printf("%s-%s %02d:%02d-%02d:%02d", names[first], names[last],
				from / 60, from % 60, to / 60, to % 60);
	g_autoptr(GError) error = NULL;
	g_assert_true(hours_add_week(test->hours, text, &error));
}

static Case case_new(GRand *chance, Instant start)
{
	static const char *const zones[] = {"Europe/Berlin",
					    "America/Sao_Paulo",
					    "Asia/Kathmandu",
					    "Pacific/Auckland",
					    "America/Los_Angeles",
					    "Australia/Lord_Howe",
					    "Asia/Kolkata",
					    "America/St_Johns",
					    "Africa/Cairo",
					    "Pacific/Apia",
					    "UTC",
					    "Asia/Tehran"};
	Case test = {.zone = zones[g_rand_int_range(chance, 0, G_N_ELEMENTS(zones))]};
	test.wall = g_time_zone_new_identifier(test.zone);
	test.hours = hours_new(zone_find(test.zone));
	int count = g_rand_int_range(chance, 1, 4);
	for (int i = 0; i < count; i++)
		add_shift(&test, chance);
	if (g_rand_int_range(chance, 0, 2) == 0)
		return test;
	test.holiday = g_rand_int_range(chance, 1, 29);
	for (int month = 1; month <= 12; month++) {
		g_autofree char *day = g_strdup_printf("%02d-%02d", month, test.holiday);
		g_assert_true(hours_add_holiday(test.hours, day, "free", NULL));
	}
	(void)start;
	return test;
}

static void check_explained(const Case *test, Instant start, Instant end, int64_t counted)
{
	g_autoptr(GPtrArray) pieces = hours_explain(test->hours, start, end);
	int64_t sum = 0;
	Instant last = start;
	for (guint i = 0; i < pieces->len; i++) {
		const HoursPiece *piece = g_ptr_array_index(pieces, i);
		g_assert_cmpint(piece->span.start, ==, last);
		last = piece->span.end;
		sum += piece->is_counted ? piece->span.end - piece->span.start : 0;
	}
	g_assert_cmpint(last, ==, end);
	g_assert_cmpint(sum, ==, counted);
}

static void check_case(const Case *test, GRand *chance, Instant start)
{
	Instant end = start + WEEKS * 7 * DAY;
	int64_t counted = 0;
	for (Instant minute = start; minute < end; minute += MINUTE) {
		bool is_open = oracle_open(test, minute);
		if (is_open != hours_is_open(test->hours, minute)) {
			g_autofree char *shown = show(minute);
			g_error("%s at %s: the wall says %d", test->zone, shown, is_open);
		}
		counted += is_open ? MINUTE : 0;
	}
	g_assert_cmpint(hours_elapsed(test->hours, start, end), ==, counted);
	check_explained(test, start, end, counted);
	for (int i = 0; i < 20 && counted > 0; i++) {
		int64_t seconds = g_rand_int_range(
			chance, 1, (gint32)MIN(counted, G_MAXINT32 - 1) + 1);
		Instant to = 0, back = 0;
		g_assert_true(hours_add(test->hours, start, seconds, &to, NULL));
		g_assert_cmpint(hours_elapsed(test->hours, start, to), ==, seconds);
		g_assert_true(hours_is_open(test->hours, to - 1));
		g_assert_true(hours_subtract(test->hours, to, seconds, &back, NULL));
		g_assert_cmpint(hours_elapsed(test->hours, back, to), ==, seconds);
	}
}

static void test_oracle(void)
{
	int cases = g_test_thorough() ? 5000 : 40;
	g_autoptr(GRand) chance = g_rand_new_with_seed(20260302);
	for (int i = 0; i < cases; i++) {
		Instant start = at("2026-01-05T00:00:00Z") +
				(Instant)g_rand_int_range(chance, 0, 700) * DAY +
				g_rand_int_range(chance, 0, 1440) * MINUTE;
		Case test = case_new(chance, start);
		check_case(&test, chance, start);
		hours_free(test.hours);
		g_time_zone_unref(test.wall);
	}
}

static void test_overlap(void)
{
	g_autoptr(GPtrArray) all =
		g_ptr_array_new_with_free_func((GDestroyNotify)hours_free);
	g_ptr_array_add(all, office("Europe/Berlin"));
	g_ptr_array_add(all, office("America/Sao_Paulo"));
	g_autoptr(GArray) spans = hours_overlap(all, at("2026-03-02T00:00:00Z"),
						at("2026-03-04T00:00:00Z"), HOUR, 10);
	g_assert_cmpuint(spans->len, ==, 2);
	Span span = g_array_index(spans, Span, 0);
	g_assert_cmpint(span.start, ==, at("2026-03-02T12:00:00Z"));
	g_assert_cmpint(span.end, ==, at("2026-03-02T16:00:00Z"));
	g_ptr_array_add(all, office("Pacific/Auckland"));
	g_autoptr(GArray) none = hours_overlap(all, at("2026-03-02T00:00:00Z"),
					       at("2026-03-09T00:00:00Z"), HOUR, 10);
	g_assert_cmpuint(none->len, ==, 0);
}

/* What is common does not end at anybody's midnight. */
static void test_overlap_over_midnight(void)
{
	g_autoptr(GPtrArray) all =
		g_ptr_array_new_with_free_func((GDestroyNotify)hours_free);
	g_autoptr(GPtrArray) nobody = g_ptr_array_new();
	for (int i = 0; i < 2; i++) {
		Hours *hours = hours_new(zone_find(i == 0 ? "UTC" : "Asia/Kathmandu"));
		g_assert_true(hours_add_week(hours, "Mon-Sun 18:00-24:00", NULL));
		g_assert_true(hours_add_week(hours, "Mon-Sun 00:00-06:00", NULL));
		g_ptr_array_add(all, hours);
	}
	g_autoptr(GArray) spans = hours_overlap(all, at("2026-03-02T12:00:00Z"),
						at("2026-03-03T12:00:00Z"), 6 * HOUR, 10);
	g_assert_cmpuint(spans->len, ==, 1);
	Span span = g_array_index(spans, Span, 0);
	g_assert_cmpint(span.start, ==, at("2026-03-02T18:00:00Z"));
	g_assert_cmpint(span.end, ==, at("2026-03-03T00:15:00Z"));
	g_autoptr(GArray) none = hours_overlap(nobody, 0, DAY, 0, 10);
	g_assert_cmpuint(none->len, ==, 0);
}

static void assert_never(const Hours *hours)
{
	static const Instant instants[] = {INT64_MIN,  INT64_MIN + 1, -DAY,	0,
					   1772442000, INT64_MAX - 1, INT64_MAX};
	for (size_t i = 0; i < G_N_ELEMENTS(instants); i++) {
		g_autoptr(GError) error = NULL;
		Instant now = instants[i], to = 0;
		Span span;
		g_assert_false(hours_is_open(hours, now));
		g_assert_false(hours_next_open(hours, now, &to, &error));
		g_assert_error(error, FAULT, FAULT_UNREADABLE);
		g_assert_false(hours_next_span(hours, now, &span, NULL));
		g_assert_false(hours_add(hours, now, 1, &to, NULL));
		g_assert_false(hours_add(hours, now, INT64_MAX, &to, NULL));
		g_assert_false(hours_subtract(hours, now, 1, &to, NULL));
		g_assert_false(hours_subtract(hours, now, INT64_MAX, &to, NULL));
		g_assert_false(hours_add_days(hours, now, 1, &to, NULL));
		g_assert_cmpint(hours_elapsed(hours, INT64_MIN, now), ==, 0);
		g_assert_cmpint(hours_elapsed(hours, now, INT64_MAX), ==, 0);
		g_assert_cmpint(hours_next_closed(hours, now, INT64_MAX), ==, now);
	}
}

/* No working time is an error in every question, and none of them takes long. */
static void test_never(void)
{
	g_autoptr(Hours) empty = hours_new(zone_find("Europe/Berlin"));
	assert_never(empty);
	g_autoptr(Hours) away = office("Europe/Berlin");
	hours_add_absence(away, INT64_MIN, INT64_MAX, "retired");
	assert_never(away);
	g_autoptr(Hours) free = hours_new(zone_find("Europe/Berlin"));
	g_assert_true(hours_add_week(free, "Mon-Sun 09:00-17:00", NULL));
	for (int month = 1; month <= 12; month++) {
		for (int day = 1; day_exists(2024, month, day); day++) {
			g_autofree char *text = g_strdup_printf("%02d-%02d", month, day);
			g_assert_true(hours_add_holiday(free, text, NULL, NULL));
		}
	}
	assert_never(free);
}

/* Ten years is as far as anybody looks, and that much is found. */
static void test_years(void)
{
	g_autoptr(Hours) hours = office("America/New_York");
	g_assert_true(hours_add_holiday(hours, "12-25", "Christmas", NULL));
	Instant from = at("2026-03-02T14:00:00Z"), to = 0;
	int64_t all = hours_elapsed(hours, from, at("2036-03-01T00:00:00Z"));
	g_assert_true(hours_add(hours, from, all, &to, NULL));
	g_assert_cmpint(hours_elapsed(hours, from, to), ==, all);
	Instant back = 0;
	g_assert_true(hours_subtract(hours, to, all, &back, NULL));
	g_assert_cmpint(back, ==, from);
	g_assert_false(hours_add(hours, from, all + 200 * HOUR, &to, NULL));
	g_assert_cmpint(hours_elapsed(hours, INT64_MIN, INT64_MAX), >, 29 * all);
}

/* A copy is another one, whichever of the two is added to. */
static void test_copy(void)
{
	g_autoptr(Hours) first = office("UTC");
	g_assert_true(hours_add_holiday(first, "2026-03-03", "one", NULL));
	Instant monday = at("2026-03-02T00:00:00Z");
	Instant friday = monday + 5 * DAY;
	g_assert_cmpint(hours_elapsed(first, monday, friday), ==, 4 * 8 * HOUR);
	g_autoptr(Hours) second = hours_copy(first);
	g_assert_true(hours_add_holiday(second, "2026-03-04", "two", NULL));
	hours_add_absence(second, monday, monday + DAY, "away");
	g_assert_cmpint(hours_elapsed(second, monday, friday), ==, 2 * 8 * HOUR);
	g_assert_cmpint(hours_elapsed(first, monday, friday), ==, 4 * 8 * HOUR);
	g_assert_true(hours_add_week(first, "Mon-Fri 17:00-18:00", NULL));
	g_assert_cmpint(hours_elapsed(first, monday, friday), ==, 4 * 9 * HOUR);
	g_assert_cmpint(hours_elapsed(second, monday, friday), ==, 2 * 8 * HOUR);
}

/* The night of a shift that a holiday took is that holiday's; what an absence left of a
 * shift still belongs to the day it began on. */
static void test_nights(void)
{
	g_autoptr(Hours) hours = hours_new(zone_utc());
	g_assert_true(hours_add_week(hours, "Mon-Fri 22:00-06:00", NULL));
	g_assert_true(hours_add_holiday(hours, "2026-03-03", "Holi", NULL));
	g_autoptr(GPtrArray) pieces = hours_explain(hours, at("2026-03-03T20:00:00Z"),
						    at("2026-03-04T10:00:00Z"));
	g_assert_cmpuint(pieces->len, ==, 2);
	const HoursPiece *night = g_ptr_array_index(pieces, 0);
	g_assert_cmpstr(night->why, ==, "holiday: Holi");
	g_assert_cmpint(night->span.end, ==, at("2026-03-04T06:00:00Z"));
	hours_add_absence(hours, at("2026-03-04T23:00:00Z"), at("2026-03-05T01:00:00Z"),
			  "away");
	Instant to = 0;
	g_assert_true(hours_add_days(hours, at("2026-03-05T02:00:00Z"), 1, &to, NULL));
	g_assert_cmpint(to, ==, at("2026-03-06T02:00:00Z"));
}

#define THREADS 8

static gpointer ask_one(gpointer data)
{
	const Hours *hours = data;
	return GINT_TO_POINTER((int)hours_elapsed(hours, at("2026-01-01T00:00:00Z"),
						  at("2026-12-31T00:00:00Z")));
}

/* The first question is asked by all of them at once. */
static void test_threads(void)
{
	for (int round = 0; round < 50; round++) {
		g_autoptr(Hours) hours = office("Europe/Berlin");
		g_assert_true(hours_add_holiday(hours, "12-25", "Christmas", NULL));
		GThread *threads[THREADS];
		for (int i = 0; i < THREADS; i++)
			threads[i] = g_thread_new("ask", ask_one, hours);
		for (int i = 0; i < THREADS; i++)
			g_assert_cmpint(GPOINTER_TO_INT(g_thread_join(threads[i])), ==,
					259 * 8 * HOUR);
	}
}

static void test_zones(void)
{
	static const struct {
		const char *zone;
		LocalTime local;
		const char *utc;
	} rows[] = {
		{"Europe/Berlin",
		 {2026, 3, 29, 2, 30, 0},
		 "2026-03-29T01:00:00Z"}, /* does not exist */
		{"Europe/Berlin",
		 {2026, 10, 25, 2, 30, 0},
		 "2026-10-25T00:30:00Z"}, /* the first of two */
		{"Asia/Kathmandu", {2026, 1, 1, 0, 0, 0}, "2025-12-31T18:15:00Z"},
		{"Australia/Lord_Howe", {2026, 10, 4, 2, 15, 0}, "2026-10-03T15:30:00Z"},
		{"Pacific/Apia",
		 {2011, 12, 30, 12, 0, 0},
		 "2011-12-30T10:00:00Z"}, /* a day that never was */
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *shown =
			show(zone_instant(zone_find(rows[i].zone), rows[i].local));
		g_assert_cmpstr(shown, ==, rows[i].utc);
	}
	g_assert_null(zone_find("Europe/Berln"));
	g_assert_null(zone_find("+02:00"));
	g_auto(GStrv) near = zone_suggest("Europe/Berln");
	g_assert_cmpstr(near[0], ==, "Europe/Berlin");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hours/add", test_add);
	g_test_add_func("/hours/days", test_days);
	g_test_add_func("/hours/night-shift", test_night_shift);
	g_test_add_func("/hours/holidays", test_holidays);
	g_test_add_func("/hours/mistakes", test_mistakes);
	g_test_add_func("/hours/oracle", test_oracle);
	g_test_add_func("/hours/overlap", test_overlap);
	g_test_add_func("/hours/overlap-over-midnight", test_overlap_over_midnight);
	g_test_add_func("/hours/never", test_never);
	g_test_add_func("/hours/years", test_years);
	g_test_add_func("/hours/copy", test_copy);
	g_test_add_func("/hours/nights", test_nights);
	g_test_add_func("/hours/threads", test_threads);
	g_test_add_func("/hours/zones", test_zones);
	return g_test_run();
}
