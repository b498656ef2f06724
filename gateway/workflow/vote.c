/* vote.c: votes as people write them in mail.
 *
 * Words count only as a whole line, alone or with a reason after a colon or a dash.
 * Numeric tokens may go on in free text, and may stand in a short sentence; hedging,
 * negation, questions and reports on others undo them.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/vote.h"

#include <string.h>

#include "base/text.h"

#define SENTENCE_MAX_BYTES 120

static const struct {
	const char *token;
	PositionValue value;
} TOKENS[] = {
	{"+1", POSITION_AGREE},		 {"-1", POSITION_OBJECT},
	{"+0", POSITION_ABSTAIN},	 {"-0", POSITION_ABSTAIN},
	{"0", POSITION_ABSTAIN},	 {"agree", POSITION_AGREE},
	{"agreed", POSITION_AGREE},	 {"yes", POSITION_AGREE},
	{"approve", POSITION_AGREE},	 {"approved", POSITION_AGREE},
	{"abstain", POSITION_ABSTAIN},	 {"no", POSITION_DISAGREE},
	{"disagree", POSITION_DISAGREE}, {"reject", POSITION_NONE},
	{"rejected", POSITION_DISAGREE}, {"concern", POSITION_CONCERN},
	{"object", POSITION_OBJECT},	 {"objection", POSITION_OBJECT},
	{"veto", POSITION_OBJECT},	 {"block", POSITION_OBJECT},
};

static const char *const HEDGES[] = {
	"not",	 "don't",  "dont",   "doesn't", "isn't", "can't",     "cannot",
	"won't", "if",	   "unless", "but",	"maybe", "perhaps",   "wouldn't",
	"until", "except", "never",  "would",	"i'd",	 "otherwise", "unfortunately"};

void position_free(Position *position)
{
	if (position == NULL)
		return;
	g_free(position->token);
	g_free(position->reason);
	g_free(position);
}

static Position *position_new(PositionValue value, const char *token, const char *reason)
{
	Position *position = g_new0(Position, 1);
	position->value = value;
	position->token = g_strdup(token);
	position->reason = g_strstrip(g_strdup(reason));
	return position;
}

char *vote_plain(const char *line)
{
	static const struct {
		const char *from, *to;
	} PLAIN[] = {
		{"\u2212", "-"},  {"\u2013", "-"}, {"\u2014", "-"}, {"\uff0d", "-"},
		{"\uff0b", "+"},  {"\u2019", "'"}, {"\u2018", "'"}, {"\u201c", "\""},
		{"\u201d", "\""}, {"\u00a0", " "}, {"\uff1a", ":"}, {"\uff01", "!"},
		{"\u200b", ""},	  {"\ufeff", ""},
	};
	if (g_str_is_ascii(line))
		return g_strstrip(g_strdup(line));
	g_autoptr(GString) plain = g_string_sized_new(strlen(line));
	for (const char *c = line; *c != '\0'; c = text_next(c)) {
		gunichar character = g_utf8_get_char(c);
		if (character >= 0xff10 && character <= 0xff19)
			g_string_append_c(plain, (char)('0' + (character - 0xff10)));
		else
			g_string_append_unichar(plain, character);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(PLAIN); i++)
		g_string_replace(plain, PLAIN[i].from, PLAIN[i].to, 0);
	return g_strstrip(g_strdup(plain->str));
}

static bool is_word_end(char c)
{
	return !g_ascii_isalnum(c) && c != '_' && c != '\'' && (unsigned char)c < 0x80;
}

static bool has_word(const char *text, const char *word)
{
	size_t length = strlen(word);
	for (const char *found = strstr(text, word); found != NULL;
	     found = strstr(found + 1, word)) {
		bool starts = found == text || is_word_end(found[-1]);
		if (starts && is_word_end(found[length]))
			return true;
	}
	return false;
}

static bool hedges(const char *text)
{
	g_autofree char *folded = text_fold(text);
	if (strchr(folded, '?') != NULL)
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(HEDGES); i++)
		if (has_word(folded, HEDGES[i]))
			return true;
	return false;
}

/* The token at the start of `line`, or -1. */
static int find_token(const char *line, size_t *out_length)
{
	int best = -1;
	*out_length = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(TOKENS); i++) {
		size_t length = strlen(TOKENS[i].token);
		if (g_ascii_strncasecmp(line, TOKENS[i].token, length) != 0)
			continue;
		char next = line[length];
		bool ends = next == '\0' ||
			    (!g_ascii_isalnum(next) && next != '.' && next != '%' &&
			     next != '/' && (unsigned char)next < 0x80) ||
			    (next == '.' && !g_ascii_isdigit(line[length + 1]));
		if (ends && length > *out_length) {
			best = (int)i;
			*out_length = length;
		}
	}
	return best;
}

