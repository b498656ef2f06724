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
#include "base/words.h"
#include "workflow/vote_box.h"
#include "workflow/vote_lead.h"
#include "workflow/vote_number.h"
#include "workflow/vote_plain.h"
#include "workflow/vote_words.h"

static const struct {
	const char *token;
	PositionValue value;
} TOKENS[] = {
	{"+1", POSITION_AGREE},		{"-1", POSITION_OBJECT},
	{"+0", POSITION_ABSTAIN},	{"-0", POSITION_ABSTAIN},
	{"\u00b10", POSITION_ABSTAIN},	{"+-0", POSITION_ABSTAIN},
	{"+/-0", POSITION_ABSTAIN},	{"0", POSITION_ABSTAIN},
	{"agree", POSITION_AGREE},	{"agreed", POSITION_AGREE},
	{"yes", POSITION_AGREE},	{"approve", POSITION_AGREE},
	{"approved", POSITION_AGREE},	{"abstain", POSITION_ABSTAIN},
	{"no", POSITION_DISAGREE},	{"disagree", POSITION_DISAGREE},
	{"reject", POSITION_NONE},	{"rejected", POSITION_DISAGREE},
	{"concern", POSITION_CONCERN},	{"object", POSITION_OBJECT},
	{"objection", POSITION_OBJECT}, {"veto", POSITION_OBJECT},
	{"block", POSITION_OBJECT},	{"nack", POSITION_OBJECT},
	{"nak", POSITION_OBJECT},
};

void position_free(Position *position)
{
	if (position == NULL)
		return;
	g_free(position->token);
	g_free(position->reason);
	g_free(position);
}

Position *vote_position(PositionValue value, const char *token, const char *reason)
{
	Position *position = g_new0(Position, 1);
	position->value = value;
	position->token = g_strdup(token);
	position->reason = g_strstrip(g_strdup(reason));
	return position;
}

static bool is_numeric(const char *token)
{
	return strpbrk(token, "01") != NULL;
}

/* Does a token end before `rest`? Where no space tells words apart numbers still do. */
static bool is_end(const char *rest, bool is_number)
{
	if (*rest == '.' || *rest == ',')
		return !g_ascii_isdigit(rest[1]);
	/* "Approved-by: somebody" is another word. */
	if (*rest == '-')
		return !g_ascii_isalpha(rest[1]);
	/* "+1's from Jane and Bob". */
	if (g_str_has_prefix(rest, "'s"))
		return false;
	if ((unsigned char)*rest >= 0x80)
		return is_number;
	return !g_ascii_isalnum(*rest) && *rest != '%' && *rest != '/';
}

/* The token at the start of `line`, or -1. */
static int find_token(const char *line, size_t *out_length)
{
	int best = -1;
	*out_length = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(TOKENS); i++) {
		const char *token = TOKENS[i].token;
		size_t length = strlen(token);
		if (g_ascii_strncasecmp(line, token, length) == 0 &&
		    is_end(line + length, is_numeric(token)) && length > *out_length) {
			best = (int)i;
			*out_length = length;
		}
	}
	return best;
}

/* "[+1] Release", "[APPROVE] - why": a box with the vote in it. Moves into it. "[0]" is
 * rather the mark of a note. */
static void open_box(char **start)
{
	size_t length = 0;
	if (**start != '[')
		return;
	char *inside = *start + 1 + strspn(*start + 1, " ");
	if (*inside == '0' || find_token(inside, &length) < 0)
		return;
	char *end = inside + length + strspn(inside + length, " ");
	if (*end != ']')
		return;
	*end = ' ';
	*start = inside;
}

/* ":+1:", as some write the picture of a thumb. */
static void open_picture(char **start)
{
	char *name = *start;
	if (name[0] != ':' || strchr("+-", name[1]) == NULL || name[1] == '\0' ||
	    name[2] != '1' || name[3] != ':')
		return;
	name[3] = ' ';
	*start = name + 1;
}

/* "+1", "*+1*", "<+1>": decoration goes, the token stays. */
static char *undecorated(const char *line)
{
	g_autofree char *plain = vote_plain(line);
	char *start = plain + strspn(plain, "*_`\"'<> \t");
	open_box(&start);
	open_picture(&start);
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
	if (*rest == '-' && !g_ascii_isdigit(rest[1])) {
		*out_reason = rest + 1 + strspn(rest + 1, "-");
		return true;
	}
	rest += strspn(rest, ".! \t");
	*out_reason = "";
	return vote_is_gladly(rest);
}

