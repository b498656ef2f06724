/* quote_reader.h: how far a text has been read, from its top, and what has been seen. For
 * quote.c and quote_divider.c alone. */
#ifndef MAIL_QUOTE_READER_H
#define MAIL_QUOTE_READER_H

#include "mail/quote_mark.h"

typedef struct {
	QuoteLine *lines; /* borrowed */
	size_t count;
	int tries;	   /* that were taken */
	int parted;	   /* lines */
	size_t first_text; /* the first new line that is more than a greeting, or `count`
			    */
	QuoteMark mark;	   /* of a program that does not write `>` */
	bool is_forward;
} QuoteReader;

/* The next line with something on it, or `count`. */
size_t quote_reader_find_text(const QuoteReader *reader, size_t from);

/* Whether the text from `from` on goes by marks: then the marks tell, line by
 * line, what is quoted. "[...]" may stand first. */
bool quote_reader_is_marked_from(const QuoteReader *reader, size_t from);

/* Has the writer said something above `line`? */
bool quote_reader_has_text_above(const QuoteReader *reader, size_t line);

/* Takes one of the tries there are to judge a header or an attribution; false if none is
 * left. */
bool quote_reader_try(QuoteReader *reader);

/* Line `line` is new. */
void quote_reader_note_text(QuoteReader *reader, size_t line);

/* Makes two lines of one, the second from its byte `at` on; false if that was done too
 * often. */
bool quote_reader_cut_line(QuoteReader *reader, size_t line, size_t at);

/* What the writer wrote on the line before a program went on, `own` bytes, becomes a
 * line; false if that was done too often. */
bool quote_reader_part_line(QuoteReader *reader, size_t line, size_t own);

/* What stands from `from` up to `end` is quoted. */
void quote_reader_mark(QuoteReader *reader, size_t from, size_t end);

#endif
