/* vote_tally.c: mails that tell how others voted.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote_tally.h"

#include <string.h>

#include "base/text.h"
#include "workflow/vote.h"
#include "workflow/vote_box.h"
#include "workflow/vote_lead.h"
#include "workflow/vote_number.h"
#include "workflow/vote_words.h"

#define NAME_WORDS_MAX 5

/* A mail that closes a vote tells what others voted. */
bool vote_is_result(char **lines)
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

/* Does a word of the text begin with one of these? */
static bool has_start(const char *folded, const char *const *starts)
{
	for (; *starts != NULL; starts++) {
		const char *found = strstr(folded, *starts);
		if (found != NULL && (found == folded || !g_ascii_isalpha(found[-1])))
			return true;
	}
	return false;
}

bool vote_is_announced(const char *subject)
{
	static const char *const RESULT[] = {"result", "cancel", NULL};
	static const char *const VOTE[] = {"vote", NULL};
	static const char *const ENDS[] = {"closed", "passed", "failed", "withdrawn",
					   NULL};
	const char *end = subject + strspn(subject, " ");
	while (*end == '[') {
		end += strcspn(end, "]");
		end += strspn(end, "] ");
	}
	g_autofree char *brackets = g_strndup(subject, (size_t)(end - subject));
	g_autofree char *folded = text_fold(brackets);
	return has_start(folded, RESULT) ||
	       (has_start(folded, VOTE) && has_start(folded, ENDS));
}

/* What stands before the last of several names. */
static bool is_and(const char *word)
{
	static const char *const ANDS[] = {"and", "&", "und", "et", "y", "e", "en", NULL};
	return g_strv_contains(ANDS, word);
}

/* How many words there are, if they could all be those of people's names, with commas or
 * "and" between people; else 0. */
static int count_names(const char *text)
{
	g_autofree char *parted = g_strdelimit(g_strdup(text), "\t:-|*", ' ');
	g_auto(GStrv) words = g_strsplit(parted, " ", -1);
	int names = 0, of_one = 0;
	for (char **word = words; *word != NULL; word++) {
		gunichar first = g_utf8_get_char_validated(*word, -1);
		bool is_next = is_and(*word) || **word == ',';
		of_one = is_next ? 0 : of_one;
		if (is_next || **word == '\0' || **word == '(')
			continue;
		if ((int)first < 0 || !g_unichar_isupper(first) ||
		    ++of_one > NAME_WORDS_MAX)
			return 0;
		of_one = g_str_has_suffix(*word, ",") ? 0 : of_one;
		names++;
	}
	return names;
}

/* "Jane, Bob", "Jane and Bob". */
static bool names_several(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	for (char **word = words; *word != NULL; word++)
		if (is_and(*word) || strchr(*word, ',') != NULL)
			return true;
	return false;
}

/* "Jane Doe, Bob Roe": each with two names at least, so that no colon is needed. */
static bool is_list_of_full_names(const char *text)
{
	g_auto(GStrv) people = g_strsplit(text, ",", -1);
	for (char **one = people; *one != NULL; one++)
		if (count_names(*one) < 2)
			return false;
	return g_strv_length(people) >= 2;
}

/* Behind the mark of a list, or the number. */
static const char *skip_bullet(const char *line)
{
	line += strspn(line, " \t");
	size_t digits = strspn(line, "0123456789");
	if (digits > 0 && (line[digits] == '.' || line[digits] == ')') &&
	    line[digits + 1] == ' ')
		return line + digits + 2;
	bool is_bullet = *line != '\0' && strchr("-*", *line) != NULL && line[1] == ' ';
	return line + (is_bullet ? 2 + strspn(line + 2, " ") : 0);
}

/* Below "+1 (binding):" or with the marks of a list: two who have a first and a last
 * name.
 */
static bool is_list_of_names(char **lines, int at, bool has_colon)
{
	for (int i = at; i < at + 2; i++) {
		if (lines[i] == NULL)
			return false;
		const char *start = skip_bullet(lines[i]);
		bool is_listed = has_colon || start != lines[i] + strspn(lines[i], " \t");
		if (!is_listed || strchr(start, ',') != NULL || count_names(start) < 2)
			return false;
	}
	return true;
}

