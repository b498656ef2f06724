/* quote.c: what the writer wrote now, apart from what was quoted or signed.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote.h"

#include "mail/quote_attribution.h"
#include "mail/quote_banner.h"
#include "mail/quote_divider.h"
#include "mail/quote_stretch.h"

static size_t read_line(QuoteReader *reader, size_t line)
{
	QuoteLine *current = &reader->lines[line];
	if (quote_mark_is_on(&reader->mark, current)) {
		quote_reader_mark(reader, line, line + 1);
		return line + 1;
	}
	if (quote_line_is_marked(current) &&
	    !quote_line_closes_address(reader->lines, reader->count, line)) {
		bool is_end = quote_reader_has_text_above(reader, line) &&
			      quote_is_groupwise(current) &&
			      !quote_reader_is_marked_from(reader, line + 1);
		size_t end = is_end ? reader->count : line + 1;
		quote_reader_mark(reader, line, end);
		return end;
	}
	size_t end = quote_read_divider(reader, line);
	if (end > line)
		return end;
	quote_reader_note_text(reader, line);
	return line + 1;
}

static void mark_all_quoted(QuoteReader *reader)
{
	size_t line = quote_reader_find_text(reader, 0);
	size_t banner = quote_measure_banner(reader->lines, reader->count, line);
	quote_reader_mark(reader, line, line + banner);
	line = quote_reader_find_text(reader, line + banner);
	while (line < reader->count)
		line = quote_reader_find_text(reader, read_line(reader, line));
}

/* Blank lines go with the line above them, unless the new text below them would
 * then stick to the new text above the quote. */
static void place_blanks(const QuoteReader *reader)
{
	QuotePart part = PART_NEW;
	bool is_apart = true;
	for (size_t i = 0; i < reader->count;) {
		size_t text = quote_reader_find_text(reader, i);
		bool is_new =
			text < reader->count && reader->lines[text].part == PART_NEW;
		if (text > i && is_new && !is_apart)
			part = PART_NEW;
		for (size_t blank = i; blank < text; blank++)
			reader->lines[blank].part = part;
		is_apart = is_apart || (text > i && part == PART_NEW);
		if (text < reader->count) {
			part = reader->lines[text].part;
			is_apart = is_apart && part != PART_NEW;
		}
		i = text + 1;
	}
}

/* The lines of one part, those that stand together at once. Blank ones at both ends go.
 */
static char *join_part(const QuoteReader *reader, QuotePart part)
{
	GString *joined = g_string_new(NULL);
	size_t text_end = 0;
	for (size_t i = 0; i < reader->count;) {
		const QuoteLine *first = &reader->lines[i++];
		if (first->part != part || (first->is_blank && text_end == 0))
			continue;
		const QuoteLine *last = first;
		const QuoteLine *text = first->is_blank ? NULL : first;
		for (; i < reader->count && reader->lines[i].part == part; i++) {
			last = &reader->lines[i];
			text = last->is_blank ? text : last;
		}
		size_t before = joined->len;
		g_string_append_len(joined, first->start,
				    last->start + last->length - first->start);
		g_string_append_c(joined, '\n');
		if (text != NULL)
			text_end = before +
				   (size_t)(text->start + text->length - first->start);
	}
	g_string_truncate(joined, text_end);
	return g_string_free(joined, FALSE);
}

QuoteParts *quote_split(const char *text, const char *writer)
{
	QuoteReader reader = {0};
	g_autofree QuoteLine *lines = quote_lines_cut(text, &reader.count);
	reader.lines = lines;
	reader.first_text = reader.count;
	mark_all_quoted(&reader);
	place_blanks(&reader);
	quote_mark_signatures(reader.lines, reader.count, writer);
	place_blanks(&reader);
	QuoteParts *parts = g_new0(QuoteParts, 1);
	parts->new_text = join_part(&reader, PART_NEW);
	parts->quoted = join_part(&reader, PART_QUOTED);
	parts->signature = join_part(&reader, PART_SIGNATURE);
	parts->is_forward = reader.is_forward;
	return parts;
}

void quote_free(QuoteParts *parts)
{
	if (parts == NULL)
		return;
	g_free(parts->new_text);
	g_free(parts->quoted);
	g_free(parts->signature);
	g_free(parts);
}
