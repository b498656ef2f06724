/* message_date.c: the hour a mail says it was written.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/message_date.h"

#include <stdlib.h>
#include <string.h>
#include <glib.h>

#define DAY_MAX_BYTES 60
#define OFFSET_MAX    (14 * 60)

/* The three-letter ones of America mean what RFC 5322 4.3 says. Names that mean several
 * zones and are in no standard (IST) are left out. */
static const struct {
	const char *name;
	int offset; /* in minutes, east of Greenwich */
} zones[] = {
	{"UT", 0},     {"UTC", 0},    {"GMT", 0},    {"Z", 0},	     {"WET", 0},
	{"WEST", 60},  {"BST", 60},   {"CET", 60},   {"MEZ", 60},    {"MET", 60},
	{"CEST", 120}, {"MESZ", 120}, {"MEST", 120}, {"EET", 120},   {"SAST", 120},
	{"EEST", 180}, {"MSK", 180},  {"PKT", 300},  {"HKT", 480},   {"SGT", 480},
	{"AWST", 480}, {"JST", 540},  {"KST", 540},  {"ACST", 570},  {"AEST", 600},
	{"ACDT", 630}, {"AEDT", 660}, {"NZST", 720}, {"NZDT", 780},  {"BRT", -180},
	{"ART", -180}, {"NDT", -150}, {"NST", -210}, {"ADT", -180},  {"AST", -240},
	{"EDT", -240}, {"EST", -300}, {"CDT", -300}, {"CST", -360},  {"MDT", -360},
	{"MST", -420}, {"PDT", -420}, {"PST", -480}, {"AKDT", -480}, {"AKST", -540},
	{"HST", -600},
};

typedef struct {
	const char *start, *end; /* in the text */
	int hour, minute, second;
} Clock;

/* ---- the plain form ------------------------------------------------------- */

static const char *skip_blanks(const char *at)
{
	return at + strspn(at, " \t\r\n");
}

/* Digits, at least `min` and at most `max` of them; NULL if there are others. */
static const char *skip_digits(const char *at, size_t min, size_t max)
{
	size_t count = at != NULL ? strspn(at, "0123456789") : 0;
	return at != NULL && count >= min && count <= max ? at + count : NULL;
}

/* Three letters and what must follow. */
static const char *skip_letters(const char *at, const char *end)
{
	bool is_word = at != NULL && g_ascii_isalpha(at[0]) && g_ascii_isalpha(at[1]) &&
		       g_ascii_isalpha(at[2]) && g_str_has_prefix(at + 3, end);
	return is_word ? at + 3 + strlen(end) : NULL;
}

static const char *skip_space(const char *at)
{
	return at != NULL && *at == ' ' ? skip_blanks(at) : NULL;
}

static const char *skip_colon(const char *at)
{
	return at != NULL && *at == ':' ? at + 1 : NULL;
}

/* As the standard has it since 2001, with a zone in digits: the library reads that
 * rightly. */
static bool is_plain_date(const char *value)
{
	const char *at = skip_blanks(value);
	const char *day = skip_letters(at, ", ");
	at = skip_space(skip_digits(day != NULL ? skip_blanks(day) : at, 1, 2));
	at = skip_space(skip_digits(skip_space(skip_letters(at, "")), 4, 4));
	at = skip_digits(skip_colon(skip_digits(at, 2, 2)), 2, 2);
	if (at != NULL && *at == ':')
		at = skip_digits(at + 1, 2, 2);
	at = skip_space(at);
	if (at == NULL || (*at != '+' && *at != '-') || at[1] > '1')
		return false;
	at = skip_digits(at + 1, 4, 4);
	at = at != NULL ? skip_blanks(at) : NULL;
	return at != NULL && (*at == '\0' || *at == '(');
}

