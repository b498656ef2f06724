/* quote_divider.c: separators, header blocks and attributions, and what of the text below
 * each of them is old.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_divider.h"

#include <string.h>

#include "mail/quote_attribution.h"
#include "mail/quote_claim.h"
#include "mail/quote_header.h"
#include "mail/quote_separator.h"

#define HEAD_BYTES	     40
#define FORWARD_HEADER_LINES 16

/* The end of the separator and header lines at `start`; `start` if there are none. */
static size_t find_head_end(QuoteReader *reader, size_t start, SeparatorKind kind)
{
	size_t block = kind == SEPARATOR_NONE ? start
					      : quote_reader_find_text(reader, start + 1);
	size_t length = 0;
	if (block < reader->count && quote_may_start_header(&reader->lines[block]) &&
	    quote_reader_try(reader))
		length = quote_measure_header(reader->lines, reader->count, block);
	if (length > 0 && kind == SEPARATOR_NONE &&
	    quote_is_evidence(reader->lines, reader->count, block))
		return start;
	if (length > 0)
		return block + length;
	return kind == SEPARATOR_NONE ? start : start + 1;
}

/* Some programs put an attribution and marks where others have a header. */
static bool is_attribution_next(QuoteReader *reader, size_t start)
{
	size_t from = quote_reader_find_text(reader, start + 1);
	size_t first = from, own = 0;
	for (size_t line = from; line < reader->count && line - from < 4; line++)
		if (quote_may_end_attribution(&reader->lines[line]) &&
		    quote_reader_try(reader) &&
		    quote_attribution(reader->lines, line, &first, &own) !=
			    ATTRIBUTION_NONE)
			return quote_reader_is_marked_from(reader, line + 1);
	return false;
}

/* What stands behind the marks of a quote. */
static QuoteLine behind_marks(const QuoteLine *line)
{
	QuoteLine bare = *line;
	while (bare.length > 0 && strchr("> \t", *bare.start) != NULL) {
		bare.start++;
		bare.length--;
	}
	bare.is_blank = bare.length == 0;
	return bare;
}

/* Whether the header of a forwarded mail has marks, and its text below too: then the
 * marks tell what was forwarded. */
static bool is_marked_forward(const QuoteReader *reader, size_t start, SeparatorKind kind)
{
	if (kind == SEPARATOR_NONE)
		return false;
	size_t line = quote_reader_find_text(reader, start + 1);
	size_t end = MIN(reader->count, line + FORWARD_HEADER_LINES);
	if (line == reader->count || !quote_line_is_marked(&reader->lines[line]))
		return false;
	QuoteLine first = behind_marks(&reader->lines[line]);
	if (!quote_may_start_header(&first))
		return false;
	bool is_below = false;
	for (; line < end && !is_below; line++) {
		QuoteLine bare = behind_marks(&reader->lines[line]);
		is_below = bare.is_blank;
	}
	line = line < end ? quote_reader_find_text(reader, line) : reader->count;
	return line < reader->count && quote_line_is_marked(&reader->lines[line]);
}

static bool is_header_below(QuoteReader *reader, size_t start)
{
	size_t block = quote_reader_find_text(reader, start + 1);
	return block < reader->count && block - start <= 2 &&
	       quote_may_start_header(&reader->lines[block]) &&
	       quote_reader_try(reader) &&
	       quote_measure_header(reader->lines, reader->count, block) > 0 &&
	       !quote_is_evidence(reader->lines, reader->count, block);
}

/* Or what may be one in full width. */
static bool has_early_colon(const QuoteLine *line)
{
	size_t head = MIN(line->length, (size_t)HEAD_BYTES);
	return memchr(line->start, ':', head) != NULL ||
	       memchr(line->start, '\xef', head) != NULL;
}

/* "Forwarded message:" without dashes is believed only above a header, in whatever
 * language, or above marks. */
static bool is_bare_phrase(const QuoteReader *reader, size_t start)
{
	size_t below = quote_reader_find_text(reader, start + 1);
	const char *first = reader->lines[start].start;
	while (*first == ' ')
		first++;
	if (quote_is_rule_byte((unsigned char)*first))
		return false;
	if (below == reader->count)
		return true;
	const QuoteLine *line = &reader->lines[below];
	return !quote_line_is_marked(line) && !has_early_colon(line);
}

/* Any words in dashes will do above a header block. */
static SeparatorKind find_separator(QuoteReader *reader, size_t start)
{
	const QuoteLine *line = &reader->lines[start];
	SeparatorKind kind = quote_separator(line);
	if (kind == SEPARATOR_FORWARD && is_bare_phrase(reader, start))
		return SEPARATOR_NONE;
	if (kind == SEPARATOR_NONE && quote_is_dashed(line) &&
	    is_header_below(reader, start))
		return SEPARATOR_ORIGINAL;
	bool is_first =
		kind == SEPARATOR_REPLY && !quote_reader_has_text_above(reader, start);
	return is_first ? SEPARATOR_NONE : kind;
}

/* Everything below a mail program's header block was there before, unless
 * nothing was written above it and marks show what is old. */
