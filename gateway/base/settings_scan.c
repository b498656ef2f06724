/* settings_scan.c: tokens into statements, going on after a mistake.
 *
 * SPDX-License-Identifier: MIT */
#include "base/settings_scan.h"

#include <string.h>

#include "base/settings_token.h"

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
	Token next = scan_take(scan);
	scan_hold(scan, next);
	return token_is_mark(next, '=') ||
	       (word.line > last_line &&
		(next.kind == TOKEN_QUOTED || token_is_mark(next, '{')));
}

static void read_list(Scan *scan, Token open, Value *value)
{
	int depth = 1, last_line = open.line;
	append_token(value, open);
	while (depth > 0) {
		Token token = scan_take(scan);
		if (token.kind == TOKEN_END || begins_statement(scan, token, last_line)) {
			scan_complain(scan, open.line,
				      "this list is not closed: '}' is missing");
			scan_hold(scan, token);
			value->is_broken = true;
			return;
		}
		depth += token_is_mark(token, '{') - token_is_mark(token, '}');
		if (token.kind == TOKEN_MARK && strchr(",}", *token.start) == NULL) {
			scan_complain(scan, token.line, "unexpected '%c' in a list",
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
	scan_complain(scan, name.line, "'%.*s' has no value", (int)name.length,
		      name.start);
	scan_hold(scan, token);
	value->is_broken = true;
}

static void read_setting(Scan *scan, Token name, bool is_broken, ScanItem *item)
{
	Value value = {g_string_new(NULL), name.line, is_broken};
	append_token(&value, name);
	g_string_append_c(value.text, '=');
	Token token = scan_take(scan);
	item->kind = SCAN_SETTING;
	item->is_list = token_is_mark(token, '{');
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
	Token next = scan_take(scan);
	if (token_is_mark(next, '{'))
		return open_section(item, g_steal_pointer(&text));
	scan_hold(scan, next);
	if (title.is_broken && g_str_has_suffix(text, "{")) {
		text[strlen(text) - 1] = '\0';
		return open_section(item, g_strchomp(g_steal_pointer(&text)));
	}
	scan_complain(scan, name.line, "expected '=' or '{' after '%s'", item->name);
	return false;
}

static bool read_call(Scan *scan, Token name, ScanItem *item)
{
	Token argument = scan_take(scan);
	Token close = argument;
	if (argument.kind == TOKEN_QUOTED)
		close = scan_take(scan);
	if (strcmp(item->name, "include") == 0 && token_is_mark(close, ')') &&
	    argument.kind == TOKEN_QUOTED)
		return read_titled(scan, name, argument, item);
	if (!token_is_mark(close, ')'))
		scan_hold(scan, close);
	scan_complain(scan, name.line,
		      "only include(\"file\") is written with parentheses");
	return false;
}

/* Whether a statement came of it. */
static bool read_statement(Scan *scan, Token name, ScanItem *item)
{
	Token next = scan_take(scan);
	if (token_is_mark(next, '{'))
		return open_section(item, NULL);
	if (token_is_mark(next, '('))
		return read_call(scan, name, item);
	if (token_is_mark(next, '=')) {
		read_setting(scan, name, false, item);
		return true;
	}
	if (next.kind == TOKEN_QUOTED)
		return read_titled(scan, name, next, item);
	Token third = scan_take(scan);
	if (token_is_mark(next, '+') && token_is_mark(third, '=')) {
		scan_complain(scan, name.line,
			      "'+=' is not known here; write the whole list after '='");
		read_setting(scan, name, true, item);
		return true;
	}
	if (next.kind == TOKEN_WORD && token_is_mark(third, '{'))
		return open_section(item, copy_plain(next));
	scan_hold(scan, third);
	scan_hold(scan, next);
	scan_complain(scan, name.line, "expected '=' or '{' after '%s'", item->name);
	return false;
}

/* Whether `token` alone is a statement. */
static bool read_mark(Scan *scan, Token token, ScanItem *item)
{
	if (token_is_mark(token, '}')) {
		item->kind = SCAN_CLOSE;
		return true;
	}
	scan_complain(scan, token.line, "unexpected %.*s%s", (int)MIN(token.length, 60),
		      token.start, token.length > 60 ? "..." : "");
	if (!token_is_mark(token, '{'))
		return false;
	item->name = g_strdup("");
	return open_section(item, NULL);
}

void scan_next(Scan *scan, ScanItem *out_item)
{
	for (;;) {
		*out_item = (ScanItem){.kind = SCAN_END};
		Token token = scan_take(scan);
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
