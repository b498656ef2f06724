/* text.c: UTF-8 repair, folding, clipping, wrapping.
 *
 * SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <string.h>

#define ELLIPSIS "\xe2\x80\xa6"

const char *text_next(const char *at)
{
	return at + g_utf8_skip[(unsigned char)*at];
}

static bool is_kept(gunichar c)
{
	return c == '\t' || c == '\n' || (c >= 0x20 && c < 0x7f) || c >= 0xa0;
}

/* How much of it is already as it should be; most text is so to its end. */
static size_t clean_length(const char *text)
{
	const unsigned char *c = (const unsigned char *)text;
	while ((*c >= 0x20 && *c < 0x7f) || *c == '\n' || *c == '\t')
		c++;
	return (size_t)(c - (const unsigned char *)text);
}

char *text_clean(const char *bytes, ssize_t length)
{
	g_autofree char *valid = g_utf8_make_valid(bytes, length);
	size_t kept = clean_length(valid);
	if (valid[kept] == '\0')
		return g_steal_pointer(&valid);
	GString *clean = g_string_sized_new(strlen(valid));
	for (const char *c = valid;; c = text_next(c)) {
		size_t run = clean_length(c);
		g_string_append_len(clean, c, (gssize)run);
		c += run;
		if (*c == '\0')
			break;
		gunichar character = g_utf8_get_char(c);
		if (character == '\r' && c[1] == '\n')
			continue;
		/* Old systems ended their lines with it alone. */
		if (character == '\r')
			character = '\n';
		g_string_append_unichar(clean, is_kept(character) ? character : 0xfffd);
	}
	return g_string_free(clean, FALSE);
}

char *text_clip(const char *text, size_t max_bytes)
{
	size_t length = strlen(text);
	if (length <= max_bytes)
		return g_strdup(text);
	size_t room = max_bytes > strlen(ELLIPSIS) ? max_bytes - strlen(ELLIPSIS) : 0;
	while (room > 0 && ((unsigned char)text[room] & 0xc0) == 0x80)
		room--;
	g_autofree char *start = g_strndup(text, room);
	return g_strconcat(start, ELLIPSIS, NULL);
}

/* The common case of a line: ASCII bytes are copied, runs of white space are one space.
 */
static bool single_ascii_line(const char *text, GString *line)
{
	for (const char *c = text; *c != '\0'; c++) {
		if ((unsigned char)*c >= 0x80)
			return false;
		if (!g_ascii_isspace(*c))
			g_string_append_c(line, *c);
		else if (line->len > 0 && line->str[line->len - 1] != ' ')
			g_string_append_c(line, ' ');
	}
	return true;
}

char *text_single_line(const char *text, size_t max_bytes)
{
	g_autofree char *clean = text_clean(text, -1);
	g_autoptr(GString) line = g_string_sized_new(strlen(clean));
	if (!single_ascii_line(clean, line)) {
		g_string_truncate(line, 0);
		for (const char *c = clean; *c != '\0'; c = text_next(c)) {
			gunichar character = g_utf8_get_char(c);
			if (!g_unichar_isspace(character))
				g_string_append_unichar(line, character);
			else if (line->len > 0 && line->str[line->len - 1] != ' ')
				g_string_append_c(line, ' ');
		}
	}
	g_strchomp(line->str);
	return text_clip(line->str, max_bytes);
}

char *text_fold(const char *text)
{
	g_autofree char *line = text_single_line(text, G_MAXSIZE);
	if (g_str_is_ascii(line))
		return g_ascii_strdown(line, -1);
	g_autofree char *normal = g_utf8_normalize(line, -1, G_NORMALIZE_ALL_COMPOSE);
	return g_utf8_casefold(normal != NULL ? normal : line, -1);
}

char **text_lines(const char *text)
{
	GPtrArray *lines = g_ptr_array_new();
	const char *start = text;
	while (*start != '\0') {
		size_t length = strcspn(start, "\r\n");
		g_ptr_array_add(lines, g_strndup(start, length));
		start += length;
		if (start[0] == '\r' && start[1] == '\n')
			start++;
		if (*start != '\0')
			start++;
	}
	g_ptr_array_add(lines, NULL);
	return (char **)g_ptr_array_free(lines, FALSE);
}

int text_width(const char *text)
{
	int width = 0;
	for (const char *c = text; *c != '\0'; c = text_next(c)) {
		gunichar character = g_utf8_get_char(c);
		if (!g_unichar_iszerowidth(character))
			width += g_unichar_iswide(character) ? 2 : 1;
	}
	return width;
}

static void wrap_line(GString *out, const char *line, int columns, const char *indent)
{
	g_auto(GStrv) words = g_strsplit(line, " ", -1);
	int column = 0;
	for (size_t i = 0; words[i] != NULL; i++) {
		int width = text_width(words[i]);
		if (i > 0 && column + 1 + width > columns) {
			g_string_append_c(out, '\n');
			g_string_append(out, indent);
			column = text_width(indent);
		} else if (i > 0) {
			g_string_append_c(out, ' ');
			column++;
		}
		g_string_append(out, words[i]);
		column += width;
	}
}

char *text_wrap(const char *text, int columns, const char *indent)
{
	GString *out = g_string_new(NULL);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (size_t i = 0; lines[i] != NULL; i++) {
		if (i > 0) {
			g_string_append_c(out, '\n');
			g_string_append(out, *lines[i] != '\0' ? indent : "");
		}
		wrap_line(out, lines[i], columns, indent);
	}
	return g_string_free(out, FALSE);
}

/* One row of the optimal string alignment table. */
static void fill_row(const char *a, const char *b, size_t i, size_t b_length, int *before,
		     int *last, int *row)
{
	row[0] = (int)i;
	for (size_t j = 1; j <= b_length; j++) {
		int cost = a[i - 1] == b[j - 1] ? 0 : 1;
		row[j] = MIN(MIN(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
		if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
			row[j] = MIN(row[j], before[j - 2] + 1);
	}
}

int text_distance(const char *a, const char *b, int limit)
{
	size_t a_length = strlen(a), b_length = strlen(b);
	size_t gap = a_length > b_length ? a_length - b_length : b_length - a_length;
	if (gap > (size_t)limit || MAX(a_length, b_length) > 64)
		return limit + 1;
	int rows[3][65];
	for (size_t j = 0; j <= b_length; j++)
		rows[0][j] = (int)j;
	memset(rows[1], 0, sizeof(rows[1]));
	memset(rows[2], 0, sizeof(rows[2]));
	for (size_t i = 1; i <= a_length; i++)
		fill_row(a, b, i, b_length, rows[(i + 1) % 3], rows[(i - 1) % 3],
			 rows[i % 3]);
	return MIN(rows[a_length % 3][b_length], limit + 1);
}

char *text_rfc3339(Instant instant)
{
	if (instant == INSTANT_NONE)
		return NULL;
	g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(instant);
	return moment != NULL ? g_date_time_format(moment, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

bool text_read_rfc3339(const char *text, Instant *out_instant)
{
	g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601(text, NULL);
	if (moment == NULL || strlen(text) < 20)
		return false;
	*out_instant = g_date_time_to_unix(moment);
	return true;
}
