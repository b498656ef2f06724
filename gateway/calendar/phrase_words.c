/* phrase_words.c: commas, dashes, halves of the day, zones and number words.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/phrase_words.h"

#include <string.h>
#include <glib.h>

#include "base/text.h"

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

/* ---- the zone ----------------------------------------------------------- */

/* Known, or known but for its case: "europe/berlin". */
static const Zone *find_zone(const char *name)
{
	const Zone *zone = zone_find(name);
	g_autofree char *capital = g_ascii_strdown(name, -1);
	for (char *c = capital; *c != '\0'; c++)
		if (c == capital || strchr("/_-", c[-1]) != NULL)
			*c = g_ascii_toupper(*c);
	return zone != NULL ? zone : zone_find(capital);
}

static bool is_clock(const char *word)
{
	return g_ascii_isdigit(word[0]) &&
	       (strchr(word, ':') != NULL || g_str_has_suffix(word, "am") ||
		g_str_has_suffix(word, "pm"));
}

/* "EST", "CET": what clocks print. Which zone is meant nobody can tell. */
static bool is_abbreviation(const char *word)
{
	size_t length = strlen(word);
	for (const char *c = word; *c != '\0'; c++)
		if (!g_ascii_isupper(*c))
			return false;
	return length >= 3 && length <= 5;
}

/* The one time that is the same for everybody. */
static bool is_universal_time(const char *word)
{
	static const char *const names[] = {"utc", "gmt", "z", NULL};
	g_autofree char *folded = g_ascii_strdown(word, -1);
	return g_strv_contains(names, folded);
}

/* Takes a zone off the end of `line`. */
static void take_zone(char *line, const Zone **out_zone, char **out_unknown_zone)
{
	char *space = strrchr(line, ' ');
	if (space == NULL)
		return;
	g_autofree char *word = g_strdup(space + 1);
	g_strdelimit(word, "(),.;", ' ');
	g_strstrip(word);
	g_autofree char *before = g_strndup(line, (size_t)(space - line));
	g_strchomp(before);
	const char *last = strrchr(before, ' ');
	bool is_named = strchr(word, '/') != NULL && g_ascii_isalpha(word[0]);
	bool is_after_clock = is_clock(last != NULL ? last + 1 : before);
	bool is_universal =
		is_universal_time(word) && (is_after_clock || g_str_equal(word, "UTC"));
	if (!is_named && !is_universal && !(is_abbreviation(word) && is_after_clock))
		return;
	*out_zone = is_universal ? zone_utc() : is_named ? find_zone(word) : NULL;
	if (*out_zone == NULL)
		*out_unknown_zone = g_steal_pointer(&word);
	*space = '\0';
}

/* "2026-12-01 14:00Z". */
static void take_zulu(char *line, const Zone **out_zone)
{
	size_t length = strlen(line);
	const char *space = strrchr(line, ' ');
	if (*out_zone != NULL || space == NULL || !is_clock(space + 1) ||
	    g_ascii_toupper(line[length - 1]) != 'Z')
		return;
	line[length - 1] = '\0';
	*out_zone = zone_utc();
}

/* ---- words -------------------------------------------------------------- */

/* The end of a sentence or of a part of one; "a.m." and "13.8." keep their dots. */
static void strip_punctuation(char *word)
{
	size_t length = strlen(word);
	while (length > 1 && strchr(",;!", word[length - 1]) != NULL)
		word[--length] = '\0';
	if (length > 1 && strchr(word, '.') == word + length - 1)
		word[length - 1] = '\0';
}

static bool is_half(const char *word)
{
	static const char *const halves[] = {"am", "pm", "a.m.", "p.m.", NULL};
	return g_strv_contains(halves, word);
}

/* "in a week", "in two days". */
static const char *number_of(const char *word)
{
	static const struct {
		const char *word, *number;
	} numbers[] = {{"a", "1"},	{"an", "1"},	{"one", "1"},  {"two", "2"},
		       {"three", "3"},	{"four", "4"},	{"five", "5"}, {"six", "6"},
		       {"seven", "7"},	{"eight", "8"}, {"nine", "9"}, {"ten", "10"},
		       {"twelve", "12"}};
	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
		if (g_str_equal(numbers[i].word, word))
			return numbers[i].number;
	return NULL;
}

/* "End of the week" (its fillers gone), "close of business". NULL: another word. */
static const char *end_of(const char *before, const char *word)
{
	static const struct {
		const char *word, *end;
	} ends[] = {
		{"day", "eod"}, {"business", "eod"}, {"week", "eow"}, {"month", "eom"}};
	bool is_end = g_strcmp0(before, "end") == 0;
	if (!is_end && g_strcmp0(before, "close") != 0)
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
		if (g_str_equal(ends[i].word, word) &&
		    (is_end || g_str_equal(ends[i].end, "eod")))
			return ends[i].end;
	return NULL;
}

static void replace_last(GPtrArray *words, char *word)
{
	g_free(g_ptr_array_index(words, words->len - 1));
	g_ptr_array_index(words, words->len - 1) = word;
}

static void add_word(GPtrArray *words, char *word)
{
	static const char *const fillers[] = {"of", "the", NULL};
	strip_punctuation(word);
	char *last = words->len > 0 ? g_ptr_array_index(words, words->len - 1) : NULL;
	bool is_counted =
		last != NULL && (g_str_equal(last, "in") || g_str_equal(last, "within"));
	if (*word == '\0' || g_strv_contains(fillers, word))
		return;
	const char *end = end_of(last, word);
	if (end != NULL) {
		replace_last(words, g_strdup(end));
	} else if (last != NULL && is_half(word) && g_ascii_isdigit(*last)) {
		replace_last(words, g_strconcat(last, word, NULL));
	} else if (g_str_equal(word, "cob") || g_str_equal(word, "eob")) {
		g_ptr_array_add(words, g_strdup("eod"));
	} else {
		const char *number = is_counted ? number_of(word) : NULL;
		g_ptr_array_add(words, g_strdup(number != NULL ? number : word));
	}
}

char **phrase_words(const char *line, const Zone **out_zone, char **out_unknown_zone)
{
	g_autofree char *plain = plain_dashes(line);
	*out_zone = NULL;
	*out_unknown_zone = NULL;
	take_zone(plain, out_zone, out_unknown_zone);
	take_zulu(plain, out_zone);
	g_autofree char *folded = text_fold(plain);
	g_auto(GStrv) split = g_strsplit(folded, " ", -1);
	GPtrArray *words = g_ptr_array_new();
	for (char **word = split; *word != NULL; word++)
		add_word(words, *word);
	/* "14:00 tomorrow", "end of day friday". */
	if (words->len > 1 && (is_clock(g_ptr_array_index(words, 0)) ||
			       g_str_equal(g_ptr_array_index(words, 0), "eod")))
		g_ptr_array_add(words, g_ptr_array_steal_index(words, 0));
	g_ptr_array_add(words, NULL);
	return (char **)g_ptr_array_free(words, FALSE);
}

char *phrase_nearest(const char *folded, const char *otherwise)
{
	static const struct {
		const char *word, *phrase;
	} near[] = {{"end of next week", "next fri"},
		    {"next week", "next mon"},
		    {"midnight", "24:00"},
		    {"next month", "in 4w"},
		    {"tonight", "eod"},
		    {"asap", "eod"}};
	for (size_t i = 0; i < G_N_ELEMENTS(near); i++)
		if (strstr(folded, near[i].word) != NULL)
			return g_strdup(near[i].phrase);
	return g_strdup(otherwise);
}
