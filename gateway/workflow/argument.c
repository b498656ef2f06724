/* argument.c: what may stand behind the word of a command.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/argument.h"

#include <string.h>

#include "calendar/when.h"
#include "workflow/assumption.h"
#include "workflow/leave.h"

#define NAME_WORDS_MAX 4

/* "by Tuesday", "until Dec 1": as when_read() knows them. */
static const char *skip_lead(const char *text)
{
	static const char *const LEADS[] = {"by ", "until ", "on ", "before "};
	for (size_t i = 0; i < G_N_ELEMENTS(LEADS); i++)
		if (g_ascii_strncasecmp(text, LEADS[i], strlen(LEADS[i])) == 0)
			return text + strlen(LEADS[i]);
	return text;
}

bool argument_starts_like_date(const char *text)
{
	static const char *const STARTS[] = {
		"mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar",
		"apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "today",
		"tomorrow", "eod", "eow", "eom", "next ", "in ", "fair ", "this ", "none",
		"clear", "overlap", "+", "noon", "within ",
		/* No dates here, but meant as such: answered with the nearest. */
		"end of ", "tonight", "midnight", "cob", "asap"};
	text = skip_lead(text);
	if (g_ascii_isdigit(*text))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(STARTS); i++)
		if (g_ascii_strncasecmp(text, STARTS[i], strlen(STARTS[i])) == 0)
			return true;
	return false;
}

size_t argument_count_words(const char *text)
{
	size_t words = 0;
	g_auto(GStrv) parts = g_strsplit_set(text, " \t", -1);
	for (size_t i = 0; parts[i] != NULL; i++)
		words += *parts[i] != '\0';
	return words;
}

static bool is_one_of(const char *text, const char *const *choices, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (g_ascii_strcasecmp(text, choices[i]) == 0)
			return true;
	return false;
}

static bool is_item_id(const char *text)
{
	if (!g_ascii_isalpha(text[0]) || text[1] != '-' || !g_ascii_isdigit(text[2]))
		return false;
	return text[2 + strspn(text + 2, "0123456789")] == '\0';
}

/* "Focus on this first" is prose, "focus Mon-Fri 09:00-11:00" an order. */
static bool starts_like_week(const char *text)
{
	static const char *const DAYS[] = {"mon", "tue", "wed", "thu",
					   "fri", "sat", "sun"};
	static const char *const WITHOUT[] = {"off", "none", "no", "never", "default"};
	if (g_ascii_isdigit(*text) || is_one_of(text, WITHOUT, G_N_ELEMENTS(WITHOUT)))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(DAYS); i++)
		if (g_ascii_strncasecmp(text, DAYS[i], 3) == 0)
			return strpbrk(text, "0123456789") != NULL;
	return false;
}

static bool starts_like_rhythm(const char *text)
{
	static const char *const RHYTHMS[] = {"daily", "weekly", "off", "none",
					      "default"};
	g_autofree char *first = g_strndup(text, strcspn(text, " \t"));
	return is_one_of(first, RHYTHMS, G_N_ELEMENTS(RHYTHMS)) &&
	       argument_count_words(text) <= 4;
}

static bool is_duration(const char *text)
{
	Duration duration;
	g_autofree char *why = NULL;
	return duration_read(text, &duration, &why);
}

static bool is_line(const char *argument)
{
	g_auto(Numbered) numbered = {0};
	return numbered_read(argument, &numbered);
}

