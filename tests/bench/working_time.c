/* working_time.c: how many questions of working time a second, beside the way a database
 * answers them.
 *
 *	working_time [QUESTIONS]
 *
 * One calendar as people have them: three intervals, twelve holidays a year, an absence a
 * quarter. The peer is SQLite with a table of all working intervals from 2020 to 2040 in
 * UTC, running totals and indexes, in memory, statements prepared: the zone and the
 * holidays have been reckoned with beforehand and cost it nothing. Both get the same
 * questions and must give the same answers. Processor time, since
 * others may use the machine. A line each: name, ours a second, its. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "calendar/hours.h"

#define HOUR 3600
#define DAY  86400

typedef struct {
	Hours *hours;
	sqlite3 *database;
	sqlite3_stmt *insert, *before, *reached, *open;
	int count;
	Instant *at;
	int64_t *more;
} Bench;

static Instant instant_of(int year, int month, int day)
{
	return day_number(year, month, day) * DAY;
}

static Hours *make_hours(void)
{
	static const char *const week[] = {"Mon-Thu 09:00-12:30", "Mon-Thu 13:30-18:00",
					   "Fri 09:00-15:00"};
	static const char *const free[] = {"01-01", "01-06", "05-01", "08-15",
					   "10-03", "11-01", "12-24", "12-25",
					   "12-26", "12-31", "03-08", "06-04"};
	Hours *hours = hours_new(zone_find("Europe/Berlin"));
	for (size_t i = 0; i < G_N_ELEMENTS(week); i++)
		g_assert_true(hours_add_week(hours, week[i], NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(free); i++)
		g_assert_true(hours_add_holiday(hours, free[i], NULL, NULL));
	for (int month = 2; month <= 12; month += 3)
		hours_add_absence(hours, instant_of(2026, month, 3),
				  instant_of(2026, month, 9), "away");
	return hours;
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *text)
{
	sqlite3_stmt *statement = NULL;
	g_assert_cmpint(sqlite3_prepare_v2(database, text, -1, &statement, NULL), ==,
			SQLITE_OK);
	return statement;
}

static int64_t ask(sqlite3_stmt *statement, int64_t value)
{
	sqlite3_bind_int64(statement, 1, value);
	g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW);
	int64_t answer = sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	return answer;
}

static void fill(Bench *bench)
{
	Instant at = instant_of(2020, 1, 1), end = instant_of(2040, 1, 1);
	int64_t total = 0;
	Span span;
	sqlite3_exec(bench->database, "BEGIN", NULL, NULL, NULL);
	while (hours_next_span(bench->hours, at, &span, NULL) && span.start < end) {
		int64_t values[] = {span.start, span.end, total,
				    total + span.end - span.start};
		for (int i = 0; i < 4; i++)
			sqlite3_bind_int64(bench->insert, i + 1, values[i]);
		g_assert_cmpint(sqlite3_step(bench->insert), ==, SQLITE_DONE);
		sqlite3_reset(bench->insert);
		total = values[3];
		at = span.end;
	}
	sqlite3_exec(bench->database, "COMMIT; ANALYZE", NULL, NULL, NULL);
}

static void open_peer(Bench *bench)
{
	g_assert_cmpint(sqlite3_open(":memory:", &bench->database), ==, SQLITE_OK);
	sqlite3_exec(bench->database,
		     "CREATE TABLE span (start INTEGER PRIMARY KEY, stop INTEGER,"
		     " total INTEGER, after INTEGER);"
		     "CREATE INDEX by_stop ON span (stop, start);"
		     "CREATE INDEX by_after ON span (after, stop)",
		     NULL, NULL, NULL);
	bench->insert =
		prepare(bench->database, "INSERT INTO span VALUES (?1, ?2, ?3, ?4)");
	bench->before = prepare(bench->database,
				"SELECT total + min(stop, ?1) - start FROM span"
				" WHERE start <= ?1 ORDER BY start DESC LIMIT 1");
	bench->reached =
		prepare(bench->database, "SELECT stop - (after - ?1) FROM span"
					 " WHERE after >= ?1 ORDER BY after LIMIT 1");
	bench->open =
		prepare(bench->database, "SELECT max(start, ?1) FROM span WHERE stop > ?1"
					 " ORDER BY stop LIMIT 1");
	fill(bench);
}

/* ---- the questions, asked of both ----------------------------------------- */

