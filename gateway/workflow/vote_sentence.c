/* vote_sentence.c: votes in what people write around them.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote.h"

#include <string.h>

#include "base/text.h"
#include "workflow/vote_box.h"
#include "workflow/vote_lead.h"
#include "workflow/vote_words.h"

#define SENTENCE_MAX_BYTES 120
#define NAME_WORDS_MAX	   5
#define CLAIMS_MAX	   20

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
		"do you mean", "did you mean", "gave", "thanks for the +1",
		"thanks for your +1", "thanks for the vote", "thanks for your vote",
		"thanks for voting", "thank you for the +1", "thank you for your +1",
		"thank you for your vote", "thank you for voting", "waiting", "one more",
		"got a", "got +1", "we have", "already has", "gets"};
	g_autofree char *folded = text_fold(sentence);
	if (strstr(folded, "count me") != NULL || strstr(folded, "put me down") != NULL)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(REPORTS); i++)
		if (strstr(folded, REPORTS[i]) != NULL)
			return true;
	const char *from = strstr(folded, "1 from ");
	return from != NULL && vote_is_from_others(from + 1);
}

static bool is_text(const char *line)
{
	const char *start = line + strspn(line, " \t");
	return *start != '\0' && *start != '>' && *start != '|';
}

/* The lines of a ballot are no sentences. */
static bool is_prose(const char *line)
{
	return is_text(line) && vote_box_start(&line) == BOX_NONE;
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

/* Behind what ends the sentence before `token`. */
static const char *own_start(const char *line, const char *token)
{
	const char *start = line;
	for (const char *c = line; c < token; c++)
		if (strchr(".!?:", *c) != NULL && c[1] == ' ')
			start = c + 1;
	return start;
}

/* Mails are wrapped: what hedges a vote may stand on the line above or below. */
static char *sentence_around(char **lines, int from, int at)
{
	g_autofree char *above = at > from && is_prose(lines[at - 1])
					 ? vote_plain(lines[at - 1])
					 : g_strdup("");
	g_autofree char *line = vote_plain(lines[at]);
	size_t length = strlen(line);
	bool goes_on = length > 0 && strchr(".!?:", line[length - 1]) == NULL &&
		       lines[at + 1] != NULL && is_prose(lines[at + 1]);
	g_autofree char *below = goes_on ? vote_plain(lines[at + 1]) : g_strdup("");
	below[strcspn(below, ".!")] = '\0';
	return g_strjoin(" ", last_fragment(above), line, below, NULL);
}

/* "Ann's -1", "said \"+1\"": somebody speaks of it. */
static bool is_spoken_of(const char *line, const char *token)
{
	if (token == line)
		return false;
	g_autofree char *before = g_strndup(line, (size_t)(token - line));
	bool is_quoted = token[-1] == '"' && token[2] == '"';
	g_strchomp(before);
	return is_quoted || g_str_has_suffix(before, "'s");
}

static Position *vote_in_sentence(char **lines, int from, int at)
{
	PositionValue value = POSITION_NONE;
	g_autofree char *line = vote_plain(lines[at]);
	const char *token = vote_find_numeric(line, &value);
	if (token == NULL || strstr(line, "[ ]") != NULL ||
	    strlen(line) > SENTENCE_MAX_BYTES)
		return NULL;
	const char *found = strstr(line, token);
	const char *start = own_start(line, found);
	g_autofree char *whole = sentence_around(lines, from, at);
	if (reports_on_others(start > line ? start : whole) || is_spoken_of(line, found))
		return NULL;
	bool is_clear = !vote_hedges(whole) && !vote_has_other(line, value) &&
			!vote_is_aside(found + strlen(token));
	Position *position =
		vote_position(is_clear ? value : POSITION_UNCLEAR, token, "");
	const char *behind = found + strlen(token);
	position->is_nonbinding = vote_skip_binding(&behind);
	return position;
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

/* "Jane Doe", "Jane Doe (binding)": two names at least, and nothing but names. */
static bool is_full_name(const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " ,", NAME_WORDS_MAX + 1);
	int names = 0;
	for (char **word = words; *word != NULL; word++) {
		gunichar first = g_utf8_get_char_validated(*word, -1);
		if (**word == '\0' || **word == '(')
			continue;
		if ((int)first < 0 || !g_unichar_isupper(first))
			return false;
		names++;
	}
	return names >= 2 && names <= NAME_WORDS_MAX;
}

/* "+1 Jane Doe (binding)", "+1: Jane, Bob": who counts the votes writes so. How many
 * there are, as far as that matters. */
static int count_votes(const char *line)
{
	PositionValue value = POSITION_NONE;
	const char *token = vote_find_numeric(line, &value);
	const char *start = vote_skip_lead(line);
	vote_skip_binding(&start);
	start += strspn(start, ": \t");
	if (token == NULL || !g_str_has_prefix(start, token))
		return 0;
	const char *rest = start + strlen(token);
	bool is_list = strchr(rest, ':') != NULL && strchr(rest, ',') != NULL;
	rest += strspn(rest, ":- \t");
	return !is_full_name(rest) ? 0 : is_list ? 2 : 1;
}

bool vote_is_undone(char **lines, int from)
{
	static const char *const BACK[] = {
		"scratch that",	    "take that back",	   "take it back",
		"second thought",   "don't count this",	   "do not count this",
		"ignore this vote", "ignore my vote",	   "ignore my +1",
		"ignore my -1",	    "this is conditional", "one condition"};
	int counted = 0;
	for (int i = from; lines[i] != NULL; i++) {
		if (!is_text(lines[i]))
			continue;
		g_autofree char *line = vote_plain(lines[i]);
		g_autofree char *folded = text_fold(line);
		for (size_t back = 0; back < G_N_ELEMENTS(BACK); back++)
			if (strstr(folded, BACK[back]) != NULL)
				return true;
		counted += count_votes(line);
	}
	return counted >= 2;
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
		"has passed with",     "passes with",	     "votes so far",
		"vote closed with",    "vote closes with",   "has been approved with",
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
		bool is_ballot = !is_prose(line);
		if (here == NULL && (is_ballot || vote_skip_lead(line) != line))
			here = vote_read_line(line);
		if (here == NULL && !is_ballot)
			here = vote_in_sentence(lines, from, i);
		if (here != NULL)
			found = vote_combine(g_steal_pointer(&found), here);
	}
	return g_steal_pointer(&found);
}
