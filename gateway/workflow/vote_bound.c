/* vote_bound.c: conditions on the lines around a vote.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote_bound.h"

#include <string.h>
#include <glib.h>

#include "base/text.h"
#include "base/words.h"
#include "workflow/vote.h"
#include "workflow/vote_abroad.h"
#include "workflow/vote_words.h"

/* Such as begin no other sentence. */
static const char *const CONDITIONS[] = {
	"unless ",     "provided ",	   "providing ",	 "only if ",
	"but only",    "as long as ",	   "assuming ",		 "on condition",
	"conditional", "on the condition", "under the condition"};

/* Such as also begin sentences of their own: "If you release it, tell us." */
static const char *const JOINERS[] = {"if ",	    "but ",    "however",  "except ",
				      "subject to", "though ", "although "};
static const char *const TIMES[] = {"once ",	  "when ",	 "until ",
				    "pending ",	  "as soon as ", "so long as ",
				    "after the ", "after that ", "after this ",
				    "after we ",  "after it "};

static bool is_blank(const char *line)
{
	return line[strspn(line, " \t")] == '\0';
}

static bool is_quoted(const char *line)
{
	const char *start = line + strspn(line, " \t");
	return *start == '>' || *start == '|';
}

bool vote_is_bound(char **lines, int next)
{
	int at = next;
	while (lines[at] != NULL && is_blank(lines[at]))
		at++;
	if (lines[at] == NULL || is_quoted(lines[at]))
		return false;
	g_autofree char *plain = vote_plain(lines[at]);
	g_autofree char *folded = text_fold(plain);
	/* A sentence that goes on does so in small letters. */
	bool goes_on = g_ascii_islower(*plain);
	return words_begin(CONDITIONS, G_N_ELEMENTS(CONDITIONS), folded) ||
	       (at == next && vote_starts_bound_abroad(folded)) ||
	       ((at == next || goes_on) &&
		words_begin(JOINERS, G_N_ELEMENTS(JOINERS), folded)) ||
	       (goes_on && words_begin(TIMES, G_N_ELEMENTS(TIMES), folded));
}

/* The sentence that does not end in `line`, or an empty one. */
static const char *open_sentence(char *line)
{
	g_strchomp(line);
	size_t length = strlen(line);
	if (length > 0 && strchr(":,", line[length - 1]) != NULL)
		line[--length] = '\0';
	const char *start = line;
	for (const char *c = line; *c != '\0'; c++)
		if (strchr(".!?:", *c) != NULL)
			start = c + 1;
	return start + strspn(start, " \t");
}

/* "With that fixed", "With the title changed": not yet so. */
static bool is_with_change(const char *folded)
{
	static const char *const CHANGED[] = {
		"fixed",   "addressed", "changed", "corrected", "removed", "resolved",
		"renamed", "updated",	"applied", "fix",	"fixes",   "change",
		"changes", "added",	"dropped", "sorted",	"reworded"};
	if (!g_str_has_prefix(folded, "with "))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(CHANGED); i++)
		if (vote_has_word(folded, CHANGED[i]))
			return true;
	return false;
}

bool vote_is_bound_above(char **lines, int from, int at)
{
	int above = at - 1;
	while (above >= from && is_blank(lines[above]))
		above--;
	if (above < from || is_quoted(lines[above]))
		return false;
	g_autofree char *plain = vote_plain(lines[above]);
	g_autofree char *folded = text_fold(open_sentence(plain));
	return words_begin(CONDITIONS, G_N_ELEMENTS(CONDITIONS), folded) ||
	       g_str_has_prefix(folded, "if ") || is_with_change(folded) ||
	       words_begin(TIMES, G_N_ELEMENTS(TIMES), folded) ||
	       vote_starts_bound_abroad(folded);
}
