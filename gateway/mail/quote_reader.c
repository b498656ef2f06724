/* quote_reader.c: how far a text has been read, and what has been seen.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_reader.h"

#include <string.h>

#include "mail/quote_sent.h"

/* Judging a header or an attribution is dear; a mail with more candidates than
 * this is not a letter, and what is not judged stays new. */
#define MAX_TRIES	   4000
#define GREETING_MAX_BYTES 30
#define OMISSION_MAX_BYTES 24

size_t quote_reader_find_text(const QuoteReader *reader, size_t from)
{
	return quote_lines_find_text(reader->lines, from, reader->count);
}

void quote_reader_mark(QuoteReader *reader, size_t from, size_t end)
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

bool quote_reader_is_marked_from(const QuoteReader *reader, size_t from)
{
	size_t next = quote_reader_find_text(reader, from);
	if (next < reader->count && is_omission(&reader->lines[next]))
		next = quote_reader_find_text(reader, next + 1);
	return next < reader->count && quote_line_is_marked(&reader->lines[next]);
}

bool quote_reader_has_text_above(const QuoteReader *reader, size_t line)
{
	return reader->first_text < line;
}

void quote_reader_note_text(QuoteReader *reader, size_t line)
{
	const QuoteLine *current = &reader->lines[line];
	if (reader->first_text == reader->count && !is_greeting(current) &&
	    !quote_is_sent_from(current))
		reader->first_text = line;
}

bool quote_reader_cut_line(QuoteReader *reader, size_t line, size_t at)
{
	if (reader->parted++ >= QUOTE_LINES_PARTED)
		return false;
	bool has_text = reader->first_text < reader->count;
	quote_lines_part(reader->lines, &reader->count, line, at);
	if (!has_text)
		reader->first_text = reader->count;
	return true;
}

bool quote_reader_part_line(QuoteReader *reader, size_t line, size_t own)
{
	if (!quote_reader_cut_line(reader, line, own))
		return false;
	quote_reader_note_text(reader, line);
	return true;
}

bool quote_reader_try(QuoteReader *reader)
{
	return reader->tries++ < MAX_TRIES;
}
