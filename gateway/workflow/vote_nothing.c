/* vote_nothing.c: negations of trouble.
 *
 * A word that negates, then words of finding and of amount, then one for trouble, with
 * nothing but blanks between them. "Does not solve any problem" is another thing.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote_nothing.h"

#include <string.h>
#include <glib.h>

#include "base/words.h"
#include "workflow/vote_words.h"

#define BETWEEN_MAX 4

static const char *const NEGATIONS[] = {
	"not",	 "don't", "dont",  "didn't", "cannot", "can't", "couldn't", "haven't",
	"isn't", "kein",  "keine", "keinen", "pas",    "aucun", "aucune",   "geen"};

static const char *const BETWEEN[] = {
	"see",	    "seeing", "seen",	 "find", "finding",  "found",	"have",
	"having",   "had",    "know",	 "of",	 "spot",     "notice",	"any",
	"anything", "a",      "an",	 "more", "other",    "further", "big",
	"major",    "real",   "serious", "mehr", "weiteren", "weitere", "de"};

static const char *const TROUBLES[] = {
	"issue",      "issues",	     "problem",	     "problems",    "objection",
	"objections", "concern",     "concerns",     "blocker",	    "blockers",
	"regression", "wrong",	     "regressions",  "showstopper", "einwand",
	"einwände",   "bedenken",    "probleme",     "fehler",	    "problème",
	"problèmes",  "d'objection", "d'objections", "problemen",   "bezwaar",
	"bezwaren"};

/* Where no space tells words apart. */
static const char *const UNSPACED[] = {"没有问题",	 "没问题",   "没有异议",
				       "問題ありません", "問題ない", "異議はありません"};

static size_t word_length(const char *text)
{
	size_t length = 0;
	while (text[length] != '\0' &&
	       (!vote_is_word_end(text[length]) || text[length] == '-'))
		length++;
	return length;
}

static bool is_one_of(const char *const *words, size_t count, const char *text,
		      size_t length)
{
	g_autofree char *word = g_strndup(text, length);
	return words_have(words, count, word);
}

/* Behind the trouble that is negated at `start`; NULL: something else is. */
static char *behind_trouble(char *start, size_t length)
{
	char *at = start + length;
	for (int i = 0; i <= BETWEEN_MAX && *at == ' '; i++) {
		at += strspn(at, " ");
		size_t next = word_length(at);
		if (is_one_of(TROUBLES, G_N_ELEMENTS(TROUBLES), at, next))
			return at + next;
		if (next == 0 || !is_one_of(BETWEEN, G_N_ELEMENTS(BETWEEN), at, next))
			return NULL;
		at += next;
	}
	return NULL;
}

void vote_forget_nothing(char *folded)
{
	for (size_t i = 0; i < G_N_ELEMENTS(UNSPACED); i++)
		for (char *found = strstr(folded, UNSPACED[i]); found != NULL;
		     found = strstr(found, UNSPACED[i]))
			memset(found, ' ', strlen(UNSPACED[i]));
	for (char *at = folded; *at != '\0';) {
		size_t length = word_length(at);
		char *end = length > 0 && is_one_of(NEGATIONS, G_N_ELEMENTS(NEGATIONS),
						    at, length)
				    ? behind_trouble(at, length)
				    : NULL;
		if (end != NULL)
			memset(at, ' ', (size_t)(end - at));
		at = end != NULL ? end : at + MAX(length, 1);
	}
}
