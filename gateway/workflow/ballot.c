/* ballot.c: which option wins.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/ballot.h"

#include <stdlib.h>
#include <string.h>

static const char *const KINDS[] = {
	[BALLOT_NONE] = "none",
	[BALLOT_APPROVAL] = "approval",
	[BALLOT_RANKED] = "ranked",
};

const char *ballot_kind_name(BallotKind kind)
{
	return KINDS[kind];
}

bool ballot_kind_from_name(const char *name, BallotKind *out_kind)
{
	for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++) {
		if (g_ascii_strcasecmp(KINDS[i], name) == 0) {
			*out_kind = (BallotKind)i;
			return true;
		}
	}
	return false;
}

static bool has(const GArray *numbers, int number)
{
	for (guint i = 0; i < numbers->len; i++)
		if (g_array_index(numbers, int, i) == number)
			return true;
	return false;
}

GArray *ballot_read(const char *text, int options, GError **error)
{
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(int));
	g_auto(GStrv) words = g_strsplit_set(text, " \t,;>", -1);
	for (guint i = 0; words[i] != NULL; i++) {
		char *end = NULL;
		if (*words[i] == '\0')
			continue;
		long number = strtol(words[i], &end, 10);
		int narrow = (int)CLAMP(number, 0, options + 1);
		if (*end != '\0' || narrow < 1 || narrow > options) {
			fault(error, FAULT_UNREADABLE,
			      "'%s' is none of the options 1 to %d", words[i], options);
			return NULL;
		}
		if (has(numbers, narrow)) {
			fault(error, FAULT_UNREADABLE, "%d is named twice", narrow);
			return NULL;
		}
		g_array_append_val(numbers, narrow);
	}
	if (numbers->len > 0)
		return g_steal_pointer(&numbers);
	fault(error, FAULT_UNREADABLE, "no option is named");
	return NULL;
}

/* ---- approval ----------------------------------------------------------- */

static int most_approved(const GPtrArray *ballots, int options)
{
	int best = 0, winner = 0;
	for (int option = 1; option <= options; option++) {
		int count = 0;
		for (guint i = 0; i < ballots->len; i++)
			count += has(g_ptr_array_index(ballots, i), option);
		if (count == best)
			winner = 0;
		if (count > best) {
			best = count;
			winner = option;
		}
	}
	return winner;
}

/* ---- ranked ------------------------------------------------------------- */

static int place_of(const GArray *ballot, int option)
{
	for (guint i = 0; i < ballot->len; i++)
		if (g_array_index(ballot, int, i) == option)
			return (int)i;
	return G_MAXINT;
}

/* How many put `a` above `b`. */
static int preferring(const GPtrArray *ballots, int a, int b)
{
	int count = 0;
	for (guint i = 0; i < ballots->len; i++) {
		const GArray *ballot = g_ptr_array_index(ballots, i);
		count += place_of(ballot, a) < place_of(ballot, b);
	}
	return count;
}

/* The strength of the strongest path between every two: of all ways from one to the
 * other, that whose weakest step is strongest. */
static void find_paths(const GPtrArray *ballots, int options, int *paths)
{
	for (int a = 0; a < options; a++)
		for (int b = 0; b < options; b++) {
			int for_a = preferring(ballots, a + 1, b + 1);
			int for_b = preferring(ballots, b + 1, a + 1);
			paths[a * options + b] = a != b && for_a > for_b ? for_a : 0;
		}
	for (int via = 0; via < options; via++)
		for (int a = 0; a < options; a++)
			for (int b = 0; b < options && a != via; b++) {
				int way = MIN(paths[a * options + via],
					      paths[via * options + b]);
				if (a != b && b != via)
					paths[a * options + b] =
						MAX(paths[a * options + b], way);
			}
}

static int schulze(const GPtrArray *ballots, int options)
{
	g_autofree int *paths = g_new0(int, (gsize)options *(gsize)options);
	find_paths(ballots, options, paths);
	for (int a = 0; a < options; a++) {
		bool beats_all = true;
		for (int b = 0; b < options; b++)
			beats_all = beats_all &&
				    (a == b ||
				     paths[a * options + b] > paths[b * options + a]);
		if (beats_all)
			return a + 1;
	}
	return 0;
}

int ballot_winner(BallotKind kind, const GPtrArray *ballots, int options)
{
	if (kind == BALLOT_NONE || ballots->len == 0 || options < 1)
		return 0;
	return kind == BALLOT_RANKED ? schulze(ballots, options)
				     : most_approved(ballots, options);
}
