/* when.c: date phrases. Each form is one reader in a table; the first that recognises the
 * phrase decides, well or with an error.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/when.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Where no person's hours are known, a day ends as the default week does. */
#define DEFAULT_DAY_END_HOUR 17

typedef struct {
	char **words; /* folded, the zone taken off */
	size_t count;
	const WhenInput *input;
	const Zone *zone; /* of the phrase */
	When *when;
} Phrase;

static const char *const weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
				       "friday", "saturday", "sunday"};
static const char *const months[] = {"january",	  "february", "march",	  "april",
				     "may",	  "june",     "july",	  "august",
				     "september", "october",  "november", "december"};

const char *grain_name(Grain grain)
{
	static const char *const names[] = {"day", "hour", "minute", "second"};
	return names[grain];
}

void when_free(When *when)
{
	if (when == NULL)
		return;
	g_free(when->error);
	g_free(when->suggestion);
	g_free(when);
}

/* ---- results ------------------------------------------------------------ */

static bool refuse(const Phrase *phrase, char *suggestion, char *error)
{
	phrase->when->understood = false;
	phrase->when->error = error;
	phrase->when->suggestion = suggestion;
	return true;
}

static bool give(const Phrase *phrase, Instant instant, Grain grain)
{
	phrase->when->understood = true;
	phrase->when->instant = instant;
	phrase->when->grain = grain;
	return true;
}

static bool give_future(const Phrase *phrase, Instant instant, Grain grain)
{
	if (instant > phrase->input->now)
		return give(phrase, instant, grain);
	g_autofree char *then = zone_format(phrase->zone, instant);
	return refuse(phrase, NULL, g_strdup_printf("%s is over", then));
}

/* The end of the working day with that number; without hours, of the default one. */
static bool day_end(const Phrase *phrase, int64_t day, Instant *out_end)
{
	if (phrase->input->hours == NULL) {
		LocalTime local = day_local(day);
		local.hour = DEFAULT_DAY_END_HOUR;
		*out_end = zone_instant(phrase->zone, local);
		return true;
	}
	g_autoptr(GError) error = NULL;
	if (hours_day_end(phrase->input->hours, day, out_end, &phrase->when->was_moved,
			  &error))
		return true;
	refuse(phrase, NULL, g_strdup(error->message));
	return false;
}

/* ---- pieces ------------------------------------------------------------- */

/* "5pm", "5:30am": an hour from 1 to 12, moved into its half of the day. */
static bool apply_half(const char *half, int *hour)
{
	bool is_after_noon = g_str_equal(half, "pm") || g_str_equal(half, "p.m.");
	if (!is_after_noon && !g_str_equal(half, "am") && !g_str_equal(half, "a.m."))
		return false;
	if (*hour < 1 || *hour > 12)
		return false;
	*hour = *hour % 12 + (is_after_noon ? 12 : 0);
	return true;
}

static bool read_clock(const char *word, int *out_hour, int *out_minute, int *out_second)
{
	int hour = 0, minute = 0, second = 0, used = 0;
	if (g_str_equal(word, "noon"))
		word = "12:00";
	if (!g_ascii_isdigit(word[0]) || sscanf(word, "%2d%n", &hour, &used) != 1)
		return false;
	int *const rest[] = {&minute, &second};
	int parts = 0;
	for (; parts < 2 && word[used] == ':' && g_ascii_isdigit(word[used + 1]);
	     parts++) {
		int more = 0;
		if (sscanf(word + used, ":%2d%n", rest[parts], &more) != 1)
			return false;
		used += more;
	}
	bool has_half = word[used] != '\0' && apply_half(word + used, &hour);
	bool is_midnight = hour == 24 && minute == 0 && second == 0;
	if ((word[used] != '\0' || parts == 0) && !has_half)
		return false;
	if (minute > 59 || second > 59 || (hour > 23 && !is_midnight))
		return false;
	*out_hour = hour;
	*out_minute = minute;
	*out_second = second;
	return true;
}

