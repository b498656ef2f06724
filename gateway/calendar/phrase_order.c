/* phrase_order.c: dates whose day and month could be exchanged.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/phrase.h"

#include <stdio.h>
#include <string.h>

/* Either order if both are dates: "2026-04-03 or 2026-03-04". Owned; NULL: neither. */
static char *either_order(int year, int first, int second)
{
	g_autofree char *day_first =
		day_exists(year, second, first)
			? g_strdup_printf("%04d-%02d-%02d", year, second, first)
			: NULL;
	g_autofree char *month_first =
		day_exists(year, first, second) && first != second
			? g_strdup_printf("%04d-%02d-%02d", year, first, second)
			: NULL;
	if (day_first != NULL && month_first != NULL)
		return g_strconcat(day_first, " or ", month_first, NULL);
	return g_strdup(day_first != NULL ? day_first : month_first);
}

/* 13/8/2026, 8/13, 13.8.2026, 13-8-2026: whose month is it? Refused, with what was
 * probably meant. */
static bool try_slashes(const Phrase *phrase)
{
	int first = 0, second = 0, year = 0, used = 0;
	char mark = 0;
	const char *word = phrase->words[0];
	int got = sscanf(word, "%2d%c%2d%n", &first, &mark, &second, &used);
	if (got != 3 || !g_ascii_isdigit(word[0]) || strchr("/.-", mark) == NULL ||
	    mark == '\0' || g_ascii_isalpha(word[used]))
		return false;
	if (word[used] == mark && word[used + 1] != '\0' &&
	    sscanf(word + used + 1, "%4d", &year) != 1)
		return false;
	if (mark == '-' && year == 0)
		return false;
	if (year == 0)
		year = zone_local(phrase->zone, phrase->input->now).year;
	else if (year < 100)
		year += 2000;
	return phrase_refuse(
		phrase, either_order(year, first, second),
		g_strdup_printf("'%s': whether day or month comes first differs by "
				"country; write YEAR-MONTH-DAY",
				word));
}

/* 2026/8/13, 2026.08.13: meant as 2026-08-13 by most, not by all. */
static bool try_year_first(const Phrase *phrase)
{
	int year = 0, month = 0, day = 0, used = 0;
	char marks[2] = {0};
	const char *word = phrase->words[0];
	if (sscanf(word, "%4d%c%2d%c%2d%n", &year, &marks[0], &month, &marks[1], &day,
		   &used) != 5 ||
	    year < 1900 || marks[0] != marks[1] || strchr("/.", marks[0]) == NULL)
		return false;
	return phrase_refuse(phrase,
			     day_exists(year, month, day)
				     ? g_strdup_printf("%04d-%02d-%02d", year, month, day)
				     : NULL,
			     g_strdup_printf("'%s': write YEAR-MONTH-DAY", word));
}

bool phrase_refuse_order(const Phrase *phrase)
{
	return try_year_first(phrase) || try_slashes(phrase);
}
