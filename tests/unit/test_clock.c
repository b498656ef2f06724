/* test_clock.c: whatever happens to a clock, its sums are right: pieces without gaps that
 * make its norm to the second, and time once used that stays used. Over random zones,
 * weeks, pauses, absences and changed calendars. */
#include <string.h>

#include "workflow/clock_explain.h"

#define DAY   (24 * 3600)
#define RUNS  3000
#define STEPS 8
#define NOON  INT64_C(1772452800) /* 2026-03-02T12:00:00Z */

static const char *const ZONES[] = {"Europe/Berlin", "Asia/Kathmandu", "Pacific/Auckland",
				    "America/Sao_Paulo", "Australia/Lord_Howe"};

static const char *const WEEKS[] = {"Mon-Fri 09:00-17:00", "Sun-Thu 08:00-12:00",
				    "Mon,Wed 07:30-20:15", "Mon-Sun 22:00-06:00",
				    "Sat 00:00-24:00",	   "Tue-Fri 01:30-03:30"};

static Hours *any_hours(GRand *chance, const Zone *zone)
{
	Hours *hours = hours_new(zone);
	g_assert_true(hours_add_week(
		hours, WEEKS[g_rand_int_range(chance, 0, (gint32)G_N_ELEMENTS(WEEKS))],
		NULL));
	for (int i = g_rand_int_range(chance, 0, 3); i > 0; i--) {
		Instant start = NOON + g_rand_int_range(chance, -DAY, 30 * DAY);
		hours_add_absence(hours, start,
				  start + g_rand_int_range(chance, 1, 4 * DAY), "away");
	}
	return hours;
}

typedef struct {
	GRand *chance;
	Clock clock;
	Person person;
	int hours; /* of its norm */
	Instant now;
} Case;

static int64_t counted_pieces(const Case *test)
{
	g_autoptr(GPtrArray) pieces = clock_pieces(&test->clock, &test->person);
	Instant at = test->clock.started;
	int64_t counted = 0;
	for (guint i = 0; i < pieces->len; i++) {
		const HoursPiece *piece = g_ptr_array_index(pieces, i);
		g_assert_cmpint(piece->span.start, ==, at);
		at = piece->span.end;
		counted += piece->is_counted ? piece->span.end - piece->span.start : 0;
	}
	g_assert_cmpint(at, ==, test->clock.due);
	return counted;
}

static void check(const Case *test)
{
	int64_t goal = clock_goal(&test->clock, &test->person);
	int64_t elapsed = clock_elapsed(&test->clock, &test->person, test->now);
	g_assert_cmpint(goal, ==, test->hours * 3600);
	g_assert_cmpint(counted_pieces(test), ==,
			clock_is_paused(&test->clock) ? MIN(elapsed, goal) : goal);
	if (test->now <= test->clock.due)
		g_assert_cmpint(
			elapsed + clock_left(&test->clock, &test->person, test->now), ==,
			goal);
	Instant due = INSTANT_NONE;
	g_assert_true(clock_derive(&test->clock, &test->person, &due));
	g_assert_cmpint(due, ==, test->clock.due);
}

static void pause_or_resume(Case *test)
{
	if (!clock_is_paused(&test->clock)) {
		clock_note(&test->clock, test->now, "paused",
			   json_pack("{s:s, s:s}", "kind", "shift", "reason", "waits"));
		return;
	}
	int64_t left = clock_left(&test->clock, &test->person, test->now);
	clock_note(&test->clock, test->now, "resumed", NULL);
	g_assert_true(clock_derive(&test->clock, &test->person, &test->clock.due));
	clock_count(&test->clock, &test->person);
	g_assert_cmpint(clock_left(&test->clock, &test->person, test->now), ==, left);
}

/* Everything may be another, also of days that are over. */
static void change_calendar(Case *test)
{
	int64_t elapsed = clock_elapsed(&test->clock, &test->person, test->now);
	hours_free(test->person.hours);
	test->person.hours = any_hours(test->chance, test->person.zone);
	(void)clock_recount(&test->clock, &test->person, test->now);
	g_assert_cmpint(clock_elapsed(&test->clock, &test->person, test->now), ==,
			elapsed);
}

static void begin(Case *test)
{
	GRand *chance = test->chance;
	const Zone *zone = zone_find(
		ZONES[g_rand_int_range(chance, 0, (gint32)G_N_ELEMENTS(ZONES))]);
	test->hours = g_rand_int_range(chance, 1, 60);
	test->now = NOON + g_rand_int_range(chance, 0, 7 * DAY);
	test->person = (Person){.zone = zone, .hours = any_hours(chance, zone)};
	test->clock = (Clock){.started = test->now,
			      .stopped = INSTANT_NONE,
			      .generation = 1,
			      .norm = g_strdup_printf("%dwh", test->hours),
			      .data = json_object()};
	g_assert_true(clock_derive(&test->clock, &test->person, &test->clock.due));
	clock_count(&test->clock, &test->person);
}

static void test_sums(void)
{
	g_autoptr(GRand) chance = g_rand_new_with_seed(20260302);
	for (int run = 0; run < RUNS; run++) {
		Case test = {.chance = chance};
		begin(&test);
		check(&test);
		for (int step = 0; step < STEPS; step++) {
			test.now += g_rand_int_range(chance, 1, 2 * DAY);
			/* What is over is not moved any more. */
			if (test.now >= test.clock.due && !clock_is_paused(&test.clock))
				break;
			if (g_rand_boolean(chance))
				pause_or_resume(&test);
			else
				change_calendar(&test);
			check(&test);
		}
		hours_free(test.person.hours);
		g_free(test.clock.norm);
		json_decref(test.clock.data);
	}
}

/* Clock time counts nights; a date that was set stays where it is. */
static void test_other_norms(void)
{
	g_autoptr(Hours) hours = hours_new(zone_utc());
	g_assert_true(hours_add_week(hours, "Mon-Fri 09:00-17:00", NULL));
	const Person person = {.zone = zone_utc(), .hours = hours};
	char norm[] = "30h", reason[] = "5 May";
	Clock clock = {.started = NOON,
		       .stopped = INSTANT_NONE,
		       .norm = norm,
		       .data = json_object()};
	g_assert_true(clock_derive(&clock, &person, &clock.due));
	g_assert_cmpint(clock.due, ==, NOON + 30 * 3600);
	g_assert_cmpint(clock_goal(&clock, &person), ==, 30 * 3600);
	g_assert_false(clock_is_derived(&clock));
	clock.norm = reason;
	clock.due = NOON + 7 * DAY;
	g_assert_true(clock_derive(&clock, &person, &clock.due));
	g_assert_cmpint(clock.due, ==, NOON + 7 * DAY);
	g_assert_cmpint(clock_goal(&clock, &person), ==, 40 * 3600);
	json_decref(clock.data);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/clock/sums", test_sums);
	g_test_add_func("/clock/other-norms", test_other_norms);
	return g_test_run();
}