/* "0 Jane Doe", between the others. */
static bool is_zero_of_somebody(const char *line)
{
	if (*line != '0' || strchr(" :-", line[1]) == NULL || line[1] == '\0')
		return false;
	const char *rest = line + 1;
	vote_skip_binding(&rest);
	return count_names(rest + strspn(rest, ":- \t")) > 0;
}

/* "+1 Jane Doe (binding)", "+1: Jane, Bob", "Jane: +1": who counts the votes writes so.
 * How many there are, as far as that matters. */
static int count_votes(char **lines, int at)
{
	PositionValue value = POSITION_NONE;
	g_autofree char *plain = vote_plain(lines[at]);
	const char *line = skip_bullet(plain);
	const char *token = vote_find_numeric(line, &value);
	if (token == NULL)
		return is_zero_of_somebody(line) ? 1 : 0;
	const char *start = vote_skip_lead(line);
	vote_skip_binding(&start);
	start += strspn(start, ": \t");
	const char *rest = token + strlen("+1");
	bool is_list = strchr(rest, ':') != NULL && names_several(rest);
	vote_skip_binding(&rest);
	rest += strspn(rest, ":- \t");
	if (token != start) {
		g_autofree char *name = g_strndup(line, (size_t)(token - line));
		return *rest == '\0' && count_names(name) > 0 ? 1 : 0;
	}
	if (*rest == '\0')
		return is_list_of_names(lines, at + 1, rest[-1] == ':') ? 2 : 0;
	int names = count_names(rest);
	bool are_several = names > 1 && (is_list || is_list_of_full_names(rest));
	return names == 0 ? 0 : are_several ? 2 : 1;
}

/* One or two words with nothing between them that a sentence has: an account, a name. */
static bool is_account(const char *text)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(text));
	g_strdelimit(trimmed, "*:|", ' ');
	g_strstrip(trimmed);
	size_t first = strcspn(trimmed, " \t");
	const char *second = trimmed + first + strspn(trimmed + first, " \t");
	return first > 0 && strpbrk(trimmed, ",;!?()") == NULL &&
	       second[strcspn(second, " \t")] == '\0';
}

/* "+1 jdoe (binding)", "jdoe: +1". */
static bool is_of_account(const char *line)
{
	PositionValue value = POSITION_NONE;
	g_autofree char *plain = vote_plain(line);
	const char *start = skip_bullet(plain);
	const char *token = vote_find_numeric(start, &value);
	if (token == NULL || vote_box_start(&start) != BOX_NONE)
		return false;
	const char *rest = token + strlen("+1");
	vote_skip_binding(&rest);
	g_autofree char *text = token == start
					? g_strdup(rest)
					: g_strndup(start, (size_t)(token - start));
	char *mark = strstr(text, " (");
	if (mark != NULL)
		*mark = '\0';
	bool is_alone = token == start || rest[strspn(rest, " \t*|")] == '\0';
	return is_alone && is_account(text);
}

/* "+1: jdoe, broe, adam": nothing but accounts. */
static bool is_list_of_accounts(const char *line)
{
	PositionValue value = POSITION_NONE;
	g_autofree char *plain = vote_plain(line);
	const char *start = skip_bullet(plain);
	if (vote_find_numeric(start, &value) != start)
		return false;
	const char *rest = start + strlen("+1");
	vote_skip_binding(&rest);
	g_auto(GStrv) words = g_strsplit(*rest == ':' ? rest + 1 : "", ",", -1);
	for (char **word = words; *word != NULL; word++)
		if (!is_account(*word) || strpbrk(g_strstrip(*word), " \t") != NULL)
			return false;
	return g_strv_length(words) >= 2;
}

bool vote_is_tally(char **lines, int from)
{
	int counted = 0;
	bool was_of_account = false;
	for (int i = from; lines[i] != NULL; i++) {
		bool may_vote = strpbrk(lines[i], "01") != NULL &&
				lines[i][strspn(lines[i], " \t")] != '>';
		bool is_one = may_vote && is_of_account(lines[i]);
		counted += may_vote ? count_votes(lines, i) : 0;
		if ((is_one && was_of_account) ||
		    (may_vote && is_list_of_accounts(lines[i])))
			return true;
		was_of_account = is_one;
	}
	return counted >= 2;
}
