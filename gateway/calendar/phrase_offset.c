/* phrase_offset.c: an hour with its distance from UTC, behind a date.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/phrase.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* "+05:45", "-0800", "+2", "utc+5:45" as RFC 3339 has it. Owned; NULL: something else. */
static char *offset_of(const char *word)
{
	int hours = 0, minutes = 0, used = 0;
	if (g_str_has_prefix(word, "utc") || g_str_has_prefix(word, "gmt"))
		word += strlen("utc");
	if ((*word != '+' && *word != '-') || !g_ascii_isdigit(word[1]) ||
	    sscanf(word + 1, "%2d%n", &hours, &used) != 1)
		return NULL;
	const char *rest = word + 1 + used;
	rest += *rest == ':';
	bool has_minutes = sscanf(rest, "%2d%n", &minutes, &used) == 1 && used == 2;
	rest += has_minutes ? used : 0;
	if (*rest != '\0' || hours > 14 || minutes > 59)
		return NULL;
	return g_strdup_printf("%c%02d:%02d", *word, hours, minutes);
}

static bool is_right_day(const Phrase *phrase, int year, int month, int day)
{
	return day_exists(year, month, day) &&
	       (phrase->weekday == 0 ||
		day_weekday(day_number(year, month, day)) == phrase->weekday);
}

bool phrase_give_offset(const Phrase *phrase, int year, int month, int day)
{
	size_t at = phrase->count > 1 && g_str_equal(phrase->words[1], "at") ? 2 : 1;
	if (phrase->count <= at || phrase->count > at + 2)
		return false;
	const char *clock = phrase->words[at];
	const char *sign = strpbrk(clock, "+-");
	bool is_glued = phrase->count == at + 1;
	size_t length = is_glued && sign != NULL ? (size_t)(sign - clock) : strlen(clock);
	const char *behind = is_glued ? sign : phrase->words[at + 1];
	g_autofree char *hour = g_strndup(clock, length);
	g_autofree char *offset = behind != NULL ? offset_of(behind) : NULL;
	LocalTime local = {0};
	Instant instant = 0;
	if (offset == NULL ||
	    !phrase_read_clock(hour, &local.hour, &local.minute, &local.second))
		return false;
	bool is_span = is_glued && *behind == '-' && atoi(offset + 1) >= local.hour;
	if (is_span || !is_right_day(phrase, year, month, day))
		return false;
	g_autofree char *whole =
		g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02d%s", year, month, day,
				local.hour, local.minute, local.second, offset);
	return text_read_rfc3339(whole, &instant) &&
	       phrase_give_future(phrase, instant,
				  local.second != 0 ? GRAIN_SECOND : GRAIN_MINUTE);
}