/* The index of `word` among names, whole or by its first three letters; -1. */
static int name_index(const char *word, const char *const *names, size_t count)
{
	size_t length = strlen(word);
	for (size_t i = 0; i < count; i++) {
		if (length >= 3 && length <= strlen(names[i]) &&
		    g_str_has_prefix(names[i], word))
			return (int)i;
	}
	return -1;
}

/* A day, and whatever clock stands in the words from `from` on. */
static bool give_day(const Phrase *phrase, int64_t day, size_t from)
{
	if (from < phrase->count && g_str_equal(phrase->words[from], "at"))
		from++;
	bool is_end =
		from + 1 == phrase->count && g_str_equal(phrase->words[from], "eod");
	if (from == phrase->count || is_end) {
		Instant end = 0;
		return !day_end(phrase, day, &end) || give_future(phrase, end, GRAIN_DAY);
	}
	LocalTime local = day_local(day);
	if (from + 1 != phrase->count ||
	    !read_clock(phrase->words[from], &local.hour, &local.minute, &local.second))
		return refuse(phrase,
			      g_strdup_printf("%04d-%02d-%02d 14:00", local.year,
					      local.month, local.day),
			      g_strdup_printf("'%s' is no time of the day",
					      phrase->words[from]));
	return give_future(phrase, zone_instant(phrase->zone, local),
			   local.second != 0 ? GRAIN_SECOND : GRAIN_MINUTE);
}

static int64_t today(const Phrase *phrase)
{
	LocalTime local = zone_local(phrase->zone, phrase->input->now);
	return day_number(local.year, local.month, local.day);
}

static int last_day_of(int year, int month)
{
	int day = 31;
	while (!day_exists(year, month, day))
		day--;
	return day;
}

static bool give_date(const Phrase *phrase, int year, int month, int day, size_t from)
{
	if (month < 1 || month > 12 || day < 1)
		return refuse(phrase, NULL, g_strdup("there is no such date"));
	if (!day_exists(year, month, day))
		return refuse(phrase,
			      g_strdup_printf("%04d-%02d-%02d", year, month,
					      last_day_of(year, month)),
			      g_strdup_printf("there is no %d %c%s %d", day,
					      g_ascii_toupper(months[month - 1][0]),
					      months[month - 1] + 1, year));
	return give_day(phrase, day_number(year, month, day), from);
}

/* ---- forms -------------------------------------------------------------- */

static bool try_none(const Phrase *phrase)
{
	if (phrase->count != 1 || (!g_str_equal(phrase->words[0], "none") &&
				   !g_str_equal(phrase->words[0], "clear")))
		return false;
	phrase->when->is_cleared = true;
	return give(phrase, INSTANT_NONE, GRAIN_SECOND);
}

/* 2026-12-01T14:00+02:00: ISO 8601 lets the seconds away, RFC 3339 does not. */
static char *with_seconds(const char *word)
{
	const char *clock = strchr(word, 'T');
	size_t head = clock != NULL ? (size_t)(clock - word) + strlen("T14:00") : 0;
	if (clock == NULL || strlen(word) < head)
		return g_strdup(word);
	g_autofree char *start = g_strndup(word, head);
	return g_strconcat(start, ":00", word + head, NULL);
}