typedef int64_t (*Question)(const Bench *bench, Instant at, int64_t more);

static int64_t our_add(const Bench *bench, Instant at, int64_t more)
{
	Instant to = 0;
	return hours_add(bench->hours, at, more, &to, NULL) ? to : 0;
}

static int64_t its_add(const Bench *bench, Instant at, int64_t more)
{
	return ask(bench->reached, ask(bench->before, at) + more);
}

static int64_t our_subtract(const Bench *bench, Instant at, int64_t more)
{
	Instant to = 0;
	return hours_subtract(bench->hours, at, more, &to, NULL) ? to : 0;
}

/* From the start of the next second that is worked, so that edges fall alike. */
static int64_t its_subtract(const Bench *bench, Instant at, int64_t more)
{
	return ask(bench->reached, ask(bench->before, at) - more + 1) - 1;
}

static int64_t our_elapsed(const Bench *bench, Instant at, int64_t more)
{
	return hours_elapsed(bench->hours, at, at + more * 4);
}

static int64_t its_elapsed(const Bench *bench, Instant at, int64_t more)
{
	return ask(bench->before, at + more * 4) - ask(bench->before, at);
}

static int64_t our_open(const Bench *bench, Instant at, int64_t more)
{
	Instant open = 0;
	(void)more;
	return hours_next_open(bench->hours, at, &open, NULL) ? open : 0;
}

static int64_t its_open(const Bench *bench, Instant at, int64_t more)
{
	(void)more;
	return ask(bench->open, at);
}

static double seconds_for(const Bench *bench, Question question, int count,
			  uint64_t *out_sum)
{
	uint64_t sum = 0;
	clock_t start = clock();
	for (int i = 0; i < count; i++)
		sum = sum * 31 + (uint64_t)question(bench, bench->at[i], bench->more[i]);
	*out_sum = sum;
	return (double)MAX(clock() - start, 1) / CLOCKS_PER_SEC;
}

/* The peer answers a part of them, and both are asked that part first. */
static void compare(const Bench *bench, const char *name, Question ours, Question its)
{
	int some = bench->count / 10;
	uint64_t our_sum = 0, its_sum = 0, sum = 0;
	(void)seconds_for(bench, ours, some, &our_sum);
	double theirs = seconds_for(bench, its, some, &its_sum);
	double mine = seconds_for(bench, ours, bench->count, &sum);
	if (our_sum != its_sum) {
		fprintf(stderr, "working_time: %s: two answers\n", name);
		exit(1);
	}
	printf("%s %.0f %.0f\n", name, bench->count / mine, some / theirs);
}

static void make_questions(Bench *bench, int64_t least, int64_t most)
{
	g_autoptr(GRand) chance = g_rand_new_with_seed(20260302);
	Instant first = instant_of(2025, 6, 1);
	for (int i = 0; i < bench->count; i++) {
		bench->at[i] = first + g_rand_int_range(chance, 0, 730 * DAY);
		bench->more[i] =
			least + g_rand_int_range(chance, 0, (gint32)(most - least));
	}
}

int main(int argc, char **argv)
{
	Bench bench = {.hours = make_hours(),
		       .count = argc > 1 ? atoi(argv[1]) : 1000000};
	bench.at = g_new(Instant, (gsize)bench.count);
	bench.more = g_new(int64_t, (gsize)bench.count);
	open_peer(&bench);
	make_questions(&bench, 1, 40 * HOUR);
	compare(&bench, "add", our_add, its_add);
	compare(&bench, "subtract", our_subtract, its_subtract);
	compare(&bench, "elapsed", our_elapsed, its_elapsed);
	compare(&bench, "next-open", our_open, its_open);
	make_questions(&bench, 4000 * HOUR, 12000 * HOUR);
	compare(&bench, "add-years", our_add, its_add);
	return 0;
}
