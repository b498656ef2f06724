/* vote_sentence.c: votes in what people write around them.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote.h"

#include <string.h>

#include "base/text.h"
#include "workflow/vote_words.h"

#define SENTENCE_MAX_BYTES 120
#define CLAIMS_MAX	   20

/* "+1 from Ann", but not "+1 from me", "+1 from our side". */
static bool is_from_others(const char *folded)
{
	static const char *const OWN[] = {"me", "my",  "mine",	 "here",
					  "us", "our", "myself", "this"};
	const char *from = strstr(folded, "1 from ");
	if (from == NULL)
		return false;
	from += strlen("1 from ");
	for (size_t i = 0; i < G_N_ELEMENTS(OWN); i++)
		if (g_str_has_prefix(from, OWN[i]) &&
		    vote_is_word_end(from[strlen(OWN[i])]))
			return false;
	return true;
}

/* Other people's votes, counting, asking: not the writer's own. */
static bool reports_on_others(const char *sentence)
{
	static const char *const REPORTS[] = {
		"+1s", "+1's", "-1s", "votes", "voted", "vote from", "3 +1", "passed",
		"tally", "counting", "counted", "the count", "three", "more +1", "need",
		"another", "his +1", "her +1", "their", "your", "from:", "as a +1",
		"any -1", "no -1", "results", "a +1 from", "binding +1", "required",
		"would be", "will +1", "can +1", "could", "should",
		/* Reading a vote into what somebody else wrote. */
		"assume", "translate", "interpret", "take this", "take that", "take it",
		"treat this", "treat that", "consider this a", "consider that a",
		"do you mean", "did you mean", "gave", "thanks for", "thank you for",
		"waiting", "one more", "got a", "got +1", "we have", "already has",
		"gets"};
	g_autofree char *folded = text_fold(sentence);
	if (strstr(folded, "count me") != NULL || strstr(folded, "put me down") != NULL)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(REPORTS); i++)
		if (strstr(folded, REPORTS[i]) != NULL)
			return true;
	return is_from_others(folded);
}

static bool is_text(const char *line)
{
	const char *start = line + strspn(line, " \t");
	return *start != '\0' && *start != '>' && *start != '|';
}

/* Behind the last sentence that ends in `text`. */
static const char *last_fragment(const char *text)
{
	const char *fragment = text;
	for (const char *c = text; *c != '\0'; c++)
		if (strchr(".!?:", *c) != NULL)
			fragment = c + 1;
	return fragment;
}

/* Mails are wrapped: what hedges a vote may stand on the line above or below. */
static char *sentence_around(char **lines, int from, int at)
{
	g_autofree char *line = vote_plain(lines[at]);
	g_autofree char *above = at > from && is_text(lines[at - 1])
					 ? vote_plain(lines[at - 1])
					 : g_strdup("");
	size_t length = strlen(line);
	bool goes_on = length > 0 && strchr(".!?:", line[length - 1]) == NULL &&
		       lines[at + 1] != NULL && is_text(lines[at + 1]);
	g_autofree char *below = goes_on ? vote_plain(lines[at + 1]) : g_strdup("");
	below[strcspn(below, ".!")] = '\0';
	return g_strjoin(" ", last_fragment(above), line, below, NULL);
}

static Position *vote_in_sentence(char **lines, int from, int at)
{
	PositionValue value = POSITION_NONE;
	g_autofree char *line = vote_plain(lines[at]);
	const char *token = vote_find_numeric(line, &value);
	if (token == NULL || strstr(line, "[ ]") != NULL ||
	    strstr(line, "[  ]") != NULL || strlen(line) > SENTENCE_MAX_BYTES)
		return NULL;
	g_autofree char *sentence = sentence_around(lines, from, at);
	if (reports_on_others(sentence))
		return NULL;
	bool is_clear = !vote_hedges(sentence) && !vote_has_other(line, value);
	return vote_position(is_clear ? value : POSITION_UNCLEAR, token, "");
}

