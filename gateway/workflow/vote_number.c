/* vote_number.c: numbers that are votes, and those that are not.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote_number.h"

#include <string.h>
#include <glib.h>

#include "base/text.h"
#include "workflow/vote_words.h"

/* Of what looks like a vote in one sentence and is none. */
#define TRIES_MAX 50

/* "-1 day left", "+1 is a vote", "+1 votes: Ann": a number, or a word about it. */
static const char *const NUMBERS[] = {"day",	"days",	   "hour",   "hours",	"week",
				      "weeks",	"month",   "months", "year",	"years",
				      "minute", "minutes", "second", "seconds", "gb",
				      "mb",	"kb",	   "ms",     "percent", "is",
				      "means",	"counts",  "votes",  "was",	"are"};

bool vote_is_number(const char *rest)
{
	if (*rest != ' ' && *rest != '=')
		return false;
	g_autofree char *clause = vote_first_clause(rest);
	size_t length = strcspn(clause, " ");
	if (*clause == '=')
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(NUMBERS); i++)
		if (strlen(NUMBERS[i]) == length &&
		    strncmp(clause, NUMBERS[i], length) == 0)
			return !vote_has_word(clause, "my");
	return false;
}

/* "My vote is -1", "We are +1 on this". */
static bool is_own_measure(const char *head)
{
	static const char *const STARTS[] = {"my ", "vote is", "we are"};
	for (size_t i = 0; i < G_N_ELEMENTS(STARTS); i++)
		if (g_ascii_strncasecmp(head, STARTS[i], strlen(STARTS[i])) == 0)
			return true;
	return strcasestr(head, "my vote") != NULL;
}

/* "The temperature is -1", "at +1 hour": a number, not a vote. */
static bool is_measure(const char *sentence, const char *token)
{
	static const char *const BEFORE[] = {
		"is",	  "was",     "are",	 "at",	   "by",     "row",  "rows",
		"x",	  "index",   "of",	 "than",   "=",	     "utc",  "gmt",
		"return", "returns", "returned", "yields", "equals", "code", "status"};
	g_autofree char *head = g_strndup(sentence, (size_t)(token - sentence));
	g_strchomp(head);
	const char *space = strrchr(head, ' ');
	const char *word = space != NULL ? space + 1 : head;
	for (size_t i = 0; i < G_N_ELEMENTS(BEFORE); i++)
		if (g_ascii_strcasecmp(word, BEFORE[i]) == 0)
			return !is_own_measure(head);
	return false;
}

bool vote_is_telephone(const char *rest)
{
	rest += strspn(rest, " -.(");
	return strspn(rest, "0123456789") >= 3;
}

static const struct {
	const char *token;
	PositionValue value;
} NUMERIC[] = {{"+1", POSITION_AGREE},
	       {"-1", POSITION_OBJECT},
	       {"+0", POSITION_ABSTAIN},
	       {"-0", POSITION_ABSTAIN}};

static bool is_wide(char c)
{
	return (unsigned char)c >= 0x80;
}

static bool is_letter_at(const char *text)
{
	gunichar letter = g_utf8_get_char(text);
	return letter >= 0x80 && g_unichar_isalnum(letter);
}

bool vote_is_glued(const char *sentence, const char *token)
{
	const char *before =
		token > sentence ? g_utf8_find_prev_char(sentence, token) : NULL;
	return is_letter_at(token + 2) || (before != NULL && is_letter_at(before));
}

/* Bounded by white space or punctuation on both sides; NULL if there is none. */
static const char *find_numeric(const char *sentence, const char *token)
{
	int tries = 0;
	for (const char *found = strstr(sentence, token);
	     found != NULL && tries < TRIES_MAX; found = strstr(found + 2, token)) {
		tries++;
		bool starts = found == sentence ||
			      strchr(" \t(*\"'", found[-1]) != NULL || is_wide(found[-1]);
		bool ends = found[2] == '\0' || is_wide(found[2]) ||
			    strchr(" \t.,;:!)*\"'", found[2]) != NULL;
		bool is_number =
			(found[2] == '.' || found[2] == ',') && g_ascii_isdigit(found[3]);
		if (starts && ends && !is_number && !vote_is_telephone(found + 2) &&
		    !vote_is_number(found + 2) && !is_measure(sentence, found))
			return found;
	}
	return NULL;
}

const char *vote_find_numeric(const char *sentence, PositionValue *out_value)
{
	for (size_t i = 0; i < G_N_ELEMENTS(NUMERIC); i++) {
		const char *found = find_numeric(sentence, NUMERIC[i].token);
		if (found != NULL) {
			*out_value = NUMERIC[i].value;
			return found;
		}
	}
	return NULL;
}

bool vote_has_other(const char *text, PositionValue value)
{
	for (size_t i = 0; i < G_N_ELEMENTS(NUMERIC); i++)
		if (NUMERIC[i].value != value &&
		    find_numeric(text, NUMERIC[i].token) != NULL)
			return true;
	return false;
}

bool vote_has_number(const char *text)
{
	return vote_has_other(text, POSITION_NONE);
}
