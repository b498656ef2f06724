/* test_when.c: date phrases and durations.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/when.h"

#include "base/text.h"

/* Friday 6 March 2026, 16:00 in Berlin. */
#define FRIDAY "2026-03-06T15:00:00Z"

static Hours *office(const char *zone)
{
	g_autoptr(GError) error = NULL;
	Hours *hours = hours_new(zone_find(zone));
	g_assert_true(hours_add_week(hours, "Mon-Fri 09:00-17:00", &error));
	g_assert_no_error(error);
	return hours;
}

static When *read_at(const char *phrase, const char *now, const Hours *hours)
{
	WhenInput input = {.zone = hours != NULL ? hours_zone(hours) : zone_utc(),
			   .hours = hours};
	g_assert_true(text_read_rfc3339(now, &input.now));
	return when_read(phrase, &input);
}

static void test_understood(void)
{
	static const struct {
		const char *phrase, *instant;
		Grain grain;
	} rows[] = {
		{"2026-03-10", "2026-03-10T16:00:00Z", GRAIN_DAY},
		{"2026-03-10 14:00", "2026-03-10T13:00:00Z", GRAIN_MINUTE},
		{"2026-03-10T14:00", "2026-03-10T13:00:00Z", GRAIN_MINUTE},
		{"2026-03-10 14:00 Asia/Kathmandu", "2026-03-10T08:15:00Z", GRAIN_MINUTE},
		{"2026-03-10T14:00:00Z", "2026-03-10T14:00:00Z", GRAIN_SECOND},
		/* As our own mails write it, and as people do. */
		{"Tue 2026-03-10 14:00 Europe/Berlin", "2026-03-10T13:00:00Z",
		 GRAIN_MINUTE},
		{"Tue, 10 Mar 2026, 2 pm", "2026-03-10T13:00:00Z", GRAIN_MINUTE},
		{"tue 10 mar", "2026-03-10T16:00:00Z", GRAIN_DAY},
		{"14:00 tomorrow", "2026-03-07T13:00:00Z", GRAIN_MINUTE},
		{"10th of March.", "2026-03-10T16:00:00Z", GRAIN_DAY},
		{"2026-03-10 14:00Z", "2026-03-10T14:00:00Z", GRAIN_MINUTE},
		{"2026-03-10 14:00 (asia/kathmandu)", "2026-03-10T08:15:00Z",
		 GRAIN_MINUTE},
		{"in a week", "2026-03-13T15:00:00Z", GRAIN_DAY},
		{"in an hour", "2026-03-06T16:00:00Z", GRAIN_HOUR},
		{"2026-03-07", "2026-03-09T16:00:00Z",
		 GRAIN_DAY}, /* Saturday: Monday's end */
		{"17:30", "2026-03-06T16:30:00Z", GRAIN_MINUTE},
		{"09:00", "2026-03-07T08:00:00Z", GRAIN_MINUTE},
		{"fri", "2026-03-06T16:00:00Z", GRAIN_DAY},
		{"friday 10:00", "2026-03-13T09:00:00Z", GRAIN_MINUTE},
		{"mon", "2026-03-09T16:00:00Z", GRAIN_DAY},
		{"next mon", "2026-03-09T16:00:00Z", GRAIN_DAY},
		{"next fri 10:00", "2026-03-13T09:00:00Z", GRAIN_MINUTE},
		{"tomorrow 14:00", "2026-03-07T13:00:00Z", GRAIN_MINUTE},
		{"today", "2026-03-06T16:00:00Z", GRAIN_DAY},
		{"eod", "2026-03-06T16:00:00Z", GRAIN_DAY},
		{"eow", "2026-03-06T16:00:00Z", GRAIN_DAY},
		{"eom", "2026-03-31T15:00:00Z", GRAIN_DAY}, /* summer time */
		{"17 Aug", "2026-08-17T15:00:00Z", GRAIN_DAY},
		{"Aug 17th 2026", "2026-08-17T15:00:00Z", GRAIN_DAY},
		{"29 Feb 2028", "2028-02-29T16:00:00Z", GRAIN_DAY},
		{"2wd", "2026-03-10T15:00:00Z", GRAIN_DAY},
		{"in 3wd", "2026-03-11T15:00:00Z", GRAIN_DAY},
		{"+3bd", "2026-03-11T15:00:00Z", GRAIN_DAY},
		{"4wh", "2026-03-09T11:00:00Z", GRAIN_HOUR},
		{"30wm", "2026-03-06T15:30:00Z", GRAIN_MINUTE},
		{"in 3 working days", "2026-03-11T15:00:00Z", GRAIN_DAY},
		{"in 90m", "2026-03-06T16:30:00Z", GRAIN_MINUTE},
		{"in 4 weeks", "2026-04-03T14:00:00Z",
		 GRAIN_DAY}, /* the same hour on the wall */
		{"fair 8wh", "2026-03-09T15:00:00Z", GRAIN_HOUR},
		{"by fri", "2026-03-06T16:00:00Z", GRAIN_DAY},
		/* Offsets, as programs and travellers write them. */
		{"2026-03-10 14:00+05:45", "2026-03-10T08:15:00Z", GRAIN_MINUTE},
		{"2026-03-10 14:00 +05:45", "2026-03-10T08:15:00Z", GRAIN_MINUTE},
		{"2026-3-9 at 14:00 +0545", "2026-03-09T08:15:00Z", GRAIN_MINUTE},
		{"2026-03-10 2pm UTC+5:45", "2026-03-10T08:15:00Z", GRAIN_MINUTE},
		{"2026-03-10 14:00-08:00", "2026-03-10T22:00:00Z", GRAIN_MINUTE},
		{"2026-03-10 14:00:30 -08:00", "2026-03-10T22:00:30Z", GRAIN_SECOND},
		{"end of the week", "2026-03-06T16:00:00Z", GRAIN_DAY},
		{"end of day monday", "2026-03-09T16:00:00Z", GRAIN_DAY},
		{"close of business", "2026-03-06T16:00:00Z", GRAIN_DAY},
		{"mon cob", "2026-03-09T16:00:00Z", GRAIN_DAY},
	};
	g_autoptr(Hours) hours = office("Europe/Berlin");
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(When) when = read_at(rows[i].phrase, FRIDAY, hours);
		g_test_message("%s: %s", rows[i].phrase,
			       when->error != NULL ? when->error : "");
		g_assert_true(when->understood);
		g_autofree char *instant = text_rfc3339(when->instant);
		g_assert_cmpstr(instant, ==, rows[i].instant);
		g_assert_cmpstr(grain_name(when->grain), ==, grain_name(rows[i].grain));
	}
}

