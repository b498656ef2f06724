/* settings_scan.c: tokens into statements, going on after a mistake.
 *
 * SPDX-License-Identifier: MIT */
#include "base/settings_scan.h"

#include <string.h>

#define COMPLAINTS_MAX 100 /* of one file: then it is something else */
#define HELD_MAX       2
#define MARKS	       "{}=(),+"
#define WORD_ENDS      " \t\r\n{}=(),\"'"

typedef enum { TOKEN_END, TOKEN_WORD, TOKEN_QUOTED, TOKEN_MARK } TokenKind;

typedef struct {
	TokenKind kind;
	const char *start; /* quotes included */
	size_t length;
	int line;
	bool is_broken; /* and reported */
} Token;

struct Scan {
	const char *position;
	int line;
	char *file;
	GPtrArray *problems;
	int complained_line; /* one complaint a line: the rest follows from the first */
	int complaints;
	Token held[HELD_MAX];
	size_t held_count;
};

Scan *scan_new(const char *text, char *file, GPtrArray *problems)
{
	Scan *scan = g_new0(Scan, 1);
	scan->position = text;
	scan->line = 1;
	scan->file = file;
	scan->problems = problems;
	return scan;
}

void scan_free(Scan *scan)
{
	g_free(scan);
}

void scan_item_clear(ScanItem *item)
{
	g_clear_pointer(&item->name, g_free);
	g_clear_pointer(&item->title, g_free);
	g_clear_pointer(&item->text, g_free);
}

static void G_GNUC_PRINTF(3, 4) complain(Scan *scan, int line, const char *format, ...)
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

/* ---- tokens ---------------------------------------------------------------- */

