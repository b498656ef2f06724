/* leave.c: absences as people and their mail programs write them.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/leave.h"

#include <stdlib.h>
#include <string.h>

#include "calendar/when.h"

#define SUGGESTED_MAX_DAYS 183
#define TEXT_MAX_BYTES	   4000

const char *leave_source_name(LeaveSource source)
{
	static const char *const names[] = {
		[LEAVE_CONFIGURED] = "configured",
		[LEAVE_BY_MAIL] = "by mail",
		[LEAVE_SUGGESTED] = "out of office",
		[LEAVE_BY_OPERATOR] = "by the operator",
		[LEAVE_CALENDAR] = "calendar",
	};
	return names[source];
}

void leave_free(Leave *leave)
{
	if (leave == NULL)
		return;
	g_free(leave->person);
	g_free(leave->delegate);
	g_free(leave);
}

/* ---- what people write -------------------------------------------------- */

static Instant midnight(const Zone *zone, int64_t day)
{
	return zone_instant(zone, day_local(day));
}

static bool read_plain_day(const char *text, int64_t *out_day)
{
	g_auto(GStrv) parts = g_strsplit(text, "-", 4);
	if (g_strv_length(parts) != 3 || strlen(parts[0]) != 4)
		return false;
	int year = atoi(parts[0]), month = atoi(parts[1]), day = atoi(parts[2]);
	if (!day_exists(year, month, day))
		return false;
	*out_day = day_number(year, month, day);
	return true;
}

/* The bounds of what a phrase names: a day, or an instant of one. */
static bool read_bound(const char *phrase, const Zone *zone, Instant now,
		       Instant *out_start, Instant *out_end, GError **error)
{
	int64_t day = 0;
	if (read_plain_day(phrase, &day)) {
		*out_start = midnight(zone, day);
		*out_end = midnight(zone, day + 1);
		return true;
	}
	if (now == INSTANT_NONE)
		return fault(error, FAULT_UNREADABLE,
			     "'%s' is no day; write YEAR-MONTH-DAY", phrase);
	WhenInput input = {.zone = zone, .now = now};
	g_autoptr(When) when = when_read(phrase, &input);
	if (!when->understood || when->is_cleared)
		return fault(error, FAULT_UNREADABLE, "%s",
			     when->error != NULL ? when->error : "that is no date");
	LocalTime local = zone_local(zone, when->instant);
	day = day_number(local.year, local.month, local.day);
	bool is_day = when->grain == GRAIN_DAY;
	*out_start = is_day ? midnight(zone, day) : when->instant;
	*out_end = is_day ? midnight(zone, day + 1) : when->instant;
	return true;
}

/* Cuts ", delegate NAME" off the text. */
static char *take_delegate(char *text)
{
	static const char *const words[] = {"delegate ", "deputy ", "cover "};
	g_autofree char *lower = g_ascii_strdown(text, -1);
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		const char *found = strstr(lower, words[i]);
		if (found == NULL || (found > lower && strchr(" ,;", found[-1]) == NULL))
			continue;
		size_t at = (size_t)(found - lower);
		char *name = g_strstrip(g_strdup(text + at + strlen(words[i])));
		text[at] = '\0';
		while (at > 0 && strchr(" ,;", text[at - 1]) != NULL)
			text[--at] = '\0';
		return name;
	}
	return NULL;
}

static const char *skip_word(const char *text, const char *word)
{
	size_t length = strlen(word);
	bool has = g_ascii_strncasecmp(text, word, length) == 0;
	return has ? text + length + strspn(text + length, " \t") : text;
}

static bool split_range(const char *text, char **out_from, char **out_to)
{
	static const char *const marks[] = {"..",   " until ", " till ",
					    " to ", " - ",     " \xe2\x80\x93 "};
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		const char *found = strstr(text, marks[i]);
		if (found == NULL)
			continue;
		*out_from = g_strstrip(g_strndup(text, (gsize)(found - text)));
		*out_to = g_strstrip(g_strdup(found + strlen(marks[i])));
		return true;
	}
	return false;
}