bool vote_is_bound(char **lines, int next)
{
	static const char *const CONDITIONS[] = {
		"unless ",     "provided ",	   "providing ",	  "only if ",
		"but only",    "as long as ",	   "assuming ",		  "on condition",
		"conditional", "on the condition", "under the condition", NULL};
	static const char *const JOINERS[] = {"if ",	   "but ",	 "however",
					      "except ",   "subject to", "though ",
					      "although ", NULL};
	int at = next;
	while (lines[at] != NULL && lines[at][strspn(lines[at], " \t")] == '\0')
		at++;
	if (lines[at] == NULL || !is_text(lines[at]))
		return false;
	g_autofree char *plain = vote_plain(lines[at]);
	g_autofree char *folded = text_fold(plain);
	for (const char *const *start = CONDITIONS; *start != NULL; start++)
		if (g_str_has_prefix(folded, *start))
			return true;
	for (const char *const *start = JOINERS; at == next && *start != NULL; start++)
		if (g_str_has_prefix(folded, *start))
			return true;
	return false;
}

static const struct {
	const char *key;
	PositionValue value;
} TRAILERS[] = {{"acked-by:", POSITION_AGREE},
		{"reviewed-by:", POSITION_AGREE},
		{"approved-by:", POSITION_AGREE},
		{"nacked-by:", POSITION_OBJECT}};

/* The trailer a line is, or -1. */
static int find_trailer(const char *line)
{
	for (size_t i = 0; i < G_N_ELEMENTS(TRAILERS); i++)
		if (g_ascii_strncasecmp(line, TRAILERS[i].key, strlen(TRAILERS[i].key)) ==
		    0)
			return (int)i;
	return -1;
}

static bool is_signed_by(const char *line, const char *sender)
{
	g_autofree char *folded = g_ascii_strdown(line, -1);
	g_autofree char *address = g_ascii_strdown(sender, -1);
	g_autofree char *bracketed = g_strdup_printf("<%s>", address);
	return strstr(folded, bracketed) != NULL ||
	       g_str_has_suffix(g_strchomp(folded), address);
}

/* A trailer counts only for who signs it. */
static Position *vote_in_trailer(const char *line, const char *sender)
{
	int trailer = sender != NULL ? find_trailer(line) : -1;
	return trailer >= 0 && is_signed_by(line, sender)
		       ? vote_position(TRAILERS[trailer].value, TRAILERS[trailer].key, "")
		       : NULL;
}

GPtrArray *vote_claims(const char *text, const char *sender)
{
	GPtrArray *claims = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (int i = 0; lines[i] != NULL && claims->len < CLAIMS_MAX; i++) {
		g_autofree char *line = vote_plain(lines[i]);
		if (find_trailer(line) >= 0 && !is_signed_by(line, sender))
			g_ptr_array_add(claims, text_single_line(line, 200));
	}
	return claims;
}

/* A mail that closes a vote tells what others voted. */
static bool is_result(char **lines)
{
	static const char *const CLOSED[] = {
		"vote has passed",     "vote passed",	     "vote passes",
		"vote is closed",      "vote has failed",    "vote failed",
		"vote fails",	       "vote is now closed", "result of the vote",
		"results of the vote", "following result",   "following votes",
		"vote has closed",     "cancel this vote",   "cancelling this vote",
		"vote is cancelled",   "vote is canceled",   "canceling this vote"};
	g_autofree char *text = g_strjoinv("\n", lines);
	g_autofree char *folded = text_fold(text);
	for (size_t i = 0; i < G_N_ELEMENTS(CLOSED); i++)
		if (strstr(folded, CLOSED[i]) != NULL)
			return true;
	return false;
}

Position *vote_read_text(char **lines, int from, const char *sender)
{
	if (is_result(lines))
		return NULL;
	g_autoptr(Position) found = NULL;
	for (int i = from; lines[i] != NULL; i++) {
		g_autofree char *line = vote_plain(lines[i]);
		const char *start = line + strspn(line, " \t");
		if (*start == '>' || *start == '|')
			continue;
		Position *here = vote_in_trailer(line, sender);
		if (here == NULL && g_ascii_strncasecmp(line, "vote:", 5) == 0)
			here = vote_read_line(line);
		if (here == NULL)
			here = vote_in_sentence(lines, from, i);
		if (here != NULL)
			found = vote_combine(g_steal_pointer(&found), here);
	}
	return g_steal_pointer(&found);
}