static bool is_numeric(const char *token)
{
	return strpbrk(token, "01") != NULL;
}

/* `(binding)`, `(non-binding)`; moves past it. */
static bool skip_binding(const char **rest)
{
	static const struct {
		const char *mark;
		bool is_nonbinding;
	} MARKS[] = {
		{"(binding)", false},	{"(non-binding)", true}, {"(non binding)", true},
		{"(nonbinding)", true}, {"(not binding)", true}, {"binding", false},
		{"non-binding", true},	{"nonbinding", true},	 {"non binding", true}};
	const char *text = *rest + strspn(*rest, " \t,");
	for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++) {
		size_t length = strlen(MARKS[i].mark);
		if (g_ascii_strncasecmp(text, MARKS[i].mark, length) == 0) {
			*rest = text + length;
			return MARKS[i].is_nonbinding;
		}
	}
	return false;
}

/* "+1", "*+1*", "<+1>": decoration goes, the token stays. */
static char *undecorated(const char *line)
{
	g_autofree char *plain = vote_plain(line);
	char *start = plain + strspn(plain, "*_`\"'<> \t");
	char *copy = g_strdup(start);
	size_t length = strlen(copy);
	while (length > 0 && strchr("*_`\"'> \t", copy[length - 1]) != NULL)
		copy[--length] = '\0';
	return copy;
}

/* What follows a word: nothing, punctuation that ends, or a reason after a colon or a
 * dash. */
static bool read_word_rest(const char *rest, const char **out_reason)
{
	rest += strspn(rest, "*_ \t");
	if (*rest == ':') {
		*out_reason = rest + 1;
		return true;
	}
	if (*rest == '-') {
		*out_reason = rest + 1 + strspn(rest + 1, "-");
		return true;
	}
	rest += strspn(rest, ".! \t");
	*out_reason = "";
	return *rest == '\0';
}

/* "The temperature is -1", "at +1 hour": a number, not a vote. */
static bool is_measure(const char *sentence, const char *token)
{
	static const char *const BEFORE[] = {"is", "was",  "are", "at",	 "by",
					     "of", "than", "=",	  "utc", "gmt"};
	g_autofree char *head = g_strndup(sentence, (size_t)(token - sentence));
	g_strchomp(head);
	const char *space = strrchr(head, ' ');
	const char *word = space != NULL ? space + 1 : head;
	for (size_t i = 0; i < G_N_ELEMENTS(BEFORE); i++)
		if (g_ascii_strcasecmp(word, BEFORE[i]) == 0)
			return g_ascii_strncasecmp(sentence, "my ", 3) != 0;
	return false;
}

/* The token in a sentence: bounded by white space or punctuation on both sides. */
static const char *find_numeric(const char *sentence, PositionValue *out_value)
{
	static const char *const NUMERIC[] = {"+1", "-1", "+0", "-0"};
	static const PositionValue VALUES[] = {POSITION_AGREE, POSITION_OBJECT,
					       POSITION_ABSTAIN, POSITION_ABSTAIN};
	for (size_t i = 0; i < G_N_ELEMENTS(NUMERIC); i++) {
		for (const char *found = strstr(sentence, NUMERIC[i]); found != NULL;
		     found = strstr(found + 2, NUMERIC[i])) {
			bool starts = found == sentence ||
				      strchr(" \t(*\"'", found[-1]) != NULL;
			bool ends = found[2] == '\0' ||
				    strchr(" \t.,;:!)*\"'", found[2]) != NULL;
			if (starts && ends &&
			    !(found[2] == '.' && g_ascii_isdigit(found[3])) &&
			    !is_measure(sentence, found)) {
				*out_value = VALUES[i];
				return NUMERIC[i];
			}
		}
	}
	return NULL;
}

static Position *numeric_rest(PositionValue value, const char *token, const char *rest)
{
	bool has_mark = *rest == ':' || *rest == '-';
	const char *reason = rest + strspn(rest, ":-,.;! \t");
	PositionValue other = POSITION_NONE;
	/* "+1 for A, -1 for B" is two votes, on things we do not ask about. */
	if (find_numeric(reason, &other) != NULL && other != value)
		return position_new(POSITION_UNCLEAR, token, reason);
	if (!has_mark && hedges(reason) && value != POSITION_OBJECT)
		return position_new(POSITION_UNCLEAR, token, reason);
	return position_new(value, token, reason);
}