static size_t read_head(QuoteReader *reader, size_t start)
{
	size_t own = quote_measure_glued(&reader->lines[start]);
	if (own > 0 && is_header_below(reader, start) &&
	    quote_reader_part_line(reader, start, own))
		start++;
	own = quote_measure_run_on(&reader->lines[start]);
	if (own > 0 && quote_reader_part_line(reader, start, own))
		start++;
	SeparatorKind kind = find_separator(reader, start);
	size_t end = find_head_end(reader, start, kind);
	if (end == start)
		return start;
	if (kind == SEPARATOR_ORIGINAL && is_attribution_next(reader, start)) {
		quote_reader_mark(reader, start, end);
		return end;
	}
	if (kind == SEPARATOR_FORWARD || !quote_reader_has_text_above(reader, start))
		reader->is_forward = true;
	if ((quote_reader_has_text_above(reader, start) &&
	     !is_marked_forward(reader, start, kind)) ||
	    !quote_reader_is_marked_from(reader, end))
		end = reader->count;
	quote_reader_mark(reader, quote_lines_include_rule(reader->lines, start), end);
	return end;
}

/* Some programs write who and when as a header, directly above marks. */
static size_t read_short_header(QuoteReader *reader, size_t line)
{
	if (!quote_may_start_header(&reader->lines[line]) || !quote_reader_try(reader))
		return line;
	size_t end =
		line + quote_measure_short_header(reader->lines, reader->count, line);
	if (end == line || !quote_reader_is_marked_from(reader, end))
		return line;
	quote_reader_mark(reader, line, end);
	return end;
}

/* Below an attribution other marks than `>` are believed too, and from there on. */
static bool find_mark(QuoteReader *reader, size_t line)
{
	QuoteMark mark = quote_mark_find(reader->lines, reader->count, line);
	if (mark.length > 0)
		reader->mark = mark;
	return mark.length > 0;
}

/* An attribution above unmarked text ends what is new only if something new
 * stands above it: else the new text must be somewhere below. */
static size_t read_attribution(QuoteReader *reader, size_t line)
{
	if (!quote_may_end_attribution(&reader->lines[line]) || !quote_reader_try(reader))
		return line;
	size_t first = line, own = 0;
	AttributionKind kind = quote_attribution(reader->lines, line, &first, &own);
	if (kind == ATTRIBUTION_NONE)
		return line;
	bool is_marked = quote_reader_is_marked_from(reader, line + 1) ||
			 find_mark(reader, line + 1);
	if (kind == ATTRIBUTION_WEAK && !is_marked)
		return line;
	bool is_kept = own > 0 && own == reader->lines[first].length;
	bool is_parted = own > 0 && !is_kept;
	if (is_parted && !quote_reader_part_line(reader, first, own))
		return line;
	first += is_parted;
	line += is_parted;
	bool is_end = !is_marked && quote_reader_has_text_above(reader, first);
	size_t end = is_end ? reader->count : line + 1;
	quote_reader_mark(reader, is_kept ? line + 1 : first, end);
	if (reader->first_text >= first)
		reader->first_text = is_kept ? first : reader->count;
	return end;
}

/* "  On Tue, 3 Mar, Ann<ann@x> wrote:   What was": where what is quoted goes on in the
 * line of its attribution. Some programs write so, indented and with a gap; people who
 * cite do neither. The length up to the colon; 0 if it is none. */
static size_t measure_run_on(QuoteReader *reader, const QuoteLine *line)
{
	static const char gap[] = ":   ";
	const char *colon = *line->start == ' '
				    ? memmem(line->start, line->length, gap, strlen(gap))
				    : NULL;
	if (colon == NULL || !quote_reader_try(reader))
		return 0;
	QuoteLine head = {.start = line->start,
			  .length = (size_t)(colon - line->start) + 1};
	size_t first = 0, own = 0;
	bool is_whole = quote_attribution(&head, 0, &first, &own) == ATTRIBUTION_CLEAR &&
			own == 0;
	return is_whole && quote_has_moment(&head) ? head.length : 0;
}

/* Four in a row. Asked of every line, so a search for one byte comes first. */
static bool has_dashes(const QuoteLine *line)
{
	const char *end = line->start + line->length;
	const char *at = memchr(line->start, '-', line->length);
	return at != NULL && memmem(at, (size_t)(end - at), "----", 4) != NULL;
}

/* Prose is told at once: what sets old text apart has a colon near its start, or a mark
 * at one of its ends, or dashes, or ends in "wrote" or in what is not ASCII. */
static bool may_divide(const QuoteLine *line)
{
	char first = line->start[0], last = line->start[line->length - 1];
	return (unsigned char)last >= 0x80 || (last == '>' && g_ascii_isdigit(first)) ||
	       strchr(":-*e", last) != NULL || g_ascii_isspace(last) ||
	       strchr(" #", first) != NULL || quote_is_rule_byte((unsigned char)first) ||
	       has_early_colon(line) || has_dashes(line);
}

size_t quote_read_divider(QuoteReader *reader, size_t line)
{
	if (!may_divide(&reader->lines[line]))
		return line;
	size_t head = measure_run_on(reader, &reader->lines[line]);
	if (head > 0)
		quote_reader_cut_line(reader, line, head);
	size_t end = read_head(reader, line);
	if (end == line)
		end = read_short_header(reader, line);
	return end > line ? end : read_attribution(reader, line);
}
