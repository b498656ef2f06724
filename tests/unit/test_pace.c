/* test_pace.c: when mail may leave. Over random people, weeks, slots, focus, absences and
 * dues: never outside the hours, never in the focus without need, never later than is
 * safe, never sooner than it could. */
#include <string.h>

#include "workflow/pace.h"

#define DAY  (24 * 3600)
#define RUNS 6000

static const char *const ZONES[] = {"Europe/Berlin",	"Asia/Kathmandu",
				    "Pacific/Auckland", "America/Sao_Paulo",
				    "America/St_Johns", "Australia/Lord_Howe"};
static const char *const WEEKS[] = {"Mon-Fri 09:00-17:00", "Sun-Thu 08:00-12:00",
				    "Mon,Wed 07:30-19:15", "Mon-Sun 22:00-06:00",
				    "Sat 00:00-24:00"};
static const char *const FOCUSES[] = {"Mon-Fri 09:00-11:00", "Mon-Sun 23:00-01:00",
				      "Wed 07:00-15:00"};

static Instant instant(const char *text)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, NULL);
	return g_date_time_to_unix(time);
}

static Person *person_with(const char *zone, const char *week, const char *focus)
{
	Person *person = g_new0(Person, 1);
	person->zone = zone_find(zone);
	person->hours = hours_new(person->zone);
	person->focus = focus_new(person->zone);
	person->slots = g_array_new(FALSE, FALSE, sizeof(int));
	g_assert_true(hours_add_week(person->hours, week, NULL));
	if (focus != NULL)
		g_assert_true(focus_add(person->focus, focus, NULL));
	return person;
}

static void free_person(Person *person)
{
	hours_free(person->hours);
	focus_free(person->focus);
	g_array_unref(person->slots);
	g_free(person);
}

static int any(GRand *chance, size_t count)
{
	return g_rand_int_range(chance, 0, (gint32)count);
}

static Person *any_person(GRand *chance, Instant now)
{
	bool has_focus = g_rand_boolean(chance);
	Person *person = person_with(
		ZONES[any(chance, G_N_ELEMENTS(ZONES))],
		WEEKS[any(chance, G_N_ELEMENTS(WEEKS))],
		has_focus ? FOCUSES[any(chance, G_N_ELEMENTS(FOCUSES))] : NULL);
	if (g_rand_boolean(chance))
		person->slot_count = any(chance, 5);
	for (int i = person->slot_count > 0 ? 0 : any(chance, 4); i > 0; i--) {
		int minute = any(chance, 1440);
		g_array_append_val(person->slots, minute);
	}
	for (int i = any(chance, 3); i > 0; i--) {
		Instant start = now + g_rand_int_range(chance, -DAY, 9 * DAY);
		hours_add_absence(person->hours, start,
				  start + g_rand_int_range(chance, 1, 4 * DAY), "away");
	}
	return person;
}

static bool is_slot(const Person *person, Instant at)
{
	for (int day = -1; day <= 1; day++) {
		g_autoptr(GArray) slots = pace_slots(person, at + (Instant)day * DAY);
		for (guint i = 0; i < slots->len; i++)
			if (g_array_index(slots, Instant, i) == at)
				return true;
	}
	return false;
}

static void check(const Person *person, const Pace *pace, Instant now)
{
	Instant end = 0, open = 0;
	Instant safe = pace_safe_until(person, pace->free_at, pace->due);
	g_assert_true(hours_next_open(person->hours, now, &open, NULL));
	g_assert_cmpint(pace->free_at, ==, open);
	g_assert_cmpint(pace->at, >=, pace->free_at);
	g_assert_true(hours_is_open(person->hours, pace->at));
	g_assert_true(pace->reason == PACE_DUE ||
		      !focus_holds(person->focus, pace->at, &end));
	g_assert_true(pace->reason != PACE_SLOT || is_slot(person, pace->at));
	if (safe == INSTANT_NONE)
		return;
	g_assert_true(pace->at <= safe || pace->at == pace->free_at);
	/* Half of what there was is left. */
	int64_t whole = hours_elapsed(person->hours, pace->free_at, pace->due);
	g_assert_cmpint(hours_elapsed(person->hours, pace->at, pace->due) * 2, >=, whole);
}