Position *vote_read_line(const char *line)
{
	g_autofree char *plain = undecorated(line);
	const char *start = plain;
	if (g_ascii_strncasecmp(start, "vote:", 5) == 0)
		start += 5 + strspn(start + 5, " \t");
	size_t length = 0;
	int token = find_token(start, &length);
	if (token < 0 || TOKENS[token].value == POSITION_NONE)
		return NULL;
	g_autofree char *written = g_strndup(start, length);
	const char *rest = start + length;
	bool is_nonbinding = skip_binding(&rest);
	rest += strspn(rest, "*_ \t");
	Position *position = NULL;
	const char *reason = NULL;
	if (is_numeric(TOKENS[token].token))
		position = strcmp(written, "0") == 0 && *rest != '\0' && *rest != ':'
				   ? NULL
				   : numeric_rest(TOKENS[token].value, written, rest);
	else if (read_word_rest(rest, &reason))
		position = position_new(TOKENS[token].value, written, reason);
	else
		position = position_new(POSITION_UNCLEAR, written, rest);
	if (position != NULL)
		position->is_nonbinding = is_nonbinding;
	return position;
}

Position *vote_combine(Position *a, Position *b)
{
	if (a == NULL || b == NULL)
		return a != NULL ? a : b;
	if (a->value != b->value)
		a->value = POSITION_UNCLEAR;
	a->is_nonbinding = a->is_nonbinding || b->is_nonbinding;
	position_free(b);
	return a;
}

/* ---- votes in sentences -------------------------------------------------------- */

/* Other people's votes, counting, asking: not the writer's own. */
static bool reports_on_others(const char *sentence)
{
	static const char *const REPORTS[] = {
		"+1s", "+1's", "-1s", "votes", "voted", "vote from", "3 +1", "passed",
		"tally", "count", "three", "more +1", "need", "another", "his +1",
		"her +1", "their", "your", "from:", "as a +1", "any -1", "no -1",
		"results", "a +1 from", "binding +1", "required", "would be", "will +1",
		"can +1", "could", "should",
		/* Reading a vote into what somebody else wrote. */
		"assume", "translate", "interpret", "take this", "take that", "take it",
		"treat this", "treat that", "consider this a", "consider that a",
		"do you mean", "did you mean"};
	g_autofree char *folded = text_fold(sentence);
	for (size_t i = 0; i < G_N_ELEMENTS(REPORTS); i++)
		if (strstr(folded, REPORTS[i]) != NULL)
			return true;
	return false;
}

static Position *vote_in_sentence(const char *sentence)
{
	PositionValue value = POSITION_NONE;
	const char *token = find_numeric(sentence, &value);
	if (token == NULL || strstr(sentence, "[ ]") != NULL ||
	    strstr(sentence, "[  ]") != NULL)
		return NULL;
	bool is_plain = strlen(sentence) <= SENTENCE_MAX_BYTES && !hedges(sentence) &&
			!reports_on_others(sentence);
	if (is_plain)
		return position_new(value, token, "");
	return hedges(sentence) && strlen(sentence) <= SENTENCE_MAX_BYTES &&
			       !reports_on_others(sentence)
		       ? position_new(POSITION_UNCLEAR, token, "")
		       : NULL;
}

static const struct {
	const char *key;
	PositionValue value;
} TRAILERS[] = {{"acked-by:", POSITION_AGREE},
		{"reviewed-by:", POSITION_AGREE},
		{"approved-by:", POSITION_AGREE},
		{"nacked-by:", POSITION_OBJECT}};

/* A trailer counts only for who signs it. */
static Position *vote_in_trailer(const char *line, const char *sender)
{
	for (size_t i = 0; sender != NULL && i < G_N_ELEMENTS(TRAILERS); i++) {
		size_t length = strlen(TRAILERS[i].key);
		if (g_ascii_strncasecmp(line, TRAILERS[i].key, length) != 0)
			continue;
		g_autofree char *folded = g_ascii_strdown(line, -1);
		g_autofree char *address = g_ascii_strdown(sender, -1);
		g_autofree char *bracketed = g_strdup_printf("<%s>", address);
		if (strstr(folded, bracketed) != NULL ||
		    g_str_has_suffix(g_strchomp(folded), address))
			return position_new(TRAILERS[i].value, TRAILERS[i].key, "");
	}
	return NULL;
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
			here = vote_in_sentence(line);
		if (here != NULL)
			found = vote_combine(g_steal_pointer(&found), here);
	}
	return g_steal_pointer(&found);
}
