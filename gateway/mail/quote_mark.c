/* quote_mark.c: what other than `>` some programs put before the lines of a quote.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_mark.h"

#include <string.h>

#define INITIALS_BYTES	5
#define PARAGRAPH_LINES 100

/* The last five: double and single angles, a full-width `>`, a line and a bar. */
static const char *const marks[] = {
	"|", ":", "\u00bb", "\u203a", "\uff1e", "\u2502", "\u258e",
};

static bool ends_mark(const QuoteLine *line, size_t at)
{
	return at >= line->length || strchr(" \t\r|>", line->start[at]) != NULL;
}

static bool ends_in_bar(const QuoteLine *line)
{
	size_t end = line->length;
	while (end > 0 && g_ascii_isspace(line->start[end - 1]))
		end--;
	return end > 1 && line->start[end - 1] == '|';
}

/* "BB> " for Bob Bee. */
static size_t measure_initials(const QuoteLine *line, size_t at)
{
	size_t end = at;
	while (end < line->length && g_ascii_isalpha(line->start[end]))
		end++;
	bool is_mark = end > at && end - at <= INITIALS_BYTES && end < line->length &&
		       line->start[end] == '>' && ends_mark(line, end + 1);
	return is_mark ? end + 1 - at : 0;
}

/* Both ends of a row of a table are bars. */
static size_t measure_mark(const QuoteLine *line, size_t at)
{
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		size_t length = strlen(marks[i]);
		if (line->length - at >= length && ends_mark(line, at + length) &&
		    memcmp(line->start + at, marks[i], length) == 0)
			return ends_in_bar(line) ? 0 : length;
	}
	return measure_initials(line, at);
}

static size_t skip_blank(const QuoteLine *line)
{
	return line->length > 0 && line->start[0] == ' ' ? 1 : 0;
}

bool quote_mark_is_on(const QuoteMark *mark, const QuoteLine *line)
{
	size_t at = skip_blank(line);
	return mark->length > 0 && line->length - at >= mark->length &&
	       memcmp(line->start + at, mark->start, mark->length) == 0 &&
	       measure_mark(line, at) == mark->length;
}

QuoteMark quote_mark_find(const QuoteLine *lines, size_t count, size_t line)
{
	QuoteMark none = {0};
	line = quote_lines_find_text(lines, line, count);
	if (line == count)
		return none;
	size_t at = skip_blank(&lines[line]);
	QuoteMark mark = {.start = lines[line].start + at,
			  .length = measure_mark(&lines[line], at)};
	for (size_t i = line; i < count && !lines[i].is_blank; i++)
		if (i - line == PARAGRAPH_LINES || !quote_mark_is_on(&mark, &lines[i]))
			return none;
	return mark;
}
