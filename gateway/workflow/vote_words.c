/* vote_words.c: the words that undo a vote, and numbers that are one.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote_words.h"

#include <string.h>
#include <glib.h>

#include "base/text.h"

/* Words and phrases that bind a vote to something, soften it or take it back. */
static const char *const HEDGES[] = {
	"not",		 "don't",	"dont",	      "doesn't",     "isn't",
	"can't",	 "cannot",	"won't",      "if",	     "unless",
	"but",		 "maybe",	"perhaps",    "wouldn't",    "until",
	"except",	 "never",	"would",      "i'd",	     "otherwise",
	"unfortunately", "however",	"provided",   "providing",   "assuming",
	"once",		 "when",	"as long as", "so long as",  "after the",
	"after that",	 "after we",	"after it",   "after this",  "subject to",
	"pending",	 "exception",	"excluding",  "conditional", "conditionally",
	"contingent",	 "depending",	"depends",    "tentative",   "tentatively",
	"hardly",	 "barely",	"withdraw",   "withdrawn",   "retract",
	"revoke",	 "cancel",	"neither",    "wanted to",   "was going to",
	"were going to", "in principle"};

/* Those that bind an agreement even in the reason given for it. */
static const char *const CONDITIONS[] = {
	"if",	      "unless",	   "but",	  "until",	   "except",
	"provided",   "providing", "assuming",	  "as long as",	   "so long as",
	"subject to", "pending",   "conditional", "conditionally", "contingent",
	"exception",  "not now",   "not yet"};

bool vote_is_word_end(char c)
{
	return !g_ascii_isalnum(c) && c != '_' && c != '\'' && (unsigned char)c < 0x80;
}

static bool has_word(const char *text, const char *word)
{
	size_t length = strlen(word);
	for (const char *found = strstr(text, word); found != NULL;
	     found = strstr(found + 1, word)) {
		bool starts = found == text || vote_is_word_end(found[-1]);
		if (starts && vote_is_word_end(found[length]))
			return true;
	}
	return false;
}

bool vote_hedges(const char *text)
{
	g_autofree char *folded = text_fold(text);
	if (strchr(folded, '?') != NULL)
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(HEDGES); i++)
		if (has_word(folded, HEDGES[i]))
			return true;
	return false;
}

/* "The temperature is -1", "at +1 hour": a number, not a vote. */
static bool is_measure(const char *sentence, const char *token)
{
	static const char *const BEFORE[] = {"is",  "was",  "are",   "at", "by",
					     "row", "rows", "index", "of", "than",
					     "=",   "utc",  "gmt"};
	g_autofree char *head = g_strndup(sentence, (size_t)(token - sentence));
	g_strchomp(head);
	const char *space = strrchr(head, ' ');
	const char *word = space != NULL ? space + 1 : head;
	for (size_t i = 0; i < G_N_ELEMENTS(BEFORE); i++)
		if (g_ascii_strcasecmp(word, BEFORE[i]) == 0)
			return g_ascii_strncasecmp(sentence, "my ", 3) != 0;
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

/* Bounded by white space or punctuation on both sides. */
static bool has_numeric(const char *sentence, const char *token)
{
	for (const char *found = strstr(sentence, token); found != NULL;
	     found = strstr(found + 2, token)) {
		bool starts = found == sentence || strchr(" \t(*\"'", found[-1]) != NULL;
		bool ends = found[2] == '\0' || strchr(" \t.,;:!)*\"'", found[2]) != NULL;
		bool is_number = found[2] == '.' && g_ascii_isdigit(found[3]);
		if (starts && ends && !is_number && !vote_is_telephone(found + 2) &&
		    !is_measure(sentence, found))
			return true;
	}
	return false;
}

const char *vote_find_numeric(const char *sentence, PositionValue *out_value)
{
	for (size_t i = 0; i < G_N_ELEMENTS(NUMERIC); i++) {
		if (has_numeric(sentence, NUMERIC[i].token)) {
			*out_value = NUMERIC[i].value;
			return NUMERIC[i].token;
		}
	}
	return NULL;
}

bool vote_has_other(const char *text, PositionValue value)
{
	for (size_t i = 0; i < G_N_ELEMENTS(NUMERIC); i++)
		if (NUMERIC[i].value != value && has_numeric(text, NUMERIC[i].token))
			return true;
	return false;
}

bool vote_binds(const char *reason)
{
	g_autofree char *folded = text_fold(reason);
	for (size_t i = 0; i < G_N_ELEMENTS(CONDITIONS); i++)
		if (has_word(folded, CONDITIONS[i]))
			return true;
	return false;
}
