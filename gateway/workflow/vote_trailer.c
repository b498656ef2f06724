/* vote_trailer.c: trailers, which count only for who signs them.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote_trailer.h"

#include <string.h>

#include "base/text.h"
#include "workflow/vote.h"
#include "workflow/vote_bound.h"
#include "workflow/vote_words.h"

#define CLAIMS_MAX 20

static const struct {
	const char *key;
	PositionValue value;
} TRAILERS[] = {{"acked-by:", POSITION_AGREE},	  {"reviewed-by:", POSITION_AGREE},
		{"approved-by:", POSITION_AGREE}, {"nacked-by:", POSITION_OBJECT},
		{"naked-by:", POSITION_OBJECT},	  {"nak-by:", POSITION_OBJECT},
		{"nack-by:", POSITION_OBJECT},	  {"rejected-by:", POSITION_OBJECT}};

/* The trailer a line is, or -1. */
static int find_trailer(const char *line)
{
	for (size_t i = 0; i < G_N_ELEMENTS(TRAILERS); i++)
		if (g_ascii_strncasecmp(line, TRAILERS[i].key, strlen(TRAILERS[i].key)) ==
		    0)
			return (int)i;
	return -1;
}

/* Behind the address of `sender` in the line; NULL if it is somebody else's. */
static const char *behind_address(const char *line, const char *sender)
{
	g_autofree char *folded = g_ascii_strdown(line, -1);
	g_autofree char *address = g_ascii_strdown(sender, -1);
	g_autofree char *bracketed = g_strdup_printf("<%s>", address);
	const char *found = strstr(folded, bracketed);
	if (found != NULL)
		return line + (found - folded) + strlen(bracketed);
	return g_str_has_suffix(g_strchomp(folded), address) ? "" : NULL;
}

/* "Once that is fixed, feel free to add", "Acked-by: ... # if the tests pass". */
static bool is_bound(char **lines, int from, int at, const char *behind)
{
	return vote_hedges(behind) || vote_is_bound_above(lines, from, at) ||
	       vote_is_bound(lines, at + 1);
}

Position *vote_trailer_read(char **lines, int from, int at, const char *sender)
{
	g_autofree char *line = vote_plain(lines[at]);
	int trailer = sender != NULL ? find_trailer(line) : -1;
	const char *behind = trailer >= 0 ? behind_address(line, sender) : NULL;
	if (behind == NULL)
		return NULL;
	PositionValue value = TRAILERS[trailer].value;
	bool is_clear = value == POSITION_OBJECT || !is_bound(lines, from, at, behind);
	return vote_position(is_clear ? value : POSITION_UNCLEAR, TRAILERS[trailer].key,
			     "");
}

GPtrArray *vote_claims(const char *text, const char *sender)
{
	GPtrArray *claims = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (int i = 0; lines[i] != NULL && claims->len < CLAIMS_MAX; i++) {
		g_autofree char *line = vote_plain(lines[i]);
		if (find_trailer(line) >= 0 && behind_address(line, sender) == NULL)
			g_ptr_array_add(claims, text_single_line(line, 200));
	}
	return claims;
}
