/* vote_sentence.c: votes in what people write around them.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "workflow/vote_abroad.h"
#include "workflow/vote_bound.h"
#include "workflow/vote_box.h"
#include "workflow/vote_lead.h"
#include "workflow/vote_number.h"
#include "workflow/vote_tally.h"
#include "workflow/vote_trailer.h"
#include "workflow/vote_words.h"

#define SENTENCE_MAX_BYTES 120
#define WRAPPED_MIN_BYTES  40

/* "My +1 from the other list", "my vote from +0 to +1". */
static bool is_mine(const char *folded)
{
	static const char *const MINE[] = {"my +1", "my -1", "my +0", "my -0", "my vote"};
	for (size_t i = 0; i < G_N_ELEMENTS(MINE); i++)
		if (strstr(folded, MINE[i]) != NULL)
			return true;
	return false;
}

/* Other people's votes, counting, asking: not the writer's own. */
static bool reports_on_others(const char *sentence)
{
	static const char *const REPORTS[] = {
		"+1s", "+1's", "-1s", "votes", "voted", "3 +1", "passed with", "tally",
		"counting", "counted", "the count", "three", "more +1", "need", "another",
		"his +1", "her +1", "their", "your", "from:", "as a +1", "any -1",
		"no -1", "results", "required", "would be", "will +1", "can +1", "could",
		"should",
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
	if (is_mine(folded))
		return false;
	const char *from = strstr(folded, "1 from ");
	return strstr(folded, "vote from") != NULL ||
	       (from != NULL && vote_is_from_others(from + 1));
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

/* Behind the last of `marks` before `end` that a space follows. */
static const char *start_behind(const char *text, const char *end, const char *marks)
{
	const char *start = text;
	for (const char *c = text; c < end; c++)
		if (strchr(marks, *c) != NULL && c[1] == ' ')
			start = c + 1;
	return start;
}

/* What stands around a token. */
typedef struct {
	char *whole;	/* with the lines above and below */
	char *sentence; /* its own */
	char *clause;	/* of that, between commas */
	char *before;	/* of that, before the token */
} Around;

static void around_clear(Around *around)
{
	g_free(around->whole);
	g_free(around->sentence);
	g_free(around->clause);
	g_free(around->before);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Around, around_clear)

/* "It does not build, so -1", "I like it but -1": what stands before "so" is a clause of
 * its own; but "not so". */
static const char *start_behind_joint(const char *start, const char *token)
{
	static const char *const JOINTS[] = {"so ", "but ", "hence ", "thus ",
					     "therefore "};
	const char *last = start;
	for (const char *c = start; c < token; c++) {
		bool is_negated = c - start >= 4 && (g_str_has_prefix(c - 4, "not ") ||
						     g_str_has_prefix(c - 4, "n't "));
		if (is_negated || (c > start && !vote_is_word_end(c[-1])))
			continue;
		for (size_t i = 0; i < G_N_ELEMENTS(JOINTS); i++)
			if (g_ascii_strncasecmp(c, JOINTS[i], strlen(JOINTS[i])) == 0)
				last = MIN(c + strlen(JOINTS[i]), token);
	}
	return last;
}

static void find_clause(Around *around, const char *text, const char *token)
{
	const char *start =
		start_behind_joint(start_behind(text, token, ",;.!?:"), token);
	g_autofree char *rest = g_strndup(token, strcspn(token, ",;"));
	around->before = g_strndup(start, (size_t)(token - start));
	around->clause = g_strconcat(around->before, rest, NULL);
}

/* Before a vote these point back to what was said, and bind it to nothing; they become
 * blanks. */
static void forget_pointers(char *line, size_t before)
{
	static const char *const POINTERS[] = {"apart from that", "apart from this",
					       "aside from that", "aside from this",
					       "other than that", "other than this",
					       "besides that",	  "except for that"};
	g_autofree char *lower = g_ascii_strdown(line, (gssize)before);
	for (size_t i = 0; i < G_N_ELEMENTS(POINTERS); i++) {
		const char *found = strstr(lower, POINTERS[i]);
		if (found != NULL)
			memset(line + (found - lower), ' ', strlen(POINTERS[i]));
	}
}

/* Mails are wrapped: what hedges a vote may stand on the line above or below; but a short
 * line above was not broken because it was full. */
static void look_around(Around *around, char **lines, int from, int at,
			const char *written, const char *found)
{
	g_autofree char *above = at > from && is_prose(lines[at - 1])
					 ? vote_plain(lines[at - 1])
					 : g_strdup("");
	g_autofree char *line = vote_plain(lines[at]);
	size_t length = strlen(line), offset = (size_t)(found - written);
	forget_pointers(line, MIN(length, offset));
	bool goes_on = length > 0 && strchr(".!?:", line[length - 1]) == NULL &&
		       lines[at + 1] != NULL && is_prose(lines[at + 1]);
	g_autofree char *below = goes_on ? vote_plain(lines[at + 1]) : g_strdup("");
	below[strcspn(below, ".!")] = '\0';
	around->whole = g_strjoin(" ", last_fragment(above), line, below, NULL);
	const char *start = start_behind(line, line + offset, ".!?:");
	around->sentence = g_strdup(start > line ? start : around->whole);
	if (start > line || strlen(above) < WRAPPED_MIN_BYTES) {
		find_clause(around, line, line + offset);
		return;
	}
	const char *fragment = last_fragment(above);
	find_clause(around, around->whole,
		    around->whole + strlen(fragment) + strlen(" ") + offset);
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

/* In "the tests passed, +1" nobody else's vote is told, in "the third binding +1" one is.
 */
static bool is_report(const Around *around)
{
	g_autofree char *before = g_strchomp(g_strdup(around->before));
	if (g_str_has_suffix(before, "binding") && !vote_is_own(before))
		return true;
	return reports_on_others(around->clause) ||
	       (reports_on_others(around->sentence) && !vote_is_own(around->before));
}

/* "I voted yesterday, +1": whose is it? */
static bool is_of_voting(const Around *around)
{
	g_autofree char *folded = text_fold(around->sentence);
	return reports_on_others(folded) &&
	       (strstr(folded, "vot") != NULL || strstr(folded, "tally") != NULL ||
		strstr(folded, "count") != NULL);
}

/* "..., -1", "-1 from me", but not "the first is 3, -1 the next". */
static bool ends_like_vote(const char *behind)
{
	static const char *const NEXT[] = {"from ",  "on ",  "for ",	 "here", "as ",
					   "since ", "due ", "because ", "vote", "("};
	const char *rest = behind + strspn(behind, " ");
	if (*rest == '\0' || strchr(".,;:!)*\"'", *rest) != NULL || *rest == '-')
		return true;
	g_autofree char *folded = text_fold(rest);
	return words_begin(NEXT, G_N_ELEMENTS(NEXT), folded);
}

/* Does what stands around it take it back, soften or bind it? A no has its reasons beside
 * it, which negate by nature. */
static bool is_undone(const Around *around, PositionValue value, const char *behind)
{
	if (value != POSITION_OBJECT)
		return vote_hedges(around->whole);
	size_t before = strlen(around->before);
	size_t length = before + strcspn(around->clause + before, ".:!");
	g_autofree char *own = g_strndup(around->clause, length);
	bool is_bare = around->before[strspn(around->before, " *(")] == '\0';
	return vote_softens(around->whole) || vote_negates(own) ||
	       (is_bare && !ends_like_vote(behind));
}

/* `known` is what the text has said before. */
static Position *vote_in_sentence(char **lines, int from, int at, PositionValue known)
{
	PositionValue value = POSITION_NONE;
	g_autofree char *line = vote_plain(lines[at]);
	const char *found = vote_find_numeric(line, &value);
	if (found == NULL || strstr(line, "[ ]") != NULL)
		return NULL;
	g_auto(Around) around = {0};
	look_around(&around, lines, from, at, line, found);
	/* Not every mail is wrapped. */
	if (strlen(line) > SENTENCE_MAX_BYTES &&
	    (strlen(around.clause) > SENTENCE_MAX_BYTES || !vote_is_own(around.before)))
		return NULL;
	if (is_report(&around) || is_spoken_of(line, found) ||
	    (value == known && vote_may_be_number(around.before, value)))
		return NULL;
	const char *behind = found + strlen("+1");
	g_autofree char *token = g_strndup(found, strlen("+1"));
	bool is_clear = !is_undone(&around, value, behind) &&
			!vote_has_other(line, value) && !vote_has_number(behind) &&
			!vote_is_aside(behind) && !vote_is_glued(line, found) &&
			!vote_is_bound_above(lines, from, at) && !is_of_voting(&around) &&
			vote_may_follow(around.before, value);
	Position *position =
		vote_position(is_clear ? value : POSITION_UNCLEAR, token, "");
	position->is_nonbinding = vote_skip_binding(&behind) ||
				  vote_is_nonbinding(line) ||
				  strcasestr(around.before, "non-binding") != NULL;
	return position;
}

bool vote_ends_line(const char *line)
{
	PositionValue value = POSITION_NONE;
	g_autofree char *plain = vote_plain(line);
	const char *found = vote_find_numeric(plain, &value);
	return found != NULL && strcspn(plain, ",.;!") < (size_t)(found - plain);
}

bool vote_is_undone(char **lines, int from)
{
	static const char *const BACK[] = {
		"scratch that",	    "take that back",	   "take it back",
		"second thought",   "don't count this",	   "do not count this",
		"ignore this vote", "ignore my vote",	   "ignore my +1",
		"ignore my -1",	    "this is conditional", "one condition"};
	for (int i = from; lines[i] != NULL; i++) {
		if (!is_text(lines[i]))
			continue;
		g_autofree char *line = vote_plain(lines[i]);
		g_autofree char *folded = text_fold(line);
		for (size_t back = 0; back < G_N_ELEMENTS(BACK); back++)
			if (strstr(folded, BACK[back]) != NULL)
				return true;
	}
	return vote_is_tally(lines, from);
}

/* A word with a box before it. */
static bool is_boxed_word(const Position *position)
{
	return position->value != POSITION_UNCLEAR &&
	       strpbrk(position->token, "01") == NULL;
}

/* What is asked of the lines one after another. */
typedef struct {
	char **lines;
	int from;
	const char *sender;
	PositionValue known; /* what has been said so far */
	bool is_top;	     /* nothing else has been said, and there was no prose */
	bool has_form;
} Lines;

/* Below other text a word with a box before it is none: forms hold such too ("Does it
 * build? [x] yes"). */
static Position *read_one(Lines *all, int at)
{
	g_autofree char *line = vote_plain(all->lines[at]);
	Position *position = vote_trailer_read(all->lines, all->from, at, all->sender);
	bool is_ballot = !is_prose(line);
	if (position == NULL && (is_ballot || vote_skip_lead(line) != line))
		position = vote_read_line(line);
	if (position == NULL && !is_ballot)
		position = vote_in_sentence(all->lines, all->from, at, all->known);
	all->is_top = all->is_top && is_ballot;
	if (position == NULL || !is_ballot || all->is_top || !is_boxed_word(position))
		return position;
	all->has_form = true;
	position_free(position);
	return NULL;
}

Position *vote_read_text(char **lines, int from, const char *sender,
			 const Position *first)
{
	Lines all = {.lines = lines,
		     .from = from,
		     .sender = sender,
		     .known = first != NULL ? first->value : POSITION_NONE,
		     .is_top = first == NULL};
	if (vote_is_result(lines))
		return NULL;
	g_autoptr(Position) found = NULL;
	for (int i = from; lines[i] != NULL; i++) {
		const char *start = lines[i] + strspn(lines[i], " \t");
		if (*start == '>' || *start == '|')
			continue;
		Position *here = read_one(&all, i);
		if (here != NULL)
			found = vote_combine(g_steal_pointer(&found), here);
		if (found != NULL)
			all.known = found->value;
	}
	return found == NULL && first == NULL && all.has_form
		       ? vote_position(POSITION_UNCLEAR, "[x]", "")
		       : g_steal_pointer(&found);
}