/* Behind what divides a token from its reason. */
static const char *skip_marks(const char *rest)
{
	static const char *const WIDE[] = {"\u3002", "\u3001", "\u2026"};
	for (const char *before = NULL; rest != before;) {
		before = rest;
		rest += strspn(rest, ":-,.;! \t");
		for (size_t i = 0; i < G_N_ELEMENTS(WIDE); i++)
			if (g_str_has_prefix(rest, WIDE[i]))
				rest += strlen(WIDE[i]);
	}
	return rest;
}

/* "+1です" is one, "+1ではありません" is not. */
static bool is_glued(const char **rest)
{
	static const char is[] = "\u3067\u3059";
	if (g_str_has_prefix(*rest, is))
		*rest += strlen(is);
	gunichar next = g_utf8_get_char(*rest);
	return next >= 0x80 && g_unichar_isalnum(next);
}

/* "+1 (3 binding, 2 not)", "+1: 3". */
static bool is_count(const char *rest)
{
	const char *number = rest + strspn(rest, ":=-( \t");
	size_t digits = strspn(number, "0123456789");
	if (*rest == '(' && g_ascii_isdigit(rest[1]) && strstr(rest, "binding") != NULL)
		return true;
	return digits > 0 && number[digits + strspn(number + digits, ").! \t")] == '\0';
}

static Position *numeric_rest(PositionValue value, const char *token, const char *rest)
{
	bool has_mark = *rest == ':' || *rest == '-';
	const char *reason = skip_marks(rest);
	/* A second vote of the same sort is somebody else's, or about something else;
	 * what is said against it may speak of such numbers. */
	bool has_second =
		vote_has_other(rest, value) ||
		((value != POSITION_OBJECT || !has_mark) && vote_has_number(rest));
	if (*rest == '?' || has_second || vote_is_from_others(reason) || is_count(rest) ||
	    (!has_mark && (vote_is_aside(rest) || vote_starts_bound(rest))))
		return vote_position(POSITION_UNCLEAR, token, reason);
	bool is_undone = has_mark ? value == POSITION_AGREE && vote_binds(reason)
				  : value != POSITION_OBJECT && vote_hedges(reason);
	if (is_undone)
		return vote_position(POSITION_UNCLEAR, token, reason);
	return vote_position(value, token, reason);
}

static Position *word_position(PositionValue value, const char *token, const char *reason)
{
	/* "Concern: none", as in a form. */
	static const char *const NOTHING[] = {"none", "no", "nothing", "n/a", "nil", "-"};
	g_autofree char *folded = text_fold(reason);
	folded[strcspn(folded, ".!")] = '\0';
	bool is_bound =
		value == POSITION_AGREE
			? vote_binds(reason)
			: words_have(NOTHING, G_N_ELEMENTS(NOTHING), g_strstrip(folded));
	return vote_position(is_bound ? POSITION_UNCLEAR : value, token, reason);
}

/* A line with a filled box. What stands there is the ballot's own text, which may say
 * "do not release"; of lists of what was checked only whole words could be meant. */
static Position *ballot_position(int token, const char *written, const char *rest)
{
	PositionValue value = TOKENS[token].value;
	const char *reason = NULL;
	if (!is_numeric(TOKENS[token].token))
		return read_word_rest(rest, &reason) && *reason == '\0'
			       ? vote_position(value, written, "")
			       : NULL;
	reason = skip_marks(rest);
	bool is_undone = vote_has_other(rest, value) || vote_box_has_filled(rest) ||
			 (value == POSITION_AGREE && vote_binds(reason));
	return vote_position(is_undone ? POSITION_UNCLEAR : value, written, reason);
}

/* "0", "0.", "0: why", "0 - why", "0, why", "0 (why)", "0 from me"; a zero may also begin
 * a sentence. */
static bool may_follow_zero(const char *rest)
{
	bool is_divided = (*rest == ',' || *rest == '-') && rest[1] == ' ' &&
			  g_ascii_isalpha(rest[2]);
	const char *close = *rest == '(' ? strchr(rest, ')') : NULL;
	const char *end = close != NULL ? close + 1 : rest;
	return *rest == ':' || is_divided || end[strspn(end, ".! \t")] == '\0' ||
	       g_ascii_strncasecmp(rest, "from me", strlen("from me")) == 0;
}

/* Behind the last sentence that ends in `text`; `text` itself if none does. */
static const char *last_sentence(const char *text)
{
	const char *last = text;
	for (const char *c = text; *c != '\0'; c++)
		if (strchr(".!", *c) != NULL && c[1] == ' ')
			last = c + 1;
	return last;
}

/* "Agreed, +1" and "Yes, let us do it. +1" say the same twice; in "yes, the build fails"
 * it is asked what is meant. */