static bool read_span(const char *text, const Zone *zone, Instant now, Leave *leave,
		      GError **error)
{
	g_autofree char *from = NULL, *to = NULL;
	Instant unused = INSTANT_NONE;
	const char *bare = skip_word(text, "from ");
	const char *end = skip_word(skip_word(bare, "until "), "till ");
	if (end != bare) {
		leave->start = now;
		return now != INSTANT_NONE
			       ? read_bound(end, zone, now, &unused, &leave->end, error)
			       : fault(error, FAULT_UNREADABLE,
				       "write both days, as 2026-08-03..2026-08-17");
	}
	if (split_range(bare, &from, &to))
		return read_bound(from, zone, now, &leave->start, &unused, error) &&
		       read_bound(to, zone, now, &unused, &leave->end, error);
	return read_bound(bare, zone, now, &leave->start, &leave->end, error);
}

Leave *leave_read(const char *text, const char *person, const Zone *zone, Instant now,
		  GError **error)
{
	g_autofree char *rest = g_strstrip(g_strdup(text));
	g_autoptr(Leave) leave = g_new0(Leave, 1);
	leave->person = g_strdup(person);
	leave->delegate = take_delegate(rest);
	if (!read_span(rest, zone, now, leave, error))
		return NULL;
	bool is_turned = leave->end <= leave->start;
	bool is_past = now != INSTANT_NONE && leave->end <= now;
	if (is_turned || is_past) {
		fault(error, FAULT_UNREADABLE, "%s",
		      is_past ? "that absence is over already"
			      : "that absence is over before it begins");
		return NULL;
	}
	/* What was worked today was worked. */
	if (now != INSTANT_NONE && leave->start < now)
		leave->start = now;
	return g_steal_pointer(&leave);
}

static char *day_text(const Zone *zone, Instant at, int more_years)
{
	LocalTime local = zone_local(zone, at);
	int year = local.year + more_years;
	bool exists = day_exists(year, local.month, local.day);
	return g_strdup_printf("%04d-%02d-%02d", year, local.month,
			       exists ? local.day : 28);
}

char *leave_nearest(const char *text, const Zone *zone, Instant now)
{
	g_autofree char *rest = g_strstrip(g_strdup(text));
	g_autoptr(Leave) leave = g_new0(Leave, 1);
	leave->delegate = take_delegate(rest);
	if (!read_span(rest, zone, now, leave, NULL))
		return NULL;
	bool is_until = leave->start == now;
	Instant first = leave->start, last = leave->end - 1;
	if (!is_until && last < first) {
		Instant other = first;
		first = last;
		last = other;
	}
	int this_year = zone_local(zone, now).year;
	int years = last < now ? MAX(this_year - zone_local(zone, last).year, 0) : 0;
	g_autofree char *in_years = day_text(zone, last, years);
	g_autofree char *today = day_text(zone, now, 0);
	years += strcmp(in_years, today) < 0 ? 1 : 0;
	g_autofree char *from = day_text(zone, first, years);
	g_autofree char *to = day_text(zone, last, years);
	const char *mark = leave->delegate != NULL ? " delegate " : "";
	const char *delegate = leave->delegate != NULL ? leave->delegate : "";
	return is_until ? g_strdup_printf("until %s%s%s", to, mark, delegate)
			: g_strdup_printf("%s..%s%s%s", from, to, mark, delegate);
}

/* ---- what mail programs write ------------------------------------------- */

/* "back on" names the first day that is worked again, the others the last that is not. */
static const char LAST_DAY[] =
	"\\b(?<back>back (?:on|at)|return(?:ing)? (?:on|to the office on)|wieder "
	"(?:am|ab)|"
	"zur\\x{fc}ck am|de retour le|rientro il|de vuelta el|terug op)|"
	"\\b(?:until|till|through|bis(?: zum| einschlie\\x{df}lich)?|jusqu['\\x{2019}]au|"
	"hasta el|fino al|at\\x{e9}|tot(?: en met)?|t/m|till och med|til og med)";
static const char DAY[] =
	"[\\s:]+(?:[[:alpha:]]{2,10}\\.?,? +(?:(?:den|dem|le) +)?)?(?:"
	"(?<y>20\\d\\d)-(?<m>\\d\\d)-(?<d>\\d\\d)|"
	"(?<gd>\\d{1,2})\\.(?<gm>\\d{1,2})\\.(?<gy>20\\d\\d)?|"
	"(?<nd>\\d{1,2})(?:st|nd|rd|th|\\.)? (?:of |de )?(?<nm>[[:alpha:]]{3,10})\\.?"
	"(?:,? (?:de )?(?<ny>20\\d\\d))?|"
	"(?<am>[[:alpha:]]{3,10})\\.? (?<ad>\\d{1,2})(?:st|nd|rd|th)?(?:,? "
	"(?<ay>20\\d\\d))?"
	")(?![\\w/])";