static void test_refused(void)
{
	static const struct {
		const char *phrase, *suggestion;
	} rows[] = {
		{"13/8/2026", "2026-08-13"},
		{"8/9/2026", "2026-09-08 or 2026-08-09"},
		{"3.4.2026", "2026-04-03 or 2026-03-04"},
		{"2026-02-30", "2026-02-28"},
		{"2026-13-01", NULL},
		{"2026-03-01", NULL},
		{"2026-03-10 25:00", NULL},
		{"13-8-2026", "2026-08-13"},
		{"2026/8/9", "2026-08-09"},
		{"2026-03-05", NULL},
		/* Saturday: what is over is not moved to a day that is not. */
		{"2026-02-28", NULL},
		{"mon 2026-03-10", "2026-03-10"},
		{"2026-03-10 14:00 Europe/Berln", "2026-03-10 14:00 Europe/Berlin"},
		{"2026-03-10 14:00 EST", NULL},
		{"2026-03-10 14:00 Kathmandu", "2026-03-10 14:00 Asia/Kathmandu"},
		/* From nine to ten, or in Hawaii? */
		{"2026-03-10 09:00-10:00", "2026-03-10 09:00"},
		{"wed 17", "2026-03-11 17:00"},
		{"mon at 5", "2026-03-09 17:00"},
		{"2026-03-10 16h30", "2026-03-10 16:30"},
		{"mon 2026-03-10 14:00 +02:00", "2026-03-10"},
		{"2026-02-30 14:00 +02:00", "2026-02-28"},
		{"end of next week", "next fri"},
		{"in 6 months", "in 180d"},
		{"in a year", "in 365d"},
		{"yesterday", NULL},
		{"soon", NULL},
		{"in 3x", NULL},
		{"in 0d", NULL},
		{"3wd 2h", NULL},
		{"", NULL},
		{"in 99999999999999999999d", NULL},
	};
	g_autoptr(Hours) hours = office("Europe/Berlin");
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(When) when = read_at(rows[i].phrase, FRIDAY, hours);
		g_test_message("%s", rows[i].phrase);
		g_assert_false(when->understood);
		g_assert_nonnull(when->error);
		if (rows[i].suggestion != NULL)
			g_assert_cmpstr(when->suggestion, ==, rows[i].suggestion);
	}
	g_autoptr(When) nobody = read_at("2wd", FRIDAY, NULL);
	g_assert_false(nobody->understood);
}

/* The end of a week or month that is over is that of the next. */
static void test_end_is_over(void)
{
	g_autoptr(Hours) hours = office("Europe/Berlin");
	g_autoptr(When) month = read_at("eom", "2026-03-31T20:00:00Z", hours);
	g_autofree char *instant = text_rfc3339(month->instant);
	g_assert_cmpstr(instant, ==, "2026-04-30T15:00:00Z");
	g_autoptr(When) year = read_at("eom", "2026-12-31T20:00:00Z", hours);
	g_autofree char *january = text_rfc3339(year->instant);
	g_assert_cmpstr(january, ==, "2027-01-29T16:00:00Z");
}

static void test_cleared(void)
{
	g_autoptr(When) when = read_at("none", FRIDAY, NULL);
	g_assert_true(when->understood);
	g_assert_true(when->is_cleared);
	g_assert_cmpint(when->instant, ==, INSTANT_NONE);
}

/* The latest of everybody's; nobody gets less than was promised. */
static void test_fair(void)
{
	g_autoptr(Hours) berlin = office("Europe/Berlin");
	g_autoptr(Hours) auckland = office("Pacific/Auckland");
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	g_ptr_array_add(all, berlin);
	g_ptr_array_add(all, auckland);
	WhenInput input = {
		.zone = zone_find("Europe/Berlin"), .hours = berlin, .deciders = all};
	g_assert_true(text_read_rfc3339(FRIDAY, &input.now));
	g_autoptr(When) when = when_read("fair 8wh", &input);
	g_autofree char *instant = text_rfc3339(when->instant);
	g_assert_cmpstr(instant, ==, "2026-03-09T15:00:00Z");
	g_assert_cmpint(hours_elapsed(auckland, input.now, when->instant), >=, 8 * 3600);
	g_assert_cmpint(hours_elapsed(berlin, input.now, when->instant), ==, 8 * 3600);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/when/understood", test_understood);
	g_test_add_func("/when/refused", test_refused);
	g_test_add_func("/when/end-is-over", test_end_is_over);
	g_test_add_func("/when/cleared", test_cleared);
	g_test_add_func("/when/fair", test_fair);
	return g_test_run();
}
