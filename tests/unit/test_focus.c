/* test_focus.c: hours to be left alone in: when they hold, when they end, and what is
 * left. */
#include "calendar/focus.h"

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

static Focus *focus_of(const char *zone, const char *first, const char *second)
{
	Focus *focus = focus_new(zone_find(zone));
	g_assert_true(focus_add(focus, first, NULL));
	if (second != NULL)
		g_assert_true(focus_add(focus, second, NULL));
	return focus;
}

static void test_holds(void)
{
	static const struct {
		const char *zone, *first, *second, *at, *end;
	} rows[] = {
		{"Europe/Berlin", "Mon-Fri 09:00-11:00", NULL, "2026-03-02T08:00:00Z",
		 "2026-03-02T10:00:00Z"},
		/* Half-open: at its end it is over. */
		{"Europe/Berlin", "Mon-Fri 09:00-11:00", NULL, "2026-03-02T10:00:00Z",
		 NULL},
		{"Europe/Berlin", "Mon-Fri 09:00-11:00", NULL, "2026-03-02T07:59:59Z",
		 NULL},
		{"Europe/Berlin", "Mon-Fri 09:00-11:00", NULL, "2026-03-07T08:30:00Z",
		 NULL},
		/* What touches is one, over midnight too. */
		{"Asia/Kathmandu", "Mon 20:00-24:00", "Tue 00:00-02:00",
		 "2026-03-02T15:00:00Z", "2026-03-02T20:15:00Z"},
		{"UTC", "Mon 22:00-06:00", "Tue 05:00-07:00", "2026-03-02T23:00:00Z",
		 "2026-03-03T07:00:00Z"},
		/* 02:30 does not exist on that day: it begins with the first instant that
		 * does. */
		{"Europe/Berlin", "Sun 02:30-04:00", NULL, "2026-03-29T01:00:00Z",
		 "2026-03-29T02:00:00Z"},
		{"UTC", "Mon-Sun 00:00-24:00", NULL, "2026-03-02T23:00:00Z",
		 "2026-03-09T23:00:00Z"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Focus) focus =
			focus_of(rows[i].zone, rows[i].first, rows[i].second);
		Instant end = 0;
		g_test_message("row %zu", i);
		g_assert_cmpint(focus_holds(focus, at(rows[i].at), &end), ==,
				rows[i].end != NULL);
		if (rows[i].end == NULL)
			continue;
		g_autofree char *shown = show(end);
		g_assert_cmpstr(shown, ==, rows[i].end);
	}
	Instant end = 0;
	g_assert_false(focus_holds(NULL, 0, &end));
}

static void test_next_free(void)
{
	g_autoptr(Hours) hours = hours_new(zone_find("Europe/Berlin"));
	g_assert_true(hours_add_week(hours, "Mon-Fri 09:00-17:00", NULL));
	g_assert_true(hours_add_holiday(hours, "2026-03-03", "free", NULL));
	g_autoptr(Focus) morning = focus_of("Europe/Berlin", "Mon-Fri 09:00-11:00", NULL);
	Instant free_at = 0;
	g_assert_true(focus_next_free(morning, hours, at("2026-03-02T07:00:00Z"),
				      &free_at, NULL));
	g_assert_cmpint(free_at, ==, at("2026-03-02T10:00:00Z"));
	/* After the last hour of Monday comes the end of Wednesday's focus. */
	g_assert_true(focus_next_free(morning, hours, at("2026-03-02T16:00:00Z"),
				      &free_at, NULL));
	g_assert_cmpint(free_at, ==, at("2026-03-04T10:00:00Z"));
	g_assert_true(
		focus_next_free(NULL, hours, at("2026-03-02T07:00:00Z"), &free_at, NULL));
	g_assert_cmpint(free_at, ==, at("2026-03-02T08:00:00Z"));
	g_autoptr(GError) error = NULL;
	g_autoptr(Focus) always = focus_of("Europe/Berlin", "Mon-Fri 08:00-18:00", NULL);
	g_assert_false(focus_next_free(always, hours, at("2026-03-02T07:00:00Z"),
				       &free_at, &error));
	g_assert_error(error, FAULT, FAULT_UNREADABLE);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/focus/holds", test_holds);
	g_test_add_func("/focus/next-free", test_next_free);
	return g_test_run();
}
