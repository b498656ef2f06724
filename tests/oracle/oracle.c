/* oracle.c: working time as a clock on the wall would tell it, to compare the program
 * with. It shares no code with it and knows no intervals: it looks at every minute (at
 * every second, where an absence begins) of some months, asks the C library what the
 * clock shows, and whether that is within the hours. What is asked for is then counted.
 *
 *	oracle SEED TEAMS [TEAM]	TEAMS teams, or that one alone
 *
 * prints calendars, questions and answers, a line each, for tests/oracle/ask.c to read:
 *
 *	calendar ZONE / week TEXT / holiday TEXT / away START END	one person
 *	open AT = 0|1			next AT = T|none	closed AT LIMIT = T
 *	elapsed A B = N			add AT N = T|none	subtract AT N = T|none
 *	days AT N = T			end DAY = T MOVED	explain A B = PIECES
 *	overlap A B ATLEAST MAX = SPANS	of all calendars since the last `team`
 *
 * The clock on the wall is never put back: in an hour that comes twice it stands still.
 * So the first of two times counts, and a time that does not exist is over when the
 * clock jumps. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DAY	     86400
#define WARM_UP	     (3 * 1440) /* minutes before the first question */
#define MINUTES_MAX  (430 * 1440)
#define PEOPLE	     3
#define SHIFTS_MAX   6
#define HOLIDAYS_MAX 24
#define ABSENCES_MAX 6
#define ZONES_MAX    700

typedef struct {
	int from, to;  /* minutes of the day; `to` over 1440 after midnight */
	unsigned days; /* bit of the weekday, Monday 0 */
} Shift;

typedef struct {
	int year, month, day; /* year 0: every year */
	char text[16];
} Holiday;

typedef struct {
	int64_t start, end;
} Absence;

typedef struct {
	Shift shifts[SHIFTS_MAX];
	int shift_count;
	Holiday holidays[HOLIDAYS_MAX];
	int holiday_count;
	Absence absences[ABSENCES_MAX];
	int absence_count;
	int64_t first; /* instant of minute 0 */
	int minutes;
	int32_t shown[MINUTES_MAX];   /* local minutes since 1970, never put back */
	bool stands[MINUTES_MAX];     /* at the last second of that minute */
	bool base[MINUTES_MAX];	      /* within the hours, absent or not */
	int32_t sum[MINUTES_MAX + 1]; /* seconds that count before this minute */
	int holiday_of[MINUTES_MAX / 1440 + 16]; /* 1 + index; by day since `first_day` */
	int64_t first_day;
} Calendar;

static Calendar people[PEOPLE];
static char zones[ZONES_MAX][48];
static int zone_count;
static uint64_t state;