/* Of a date of the library, or NULL. */
static Instant instant_of(GDateTime *date, int *out_offset_minutes)
{
	Instant instant = date != NULL ? g_date_time_to_unix(date) : INSTANT_NONE;
	/* 1990 to 2100; the rest is a broken clock. */
	if (instant < INT64_C(631152000) || instant > INT64_C(4102444800))
		return INSTANT_NONE;
	*out_offset_minutes =
		(int)(g_date_time_get_utc_offset(date) / G_TIME_SPAN_MINUTE);
	return instant;
}

/* ---- the hour -------------------------------------------------------------- */

static char *without_comments(const char *value)
{
	GString *text = g_string_new(NULL);
	int depth = 0;
	for (const char *at = value; *at != '\0'; at++) {
		depth += *at == '(';
		if (depth == 0)
			g_string_append_c(text, *at);
		else if (*at == ')' && --depth == 0)
			g_string_append_c(text, ' ');
	}
	return g_string_free(text, FALSE);
}

/* Two digits behind the separator that stands at `at`; -1 if there are none. */
static int read_two(const char **at, char separator)
{
	bool may_blank = separator == ':';
	const char *next = may_blank ? skip_blanks(*at) : *at;
	if (*next != separator)
		return -1;
	next = may_blank ? skip_blanks(next + 1) : next + 1;
	if (skip_digits(next, 2, 2) == NULL)
		return -1;
	*at = next + 2;
	return g_ascii_digit_value(next[0]) * 10 + g_ascii_digit_value(next[1]);
}

static bool read_clock(const char *start, char separator, Clock *out_clock)
{
	const char *at = skip_digits(start, 1, 2);
	if (at == NULL)
		return false;
	Clock clock = {.start = start, .hour = atoi(start)};
	clock.minute = read_two(&at, separator);
	if (clock.minute < 0)
		return false;
	int second = read_two(&at, separator);
	clock.second = MAX(second, 0);
	clock.end = at;
	*out_clock = clock;
	return separator == ':' || (*at != '.' && !g_ascii_isdigit(*at));
}

static bool find_clock(const char *text, char separator, Clock *out_clock)
{
	for (const char *at = text; *at != '\0'; at++) {
		if (!g_ascii_isdigit(*at))
			continue;
		bool is_zone = at > text && at[-1] == '+';
		if (!is_zone && read_clock(at, separator, out_clock))
			return true;
		at += strspn(at, "0123456789") - 1;
	}
	return false;
}

static bool has_word(const char *text)
{
	for (const char *at = text; *at != '\0'; at++)
		if (skip_letters(at, "") != NULL)
			return true;
	return false;
}

/* More numbers than those of the day: there is an hour, but in what form? */
static bool has_more_than_day(const char *text)
{
	int numbers = 0;
	for (const char *at = text; *at != '\0'; at++)
		numbers +=
			g_ascii_isdigit(*at) && (at == text || !g_ascii_isdigit(at[-1]));
	return strchr(text, ':') != NULL || numbers > (has_word(text) ? 2 : 3);
}

static void read_half(Clock *clock)
{
	const char *half = skip_blanks(clock->end);
	bool is_late = g_ascii_strncasecmp(half, "PM", 2) == 0;
	bool is_half = is_late || g_ascii_strncasecmp(half, "AM", 2) == 0;
	if (!is_half || g_ascii_isalpha(half[2]) || clock->hour > 12)
		return;
	clock->hour = clock->hour % 12 + (is_late ? 12 : 0);
	clock->end = half + 2;
}

/* ---- the zone and the day --------------------------------------------------- */

/* "+0200", "+02:00", "+2"; false if it is none of the Earth. */
static bool read_digits(const char *at, int *out_offset, const char **out_end)
{
	const char *digits = at + 1;
	size_t count = strspn(digits, "0123456789");
	int number = count <= 4 ? atoi(digits) : -1;
	const char *end = digits + count;
	int minutes = count > 2 ? number / 100 * 60 + number % 100 : number * 60;
	if (count <= 2 && *end == ':' && skip_digits(end + 1, 2, 2) != NULL) {
		minutes += atoi(end + 1);
		end += 3;
	}
	if (number < 0 || count == 0 || minutes > OFFSET_MAX)
		return false;
	*out_offset = *at == '-' ? -minutes : minutes;
	*out_end = end;
	return true;
}