static GRegex *day_pattern(void)
{
	static gsize once;
	if (g_once_init_enter(&once)) {
		g_autofree char *text = g_strdup_printf("(?:%s)%s", LAST_DAY, DAY);
		g_autoptr(GError) error = NULL;
		GRegex *regex =
			g_regex_new(text, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, &error);
		g_assert_no_error(error);
		g_once_init_leave(&once, (gsize)regex);
	}
	return (GRegex *)once;
}

/* Names whose first three letters tell the month in the languages of the words above. */
static int month_of(const char *name)
{
	static const char *const tables[] = {
		"janfebmaraprmayjunjulaugsepoctnovdec", /* English */
		"janfebmäraprmaijunjulaugsepoktnovdez",
		"janfévmaravrmaijunjulaoûsepoctnovdéc",
		"enefebmarabrmayjunjulagosepoctnovdic",
		"genfebmaraprmaggiulugagosetottnovdic",
		"janfevmarabrmaijunjulagosetoutnovdez",
		"janfebmrtaprmeijunjulaugsepoktnovdec",
		"janfebmaaaprmeijunjulaugsepoktnovdec",
	};
	g_autofree char *lower = g_utf8_strdown(name, -1);
	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
		const char *at = tables[i];
		for (int month = 1; *at != '\0'; month++) {
			const char *next = g_utf8_offset_to_pointer(at, 3);
			if (strncmp(lower, at, (size_t)(next - at)) == 0)
				return month;
			at = next;
		}
	}
	return 0;
}

static int number_of(GMatchInfo *match, const char *const *names)
{
	for (; *names != NULL; names++) {
		g_autofree char *text = g_match_info_fetch_named(match, *names);
		if (text != NULL && *text != '\0')
			return atoi(text);
	}
	return 0;
}

static int month_number(GMatchInfo *match)
{
	static const char *const digits[] = {"m", "gm", NULL};
	static const char *const names[] = {"nm", "am"};
	int month = number_of(match, digits);
	for (size_t i = 0; i < G_N_ELEMENTS(names) && month == 0; i++) {
		g_autofree char *text = g_match_info_fetch_named(match, names[i]);
		month = text != NULL && *text != '\0' ? month_of(text) : 0;
	}
	return month;
}

/* The day after the last one away. A year that is not written is the one that makes it
 * come soonest. */
static bool day_after(GMatchInfo *match, int64_t today, int64_t *out_day)
{
	static const char *const days[] = {"d", "gd", "nd", "ad", NULL};
	static const char *const years[] = {"y", "gy", "ny", "ay", NULL};
	int day = number_of(match, days), month = month_number(match);
	int year = number_of(match, years);
	int this_year = day_local(today).year;
	for (int try_year = year > 0 ? year : this_year;
	     try_year <= (year > 0 ? year : this_year + 1); try_year++) {
		if (month == 0 || !day_exists(try_year, month, day))
			continue;
		g_autofree char *back = g_match_info_fetch_named(match, "back");
		bool is_first_day = back != NULL && *back != '\0';
		*out_day = day_number(try_year, month, day) + (is_first_day ? 0 : 1);
		if (*out_day > today && *out_day <= today + SUGGESTED_MAX_DAYS)
			return true;
	}
	return false;
}

Instant leave_suggested_end(const char *text, const Zone *zone, Instant now)
{
	g_autofree char *part = g_strndup(text, MIN(strlen(text), TEXT_MAX_BYTES));
	g_autofree char *valid = g_utf8_make_valid(part, -1);
	LocalTime local = zone_local(zone, now);
	int64_t today = day_number(local.year, local.month, local.day);
	int64_t found = 0;
	g_autoptr(GMatchInfo) match = NULL;
	g_regex_match(day_pattern(), valid, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		int64_t day = 0;
		if (month_number(match) == 0)
			continue;
		/* Two days, or one that cannot be meant, leave only guesses. */
		if (!day_after(match, today, &day) || (found != 0 && found != day))
			return INSTANT_NONE;
		found = day;
	}
	return found != 0 ? midnight(zone, found) : INSTANT_NONE;
}