static uint64_t chance(void)
{
	uint64_t z = (state += 0x9e3779b97f4a7c15u);
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* From `low` on, below `high`. */
static int64_t between(int64_t low, int64_t high)
{
	return low + (int64_t)(chance() % (uint64_t)(high - low));
}

/* ---- what the clock shows -------------------------------------------------- */

static int32_t raw_minute(int64_t instant)
{
	time_t at = instant;
	struct tm local;
	localtime_r(&at, &local);
	if (local.tm_sec != 0) {
		fprintf(stderr, "oracle: seconds in an offset\n");
		exit(2);
	}
	local.tm_isdst = 0;
	return (int32_t)(timegm(&local) / 60);
}

static void read_clock(Calendar *person)
{
	int32_t peak = INT32_MIN, here = 0, next = raw_minute(person->first);
	for (int m = 0; m < person->minutes; m++) {
		/* No clock is changed twice within a quarter of an hour. */
		if (m % 15 == 0) {
			here = next;
			next = raw_minute(person->first + (int64_t)(m + 15) * 60);
		}
		int32_t raw = next - here == 15
				      ? here + m % 15
				      : raw_minute(person->first + (int64_t)m * 60);
		person->stands[m] = raw <= peak;
		person->shown[m] = raw <= peak ? peak : raw;
		peak = person->shown[m];
	}
}

static int weekday_of(int64_t day)
{
	return (int)(((day + 3) % 7 + 7) % 7);
}

static int holiday_on(const Calendar *person, int64_t day)
{
	time_t noon = (time_t)(day * DAY + DAY / 2);
	struct tm date;
	gmtime_r(&noon, &date);
	int found = 0;
	for (int i = 0; i < person->holiday_count; i++) {
		const Holiday *holiday = &person->holidays[i];
		bool is_it = holiday->month == date.tm_mon + 1 &&
			     holiday->day == date.tm_mday &&
			     (holiday->year == 0 || holiday->year == date.tm_year + 1900);
		/* One that is written with its year has the better name. */
		if (is_it && (found == 0 || (holiday->year != 0 &&
					     person->holidays[found - 1].year == 0)))
			found = i + 1;
	}
	return found;
}

static int holiday_of(const Calendar *person, int64_t day)
{
	return person->holiday_of[day - person->first_day];
}

/* Is `minute` (over 1440 for the day after) within a shift that begins on `day`? */
static bool is_in_shift(const Calendar *person, int64_t day, int minute)
{
	unsigned bit = 1u << weekday_of(day);
	for (int i = 0; i < person->shift_count; i++) {
		const Shift *shift = &person->shifts[i];
		if ((shift->days & bit) != 0 && minute >= shift->from &&
		    minute < shift->to)
			return true;
	}
	return false;
}

static bool is_within(const Calendar *person, int m)
{
	int64_t day = person->shown[m] / 1440;
	int minute = person->shown[m] % 1440;
	return (holiday_of(person, day) == 0 && is_in_shift(person, day, minute)) ||
	       (holiday_of(person, day - 1) == 0 &&
		is_in_shift(person, day - 1, minute + 1440));
}

/* The first to have begun; -1: none. */
static int absence_at(const Calendar *person, int64_t at)
{
	int found = -1;
	for (int i = 0; i < person->absence_count; i++) {
		const Absence *absence = &person->absences[i];
		if (at >= absence->start && at < absence->end &&
		    (found < 0 || absence->start < person->absences[found].start))
			found = i;
	}
	return found;
}

static int minute_of(const Calendar *person, int64_t at)
{
	return (int)((at - person->first) / 60);
}

static bool counts(const Calendar *person, int64_t at)
{
	return person->base[minute_of(person, at)] && absence_at(person, at) < 0;
}

static int seconds_in(const Calendar *person, int m)
{
	int64_t start = person->first + (int64_t)m * 60;
	bool is_cut = false;
	int seconds = 0;
	if (!person->base[m])
		return 0;
	for (int i = 0; i < person->absence_count; i++)
		is_cut = is_cut || (person->absences[i].start < start + 60 &&
				    person->absences[i].end > start);
	if (!is_cut)
		return 60;
	for (int s = 0; s < 60; s++)
		seconds += counts(person, start + s) ? 1 : 0;
	return seconds;
}

static void look(Calendar *person)
{
	read_clock(person);
	person->first_day = person->shown[0] / 1440 - 2;
	int64_t last = person->shown[person->minutes - 1] / 1440 + 3;
	for (int64_t day = person->first_day; day <= last; day++)
		person->holiday_of[day - person->first_day] = holiday_on(person, day);
	for (int m = 0; m < person->minutes; m++) {
		person->base[m] = is_within(person, m);
		person->sum[m + 1] = person->sum[m] + seconds_in(person, m);
	}
}

/* ---- answers, by counting -------------------------------------------------- */

#define NONE INT64_MIN

static int64_t end_of_time(const Calendar *person)
{
	return person->first + (int64_t)person->minutes * 60;
}

static int64_t count_before(const Calendar *person, int64_t at)
{
	int m = minute_of(person, at);
	int64_t count = person->sum[m];
	for (int64_t t = person->first + (int64_t)m * 60; t < at; t++)
		count += counts(person, t) ? 1 : 0;
	return count;
}

/* The start of the second that counts as number `number`, from 0 on; NONE: not in sight.
 */
static int64_t second_number(const Calendar *person, int64_t number)
{
	int low = 0, high = person->minutes;
	if (number < 0 || number >= person->sum[person->minutes])
		return NONE;
	while (high - low > 1) {
		int middle = (low + high) / 2;
		if (person->sum[middle] <= number)
			low = middle;
		else
			high = middle;
	}
	int64_t count = person->sum[low];
	for (int64_t t = person->first + (int64_t)low * 60;; t++) {
		if (!counts(person, t))
			continue;
		if (count == number)
			return t;
		count++;
	}
}

static int64_t next_open(const Calendar *person, int64_t at)
{
	return second_number(person, count_before(person, at));
}

static int64_t next_closed(const Calendar *person, int64_t at, int64_t limit)
{
	while (at < limit && counts(person, at)) {
		int m = minute_of(person, at);
		bool is_whole = (at - person->first) % 60 == 0 &&
				person->sum[m + 1] - person->sum[m] == 60;
		at += is_whole ? 60 : 1;
	}
	return at < limit ? at : limit;
}

/* Does the second `at` count, and for a shift that begins on `day`? */
static bool counts_for(const Calendar *person, int64_t at, int64_t day)
{
	int m = minute_of(person, at);
	int64_t minute = person->shown[m] - day * 1440;
	return minute >= 0 && minute < 2880 && holiday_of(person, day) == 0 &&
	       is_in_shift(person, day, (int)minute) && absence_at(person, at) < 0;
}

/* The instant at which the clock first shows that second or a later one. */
static int64_t when_shown(const Calendar *person, int64_t wall)
{
	int low = -1, high = person->minutes - 1;
	while (high - low > 1) {
		int middle = (low + high) / 2;
		if ((int64_t)person->shown[middle] * 60 + 59 >= wall)
			high = middle;
		else
			low = middle;
	}
	int64_t begin = (int64_t)person->shown[high] * 60;
	return person->first + (int64_t)high * 60 + (wall > begin ? wall - begin : 0);
}

typedef struct {
	int64_t nearest; /* NONE: nobody works on that day */
	int64_t end;
} DayAnswer;

/* What of `day` is nearest to `target`, where an end is as good as a start. */
static DayAnswer look_at_day(const Calendar *person, int64_t day, int64_t target)
{
	DayAnswer answer = {NONE, NONE};
	int64_t t = when_shown(person, day * DAY);
	int64_t last = when_shown(person, (day + 2) * DAY);
	while (t < last) {
		int m = minute_of(person, t);
		if (!person->base[m]) {
			t = person->first + (int64_t)(m + 1) * 60;
			continue;
		}
		bool is_whole = (t - person->first) % 60 == 0 &&
				person->sum[m + 1] - person->sum[m] == 60;
		int64_t next = t + (is_whole ? 60 : 1);
		if (counts_for(person, t, day)) {
			int64_t near = target < t ? t : target > next ? next : target;
			if (answer.nearest == NONE ||
			    llabs(near - target) < llabs(answer.nearest - target))
				answer.nearest = near;
			answer.end = next;
		}
		t = next;
	}
	return answer;
}

static int64_t add_days(const Calendar *person, int64_t at, int days)
{
	int64_t open = next_open(person, at);
	if (open == NONE || open > end_of_time(person) - 60 * DAY)
		return NONE;
	int m = minute_of(person, open);
	int64_t day = person->shown[m] / 1440;
	if (counts_for(person, open, day - 1))
		day--;
	int64_t wall = (int64_t)person->shown[m] * 60 +
		       (person->stands[m] ? 59 : (open - person->first) % 60);
	int64_t second = wall - day * DAY;
	for (int i = 0; i < 45; i++) {
		int64_t target = when_shown(person, ++day * DAY + second);
		DayAnswer answer = look_at_day(person, day, target);
		if (answer.nearest != NONE && --days == 0)
			return answer.nearest;
	}
	return NONE;
}

static void reason(const Calendar *person, int64_t at, char *text, size_t size)
{
	int m = minute_of(person, at), away = absence_at(person, at);
	int64_t day = person->shown[m] / 1440;
	int minute = person->shown[m] % 1440;
	int holiday = holiday_of(person, day);
	if (holiday == 0 && is_in_shift(person, day - 1, minute + 1440))
		holiday = holiday_of(person, day - 1);
	bool is_free = true;
	for (int i = 0; i < person->shift_count; i++)
		is_free = is_free && (person->shifts[i].days >> weekday_of(day) & 1) == 0;
	if (counts(person, at))
		snprintf(text, size, "working_hours");
	else if (away >= 0)
		snprintf(text, size, "away:_a%d", away);
	else if (holiday > 0)
		snprintf(text, size, "holiday:_%s", person->holidays[holiday - 1].text);
	else
		snprintf(text, size, is_free ? "not_a_working_day" : "outside_hours");
}

/* ---- questions ------------------------------------------------------------- */

static void print_answer(int64_t answer)
{
	if (answer == NONE)
		printf("none\n");
	else
		printf("%lld\n", (long long)answer);
}

/* Any second, one near a change of the clock, or one that was an answer before. */
static int64_t any_instant(const Calendar *person, int64_t margin)
{
	static int64_t before;
	int64_t low = person->first + WARM_UP * 60;
	int64_t high = end_of_time(person) - margin;
	int64_t at = between(low, high);
	int kind = (int)between(0, 4);
	if (kind == 0) {
		int m = minute_of(person, at), limit = minute_of(person, high);
		while (m + 15 < limit && person->shown[m + 15] - person->shown[m] == 15)
			m += 15;
		at = person->first + (int64_t)m * 60 + between(-30000, 30000);
	} else if (kind == 1 && before != 0) {
		at = before + between(-1, 2);
	} else if (kind == 2) {
		int64_t number = person->sum[person->minutes];
		int64_t edge =
			number > 0 ? second_number(person, between(0, number)) : at;
		/* An edge, rather than any second of the hours. */
		at = next_closed(person, edge,
				 edge + 2 * DAY < high ? edge + 2 * DAY : high) +
		     between(-1, 2);
	}
	at = at < low ? low : at >= high ? high - 1 : at;
	before = at;
	return at;
}

static void ask_elapsed(const Calendar *person)
{
	int64_t a = any_instant(person, 1), b = any_instant(person, 1);
	int64_t count = a < b ? count_before(person, b) - count_before(person, a) : 0;
	printf("elapsed %lld %lld = %lld\n", (long long)a, (long long)b,
	       (long long)count);
}

static int64_t any_seconds(void)
{
	int64_t most[] = {3, 3600, 8 * 3600, 40 * 3600, 200 * 3600, 2000 * 3600};
	return between(1, most[between(0, 6)] + 1);
}

static void ask_add(const Calendar *person)
{
	int64_t at = any_instant(person, 1), seconds = any_seconds();
	int64_t last = second_number(person, count_before(person, at) + seconds - 1);
	if (last == NONE)
		return;
	printf("add %lld %lld = ", (long long)at, (long long)seconds);
	print_answer(last + 1);
}

static void ask_subtract(const Calendar *person)
{
	int64_t at = any_instant(person, 1), seconds = any_seconds();
	int64_t since = second_number(person, count_before(person, at) - seconds);
	if (since == NONE)
		return;
	printf("subtract %lld %lld = ", (long long)at, (long long)seconds);
	print_answer(since);
}

static void ask_open(const Calendar *person)
{
	int64_t at = any_instant(person, 1), open = next_open(person, at);
	printf("open %lld = %d\n", (long long)at, counts(person, at));
	if (open == NONE)
		return;
	printf("next %lld = ", (long long)at);
	print_answer(open);
}

static void ask_closed(const Calendar *person)
{
	int64_t at = any_instant(person, 10 * DAY), limit = at + between(0, 9 * DAY);
	printf("closed %lld %lld = ", (long long)at, (long long)limit);
	print_answer(next_closed(person, at, limit));
}

static void ask_days(const Calendar *person)
{
	int64_t at = any_instant(person, 61 * DAY);
	int days = (int)between(1, 6);
	int64_t answer = add_days(person, at, days);
	if (answer == NONE)
		return;
	printf("days %lld %d = ", (long long)at, days);
	print_answer(answer);
	int64_t first = person->shown[minute_of(person, at)] / 1440;
	for (int64_t day = first; day < first + 40; day++) {
		DayAnswer found = look_at_day(person, day, 0);
		if (found.end == NONE)
			continue;
		printf("end %lld = %lld %d\n", (long long)first, (long long)found.end,
		       day > first);
		return;
	}
}

static void ask_explain(const Calendar *person)
{
	int64_t a = any_instant(person, 5 * DAY), b = a + between(1, 4 * DAY);
	printf("explain %lld %lld =", (long long)a, (long long)b);
	char before[40] = "", here[40];
	for (int64_t t = a; t < b;) {
		reason(person, t, here, sizeof here);
		if (strcmp(here, before) != 0)
			printf(" %lld %s", (long long)t, here);
		strcpy(before, here);
		/* Within a minute only an absence makes a difference. */
		int64_t next = t - (t - person->first) % 60 + 60;
		for (int i = 0; i < person->absence_count; i++) {
			const Absence *absence = &person->absences[i];
			next = absence->start > t && absence->start < next
				       ? absence->start
				       : next;
			next = absence->end > t && absence->end < next ? absence->end
								       : next;
		}
		t = next;
	}
	printf("\n");
}

static bool all_count(int64_t at)
{
	for (int i = 0; i < PEOPLE; i++)
		if (!counts(&people[i], at))
			return false;
	return true;
}

/* 60: all seconds from `at`, which is a whole minute; 0: none; else each by itself. */
static int common(int64_t at)
{
	int least = 60;
	for (int i = 0; i < PEOPLE; i++) {
		int m = minute_of(&people[i], at);
		int seconds = people[i].sum[m + 1] - people[i].sum[m];
		least = seconds < least ? seconds : least;
	}
	return least;
}

static void ask_overlap(void)
{
	int64_t a = any_instant(&people[0], 15 * DAY), b = a + between(1, 14 * DAY);
	int64_t at_least = between(0, 3) == 0 ? 0 : between(1, 3 * 3600);
	int max = (int)between(1, 12);
	printf("overlap %lld %lld %lld %d =", (long long)a, (long long)b,
	       (long long)at_least, max);
	int64_t start = NONE;
	for (int64_t t = a; t <= b && max > 0;) {
		bool is_whole = (t - people[0].first) % 60 == 0 && t + 60 <= b;
		int least = is_whole ? common(t) : 1;
		bool is_common = t < b && least > 0 && (least == 60 || all_count(t));
		if (is_common && start == NONE)
			start = t;
		if (!is_common && start != NONE) {
			if (t - start >= at_least) {
				printf(" %lld %lld", (long long)start, (long long)t);
				max--;
			}
			start = NONE;
		}
		t += least == 60 || least == 0 ? 60 : 1;
	}
	printf("\n");
}

/* ---- calendars ------------------------------------------------------------- */

static const char *const NAMES[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

static void add_shift(Calendar *person)
{
	int step = between(0, 3) == 0 ? 1 : 15;
	int from = (int)between(0, 1440 / step) * step;
	int length = (int)between(1, 720 / step) * step;
	int first = (int)between(0, 7), last = (int)between(0, 7);
	if (between(0, 8) == 0) {
		from = 0;
		length = 1440;
	} else if (between(0, 3) > 0) {
		from = (int)between(6, 14) * 60;
		length = (int)between(1, 600 / step) * step;
	}
	/* What ends at midnight ends at 24:00. */
	int to = from + length;
	Shift shift = {from, to, 0};
	for (int day = first;; day = (day + 1) % 7) {
		shift.days |= 1u << day;
		if (day == last)
			break;
	}
	person->shifts[person->shift_count++] = shift;
	int shown = to > 1440 ? to - 1440 : to;
	printf("week %s-%s %02d:%02d-%02d:%02d\n", NAMES[first], NAMES[last], from / 60,
	       from % 60, shown / 60, shown % 60);
}

static void add_holiday(Calendar *person)
{
	Holiday *holiday = &person->holidays[person->holiday_count++];
	time_t at = (time_t)(person->first + between(0, person->minutes) * 60);
	struct tm date;
	gmtime_r(&at, &date);
	*holiday = (Holiday){0, date.tm_mon + 1, date.tm_mday, ""};
	if (between(0, 20) == 0) {
		holiday->month = 2;
		holiday->day = 29;
	} else if (between(0, 2) == 0) {
		holiday->year = date.tm_year + 1900;
	}
	if (holiday->year != 0)
		snprintf(holiday->text, sizeof holiday->text, "%04u-%02u-%02u",
			 (unsigned)holiday->year % 10000, (unsigned)holiday->month % 100,
			 (unsigned)holiday->day % 100);
	else
		snprintf(holiday->text, sizeof holiday->text, "%02u-%02u",
			 (unsigned)holiday->month % 100, (unsigned)holiday->day % 100);
	printf("holiday %s\n", holiday->text);
}

static void add_absence(Calendar *person)
{
	static const int64_t most[] = {90, 3600, DAY, 8 * DAY, 40 * DAY};
	int64_t start = person->first + between(0, (int64_t)person->minutes * 60);
	int64_t end = start + between(1, most[between(0, 5)]);
	for (int i = 0; i < person->absence_count; i++)
		if (person->absences[i].start == start)
			return;
	person->absences[person->absence_count++] = (Absence){start, end};
	printf("away %lld %lld\n", (long long)start, (long long)end);
}

static void make_person(Calendar *person, int64_t first, int minutes)
{
	static char setting[64];
	const char *zone = zones[between(0, zone_count)];
	person->shift_count = person->holiday_count = person->absence_count = 0;
	person->first = first;
	person->minutes = minutes;
	snprintf(setting, sizeof setting, "TZ=%s", zone);
	putenv(setting);
	tzset();
	printf("calendar %s\n", zone);
	for (int64_t i = between(1, SHIFTS_MAX); i > 0; i--)
		add_shift(person);
	for (int64_t i = between(0, HOLIDAYS_MAX); i > 0; i--)
		add_holiday(person);
	for (int64_t i = between(0, ABSENCES_MAX + 1); i > 0; i--)
		add_absence(person);
	look(person);
}

static void question(const Calendar *person)
{
	switch (between(0, 60)) {
	case 0:
		ask_explain(person);
		break;
	case 1:
		ask_closed(person);
		break;
	case 2:
		ask_days(person);
		break;
	default:
		switch (between(0, 4)) {
		case 0:
			ask_elapsed(person);
			break;
		case 1:
			ask_add(person);
			break;
		case 2:
			ask_subtract(person);
			break;
		default:
			ask_open(person);
		}
	}
}

static void make_team(uint64_t seed, uint64_t number)
{
	state = seed * 1000003 + number;
	/* Minutes of an instant are minutes of the hour everywhere: offsets have no
	 * seconds. */
	int64_t years = between(0, 3) == 0 ? between(1975, 2036) : between(2012, 2034);
	int64_t first =
		(years - 1970) * 31556952 / 900 * 900 + between(0, 365 * 96) * 900;
	int minutes = (int)between(90, 420) * 1440;
	printf("team %llu\n", (unsigned long long)number);
	for (int i = 0; i < PEOPLE; i++) {
		make_person(&people[i], first, minutes);
		for (int q = 0; q < 1200; q++)
			question(&people[i]);
	}
	for (int q = 0; q < 20; q++)
		ask_overlap();
}

static void read_zones(void)
{
	char line[256];
	FILE *list = fopen("/usr/share/zoneinfo/tzdata.zi", "r");
	while (list != NULL && fgets(line, sizeof line, list) != NULL)
		if (zone_count < ZONES_MAX &&
		    sscanf(line, "Z %47s", zones[zone_count]) == 1 &&
		    strchr(zones[zone_count], '/') != NULL)
			zone_count++;
	if (list == NULL || zone_count == 0) {
		fprintf(stderr, "oracle: no tzdata.zi\n");
		exit(2);
	}
	fclose(list);
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return 2;
	uint64_t seed = strtoull(argv[1], NULL, 10);
	uint64_t teams = strtoull(argv[2], NULL, 10);
	read_zones();
	if (argc > 3) {
		make_team(seed, strtoull(argv[3], NULL, 10));
		return 0;
	}
	for (uint64_t number = 0; number < teams; number++)
		make_team(seed, number);
	return 0;
}