bool argument_fits(ArgumentShape shape, const char *argument, char mark)
{
	static const char *const YES_NO[] = {"yes", "no"};
	bool is_empty = *argument == '\0';
	switch (shape) {
	case ARGUMENT_NONE:
		return is_empty;
	case ARGUMENT_REASON:
		return is_empty || mark == ':';
	case ARGUMENT_TEXT:
		return !is_empty && mark == ':';
	case ARGUMENT_NAME:
		return !is_empty && argument_count_words(argument) <= NAME_WORDS_MAX;
	case ARGUMENT_MAY_NAME:
		return argument_count_words(argument) <= NAME_WORDS_MAX;
	case ARGUMENT_DATE:
		return argument_starts_like_date(argument) &&
		       argument_count_words(skip_lead(argument)) <= 6;
	case ARGUMENT_UNTIL:
		return g_ascii_strncasecmp(argument, "until ", 6) == 0 &&
		       argument_starts_like_date(argument + 6);
	case ARGUMENT_DURATION:
		return is_duration(argument);
	case ARGUMENT_MAY_DURATION:
		return is_empty || is_duration(argument);
	case ARGUMENT_ID:
		return is_item_id(argument);
	case ARGUMENT_MAY_ID:
		return is_empty || is_item_id(argument);
	case ARGUMENT_YES_NO:
		return is_one_of(argument, YES_NO, G_N_ELEMENTS(YES_NO));
	case ARGUMENT_RHYTHM:
		return starts_like_rhythm(argument);
	case ARGUMENT_NUMBERS:
		return !is_empty && argument[strspn(argument, "0123456789 ,;>")] == '\0';
	case ARGUMENT_LINE:
		return is_empty || mark == ':' || is_line(argument);
	case ARGUMENT_LINE_OF:
		return is_line(argument);
	case ARGUMENT_LEAVE:
		return !is_empty;
	case ARGUMENT_ZONE:
		return argument_count_words(argument) == 1;
	case ARGUMENT_WEEK:
		return starts_like_week(argument);
	case ARGUMENT_SLOTS:
		return starts_like_week(argument) && argument_count_words(argument) <= 26;
	case ARGUMENT_PERCENT:
		return is_empty ||
		       (strspn(argument, "0123456789") > 0 &&
			strcmp(argument + strspn(argument, "0123456789"), "%") == 0);
	}
	return false;
}

/* "Feb 29" and "Wed Dec 1" are right in some year: after this many all have come by. */
#define CALENDAR_YEARS 28

/* What is wrong with a date without a year, if it is wrong in all of them. */
static char *yearless_mistake(const char *date)
{
	static const char asked[] = " 1970";
	g_autofree char *mistake = NULL;
	for (int year = 0; year < CALENDAR_YEARS; year++) {
		WhenInput input = {.zone = zone_utc(), .now = year * INT64_C(31556952)};
		g_autoptr(When) when = when_read(date, &input);
		if (when->understood)
			return NULL;
		if (mistake == NULL)
			mistake = g_strdup(when->error);
	}
	if (g_str_has_suffix(mistake, asked))
		mistake[strlen(mistake) - strlen(asked)] = '\0';
	return g_steal_pointer(&mistake);
}

/* What is wrong with a date whoever reads it and whenever: a sentence, and the form to
 * write instead. NULL: nothing, as far as one can tell without the person's hours. */
static char *date_mistake(const char *date, char **out_instead)
{
	WhenInput input = {.zone = zone_utc(), .now = 0};
	g_autoptr(When) when = when_read(date, &input);
	if (when->understood || when->suggestion == NULL)
		return NULL;
	/* It said no year; today's is not known here. */
	if (g_str_has_prefix(when->suggestion, "1970-"))
		return yearless_mistake(date);
	*out_instead = g_strndup(when->suggestion, strcspn(when->suggestion, "\n"));
	return g_strdup(when->error);
}

static char *leave_mistake(const char *argument, char **out_instead)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Leave) leave = leave_read(argument, "", zone_utc(), 0, &error);
	if (leave != NULL)
		return NULL;
	*out_instead = leave_nearest(argument, zone_utc(), 0);
	return g_strdup(error->message);
}

char *argument_mistake(ArgumentShape shape, const char *argument, char **out_instead)
{
	if (shape == ARGUMENT_DATE)
		return date_mistake(argument, out_instead);
	if (shape == ARGUMENT_UNTIL) {
		g_autofree char *date = NULL;
		char *mistake = date_mistake(argument + strlen("until "), &date);
		if (date != NULL)
			*out_instead = g_strconcat("until ", date, NULL);
		return mistake;
	}
	if (shape == ARGUMENT_ZONE && zone_find(argument) == NULL &&
	    g_ascii_strcasecmp(argument, "default") != 0) {
		g_auto(GStrv) near = zone_suggest(argument);
		*out_instead = g_strdup(near[0]);
		g_autofree char *list = g_strjoinv(", ", near);
		bool is_several = near[0] != NULL && near[1] != NULL;
		return g_strdup_printf("nobody knows a zone '%s'%s%s", argument,
				       is_several ? "; near: " : "",
				       is_several ? list : "");
	}
	return shape == ARGUMENT_LEAVE ? leave_mistake(argument, out_instead) : NULL;
}
