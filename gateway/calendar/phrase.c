/* phrase.c: the words of a date phrase: results, clocks, names, days.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/phrase.h"

#include <stdio.h>
#include <string.h>

/* Where no person's hours are known, a day ends as the default week does. */
#define DEFAULT_DAY_END_HOUR 17

static const char *const weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
				       "friday", "saturday", "sunday"};
static const char *const months[] = {"january",	  "february", "march",	  "april",
				     "may",	  "june",     "july",	  "august",
				     "september", "october",  "november", "december"};

bool phrase_refuse(const Phrase *phrase, char *suggestion, char *error)
{
	phrase->when->understood = false;
	phrase->when->error = error;
	phrase->when->suggestion = suggestion;
	return true;
}

bool phrase_give(const Phrase *phrase, Instant instant, Grain grain)
{
	phrase->when->understood = true;
	phrase->when->instant = instant;
	phrase->when->grain = grain;
	return true;
}

bool phrase_give_future(const Phrase *phrase, Instant instant, Grain grain)
{
	if (instant > phrase->input->now)
		return phrase_give(phrase, instant, grain);
	g_autofree char *then = zone_format(phrase->zone, instant);
	return phrase_refuse(phrase, NULL, g_strdup_printf("%s is over", then));
}

bool phrase_day_end(const Phrase *phrase, int64_t day, Instant *out_end)
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
	phrase_refuse(phrase, NULL, g_strdup(error->message));
	return false;
}

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

bool phrase_read_clock(const char *word, int *out_hour, int *out_minute, int *out_second)
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

int phrase_weekday(const char *word)
{
	return name_index(word, weekdays, G_N_ELEMENTS(weekdays));
}

int phrase_month(const char *word)
{
	return name_index(word, months, G_N_ELEMENTS(months));
}

static char *day_is_over(int64_t day)
{
	LocalTime local = day_local(day);
	return g_strdup_printf("%04d-%02d-%02d is over", local.year, local.month,
			       local.day);
}

/* "17", "14h", "14.30", "1400" are hours to whoever writes them, "5" rather in the
 * afternoon. "14:00": none at all. */
static char *nearest_clock(const char *word)
{
	int hour = 0, minute = 0, used = 0;
	if (!g_ascii_isdigit(*word) || sscanf(word, "%2d%n", &hour, &used) != 1 ||
	    hour > 23)
		return g_strdup("14:00");
	const char *rest = word + used;
	rest += *rest != '\0' && strchr(".:h", *rest) != NULL;
	if (*rest == '\0' && hour >= 1 && hour <= 7)
		hour += 12;
	if (sscanf(rest, "%2d", &minute) != 1 || minute > 59)
		minute = 0;
	return g_strdup_printf("%02d:%02d", hour, minute);
}

/* What stands where the hour should. */
static bool refuse_clock(const Phrase *phrase, LocalTime day, const char *word)
{
	g_autofree char *clock = nearest_clock(word);
	return phrase_refuse(
		phrase,
		g_strdup_printf("%04d-%02d-%02d %s", day.year, day.month, day.day, clock),
		g_strdup_printf("'%s' is no time of the day", word));
}

/* "14:00 Kathmandu": what stands behind the hour was meant for a zone. */
static bool refuse_behind(const Phrase *phrase, LocalTime local, const char *word)
{
	g_auto(GStrv) near = zone_suggest(word);
	char *instead = near[0] == NULL
				? NULL
				: g_strdup_printf("%04d-%02d-%02d %02d:%02d %s",
						  local.year, local.month, local.day,
						  local.hour, local.minute, near[0]);
	return phrase_refuse(phrase, instead,
			     g_strdup_printf("'%s' behind the hour is no zone; zones are "
					     "named as Europe/Berlin",
					     word));
}

bool phrase_give_day(const Phrase *phrase, int64_t day, size_t from)
{
	if (from < phrase->count && g_str_equal(phrase->words[from], "at"))
		from++;
	if (day < phrase_today(phrase))
		return phrase_refuse(phrase, NULL, day_is_over(day));
	bool is_end =
		from + 1 == phrase->count && g_str_equal(phrase->words[from], "eod");
	if (from == phrase->count || is_end) {
		Instant end = 0;
		return !phrase_day_end(phrase, day, &end) ||
		       phrase_give_future(phrase, end, GRAIN_DAY);
	}
	LocalTime local = day_local(day);
	const char *word = phrase->words[from];
	if (!phrase_read_clock(word, &local.hour, &local.minute, &local.second))
		return refuse_clock(phrase, local, word);
	if (from + 1 != phrase->count)
		return refuse_behind(phrase, local, phrase->words[from + 1]);
	return phrase_give_future(phrase, zone_instant(phrase->zone, local),
				  local.second != 0 ? GRAIN_SECOND : GRAIN_MINUTE);
}

int64_t phrase_today(const Phrase *phrase)
{
	LocalTime local = zone_local(phrase->zone, phrase->input->now);
	return day_number(local.year, local.month, local.day);
}

int phrase_last_day_of(int year, int month)
{
	int day = 31;
	while (!day_exists(year, month, day))
		day--;
	return day;
}

bool phrase_give_date(const Phrase *phrase, int year, int month, int day, size_t from)
{
	if (month < 1 || month > 12 || day < 1)
		return phrase_refuse(phrase, NULL, g_strdup("there is no such date"));
	if (!day_exists(year, month, day))
		return phrase_refuse(
			phrase,
			g_strdup_printf("%04d-%02d-%02d", year, month,
					phrase_last_day_of(year, month)),
			g_strdup_printf("there is no %d %c%s %d", day,
					g_ascii_toupper(months[month - 1][0]),
					months[month - 1] + 1, year));
	int64_t number = day_number(year, month, day);
	if (phrase->weekday != 0 && day_weekday(number) != phrase->weekday) {
		const char *is = weekdays[day_weekday(number) - 1];
		return phrase_refuse(
			phrase, g_strdup_printf("%04d-%02d-%02d", year, month, day),
			g_strdup_printf("%04d-%02d-%02d is a %c%s", year, month, day,
					g_ascii_toupper(is[0]), is + 1));
	}
	return phrase_give_day(phrase, number, from);
}
