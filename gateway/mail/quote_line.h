/* quote_line.h: a line of a mail, and the tables of words it is looked up in. For
 * quote*.c alone.
 *
 * Tables are in folded form: case folded, composed, German sharp s as ss, final sigma as
 * sigma, a dotted capital I as i with a dot above. */
#ifndef MAIL_QUOTE_LINE_H
#define MAIL_QUOTE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <glib.h>

#include "mail/quote_table.h"

typedef enum {
	PART_NEW,
	PART_QUOTED,
	PART_SIGNATURE,
} QuotePart;

typedef struct {
	const char *start; /* borrowed; not terminated */
	size_t length;
	QuotePart part;
	bool is_blank;
} QuoteLine;

/* How often a text's lines may be parted. */
#define QUOTE_LINES_PARTED 32

/* Owned; what is behind the last line feed is a line unless it is empty. */
QuoteLine *quote_lines_cut(const char *text, size_t *out_count);

/* Makes two lines of one, the second from its byte `at` on. */
void quote_lines_part(QuoteLine *lines, size_t *count, size_t line, size_t at);

/* The first line from `from` on with something on it; `to` if there is none. */
size_t quote_lines_find_text(const QuoteLine *lines, size_t from, size_t to);

/* Behind the last line that is free in the sense below; `from` if there is none. */
size_t quote_lines_free_end(const QuoteLine *lines, size_t from, size_t to);

/* The last byte that is no space; NUL if there is none. */
char quote_line_last_byte(const QuoteLine *line);

/* Folded for comparing, ends trimmed; NULL if the line is over `max_bytes`. */
char *quote_line_fold(const QuoteLine *line, size_t max_bytes);

/* Who votes or signs does so on a line that is no longer. */
#define QUOTE_LINE_SHORT_BYTES 120

/* Its words, folded, with one blank between them, for the tables; "" if the line is
 * longer than that. Owned. */
char *quote_line_words(const QuoteLine *line);

/* Nothing but at least `least` dashes, underscores, stars or equal signs. */
bool quote_line_is_rule(const QuoteLine *line, int least);

/* Such a line, drawn just above `start`, belongs to it: its number, else `start`. */
size_t quote_lines_include_rule(const QuoteLine *lines, size_t start);

/* Text not yet given away, which may be; the reference that closes our own mails is kept.
 */
bool quote_line_is_free(const QuoteLine *line);

/* Starts with the mark of a quote. */
bool quote_line_is_marked(const QuoteLine *line);

/* Starts with the bracket that closes an address of the unquoted line above; where marks
 * go on below, it is one of them. */
bool quote_line_closes_address(const QuoteLine *lines, size_t count, size_t line);

/* A dash, an underscore and so on. */
bool quote_is_rule_byte(unsigned char byte);

/* What stands between the dashes of a folded line; `out_dashes` counts those in front.
 * Owned. */
char *quote_strip_dashes(const char *folded, int *out_dashes);

#endif
