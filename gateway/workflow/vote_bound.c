/* vote_bound.c: conditions on the lines around a vote.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote_bound.h"

#include <string.h>
#include <glib.h>

#include "base/text.h"
#include "workflow/vote.h"
#include "workflow/vote_abroad.h"

/* Such as begin no other sentence. */
static const char *const CONDITIONS[] = {
	"unless ",     "provided ",	   "providing ",	  "only if ",
	"but only",    "as long as ",	   "assuming ",		  "on condition",
	"conditional", "on the condition", "under the condition", NULL};

/* Such as also begin sentences of their own: "If you release it, tell us." */
static const char *const JOINERS[] = {"if ",	    "but ",    "however",   "except ",
				      "subject to", "though ", "although ", NULL};
static const char *const TIMES[] = {"once ",	  "when ",	 "until ",
				    "pending ",	  "as soon as ", "so long as ",
				    "after the ", "after that ", "after this ",
				    "after we ",  "after it ",	 NULL};

static bool starts_with_any(const char *folded, const char *const *starts)
{
	for (; *starts != NULL; starts++)
		if (g_str_has_prefix(folded, *starts))
			return true;
	return false;
}

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
	return starts_with_any(folded, CONDITIONS) ||
	       (at == next && vote_starts_bound_abroad(folded)) ||
	       ((at == next || goes_on) && starts_with_any(folded, JOINERS)) ||
	       (goes_on && starts_with_any(folded, TIMES));
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

bool vote_is_bound_above(char **lines, int from, int at)
{
	int above = at - 1;
	while (above >= from && is_blank(lines[above]))
		above--;
	if (above < from || is_quoted(lines[above]))
		return false;
	g_autofree char *plain = vote_plain(lines[above]);
	g_autofree char *folded = text_fold(open_sentence(plain));
	return starts_with_any(folded, CONDITIONS) || g_str_has_prefix(folded, "if ") ||
	       starts_with_any(folded, TIMES) || vote_starts_bound_abroad(folded);
}