static void test_random(void)
{
	g_autoptr(GRand) chance = g_rand_new_with_seed(20261127);
	Instant base = instant("2026-03-25T00:00:00Z");
	int held = 0;
	for (int run = 0; run < RUNS; run++) {
		Instant now = base + any(chance, 30 * DAY);
		Person *person = any_person(chance, now);
		Instant due = g_rand_boolean(chance) ? now + any(chance, 6 * DAY)
						     : INSTANT_NONE;
		Pace pace = pace_plan(person, now, due);
		check(person, &pace, now);
		held += pace.at > pace.free_at;
		/* A second look says the same, and a late one leaves the hours alone. */
		Pace again = pace_plan(person, now, due);
		g_assert_cmpint(again.at, ==, pace.at);
		g_assert_true(hours_is_open(person->hours,
					    pace_resume(person, pace.at + 1, due)));
		free_person(person);
	}
	g_assert_cmpint(held, >, RUNS / 10);
}

static void test_named(void)
{
	static const struct {
		const char *now, *due, *at;
		PaceReason reason;
	} rows[] = {
		{"2026-03-02T05:00:00Z", NULL, "2026-03-02T08:30:00Z", PACE_SLOT},
		{"2026-03-02T09:05:00Z", NULL, "2026-03-02T12:00:00Z", PACE_SLOT},
		{"2026-03-02T12:00:00Z", NULL, "2026-03-02T12:00:00Z", PACE_SLOT},
		{"2026-03-02T12:01:00Z", NULL, "2026-03-03T08:30:00Z", PACE_SLOT},
		{"2026-03-06T12:01:00Z", NULL, "2026-03-09T08:30:00Z", PACE_SLOT},
		{"2026-03-02T09:05:00Z", "2026-03-02T15:00:00Z", "2026-03-02T12:00:00Z",
		 PACE_SLOT},
		{"2026-03-02T09:05:00Z", "2026-03-02T14:54:00Z", "2026-03-02T09:05:00Z",
		 PACE_DUE},
		/* Nothing can be saved of what is past. */
		{"2026-03-02T09:05:00Z", "2026-03-02T09:00:00Z", "2026-03-02T12:00:00Z",
		 PACE_SLOT},
	};
	Person *person = person_with("Europe/Berlin", "Mon-Fri 09:00-17:00", NULL);
	for (int minute = 570; minute <= 780; minute += 210)
		g_array_append_val(person->slots, minute);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Instant due = rows[i].due != NULL ? instant(rows[i].due) : INSTANT_NONE;
		Pace pace = pace_plan(person, instant(rows[i].now), due);
		g_assert_cmpint(pace.at, ==, instant(rows[i].at));
		g_assert_cmpint(pace.reason, ==, rows[i].reason);
	}
	free_person(person);
}

/* Eight hours with a pause, in three: nine, twenty to twelve, twenty past three; the
 * first is pushed out of the focus. */
static void test_spread(void)
{
	static const char *const should[] = {
		"2026-03-02T09:00:00Z", "2026-03-02T10:40:00Z", "2026-03-02T14:20:00Z"};
	Person *person =
		person_with("Europe/Berlin", "Mon-Fri 09:00-12:00", "Mon 09:00-10:00");
	g_assert_true(hours_add_week(person->hours, "Mon-Fri 13:00-18:00", NULL));
	person->slot_count = 3;
	g_autoptr(GArray) slots = pace_slots(person, instant("2026-03-02T10:00:00Z"));
	g_assert_cmpint(slots->len, ==, G_N_ELEMENTS(should));
	for (guint i = 0; i < slots->len; i++)
		g_assert_cmpint(g_array_index(slots, Instant, i), ==, instant(should[i]));
	free_person(person);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pace/random", test_random);
	g_test_add_func("/pace/named", test_named);
	g_test_add_func("/pace/spread", test_spread);
	return g_test_run();
}
