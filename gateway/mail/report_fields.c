/* report_fields.c: `Name: value` fields in a piece of text.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/report_fields.h"

#include <string.h>

#define GROUPS_MAX	500
#define VALUE_MAX_BYTES 4000

static size_t line_length(const char *line)
{
	return strcspn(line, "\n");
}

static const char *next_line(const char *line)
{
	const char *end = line + line_length(line);
	return *end == '\n' ? end + 1 : end;
}

static bool is_blank(const char *line)
{
	return strspn(line, " \t\r") >= line_length(line);
}

GPtrArray *fields_groups(const char *text)
{
	GPtrArray *groups = g_ptr_array_new_with_free_func(g_free);
	const char *line = text;
	while (*line != '\0' && groups->len < GROUPS_MAX) {
		while (*line != '\0' && is_blank(line))
			line = next_line(line);
		const char *start = line;
		while (*line != '\0' && !is_blank(line))
			line = next_line(line);
		if (line > start)
			g_ptr_array_add(groups, g_strndup(start, (gsize)(line - start)));
	}
	return groups;
}

/* Where the value starts if the line is that field. Some reports quote with `>`. */
static const char *value_of(const char *line, const char *name)
{
	const char *start = line + (*line == '>' ? 1 : 0);
	size_t length = strlen(name);
	if (g_ascii_strncasecmp(start, name, length) != 0)
		return NULL;
	const char *colon = start + length + strspn(start + length, " \t");
	return *colon == ':' ? colon + 1 : NULL;
}

static char *unfolded(const char *value)
{
	g_autoptr(GString) whole = g_string_new_len(value, (gssize)line_length(value));
	const char *line = next_line(value);
	while ((*line == ' ' || *line == '\t') && !is_blank(line) &&
	       whole->len < VALUE_MAX_BYTES) {
		g_string_append_c(whole, ' ');
		const char *start = line + strspn(line, " \t");
		g_string_append_len(whole, start, (gssize)line_length(start));
		line = next_line(line);
	}
	return g_strstrip(g_strndup(whole->str, MIN(whole->len, VALUE_MAX_BYTES)));
}

static char *find(const char *text, const char *name, bool is_header_only)
{
	const char *line = text;
	while (is_header_only && *line != '\0' && is_blank(line))
		line = next_line(line);
	for (; *line != '\0'; line = next_line(line)) {
		const char *value = value_of(line, name);
		if (value != NULL)
			return unfolded(value);
		if (is_header_only && is_blank(line))
			return NULL;
	}
	return NULL;
}

char *fields_find(const char *text, const char *name)
{
	return find(text, name, false);
}

char *fields_find_in_header(const char *text, const char *name)
{
	return find(text, name, true);
}
