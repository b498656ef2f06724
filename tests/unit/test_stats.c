/* test_stats.c: percentiles of lists that are known, norms that are proposed, and that
 * nobody is found out by adding and subtracting what is shown: every sum and difference
 * of the groups shown is formed, for small tables at random. */
#include <string.h>

#include "calendar/since.h"
#include "workflow/hiding.h"
#include "workflow/stats.h"
#include "workflow/stats_letter.h"

#define HOUR 3600

static Instant instant(const char *text)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, NULL);
	return g_date_time_to_unix(time);
}

static StatsSample sample_of(const char *tag, const char *project, int person,
			     int64_t seconds)
{
	static const char *const NAMES[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i"};
	return (StatsSample){.tag = tag,
			     .project = project,
			     .clock = "first-response",
			     .norm = "2wd",
			     .person = NAMES[person],
			     .has_due = true,
			     .is_working = true,
			     .is_in_time = seconds <= 16 * HOUR,
			     .seconds = seconds,
			     .day_seconds = 8 * HOUR};
}

static Stats *stats_of_quarter(void)
{
	return stats_new(instant("2026-03-02T00:00:00Z"), instant("2026-06-01T00:00:00Z"),
			 zone_utc());
}

/* ---- percentiles ------------------------------------------------------------ */

static void test_nearest_rank(void)
{
	static const struct {
		guint count;
		int percent;
		int64_t expected; /* of 1, 2, 3, ... */
	} CASES[] = {
		{1, 50, 1},   {1, 90, 1},   {2, 50, 1},	   {2, 90, 2},	  {3, 50, 2},
		{5, 50, 3},   {5, 90, 5},   {10, 50, 5},   {10, 90, 9},	  {11, 90, 10},
		{20, 90, 18}, {21, 90, 19}, {100, 50, 50}, {100, 90, 90}, {101, 50, 51},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autoptr(GArray) sorted = g_array_new(FALSE, FALSE, sizeof(int64_t));
		for (int64_t number = 1; number <= CASES[i].count; number++)
			g_array_append_val(sorted, number);
		g_assert_cmpint(stats_percentile(sorted, CASES[i].percent), ==,
				CASES[i].expected);
	}
}

/* A hundred answers of nine, the n-th after n quarters of an hour: in another order. */
static void test_known_corpus(void)
{
	g_autoptr(Stats) stats = stats_of_quarter();
	for (int i = 0; i < 100; i++) {
		int number = i * 37 % 100 + 1;
		StatsSample sample = sample_of("QUESTION", i % 2 == 0 ? "apollo" : NULL,
					       i % 9, number * HOUR / 4);
		sample.was_outside = number > 80;
		sample.norm = number % 10 == 0 ? "1wd" : "2wd";
		stats_add(stats, &sample);
	}
	stats_finish(stats);
	const GPtrArray *groups = stats_groups(stats);
	g_assert_cmpuint(groups->len, ==, 2);
	const StatsGroup *all = g_ptr_array_index(groups, 0);
	g_assert_cmpstr(all->by, ==, "tag");
	g_assert_cmpstr(all->name, ==, "QUESTION");
	g_assert_cmpuint(all->count, ==, 100);
	g_assert_cmpuint(all->people, ==, 9);
	g_assert_cmpint(all->median, ==, 50 * HOUR / 4);
	g_assert_cmpint(all->p90, ==, 90 * HOUR / 4);
	g_assert_cmpuint(all->within, ==, 64);
	g_assert_cmpuint(all->outside, ==, 20);
	g_assert_cmpstr(all->norm, ==, "2wd");
	g_assert_cmpstr(all->proposed, ==, "3wd");
	const StatsGroup *apollo = g_ptr_array_index(groups, 1);
	g_assert_cmpstr(apollo->by, ==, "project");
	g_assert_cmpuint(apollo->count, ==, 50);
}

static void test_propose(void)
{
	static const struct {
		int64_t seconds, day;
		bool is_working;
		const char *expected;
	} CASES[] = {
		{0, 8 * HOUR, true, "30wm"},
		{30 * 60, 8 * HOUR, true, "30wm"},
		{30 * 60 + 1, 8 * HOUR, true, "1wh"},
		{4 * HOUR, 8 * HOUR, true, "4wh"},
		{4 * HOUR + 1, 8 * HOUR, true, "6wh"},
		{7 * HOUR, 8 * HOUR, true, "1wd"},
		{8 * HOUR, 8 * HOUR, true, "1wd"},
		{8 * HOUR + 1, 8 * HOUR, true, "1wd 4wh"},
		{12 * HOUR, 8 * HOUR, true, "1wd 4wh"},
		{12 * HOUR + 1, 8 * HOUR, true, "2wd"},
		{25 * HOUR, 8 * HOUR, true, "4wd"},
		/* A short day is over sooner. */
		{4 * HOUR, 4 * HOUR, true, "1wd"},
		{5 * HOUR, 4 * HOUR, true, "2wd"},
		{60, 8 * HOUR, false, "5m"},
		{16 * 60, 8 * HOUR, false, "30m"},
		{13 * HOUR, 8 * HOUR, false, "1d"},
		{25 * HOUR, 8 * HOUR, false, "2d"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *proposed = stats_propose(CASES[i].seconds, CASES[i].day,
							  CASES[i].is_working);
		g_autofree char *why = NULL;
		Duration length;
		g_assert_cmpstr(proposed, ==, CASES[i].expected);
		g_assert_true(duration_read(proposed, &length, &why));
		g_assert_true(length.is_working == CASES[i].is_working);
		g_assert_cmpint(
			length.days * (CASES[i].is_working ? CASES[i].day : 24 * HOUR) +
				length.seconds,
			>=, CASES[i].seconds);
	}
}

static void test_weeks(void)
{
	g_autoptr(Stats) stats = stats_new(instant("2026-03-04T00:00:00Z"),
					   instant("2026-03-18T12:00:00Z"), zone_utc());
	stats_add_item(stats, instant("2026-01-01T00:00:00Z"), INSTANT_NONE, false);
	stats_add_item(stats, instant("2026-03-05T00:00:00Z"),
		       instant("2026-03-09T00:00:00Z"), true);
	stats_add_item(stats, instant("2026-03-10T00:00:00Z"),
		       instant("2026-03-11T00:00:00Z"), false);
	stats_finish(stats);
	static const guint EXPECTED[][3] = {{1, 0, 2}, {1, 1, 1}, {0, 0, 1}};
	const GArray *weeks = stats_weeks(stats);
	g_assert_cmpuint(weeks->len, ==, G_N_ELEMENTS(EXPECTED));
	for (guint i = 0; i < weeks->len; i++) {
		const StatsWeek *week = &g_array_index(weeks, StatsWeek, i);
		g_assert_cmpuint(week->opened, ==, EXPECTED[i][0]);
		g_assert_cmpuint(week->answered, ==, EXPECTED[i][1]);
		g_assert_cmpuint(week->open, ==, EXPECTED[i][2]);
		g_assert_cmpint(week->monday.day, ==, 2 + 7 * (int)i);
	}
}

/* ---- nobody is found out ---------------------------------------------------- */

#define ROWS	   3
#define COLUMNS	   3
#define PEOPLE_MIN 5
#define TABLES	   3000

/* The people of each field of the table, as bits; the last column is "none". */
typedef struct {
	guint people[ROWS][COLUMNS + 1];
} Grid;

static const char NAMES[ROWS + COLUMNS];

static guint count_bits(guint bits)
{
	return (guint)__builtin_popcount(bits);
}

static Grid any_field(GRand *chance)
{
	Grid field = {0};
	for (int row = 0; row < ROWS; row++)
		for (int column = 0; column <= COLUMNS; column++)
			for (int person = 0; person < 9; person++)
				if (g_rand_int_range(chance, 0, 3) == 0 &&
				    g_rand_boolean(chance) == (column % 2 == 0))
					field.people[row][column] |= 1U << person;
	for (int i = g_rand_int_range(chance, 0, 8); i > 0; i--)
		field.people[g_rand_int_range(chance, 0, ROWS)]
			    [g_rand_int_range(chance, 0, COLUMNS + 1)] =
			g_rand_boolean(chance) ? 0 : 1;
	return field;
}

static Hiding *hide(const Grid *field)
{
	static const char WHO[9];
	Hiding *hiding = hiding_new(PEOPLE_MIN);
	for (int row = 0; row < ROWS; row++)
		for (int column = 0; column <= COLUMNS; column++)
			for (int person = 0; person < 9; person++)
				if ((field->people[row][column] >> person & 1) != 0)
					hiding_add(hiding, &NAMES[row],
						   column < COLUMNS
							   ? &NAMES[ROWS + column]
							   : NULL,
						   &WHO[person]);
	hiding_decide(hiding);
	return hiding;
}

/* Whom a sum with these weights (-1, 0, 1 for each row, then column) speaks of. */
static guint people_in_sum(const Grid *field, const int *weights)
{
	guint people = 0;
	for (int row = 0; row < ROWS; row++)
		for (int column = 0; column <= COLUMNS; column++)
			if (weights[row] +
				    (column < COLUMNS ? weights[ROWS + column] : 0) !=
			    0)
				people |= field->people[row][column];
	return count_bits(people);
}

static void check_all_sums(const Grid *field, const Hiding *hiding)
{
	bool shown[ROWS + COLUMNS];
	for (int i = 0; i < ROWS + COLUMNS; i++)
		shown[i] = i < ROWS ? hiding_shows_row(hiding, &NAMES[i])
				    : hiding_shows_column(hiding, &NAMES[i]);
	for (int number = 0; number < 729; number++) { /* 3 to the 6th */
		int weights[ROWS + COLUMNS];
		bool is_possible = true;
		for (int i = 0, rest = number; i < ROWS + COLUMNS; i++, rest /= 3) {
			weights[i] = rest % 3 - 1;
			is_possible = is_possible && (weights[i] == 0 || shown[i]);
		}
		guint people = is_possible ? people_in_sum(field, weights) : 0;
		g_assert_true(people == 0 || people >= PEOPLE_MIN);
	}
}

static void test_nobody_by_difference(void)
{
	g_autoptr(GRand) chance = g_rand_new_with_seed(20260302);
	guint told = 0, large = 0, withheld = 0;
	for (int i = 0; i < TABLES; i++) {
		Grid field = any_field(chance);
		g_autoptr(Hiding) hiding = hide(&field);
		check_all_sums(&field, hiding);
		for (int row = 0; row < ROWS; row++) {
			guint people = 0;
			for (int column = 0; column <= COLUMNS; column++)
				people |= field.people[row][column];
			bool is_shown = hiding_shows_row(hiding, &NAMES[row]);
			bool is_large = count_bits(people) >= PEOPLE_MIN;
			told += is_shown ? 1 : 0;
			large += is_large ? 1 : 0;
			withheld += is_large && !is_shown ? 1 : 0;
		}
	}
	/* It is no answer to hide everything, nor to hide small groups alone. */
	g_test_message("%u rows of %u large ones shown", told, large);
	g_assert_cmpuint(told, >, large / 3);
	g_assert_cmpuint(withheld, >, 0);
}

/* A tag of six and a tag of one, all in one project: the project less the one tag would
 * be the other. */
static void test_total_gives_away(void)
{
	g_autoptr(Stats) stats = stats_of_quarter();
	for (int i = 0; i < 6; i++) {
		StatsSample sample = sample_of("QUESTION", "apollo", i, HOUR);
		stats_add(stats, &sample);
	}
	StatsSample alone = sample_of("LEGAL", "apollo", 8, 9 * HOUR);
	stats_add(stats, &alone);
	stats_finish(stats);
	g_assert_cmpuint(stats_groups(stats)->len, ==, 1);
	const StatsGroup *group = g_ptr_array_index(stats_groups(stats), 0);
	g_assert_cmpstr(group->name, ==, "apollo");
	g_assert_cmpuint(stats_hidden(stats), ==, 2);
}

/* More tags and projects than ways to part them could be tried. */
static void test_many_groups(void)
{
	g_autoptr(GRand) chance = g_rand_new_with_seed(7);
	g_autoptr(Hiding) hiding = hiding_new(PEOPLE_MIN);
	static const char ROWS_OF_MANY[60], COLUMNS_OF_MANY[60], WHO[40];
	for (int i = 0; i < 2000; i++)
		hiding_add(hiding, &ROWS_OF_MANY[g_rand_int_range(chance, 0, 60)],
			   &COLUMNS_OF_MANY[g_rand_int_range(chance, 0, 60)],
			   &WHO[g_rand_int_range(chance, 0, 40)]);
	hiding_decide(hiding);
	guint shown = 0;
	for (int i = 0; i < 60; i++)
		shown += hiding_shows_row(hiding, &ROWS_OF_MANY[i]) ? 1 : 0;
	g_test_message("%u of 60 shown", shown);
}

/* ---- the report of a month -------------------------------------------------- */

static void test_report_due(void)
{
	static const struct {
		const char *week, *away_from, *away_until;
		int month; /* of 2026 */
		const char *expected;
	} CASES[] = {
		{"Mon-Fri 09:00-17:00", NULL, NULL, 4, "2026-04-01T07:00:00Z"},
		{"Mon-Fri 07:00-15:00", NULL, NULL, 4, "2026-04-01T07:00:00Z"},
		{"Mon-Fri 13:00-17:00", NULL, NULL, 4, "2026-04-01T11:00:00Z"},
		{"Mon-Fri 09:00-17:00", NULL, NULL, 8, "2026-08-03T07:00:00Z"},
		{"Tue 09:00-17:00", NULL, NULL, 4, "2026-04-07T07:00:00Z"},
		{"Mon-Fri 09:00-17:00", "2026-03-30T00:00:00Z", "2026-04-02T22:00:00Z", 4,
		 "2026-04-03T07:00:00Z"},
		{"Mon-Fri 22:00-06:00", NULL, NULL, 4, "2026-04-01T20:00:00Z"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		Person person = {.zone = zone_find("Europe/Berlin")};
		g_autoptr(Hours) hours = hours_new(person.zone);
		g_assert_true(hours_add_week(hours, CASES[i].week, NULL));
		if (CASES[i].away_from != NULL)
			hours_add_absence(hours, instant(CASES[i].away_from),
					  instant(CASES[i].away_until), "away");
		person.hours = hours;
		Instant due = stats_letter_due(&person, 2026, CASES[i].month);
		g_assert_cmpint(due, ==, instant(CASES[i].expected));
		g_assert_cmpint(stats_letter_next(&person, due - 1), ==, due);
		g_assert_cmpint(stats_letter_next(&person, due), ==,
				stats_letter_due(&person, 2026, CASES[i].month + 1));
	}
}

/* ---- since ------------------------------------------------------------------ */

static void test_since(void)
{
	static const struct {
		const char *text, *expected; /* NULL: refused */
	} CASES[] = {
		{"2026-03-02", "2026-03-01T23:00:00Z"},
		{"2026-03-02 14:00", "2026-03-02T13:00:00Z"},
		{"2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z"},
		{"2019-07-01", "2019-06-30T22:00:00Z"},
		{"2 Mar", "2026-03-01T23:00:00Z"},
		{"17 Aug", "2025-08-16T22:00:00Z"},
		{"30d", "2026-05-02T10:00:00Z"},
		{"90d", "2026-03-03T11:00:00Z"},
		{"2026-06-02", NULL},
		{"2027-01-01", NULL},
		{"2026-02-30", NULL},
		{"03/02/2026", NULL},
		{"fri", NULL},
		{"2wd", NULL},
		{"yesterday-ish", NULL},
		{"", NULL},
	};
	const Zone *berlin = zone_find("Europe/Berlin");
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		Instant since = INSTANT_NONE;
		g_autoptr(GError) error = NULL;
		bool is_read =
			since_read(CASES[i].text, berlin, instant("2026-06-01T10:00:00Z"),
				   &since, &error);
		g_test_message("%s", CASES[i].text);
		g_assert_true(is_read == (CASES[i].expected != NULL));
		if (is_read)
			g_assert_cmpint(since, ==, instant(CASES[i].expected));
		else
			g_assert_nonnull(strstr(error->message, "write a date such as"));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/stats/nearest-rank", test_nearest_rank);
	g_test_add_func("/stats/known-corpus", test_known_corpus);
	g_test_add_func("/stats/propose", test_propose);
	g_test_add_func("/stats/weeks", test_weeks);
	g_test_add_func("/stats/nobody-by-difference", test_nobody_by_difference);
	g_test_add_func("/stats/total-gives-away", test_total_gives_away);
	g_test_add_func("/stats/many-groups", test_many_groups);
	g_test_add_func("/stats/report-due", test_report_due);
	g_test_add_func("/stats/since", test_since);
	return g_test_run();
}
