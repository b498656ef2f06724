/* settings_token.c: the text of a settings file into tokens, going on after a mistake.
 *
 * SPDX-License-Identifier: MIT */
#include "base/settings_token.h"

#include <string.h>

#define MARKS	  "{}=(),+"
#define WORD_ENDS " \t\r\n{}=(),\"'"

void scan_complain(Scan *scan, int line, const char *format, ...)
{
	if (line == scan->complained_line || scan->complaints >= COMPLAINTS_MAX)
		return;
	scan->complaints++;
	scan->complained_line = line;
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *what = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	problems_add(scan->problems, (Place){scan->file, line}, "%s", what);
	if (scan->complaints == COMPLAINTS_MAX)
		problems_add(scan->problems, (Place){scan->file, line},
			     "too many mistakes; the rest is not read");
}

static void skip_block(Scan *scan)
{
	const char *end = strstr(scan->position + 2, "*/");
	if (end == NULL) {
		scan_complain(scan, scan->line,
			      "this comment is not closed: '*/' is missing");
		end = scan->position + strlen(scan->position);
	} else {
		end += 2;
	}
	for (; scan->position < end; scan->position++)
		scan->line += *scan->position == '\n';
}

static void skip_blank(Scan *scan)
{
	for (;;) {
		const char *at = scan->position;
		if (*at == '#' || (at[0] == '/' && at[1] == '/'))
			scan->position += strcspn(at, "\n");
		else if (at[0] == '/' && at[1] == '*')
			skip_block(scan);
		else if (*at != '\0' && strchr(" \t\r\n", *at) != NULL)
			scan->line += *scan->position++ == '\n';
		else
			return;
	}
}

static bool is_line_end(char byte)
{
	return byte == '\0' || byte == '\n' || byte == '\r';
}

/* A quote ends with its line at the latest, so that one forgotten does not turn the rest
 * inside out. */
static Token read_quoted(Scan *scan)
{
	char quote = *scan->position;
	const char *at = scan->position + 1;
	while (*at != quote && !is_line_end(*at))
		at += at[0] == '\\' && !is_line_end(at[1]) ? 2 : 1;
	Token token = {TOKEN_QUOTED, scan->position, (size_t)(at - scan->position),
		       scan->line, *at != quote};
	if (token.is_broken)
		scan_complain(
			scan, scan->line,
			"a quote (%c) is not closed on its line; a value cannot span "
			"lines",
			quote);
	else
		token.length++;
	scan->position += token.length;
	return token;
}

static bool is_word_byte(const char *at)
{
	if (*at == '/')
		return at[1] != '/' && at[1] != '*';
	return g_ascii_isalnum(*at) || (unsigned char)*at >= 0x80 ||
	       (*at != '\0' && strchr("_-.:@%", *at) != NULL);
}

static bool is_word_end(const char *at)
{
	return *at == '\0' || strchr(WORD_ENDS, *at) != NULL ||
	       (at[0] == '+' && at[1] == '=');
}

/* The end of something that is no word: at the next space, after the brace of ${NAME},
 * and one byte on at least. */
static const char *end_of_run(const char *start)
{
	const char *at = start + strcspn(start, " \t\r\n,{}");
	if (at > start && at[-1] == '$' && *at == '{')
		at += strcspn(at, " \t\r\n,}");
	bool is_variable =
		at > start && *at == '}' && memchr(start, '{', (size_t)(at - start));
	return is_variable || at == start ? at + 1 : at;
}

/* What libconfuse would cut short, expand or skip without a word ("imaps:" before "//",
 * "${HOME}", "GMT+3") needs quotes. */
static Token read_word(Scan *scan)
{
	const char *at = scan->position;
	while (is_word_byte(at))
		at++;
	Token token = {TOKEN_WORD, scan->position, 0, scan->line, !is_word_end(at)};
	if (token.is_broken || at == scan->position) {
		token.is_broken = true;
		at = end_of_run(scan->position);
	}
	token.length = (size_t)(at - scan->position);
	if (token.is_broken)
		scan_complain(scan, scan->line,
			      *token.start == ';'
				      ? "unexpected '%.*s'"
				      : "'%.*s' cannot stand here without quotes",
			      (int)MIN(token.length, 60), token.start);
	scan->position = at;
	return token;
}

static Token read_token(Scan *scan)
{
	skip_blank(scan);
	const char *at = scan->position;
	if (*at == '\0')
		return (Token){TOKEN_END, at, 0, scan->line, false};
	if (*at == '"' || *at == '\'')
		return read_quoted(scan);
	if (strchr(MARKS, *at) == NULL)
		return read_word(scan);
	scan->position++;
	return (Token){TOKEN_MARK, at, 1, scan->line, false};
}

Token scan_take(Scan *scan)
{
	return scan->held_count > 0 ? scan->held[--scan->held_count] : read_token(scan);
}

void scan_hold(Scan *scan, Token token)
{
	g_assert(scan->held_count < HELD_MAX);
	scan->held[scan->held_count++] = token;
}

bool token_is_mark(Token token, char mark)
{
	return token.kind == TOKEN_MARK && *token.start == mark;
}
