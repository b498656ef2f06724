/* when.c: date phrases. Each form is one reader in a table; the first that recognises the
 * phrase decides, well or with an error.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/when.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "calendar/overlap.h"
#include "calendar/phrase.h"
#include "calendar/phrase_words.h"

#define OVERLAP_HORIZON (14 * INT64_C(86400))

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

/* ---- forms -------------------------------------------------------------- */

static bool try_none(const Phrase *phrase)
{
	if (phrase->count != 1 || (!g_str_equal(phrase->words[0], "none") &&
				   !g_str_equal(phrase->words[0], "clear")))
		return false;
	phrase->when->is_cleared = true;
	return phrase_give(phrase, INSTANT_NONE, GRAIN_SECOND);
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
		return phrase_give_offset(phrase, year, month, day) ||
		       phrase_give_date(phrase, year, month, day, 1);
	Instant instant = 0;
	g_autofree char *upper = g_ascii_strup(word, -1);
	if (phrase->count == 1 && text_read_rfc3339(upper, &instant))
		return phrase_give_future(phrase, instant, GRAIN_SECOND);
	g_autofree char *seconds = with_seconds(upper);
	if (phrase->count == 1 && text_read_rfc3339(seconds, &instant))
		return phrase_give_future(phrase, instant, GRAIN_MINUTE);
	g_autofree char *clock = g_strdup(word + used + 1);
	char *words[] = {phrase->words[0], clock, NULL};
	Phrase parted = *phrase;
	parted.words = words;
	parted.count = 2;
	return phrase->count == 1 && phrase_give_date(&parted, year, month, day, 1);
}

static bool try_clock(const Phrase *phrase)
{
	LocalTime local = zone_local(phrase->zone, phrase->input->now);
	if (phrase->count != 1 || !phrase_read_clock(phrase->words[0], &local.hour,
						     &local.minute, &local.second))
		return false;
	Instant instant = zone_instant(phrase->zone, local);
	if (instant <= phrase->input->now) {
		local.day++;
		instant = zone_instant(phrase->zone, local);
	}
	return phrase_give(phrase, instant, GRAIN_MINUTE);
}

static bool try_relative_day(const Phrase *phrase)
{
	if (g_str_equal(phrase->words[0], "today"))
		return phrase_give_day(phrase, phrase_today(phrase), 1);
	if (g_str_equal(phrase->words[0], "tomorrow"))
		return phrase_give_day(phrase, phrase_today(phrase) + 1, 1);
	return false;
}

