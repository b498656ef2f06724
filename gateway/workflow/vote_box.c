/* vote_box.c: boxes of ballots, as people draw and fill them.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote_box.h"

#include <string.h>
#include <glib.h>

/* Spaces allowed on either side of a mark; more is a drawing. */
#define BLANKS_MAX 4

static const struct {
	const char *drawn;
	Box box;
} DRAWN[] = {{"\u2610", BOX_EMPTY},	  /* ballot box */
	     {"\u2611", BOX_FILLED},	  /* with check */
	     {"\u2612", BOX_FILLED},	  /* with x */
	     {"\u2705", BOX_FILLED},	  /* white heavy check mark */
	     {"\U0001f5f9", BOX_FILLED},  /* with bold check */
	     {"\U0001f5f5", BOX_FILLED}}; /* with script x */

static const char *const CHECKS[] = {"x",      "X",	 "*",	   "v",	     "V",
				     "\u2713", "\u2714", "\u2717", "\u2718", "\u00d7"};

static const char *skip_blanks(const char *text, const char *blanks)
{
	size_t length = strspn(text, blanks);
	return text + MIN(length, BLANKS_MAX);
}

/* Behind the mark in a box; `text` itself if there is none. */
static const char *skip_check(const char *text)
{
	for (size_t i = 0; i < G_N_ELEMENTS(CHECKS); i++)
		if (g_str_has_prefix(text, CHECKS[i]))
			return text + strlen(CHECKS[i]);
	return text;
}

Box vote_box_skip(const char **rest)
{
	const char *end = NULL;
	Box box = BOX_NONE;
	for (size_t i = 0; i < G_N_ELEMENTS(DRAWN) && box == BOX_NONE; i++)
		if (g_str_has_prefix(*rest, DRAWN[i].drawn)) {
			box = DRAWN[i].box;
			end = *rest + strlen(DRAWN[i].drawn);
		}
	if (box == BOX_NONE && (**rest == '[' || **rest == '(')) {
		const char *inside = skip_blanks(*rest + 1, " _\t");
		const char *behind = skip_check(inside);
		end = skip_blanks(behind, " _\t");
		if (*end == (**rest == '[' ? ']' : ')'))
			box = behind > inside ? BOX_FILLED : BOX_EMPTY;
		end++;
	}
	if (box != BOX_NONE)
		*rest = end + strspn(end, " \t");
	return box;
}

Box vote_box_start(const char **rest)
{
	const char *start = *rest + strspn(*rest, " \t");
	if (*start != '\0' && strchr("-*+", *start) != NULL && start[1] == ' ')
		start += 1 + strspn(start + 1, " ");
	Box box = vote_box_skip(&start);
	if (box != BOX_NONE)
		*rest = start;
	return box;
}

bool vote_box_has_filled(const char *text)
{
	for (const char *open = strpbrk(text, "[("); open != NULL;
	     open = strpbrk(open + 1, "[(")) {
		const char *rest = open;
		if (vote_box_skip(&rest) == BOX_FILLED)
			return true;
	}
	return false;
}
