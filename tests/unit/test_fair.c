/* test_fair.c: a fair deadline: nobody has less of their own working time than was
 * promised, and one second earlier somebody would have. Over random zones, weeks,
 * absences and nights on which the clocks change. */
#include <string.h>

#include "calendar/when.h"

#define DAY  (24 * 3600)
#define RUNS 20000

static const char *const ZONES[] = {
	"Europe/Berlin",       "Asia/Kathmandu",    "Pacific/Auckland",
	"America/Sao_Paulo",   "Asia/Kolkata",	    "America/St_Johns",
	"Australia/Lord_Howe", "Pacific/Chatham",   "America/New_York",
	"Pacific/Kiritimati",  "Africa/Casablanca", "UTC"};

static const char *const WEEKS[] = {"Mon-Fri 09:00-17:00", "Sun-Thu 08:00-12:00",
				    "Mon,Wed 07:30-20:15", "Mon-Sun 22:00-06:00",
				    "Sat 00:00-24:00",	   "Tue-Fri 01:30-03:30"};

/* 2026-03-29 and 2026-10-25 change the clocks of Berlin, 2026-04-05 those of the south,
 * 2026-11-01 those of New York. */
static const char *const STARTS[] = {"2026-03-27T00:00:00Z", "2026-10-23T00:00:00Z",
				     "2026-04-03T00:00:00Z", "2026-10-30T00:00:00Z",
				     "2028-02-28T00:00:00Z"};

static Hours *any_hours(GRand *chance, Instant now)
{
	const Zone *zone = zone_find(
		ZONES[g_rand_int_range(chance, 0, (gint32)G_N_ELEMENTS(ZONES))]);
	Hours *hours = hours_new(zone);
	g_assert_true(hours_add_week(
		hours, WEEKS[g_rand_int_range(chance, 0, (gint32)G_N_ELEMENTS(WEEKS))],
		NULL));
	for (int i = g_rand_int_range(chance, 0, 3); i > 0; i--) {
		Instant start = now + g_rand_int_range(chance, -DAY, 9 * DAY);
		hours_add_absence(hours, start,
				  start + g_rand_int_range(chance, 1, 4 * DAY), "away");
	}
	if (g_rand_boolean(chance))
		g_assert_true(hours_add_holiday(hours, "2026-03-30", "a day off", NULL));
	return hours;
}

typedef struct {
	GPtrArray *hours;
	GArray *starts;
	Instant now;
	int minutes;
} Case;

/* Does everyone have what was promised, if it closed at `due`? */
static bool everyone_has_enough(const Case *test, Instant due)
{
	for (guint i = 0; i < test->hours->len; i++) {
		Instant start = g_array_index(test->starts, Instant, i);
		if (hours_elapsed(g_ptr_array_index(test->hours, i), start, due) <
		    (int64_t)test->minutes * 60)
			return false;
	}
	return true;
}

static void try_case(const Case *test)
{
	g_autofree char *phrase = g_strdup_printf("fair %dwm", test->minutes);
	const WhenInput input = {
		.zone = zone_find("UTC"),
		.hours = g_ptr_array_index(test->hours, 0),
		.now = test->now,
		.deciders = test->hours,
		.fair_starts = (const Instant *)(const void *)test->starts->data};
	g_autoptr(When) when = when_read(phrase, &input);
	g_assert_true(when->understood && when->is_fair);
	g_assert_true(everyone_has_enough(test, when->instant));
	g_assert_false(everyone_has_enough(test, when->instant - 1));
}

static void test_random(void)
{
	g_autoptr(GRand) chance = g_rand_new_with_seed(20261124);
	for (int run = 0; run < RUNS; run++) {
		g_autoptr(GDateTime) start = g_date_time_new_from_iso8601(
			STARTS[run % (int)G_N_ELEMENTS(STARTS)], NULL);
		Case test = {
			.hours = g_ptr_array_new_with_free_func(
				(GDestroyNotify)hours_free),
			.starts = g_array_new(FALSE, FALSE, sizeof(Instant)),
			.now = g_date_time_to_unix(start) +
			       g_rand_int_range(chance, 0, 3 * DAY),
			.minutes = g_rand_int_range(chance, 1, 20 * 60),
		};
		for (int i = g_rand_int_range(chance, 1, 6); i > 0; i--) {
			/* When the ask can first reach them. */
			Instant reached = test.now + g_rand_int_range(chance, 0, 2 * DAY);
			g_ptr_array_add(test.hours, any_hours(chance, test.now));
			g_array_append_val(test.starts, reached);
		}
		try_case(&test);
		g_ptr_array_unref(test.hours);
		g_array_unref(test.starts);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/fair/random", test_random);
	return g_test_run();
}
