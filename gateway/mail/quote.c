/* quote.c: what the writer wrote now, apart from what was quoted or signed.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote.h"

#include <string.h>

#include "mail/quote_attribution.h"
#include "mail/quote_header.h"
#include "mail/quote_mark.h"
#include "mail/quote_sent.h"
#include "mail/quote_stretch.h"

/* Judging a header or an attribution is dear; a mail with more candidates than
 * this is not a letter, and what is not judged stays new. */
#define MAX_TRIES	     4000
#define GREETING_MAX_BYTES   30
#define OMISSION_MAX_BYTES   24
#define HEAD_BYTES	     40
#define FORWARD_HEADER_LINES 16

typedef struct {
	QuoteLine *lines;
	size_t count;
	int tries;
	int parted;
	size_t first_text; /* the first new line that is more than a greeting, or `count`
			    */
	QuoteMark mark;	   /* of a program that does not write `>` */
	bool is_forward;
} Reader;

/* The next line with something on it, or `count`. */
static size_t find_text(const Reader *reader, size_t from)
{
	return quote_lines_find_text(reader->lines, from, reader->count);
}

static void mark_quoted(Reader *reader, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++)
		reader->lines[i].part = PART_QUOTED;
}

static bool is_greeting(const QuoteLine *line)
{
	if (line->length > GREETING_MAX_BYTES ||
	    memchr(line->start, ',', line->length) == NULL)
		return false;
	g_autofree char *folded = quote_line_fold(line, GREETING_MAX_BYTES);
	return folded && g_str_has_suffix(folded, ",");
}

static bool is_omission(const QuoteLine *line)
{
	if (line->length > OMISSION_MAX_BYTES)
		return false;
	g_autofree char *folded = quote_line_fold(line, OMISSION_MAX_BYTES);
	if (!folded)
		return false;
	return strchr("[(<", folded[0]) || g_str_has_prefix(folded, "...");
}

/* Whether the text from `from` on goes by marks: then the marks tell, line by
 * line, what is quoted. "[...]" may stand first. */
static bool is_marked_from(const Reader *reader, size_t from)
{
	size_t next = find_text(reader, from);
	if (next < reader->count && is_omission(&reader->lines[next]))
		next = find_text(reader, next + 1);
	return next < reader->count && quote_line_is_marked(&reader->lines[next]);
}

static bool has_text_above(const Reader *reader, size_t line)
{
	return reader->first_text < line;
}

/* The end of the separator and header lines at `start`; `start` if there are none. */
static size_t find_head_end(Reader *reader, size_t start, SeparatorKind kind)
{
	size_t block = kind == SEPARATOR_NONE ? start : find_text(reader, start + 1);
	size_t length = 0;
	if (block < reader->count && quote_may_start_header(&reader->lines[block]) &&
	    reader->tries++ < MAX_TRIES)
		length = quote_measure_header(reader->lines, reader->count, block);
	if (length > 0 && kind == SEPARATOR_NONE &&
	    quote_is_evidence(reader->lines, reader->count, block))
		return start;
	if (length > 0)
		return block + length;
	return kind == SEPARATOR_NONE ? start : start + 1;
}