/* `17 Aug`, `Aug 17th`, with or without a year. */
static bool try_month_name(const Phrase *phrase)
{
	if (phrase->count < 2)
		return false;
	int month = phrase_month(phrase->words[1]);
	const char *number = phrase->words[0];
	if (month < 0) {
		month = phrase_month(phrase->words[0]);
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
		return phrase_give_date(phrase, year, month + 1, day, 3);
	LocalTime local = zone_local(phrase->zone, phrase->input->now);
	bool is_over =
		month + 1 < local.month || (month + 1 == local.month && day < local.day);
	return phrase_give_date(phrase, local.year + (is_over ? 1 : 0), month + 1, day,
				2);
}

/* "Fri 2026-03-06 17:00", as our own mails write it: a date, whose day must be right. */
static bool is_date(const Phrase *phrase, int weekday)
{
	Phrase rest = *phrase;
	rest.words++;
	rest.count--;
	rest.weekday = weekday + 1;
	return try_iso(&rest) || try_month_name(&rest);
}

/* `fri` is the next one whose end is still ahead; `next mon` the one of the next ISO
 * week. */
static bool try_weekday(const Phrase *phrase)
{
	bool is_next = g_str_equal(phrase->words[0], "next") && phrase->count > 1;
	bool is_this = g_str_equal(phrase->words[0], "this") && phrase->count > 1;
	size_t at = is_next || is_this ? 1 : 0;
	int index = phrase_weekday(phrase->words[at]);
	if (index < 0)
		return false;
	if (at == 0 && phrase->count > 1 && is_date(phrase, index))
		return true;
	int64_t now_day = phrase_today(phrase);
	int64_t monday = now_day - (day_weekday(now_day) - 1);
	if (is_next)
		return phrase_give_day(phrase, monday + 7 + index, at + 1);
	int64_t day = now_day + (index + 8 - day_weekday(now_day)) % 7;
	if (!phrase_give_day(phrase, day, at + 1) || phrase->when->understood ||
	    day != now_day)
		return true;
	g_clear_pointer(&phrase->when->error, g_free);
	g_clear_pointer(&phrase->when->suggestion, g_free);
	return phrase_give_day(phrase, day + 7, at + 1);
}

/* The end of the last working day from `first` to `last`, once all of them are known not
 * to be over. */
static bool give_last(const Phrase *phrase, int64_t first, int64_t last)
{
	for (int64_t day = last; day >= first; day--) {
		Instant end = 0;
		phrase->when->was_moved = false;
		if (!phrase_day_end(phrase, day, &end))
			return true;
		if (!phrase->when->was_moved && end > phrase->input->now)
			return phrase_give(phrase, end, GRAIN_DAY);
	}
	phrase->when->was_moved = false;
	return false;
}

static bool give_month(const Phrase *phrase, int64_t now_day, int year, int month)
{
	return give_last(phrase, MAX(now_day, day_number(year, month, 1)),
			 day_number(year, month, phrase_last_day_of(year, month)));
}

static bool try_end_of(const Phrase *phrase)
{
	if (phrase->count != 1 || strlen(phrase->words[0]) != 3 ||
	    !g_str_has_prefix(phrase->words[0], "eo"))
		return false;
	int64_t now_day = phrase_today(phrase);
	LocalTime local = day_local(now_day);
	int64_t monday = now_day - (day_weekday(now_day) - 1);
	switch (phrase->words[0][2]) {
	case 'd':
		return give_last(phrase, now_day, now_day) ||
		       phrase_give_day(phrase, now_day + 1, 1);
	case 'w':
		/* Without hours the week ends on Friday, as the default one does. */
		return give_last(phrase, now_day,
				 monday + (phrase->input->hours == NULL ? 4 : 6)) ||
		       give_last(phrase, monday + 7,
				 monday + (phrase->input->hours == NULL ? 11 : 13)) ||
		       phrase_give_day(phrase, monday + 13, 1);
	case 'm':
		return give_month(phrase, now_day, local.year, local.month) ||
		       give_month(phrase, now_day, local.year + local.month / 12,
				  local.month % 12 + 1) ||
		       phrase_give_day(phrase, now_day + 1, 1);
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
			return phrase_refuse(phrase, NULL, g_strdup(error->message));
		latest = MAX(latest, end);
	}
	phrase->when->is_fair = true;
	return phrase_give(phrase, latest, duration_grain(&duration));
}

/* `overlap`, `overlap 60m`: the end of the first such time in which all work at once. */
static bool try_overlap(const Phrase *phrase)
{
	const WhenInput *input = phrase->input;
	Duration length = {.seconds = 3600};
	g_autofree char *why = NULL;
	g_autofree char *joined = g_strjoinv(" ", phrase->words + 1);
	if (!g_str_equal(phrase->words[0], "overlap"))
		return false;
	if (phrase->count > 1 && !duration_read(joined, &length, &why))
		return phrase_refuse(phrase, g_strdup("overlap 60m"),
				     g_steal_pointer(&why));
	if (length.is_working || length.days > 0 || length.seconds < 60)
		return phrase_refuse(phrase, g_strdup("overlap 60m"),
				     g_strdup("an overlap is so many minutes or hours"));
	if (input->hours == NULL)
		return phrase_refuse(phrase, NULL,
				     g_strdup("an overlap needs people whose hours it "
					      "counts"));
	g_autoptr(GPtrArray) alone = g_ptr_array_new();
	g_ptr_array_add(alone, (gpointer)(uintptr_t)input->hours);
	Instant start = INSTANT_NONE;
	if (!overlap_next(input->deciders != NULL ? input->deciders : alone, input->now,
			  input->now + OVERLAP_HORIZON, length.seconds, &start))
		return phrase_refuse(phrase, g_strdup("fair 8wh"),
				     g_strdup("they never work at the same time for so "
					      "long within two weeks"));
	phrase->when->is_overlap = true;
	return phrase_give(phrase, start + length.seconds, GRAIN_MINUTE);
}

/* A length that can be written here: working time needs somebody's hours. */
static const char *length_example(const WhenInput *input)
{
	return input->hours != NULL ? "in 2wd" : "in 2d";
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
		       phrase_refuse(
			       phrase,
			       is_fair ? g_strdup("fair 8wh")
				       : duration_nearest(joined,
							  length_example(phrase->input)),
			       g_steal_pointer(&why));
	if (duration.seconds == 0 && duration.days == 0)
		return phrase_refuse(phrase, g_strdup(length_example(phrase->input)),
				     g_strdup("that is no time at all"));
	if (is_fair)
		return give_fair(phrase, duration);
	Instant at = 0;
	g_autoptr(GError) error = NULL;
	if (!duration_apply(&duration, phrase->zone, phrase->input->hours,
			    phrase->input->now, &at, &error))
		return phrase_refuse(phrase, NULL, g_strdup(error->message));
	return phrase_give(phrase, at, duration_grain(&duration));
}

/* ---- the whole ---------------------------------------------------------- */

static bool (*const forms[])(const Phrase *) = {
	try_none,    try_iso,	     phrase_refuse_order, try_clock,   try_relative_day,
	try_weekday, try_month_name, try_end_of,	  try_overlap, try_duration,
};

static bool is_lead_word(const char *word)
{
	return g_str_equal(word, "by") || g_str_equal(word, "until") ||
	       g_str_equal(word, "on") || g_str_equal(word, "before");
}

/* A zone nobody knows: the same phrase with one that is near. */
static bool refuse_zone(const Phrase *phrase, const char *line, const char *unknown)
{
	g_auto(GStrv) near = zone_suggest(unknown);
	const char *space = strrchr(line, ' ');
	g_autofree char *rest = g_strndup(line, (size_t)(space - line));
	return phrase_refuse(phrase,
			     near[0] != NULL ? g_strconcat(rest, " ", near[0], NULL)
					     : g_strdup(rest),
			     g_strdup_printf("nobody knows a zone '%s'; zones are named "
					     "as Europe/Berlin",
					     unknown));
}

static bool read_forms(const Phrase *phrase)
{
	for (size_t i = 0; phrase->count > 0 && i < G_N_ELEMENTS(forms); i++)
		if (forms[i](phrase))
			return true;
	return false;
}

When *when_read(const char *phrase, const WhenInput *input)
{
	When *when = g_new0(When, 1);
	const Zone *zone = NULL;
	g_autofree char *unknown_zone = NULL;
	g_autofree char *line = text_single_line(phrase, 200);
	g_auto(GStrv) words = phrase_words(line, &zone, &unknown_zone);
	size_t skipped =
		words[0] != NULL && words[1] != NULL && is_lead_word(words[0]) ? 1 : 0;
	Phrase read = {.words = words + skipped,
		       .count = g_strv_length(words + skipped),
		       .input = input,
		       .zone = zone != NULL ? zone : input->zone,
		       .when = when};
	when->zone = read.zone;
	if (unknown_zone != NULL) {
		refuse_zone(&read, line, unknown_zone);
		return when;
	}
	if (read_forms(&read))
		return when;
	g_autofree char *folded = text_fold(line);
	when->error = g_strdup_printf(
		"'%s' is no date or duration; such are 2026-12-01, fri, "
		"tomorrow 14:00, %s%s",
		line, input->hours != NULL ? "" : "4h and ",
		input->hours != NULL ? "in 2wd and fair 8wh" : length_example(input));
	when->suggestion = phrase_nearest(folded, length_example(input));
	return when;
}