static const char *skip_name(const char *at, int *out_offset)
{
	size_t length = 0;
	while (g_ascii_isalpha(at[length]))
		length++;
	for (size_t i = 0; i < G_N_ELEMENTS(zones); i++)
		if (strlen(zones[i].name) == length &&
		    g_ascii_strncasecmp(at, zones[i].name, length) == 0)
			*out_offset = zones[i].offset;
	return at + length;
}

static bool is_offset(const char *at)
{
	return (*at == '+' || *at == '-') && g_ascii_isdigit(at[1]);
}

static bool read_zone(const char *at, int *out_offset, const char **out_end)
{
	at += strspn(at, " \t\"");
	const char *end = at;
	if (!is_offset(at)) {
		end = skip_name(at, out_offset);
		at = skip_blanks(end);
	}
	*out_end = end;
	return !is_offset(at) || read_digits(at, out_offset, out_end);
}

static const char *skip_year(const char *at, int *out_year)
{
	const char *year = skip_blanks(at);
	const char *end = skip_digits(year, 4, 4);
	if (end == NULL || *out_year > 0)
		return at;
	*out_year = atoi(year);
	return end;
}

/* Without the name of the day, which says nothing, and with blanks for its marks. */
static char *day_of(const char *text, const Clock *clock)
{
	size_t length = MIN((size_t)(clock->start - text), DAY_MAX_BYTES);
	g_autofree char *day = g_strndup(text, length);
	const char *start = day;
	size_t comma = strcspn(day, ",");
	if (day[comma] == ',' && comma < strcspn(day, "0123456789"))
		start = day + comma + 1;
	for (char *at = day; *at != '\0'; at++)
		if (*at == ',' || (*at == '.' && !g_ascii_isdigit(at[1])))
			*at = ' ';
	length = strlen(day);
	if (length > 1 && day[length - 1] == 'T' && g_ascii_isdigit(day[length - 2]))
		day[length - 1] = ' ';
	return g_strdup(start);
}

static bool says(GDateTime *date, const Clock *clock)
{
	return g_date_time_get_hour(date) == clock->hour &&
	       g_date_time_get_minute(date) == clock->minute &&
	       g_date_time_get_second(date) == clock->second;
}

static Instant read_with_clock(const char *text, Clock *clock, int *out_offset_minutes)
{
	int offset = 0, year = 0;
	read_half(clock);
	const char *at = clock->end;
	if (*at == '.')
		at += 1 + strspn(at + 1, "0123456789");
	at = skip_year(at, &year);
	if (!read_zone(at, &offset, &at))
		return INSTANT_NONE;
	(void)skip_year(at, &year);
	g_autofree char *day = day_of(text, clock);
	g_autoptr(GString) plain = g_string_new(day);
	if (year > 0)
		g_string_append_printf(plain, " %d", year);
	g_string_append_printf(plain, " %02d:%02d:%02d %c%02d%02d", clock->hour,
			       clock->minute, clock->second, offset < 0 ? '-' : '+',
			       ABS(offset) / 60, ABS(offset) % 60);
	g_autoptr(GDateTime) date = g_mime_utils_header_decode_date(plain->str);
	return date != NULL && says(date, clock) ? instant_of(date, out_offset_minutes)
						 : INSTANT_NONE;
}

Instant message_date_read(const char *value, int *out_offset_minutes)
{
	bool is_plain = is_plain_date(value);
	g_autofree char *text = is_plain ? NULL : without_comments(value);
	Clock clock;
	if (!is_plain && (find_clock(text, ':', &clock) ||
			  (has_word(text) && find_clock(text, '.', &clock))))
		return read_with_clock(text, &clock, out_offset_minutes);
	if (!is_plain && has_more_than_day(text))
		return INSTANT_NONE;
	g_autoptr(GDateTime) date = g_mime_utils_header_decode_date(value);
	return instant_of(date, out_offset_minutes);
}