/* Some programs put an attribution and marks where others have a header. */
static bool is_attribution_next(Reader *reader, size_t start)
{
	size_t from = find_text(reader, start + 1);
	size_t first = from, own = 0;
	for (size_t line = from; line < reader->count && line - from < 4; line++)
		if (quote_may_end_attribution(&reader->lines[line]) &&
		    reader->tries++ < MAX_TRIES &&
		    quote_attribution(reader->lines, line, &first, &own) !=
			    ATTRIBUTION_NONE)
			return is_marked_from(reader, line + 1);
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
static bool is_marked_forward(const Reader *reader, size_t start, SeparatorKind kind)
{
	if (kind == SEPARATOR_NONE)
		return false;
	size_t line = find_text(reader, start + 1);
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
	line = line < end ? find_text(reader, line) : reader->count;
	return line < reader->count && quote_line_is_marked(&reader->lines[line]);
}

static void note_text(Reader *reader, size_t line)
{
	const QuoteLine *current = &reader->lines[line];
	if (reader->first_text == reader->count && !is_greeting(current) &&
	    !quote_is_sent_from(current))
		reader->first_text = line;
}

/* What the writer wrote on the line before a program went on becomes a line. */
static bool part_line(Reader *reader, size_t line, size_t own)
{
	if (reader->parted++ >= QUOTE_LINES_PARTED)
		return false;
	bool has_text = reader->first_text < reader->count;
	quote_lines_part(reader->lines, &reader->count, line, own);
	if (!has_text)
		reader->first_text = reader->count;
	note_text(reader, line);
	return true;
}

static bool is_header_below(Reader *reader, size_t start)
{
	size_t block = find_text(reader, start + 1);
	return block < reader->count && block - start <= 2 &&
	       quote_may_start_header(&reader->lines[block]) &&
	       reader->tries++ < MAX_TRIES &&
	       quote_measure_header(reader->lines, reader->count, block) > 0 &&
	       !quote_is_evidence(reader->lines, reader->count, block);
}

/* "Forwarded message:" without dashes is believed only above a header, in whatever
 * language, or above marks. */
static bool is_bare_phrase(const Reader *reader, size_t start)
{
	size_t below = find_text(reader, start + 1);
	const char *first = reader->lines[start].start;
	while (*first == ' ')
		first++;
	if (quote_is_rule_byte((unsigned char)*first))
		return false;
	if (below == reader->count)
		return true;
	const QuoteLine *line = &reader->lines[below];
	size_t head = MIN(line->length, (size_t)HEAD_BYTES);
	return !quote_line_is_marked(line) && memchr(line->start, ':', head) == NULL &&
	       memchr(line->start, '\xef', head) == NULL;
}

/* Any words in dashes will do above a header block. */
static SeparatorKind find_separator(Reader *reader, size_t start)
{
	const QuoteLine *line = &reader->lines[start];
	SeparatorKind kind = quote_separator(line);
	if (kind == SEPARATOR_FORWARD && is_bare_phrase(reader, start))
		return SEPARATOR_NONE;
	if (kind == SEPARATOR_NONE && quote_is_dashed(line) &&
	    is_header_below(reader, start))
		return SEPARATOR_ORIGINAL;
	bool is_first = kind == SEPARATOR_REPLY && !has_text_above(reader, start);
	return is_first ? SEPARATOR_NONE : kind;
}

/* Everything below a mail program's header block was there before, unless
 * nothing was written above it and marks show what is old. */
static size_t read_head(Reader *reader, size_t start)
{
	size_t own = quote_measure_glued(&reader->lines[start]);
	if (own > 0 && is_header_below(reader, start) && part_line(reader, start, own))
		start++;
	SeparatorKind kind = find_separator(reader, start);
	size_t end = find_head_end(reader, start, kind);
	if (end == start)
		return start;
	if (kind == SEPARATOR_ORIGINAL && is_attribution_next(reader, start)) {
		mark_quoted(reader, start, end);
		return end;
	}
	if (kind == SEPARATOR_FORWARD || !has_text_above(reader, start))
		reader->is_forward = true;
	if ((has_text_above(reader, start) && !is_marked_forward(reader, start, kind)) ||
	    !is_marked_from(reader, end))
		end = reader->count;
	mark_quoted(reader, quote_lines_include_rule(reader->lines, start), end);
	return end;
}

/* Some programs write who and when as a header, directly above marks. */
static size_t read_short_header(Reader *reader, size_t line)
{
	if (!quote_may_start_header(&reader->lines[line]) || reader->tries >= MAX_TRIES)
		return line;
	reader->tries++;
	size_t end =
		line + quote_measure_short_header(reader->lines, reader->count, line);
	if (end == line || !is_marked_from(reader, end))
		return line;
	mark_quoted(reader, line, end);
	return end;
}

/* Below an attribution other marks than `>` are believed too, and from there on. */
static bool find_mark(Reader *reader, size_t line)
{
	QuoteMark mark = quote_mark_find(reader->lines, reader->count, line);
	if (mark.length > 0)
		reader->mark = mark;
	return mark.length > 0;
}

/* An attribution above unmarked text ends what is new only if something new
 * stands above it: else the new text must be somewhere below. */
static size_t read_attribution(Reader *reader, size_t line)
{
	if (!quote_may_end_attribution(&reader->lines[line]))
		return line;
	if (reader->tries++ >= MAX_TRIES)
		return line;
	size_t first = line, own = 0;
	AttributionKind kind = quote_attribution(reader->lines, line, &first, &own);
	if (kind == ATTRIBUTION_NONE)
		return line;
	bool is_marked = is_marked_from(reader, line + 1) || find_mark(reader, line + 1);
	if (kind == ATTRIBUTION_WEAK && !is_marked)
		return line;
	bool is_kept = own > 0 && own == reader->lines[first].length;
	bool is_parted = own > 0 && !is_kept;
	if (is_parted && !part_line(reader, first, own))
		return line;
	first += is_parted;
	line += is_parted;
	bool is_end = !is_marked && has_text_above(reader, first);
	size_t end = is_end ? reader->count : line + 1;
	mark_quoted(reader, is_kept ? line + 1 : first, end);
	if (reader->first_text >= first)
		reader->first_text = is_kept ? first : reader->count;
	return end;
}

static size_t read_divider(Reader *reader, size_t line)
{
	size_t end = read_head(reader, line);
	if (end == line)
		end = read_short_header(reader, line);
	return end > line ? end : read_attribution(reader, line);
}

/* Prose is told at once: what sets old text apart has a colon near its start, or a mark
 * at one of its ends, or ends in "wrote" or in what is not ASCII. */
static bool may_divide(const QuoteLine *line)
{
	char first = line->start[0], last = line->start[line->length - 1];
	size_t head = MIN(line->length, (size_t)HEAD_BYTES);
	return (unsigned char)last >= 0x80 || (last == '>' && g_ascii_isdigit(first)) ||
	       strchr(":-*e", last) != NULL || g_ascii_isspace(last) ||
	       strchr(" #", first) != NULL || quote_is_rule_byte((unsigned char)first) ||
	       memchr(line->start, ':', head) != NULL ||
	       memchr(line->start, '\xef', head) != NULL;
}

static size_t read_line(Reader *reader, size_t line)
{
	QuoteLine *current = &reader->lines[line];
	if (quote_mark_is_on(&reader->mark, current)) {
		mark_quoted(reader, line, line + 1);
		return line + 1;
	}
	if (quote_line_is_marked(current) &&
	    !quote_line_closes_address(reader->lines, reader->count, line)) {
		bool is_end = has_text_above(reader, line) &&
			      quote_is_groupwise(current) &&
			      !is_marked_from(reader, line + 1);
		size_t end = is_end ? reader->count : line + 1;
		mark_quoted(reader, line, end);
		return end;
	}
	size_t end = may_divide(current) ? read_divider(reader, line) : line;
	if (end > line)
		return end;
	note_text(reader, line);
	return line + 1;
}

static void mark_all_quoted(Reader *reader)
{
	size_t line = find_text(reader, 0);
	while (line < reader->count)
		line = find_text(reader, read_line(reader, line));
}

/* Blank lines go with the line above them, unless the new text below them would
 * then stick to the new text above the quote. */
static void place_blanks(const Reader *reader)
{
	QuotePart part = PART_NEW;
	bool is_apart = true;
	for (size_t i = 0; i < reader->count;) {
		size_t text = find_text(reader, i);
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
static char *join_part(const Reader *reader, QuotePart part)
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
	Reader reader = {0};
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