static bool try_iso(const Phrase *phrase)
{
	int year = 0, month = 0, day = 0, used = 0;
	const char *word = phrase->words[0];
	if (sscanf(word, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 ||
	    year < 1970 || (word[used] != '\0' && word[used] != 't'))
		return false;
	if (word[used] == '\0')
		return give_date(phrase, year, month, day, 1);
	Instant instant = 0;
	g_autofree char *upper = g_ascii_strup(word, -1);
	if (phrase->count == 1 && text_read_rfc3339(upper, &instant))
		return give_future(phrase, instant, GRAIN_SECOND);
	g_autofree char *seconds = with_seconds(upper);
	if (phrase->count == 1 && text_read_rfc3339(seconds, &instant))
		return give_future(phrase, instant, GRAIN_MINUTE);
	g_autofree char *clock = g_strdup(word + used + 1);
	char *words[] = {phrase->words[0], clock, NULL};
	Phrase parted = *phrase;
	parted.words = words;
	parted.count = 2;
	return phrase->count == 1 && give_date(&parted, year, month, day, 1);
}

/* 13/8/2026, 8/13, 13.8.2026: whose month is it? Refused, with what was probably meant.
 */
static bool try_slashes(const Phrase *phrase)
{
	int first = 0, second = 0, year = 0, used = 0;
	char mark = 0;
	const char *word = phrase->words[0];
	int got = sscanf(word, "%2d%c%2d%n", &first, &mark, &second, &used);
	if (got != 3 || !g_ascii_isdigit(word[0]) || (mark != '/' && mark != '.') ||
	    g_ascii_isalpha(word[used]))
		return false;
	if (word[used] == mark && word[used + 1] != '\0' &&
	    sscanf(word + used + 1, "%4d", &year) != 1)
		return false;
	if (year == 0)
		year = zone_local(phrase->zone, phrase->input->now).year;
	else if (year < 100)
		year += 2000;
	g_autofree char *day_first =
		day_exists(year, second, first)
			? g_strdup_printf("%04d-%02d-%02d", year, second, first)
			: NULL;
	g_autofree char *month_first =
		day_exists(year, first, second) && first != second
			? g_strdup_printf("%04d-%02d-%02d", year, first, second)
			: NULL;
	char *suggestion =
		day_first != NULL && month_first != NULL
			? g_strconcat(day_first, " or ", month_first, NULL)
			: g_strdup(day_first != NULL ? day_first : month_first);
	return refuse(phrase, suggestion,
		      g_strdup_printf("'%s': whether day or month comes first differs by "
				      "country; write "
				      "YEAR-MONTH-DAY",
				      word));
}

static bool try_clock(const Phrase *phrase)
{
	LocalTime local = zone_local(phrase->zone, phrase->input->now);
	if (phrase->count != 1 ||
	    !read_clock(phrase->words[0], &local.hour, &local.minute, &local.second))
		return false;
	Instant instant = zone_instant(phrase->zone, local);
	if (instant <= phrase->input->now) {
		local.day++;
		instant = zone_instant(phrase->zone, local);
	}
	return give(phrase, instant, GRAIN_MINUTE);
}

static bool try_relative_day(const Phrase *phrase)
{
	if (g_str_equal(phrase->words[0], "today"))
		return give_day(phrase, today(phrase), 1);
	if (g_str_equal(phrase->words[0], "tomorrow"))
		return give_day(phrase, today(phrase) + 1, 1);
	return false;
}

/* `fri` is the next one whose end is still ahead; `next mon` the one of the next ISO
 * week. */
static bool try_weekday(const Phrase *phrase)
{
	bool is_next = g_str_equal(phrase->words[0], "next") && phrase->count > 1;
	bool is_this = g_str_equal(phrase->words[0], "this") && phrase->count > 1;
	size_t at = is_next || is_this ? 1 : 0;
	int index = name_index(phrase->words[at], weekdays, G_N_ELEMENTS(weekdays));
	if (index < 0)
		return false;
	int64_t now_day = today(phrase);
	int64_t monday = now_day - (day_weekday(now_day) - 1);
	if (is_next)
		return give_day(phrase, monday + 7 + index, at + 1);
	int64_t day = now_day + (index + 8 - day_weekday(now_day)) % 7;
	if (!give_day(phrase, day, at + 1) || phrase->when->understood || day != now_day)
		return true;
	g_clear_pointer(&phrase->when->error, g_free);
	g_clear_pointer(&phrase->when->suggestion, g_free);
	return give_day(phrase, day + 7, at + 1);
}

/* `17 Aug`, `Aug 17th`, with or without a year. */
static bool try_month_name(const Phrase *phrase)
{
	if (phrase->count < 2)
		return false;
	int month = name_index(phrase->words[1], months, G_N_ELEMENTS(months));
	const char *number = phrase->words[0];
	if (month < 0) {
		month = name_index(phrase->words[0], months, G_N_ELEMENTS(months));
		number = phrase->words[1];
	}
	int day = 0, used = 0;
	if (month < 0 || sscanf(number, "%2d%n", &day, &used) != 1)
		return false;
	const char *rest = number + used;
	if (*rest != '\0' && !g_str_equal(rest, ",") && !g_str_equal(rest, ".") &&
	    !g_str_has_prefix(rest, "st") && !g_str_has_prefix(rest, "nd") &&
	    !g_str_has_prefix(rest, "rd") && !g_str_has_prefix(rest, "th"))
		return false;
	int year = 0;
	if (phrase->count > 2 && strlen(phrase->words[2]) == 4 &&
	    sscanf(phrase->words[2], "%4d", &year) == 1)
		return give_date(phrase, year, month + 1, day, 3);
	LocalTime local = zone_local(phrase->zone, phrase->input->now);
	bool is_over =
		month + 1 < local.month || (month + 1 == local.month && day < local.day);
	return give_date(phrase, local.year + (is_over ? 1 : 0), month + 1, day, 2);
}

/* The end of the last working day from `first` to `last`, once all of them are known not
 * to be over. */
static bool give_last(const Phrase *phrase, int64_t first, int64_t last)
{
	for (int64_t day = last; day >= first; day--) {
		Instant end = 0;
		phrase->when->was_moved = false;
		if (!day_end(phrase, day, &end))
			return true;
		if (!phrase->when->was_moved && end > phrase->input->now)
			return give(phrase, end, GRAIN_DAY);
	}
	phrase->when->was_moved = false;
	return false;
}

static bool try_end_of(const Phrase *phrase)
{
	if (phrase->count != 1 || strlen(phrase->words[0]) != 3 ||
	    !g_str_has_prefix(phrase->words[0], "eo"))
		return false;
	int64_t now_day = today(phrase);
	LocalTime local = day_local(now_day);
	int64_t monday = now_day - (day_weekday(now_day) - 1);
	switch (phrase->words[0][2]) {
	case 'd':
		return give_last(phrase, now_day, now_day) ||
		       give_day(phrase, now_day + 1, 1);
	case 'w':
		/* Without hours the week ends on Friday, as the default one does. */
		return give_last(phrase, now_day,
				 monday + (phrase->input->hours == NULL ? 4 : 6)) ||
		       give_last(phrase, monday + 7,
				 monday + (phrase->input->hours == NULL ? 11 : 13)) ||
		       give_day(phrase, monday + 13, 1);
	case 'm':
		return give_last(phrase, now_day,
				 day_number(local.year, local.month,
					    last_day_of(local.year, local.month))) ||
		       give_day(phrase, now_day + 1, 1);
	default:
		return false;
	}
}

/* ---- durations ---------------------------------------------------------- */

static Grain duration_grain(const Duration *duration)
{
	if (duration->seconds == 0)
		return GRAIN_DAY;
	if (duration->seconds % 3600 == 0)
		return GRAIN_HOUR;
	return duration->seconds % 60 == 0 ? GRAIN_MINUTE : GRAIN_SECOND;
}

static bool give_fair(const Phrase *phrase, Duration duration)
{
	const WhenInput *input = phrase->input;
	size_t count = input->deciders != NULL ? input->deciders->len : 1;
	Instant latest = INSTANT_NONE;
	duration.is_working = true;
	for (size_t i = 0; i < count; i++) {
		const Hours *hours = input->deciders != NULL
					     ? g_ptr_array_index(input->deciders, i)
					     : input->hours;
		Instant start =
			input->fair_starts != NULL ? input->fair_starts[i] : input->now;
		Instant end = 0;
		g_autoptr(GError) error = NULL;
		if (!duration_apply(&duration, phrase->zone, hours, start, &end, &error))
			return refuse(phrase, NULL, g_strdup(error->message));
		latest = MAX(latest, end);
	}
	phrase->when->is_fair = true;
	return give(phrase, latest, duration_grain(&duration));
}

static bool try_duration(const Phrase *phrase)
{
	bool is_fair = g_str_equal(phrase->words[0], "fair");
	bool is_marked = is_fair || g_str_equal(phrase->words[0], "in") ||
			 g_str_equal(phrase->words[0], "within") ||
			 phrase->words[0][0] == '+';
	if (!is_marked && !g_ascii_isdigit(phrase->words[0][0]))
		return false;
	size_t skipped = is_marked && phrase->words[0][0] != '+' ? 1 : 0;
	g_autofree char *joined = g_strjoinv(" ", phrase->words + skipped);
	Duration duration = {0};
	g_autofree char *why = NULL;
	if (!duration_read(joined + (joined[0] == '+' ? 1 : 0), &duration, &why))
		return is_marked &&
		       refuse(phrase, g_strdup(is_fair ? "fair 8wh" : "in 2wd"),
			      g_steal_pointer(&why));
	if (duration.seconds == 0 && duration.days == 0)
		return refuse(phrase, g_strdup("in 2wd"),
			      g_strdup("that is no time at all"));
	if (is_fair)
		return give_fair(phrase, duration);
	Instant at = 0;
	g_autoptr(GError) error = NULL;
	if (!duration_apply(&duration, phrase->zone, phrase->input->hours,
			    phrase->input->now, &at, &error))
		return refuse(phrase, NULL, g_strdup(error->message));
	return give(phrase, at, duration_grain(&duration));
}

/* ---- the whole ---------------------------------------------------------- */

static bool (*const forms[])(const Phrase *) = {
	try_none,    try_iso,	     try_slashes, try_clock,	try_relative_day,
	try_weekday, try_month_name, try_end_of,  try_duration,
};

static bool is_lead_word(const char *word)
{
	return g_str_equal(word, "by") || g_str_equal(word, "until") ||
	       g_str_equal(word, "on") || g_str_equal(word, "before");
}

/* Word processors and telephones put other dashes into dates. */
static char *plain_dashes(const char *line)
{
	static const char *const dashes[] = {"\u2010", "\u2011", "\u2012", "\u2013",
					     "\u2212"};
	g_autoptr(GString) plain = g_string_new(line);
	for (size_t i = 0; i < G_N_ELEMENTS(dashes); i++)
		g_string_replace(plain, dashes[i], "-", 0);
	return g_strdup(plain->str);
}

/* A last word that is a zone; the words are folded, so the original is looked at. */
static const Zone *zone_of(const char *text)
{
	const char *space = strrchr(text, ' ');
	if (space == NULL ||
	    (strchr(space, '/') == NULL && !g_str_equal(space + 1, "UTC")))
		return NULL;
	return zone_find(space + 1);
}

/* What people write often and what says it here. */
static char *nearest(const char *folded)
{
	static const struct {
		const char *word, *phrase;
	} near[] = {{"next week", "next mon"},
		    {"end of day", "eod"},
		    {"end of week", "eow"},
		    {"end of month", "eom"},
		    {"end of the day", "eod"},
		    {"end of the week", "eow"},
		    {"end of the month", "eom"},
		    {"midnight", "24:00"},
		    {"next month", "in 4w"},
		    {"tonight", "eod"},
		    {"cob", "eod"},
		    {"asap", "eod"}};
	for (size_t i = 0; i < G_N_ELEMENTS(near); i++)
		if (strstr(folded, near[i].word) != NULL)
			return g_strdup(near[i].phrase);
	return g_strdup("in 2wd");
}

When *when_read(const char *phrase, const WhenInput *input)
{
	When *when = g_new0(When, 1);
	g_autofree char *line = text_single_line(phrase, 200);
	const Zone *zone = zone_of(line);
	if (zone != NULL)
		*strrchr(line, ' ') = '\0';
	g_autofree char *plain = plain_dashes(line);
	g_autofree char *folded = text_fold(plain);
	g_auto(GStrv) words = g_strsplit(folded, " ", -1);
	size_t skipped =
		words[0] != NULL && words[1] != NULL && is_lead_word(words[0]) ? 1 : 0;
	Phrase read = {.words = words + skipped,
		       .count = g_strv_length(words + skipped),
		       .input = input,
		       .zone = zone != NULL ? zone : input->zone,
		       .when = when};
	for (size_t i = 0; read.count > 0 && i < G_N_ELEMENTS(forms); i++) {
		if (forms[i](&read))
			return when;
	}
	when->error =
		g_strdup_printf("'%s' is no date or duration; such are 2026-12-01, fri, "
				"tomorrow 14:00, in 2wd and fair 8wh",
				line);
	when->suggestion = nearest(folded);
	return when;
}