static Position *said_twice(PositionValue value, const char *written, const char *rest)
{
	const char *last = last_sentence(rest);
	g_autofree char *between = g_strndup(rest, (size_t)(last - rest));
	const char *again = skip_marks(last);
	bool is_numeric_again = (again > last || last > rest) && *again != '\0' &&
				strchr("+-", *again) != NULL && !vote_hedges(between);
	g_autoptr(Position) second = is_numeric_again ? vote_read_line(again) : NULL;
	return second != NULL && second->value == value
		       ? g_steal_pointer(&second)
		       : vote_position(POSITION_UNCLEAR, written, rest);
}

/* "No issues found, so +1 from me": a sentence about a vote in numbers. */
static bool leads_to_number(PositionValue value, const char *rest)
{
	PositionValue number = POSITION_NONE;
	return value == POSITION_DISAGREE && g_ascii_islower(*rest) &&
	       vote_find_numeric(rest, &number) != NULL;
}

/* What a line says that has no box. `rest` is what follows the token and the blanks
 * behind it. */
static Position *line_position(int token, const char *written, const char *rest)
{
	PositionValue value = TOKENS[token].value;
	const char *reason = NULL;
	if (!is_numeric(TOKENS[token].token)) {
		if (read_word_rest(rest, &reason))
			return word_position(value, written, reason);
		return leads_to_number(value, rest) ? NULL
						    : said_twice(value, written, rest);
	}
	if (strcmp(written, "0") == 0 && !may_follow_zero(rest))
		return NULL;
	return numeric_rest(value, written, rest);
}

/* "I agree.", "I object: why" are said as plainly as the word alone; "I agree with Tom
 * that this waits" is prose. Behind the "I"; `start` itself if it is anything else. */
static const char *skip_first_person(const char *start)
{
	size_t length = 0;
	const char *word = start + strlen("i ");
	if (g_ascii_strncasecmp(start, "i ", strlen("i ")) != 0)
		return start;
	int token = find_token(word, &length);
	const char *reason = NULL;
	bool is_whole = token >= 0 && !is_numeric(TOKENS[token].token) &&
			read_word_rest(word + length, &reason);
	return is_whole ? word : start;
}

/* "Binding +1", "(non-binding) +1". */
static bool skip_binding_before(const char **start)
{
	const char *at = *start;
	bool is_nonbinding = vote_skip_binding(&at);
	at += strspn(at, ": \t");
	if ((*at != '+' && *at != '-') || !g_ascii_isdigit(at[1]))
		return false;
	*start = at;
	return is_nonbinding;
}

Position *vote_read_line(const char *line)
{
	g_autofree char *plain = undecorated(line);
	const char *start = plain;
	Box box = vote_box_start(&start);
	/* A whole ballot on one line is for a person to read. */
	if (box == BOX_EMPTY)
		return vote_box_has_filled(start)
			       ? vote_position(POSITION_UNCLEAR, "[ ]", start)
			       : NULL;
	start = skip_first_person(vote_skip_lead(start));
	bool is_nonbinding = skip_binding_before(&start);
	size_t length = 0;
	int token = find_token(start, &length);
	if (token < 0 || TOKENS[token].value == POSITION_NONE)
		return NULL;
	g_autofree char *written = g_strndup(start, length);
	const char *rest = start + length;
	bool is_of_word = is_glued(&rest);
	const char *behind = rest;
	is_nonbinding |= vote_skip_binding(&rest);
	is_nonbinding |= rest == behind && vote_is_nonbinding(rest);
	rest += strspn(rest, "*_ \t");
	if (g_ascii_strncasecmp(rest, "votes", strlen("votes")) == 0)
		return NULL;
	/* An empty box behind it, and what somebody is said to have said. */
	if (vote_box_skip(&rest) == BOX_EMPTY || (rest[0] == '"' && rest[1] == ' '))
		return NULL;
	if (is_numeric(TOKENS[token].token) &&
	    (vote_is_telephone(rest) || vote_is_number(start + length)))
		return NULL;
	Position *position = box == BOX_FILLED ? ballot_position(token, written, rest)
					       : line_position(token, written, rest);
	if (position != NULL && is_of_word)
		position->value = POSITION_UNCLEAR;
	if (position != NULL)
		position->is_nonbinding = is_nonbinding;
	return position;
}

PositionValue vote_leans(const char *line)
{
	g_autofree char *plain = undecorated(line);
	size_t length = 0;
	int token = find_token(plain, &length);
	if (token < 0 || is_numeric(TOKENS[token].token) || vote_hedges(plain + length))
		return POSITION_NONE;
	return TOKENS[token].value;
}

bool vote_is_numeric(const char *line)
{
	g_autoptr(Position) position = vote_read_line(line);
	return position != NULL && is_numeric(position->token);
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
