/* quote_header.h: the header block a program puts above what it quotes. For quote*.c
 * alone. */
#ifndef MAIL_QUOTE_HEADER_H
#define MAIL_QUOTE_HEADER_H

#include "mail/quote_line.h"

/* The length of the key of a sender, "from" or "von", that a folded text starts with; 0
 * if none. */
size_t quote_match_from_key(const char *folded);

/* Cheap: whether `quote_measure_header` is worth asking. */
bool quote_may_start_header(const QuoteLine *line);

/* How many lines of a mail's header start at `start`; 0 if it is none. */
size_t quote_measure_header(const QuoteLine *lines, size_t count, size_t start);

/* The same for a sender and a date alone, which are believed only above marks. */
size_t quote_measure_short_header(const QuoteLine *lines, size_t count, size_t start);

/* Whether it is part of a header as it travels, which somebody shows. */
bool quote_is_evidence(const QuoteLine *lines, size_t count, size_t start);

#endif