static void skip_block(Scan *scan)
{
	const char *end = strstr(scan->position + 2, "*/");
	if (end == NULL) {
		complain(scan, scan->line, "this comment is not closed: '*/' is missing");
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
		complain(scan, scan->line,
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
		complain(scan, scan->line,
			 *token.start == ';' ? "unexpected '%.*s'"
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

static Token take(Scan *scan)
{
	return scan->held_count > 0 ? scan->held[--scan->held_count] : read_token(scan);
}

static void hold(Scan *scan, Token token)
{
	g_assert(scan->held_count < HELD_MAX);
	scan->held[scan->held_count++] = token;
}

static bool is_mark(Token token, char mark)
{
	return token.kind == TOKEN_MARK && *token.start == mark;
}

/* ---- settings -------------------------------------------------------------- */

typedef struct {
	GString *text;
	int line; /* of the end of `text` */
	bool is_broken;
} Value;

/* In double quotes libconfuse would put the environment in place of ${NAME}. */
static void append_token(Value *value, Token token)
{
	for (; value->line < token.line; value->line++)
		g_string_append_c(value->text, '\n');
	g_string_append_c(value->text, ' ');
	const char *end = token.start + token.length;
	bool is_expanded = token.kind == TOKEN_QUOTED && *token.start == '"';
	for (const char *at = token.start; at < end; at++) {
		if (is_expanded && at[0] == '$' && at[1] == '{')
			g_string_append_c(value->text, '\\');
		g_string_append_c(value->text, *at);
		if (*at == '\\' && at + 1 < end)
			g_string_append_c(value->text, *++at);
	}
	value->is_broken = value->is_broken || token.is_broken;
}

/* Does the next line's statement begin here, inside of a list? */
static bool begins_statement(Scan *scan, Token word, int last_line)
{
	if (word.kind != TOKEN_WORD || word.is_broken)
		return false;
	Token next = take(scan);
	hold(scan, next);
	return is_mark(next, '=') || (word.line > last_line &&
				      (next.kind == TOKEN_QUOTED || is_mark(next, '{')));
}

static void read_list(Scan *scan, Token open, Value *value)
{
	int depth = 1, last_line = open.line;
	append_token(value, open);
	while (depth > 0) {
		Token token = take(scan);
		if (token.kind == TOKEN_END || begins_statement(scan, token, last_line)) {
			complain(scan, open.line,
				 "this list is not closed: '}' is missing");
			hold(scan, token);
			value->is_broken = true;
			return;
		}
		depth += is_mark(token, '{') - is_mark(token, '}');
		if (token.kind == TOKEN_MARK && strchr(",}", *token.start) == NULL) {
			complain(scan, token.line, "unexpected '%c' in a list",
				 *token.start);
			value->is_broken = true;
		}
		append_token(value, token);
		last_line = token.line;
	}
}

static void read_scalar(Scan *scan, Token name, Token token, Value *value)
{
	bool is_value = token.kind == TOKEN_QUOTED || token.kind == TOKEN_WORD;
	if (is_value && !begins_statement(scan, token, name.line)) {
		append_token(value, token);
		return;
	}
	complain(scan, name.line, "'%.*s' has no value", (int)name.length, name.start);
	hold(scan, token);
	value->is_broken = true;
}

static void read_setting(Scan *scan, Token name, bool is_broken, ScanItem *item)
{
	Value value = {g_string_new(NULL), name.line, is_broken};
	append_token(&value, name);
	g_string_append_c(value.text, '=');
	Token token = take(scan);
	item->kind = SCAN_SETTING;
	item->is_list = is_mark(token, '{');
	if (item->is_list)
		read_list(scan, token, &value);
	else
		read_scalar(scan, name, token, &value);
	item->text = g_string_free(value.text, value.is_broken);
}

/* ---- statements ------------------------------------------------------------ */

/* The bytes of a title or a path: no escapes, no variables. */
static char *copy_plain(Token token)
{
	if (token.kind == TOKEN_WORD)
		return g_strndup(token.start, token.length);
	char *copy = g_strndup(token.start + 1, token.length - (token.is_broken ? 1 : 2));
	return g_strchomp(copy);
}

static bool open_section(ScanItem *item, char *title)
{
	item->kind = SCAN_OPEN;
	item->title = title;
	return true;
}

/* After `name "text"`. */
static bool read_titled(Scan *scan, Token name, Token title, ScanItem *item)
{
	g_autofree char *text = copy_plain(title);
	if (strcmp(item->name, "include") == 0) {
		item->kind = SCAN_INCLUDE;
		item->title = g_steal_pointer(&text);
		return !title.is_broken;
	}
	Token next = take(scan);
	if (is_mark(next, '{'))
		return open_section(item, g_steal_pointer(&text));
	hold(scan, next);
	if (title.is_broken && g_str_has_suffix(text, "{")) {
		text[strlen(text) - 1] = '\0';
		return open_section(item, g_strchomp(g_steal_pointer(&text)));
	}
	complain(scan, name.line, "expected '=' or '{' after '%s'", item->name);
	return false;
}

static bool read_call(Scan *scan, Token name, ScanItem *item)
{
	Token argument = take(scan);
	Token close = argument;
	if (argument.kind == TOKEN_QUOTED)
		close = take(scan);
	if (strcmp(item->name, "include") == 0 && is_mark(close, ')') &&
	    argument.kind == TOKEN_QUOTED)
		return read_titled(scan, name, argument, item);
	if (!is_mark(close, ')'))
		hold(scan, close);
	complain(scan, name.line, "only include(\"file\") is written with parentheses");
	return false;
}

/* Whether a statement came of it. */
static bool read_statement(Scan *scan, Token name, ScanItem *item)
{
	Token next = take(scan);
	if (is_mark(next, '{'))
		return open_section(item, NULL);
	if (is_mark(next, '('))
		return read_call(scan, name, item);
	if (is_mark(next, '=')) {
		read_setting(scan, name, false, item);
		return true;
	}
	if (next.kind == TOKEN_QUOTED)
		return read_titled(scan, name, next, item);
	Token third = take(scan);
	if (is_mark(next, '+') && is_mark(third, '=')) {
		complain(scan, name.line,
			 "'+=' is not known here; write the whole list after '='");
		read_setting(scan, name, true, item);
		return true;
	}
	if (next.kind == TOKEN_WORD && is_mark(third, '{'))
		return open_section(item, copy_plain(next));
	hold(scan, third);
	hold(scan, next);
	complain(scan, name.line, "expected '=' or '{' after '%s'", item->name);
	return false;
}

/* Whether `token` alone is a statement. */
static bool read_mark(Scan *scan, Token token, ScanItem *item)
{
	if (is_mark(token, '}')) {
		item->kind = SCAN_CLOSE;
		return true;
	}
	complain(scan, token.line, "unexpected %.*s%s", (int)MIN(token.length, 60),
		 token.start, token.length > 60 ? "..." : "");
	if (!is_mark(token, '{'))
		return false;
	item->name = g_strdup("");
	return open_section(item, NULL);
}

void scan_next(Scan *scan, ScanItem *out_item)
{
	for (;;) {
		*out_item = (ScanItem){.kind = SCAN_END};
		Token token = take(scan);
		out_item->line = token.line;
		if (token.kind == TOKEN_END || scan->complaints >= COMPLAINTS_MAX)
			return;
		if (token.kind != TOKEN_WORD) {
			if (read_mark(scan, token, out_item))
				return;
			continue;
		}
		if (token.is_broken)
			continue;
		out_item->name = g_strndup(token.start, token.length);
		if (read_statement(scan, token, out_item))
			return;
		scan_item_clear(out_item);
	}
}
