/* quote_mark.h: what other than `>` some programs put before the lines of a quote. For
 * quote*.c alone. */
#ifndef MAIL_QUOTE_MARK_H
#define MAIL_QUOTE_MARK_H

#include "mail/quote_line.h"

typedef struct {
	const char *start; /* borrowed from the line it was found on */
	size_t length;	   /* 0 if there is none */
} QuoteMark;

/* "|" or "BB>": what each line of the paragraph at `line` begins with. To be asked only
 * below an attribution; people draw tables too. */
QuoteMark quote_mark_find(const QuoteLine *lines, size_t count, size_t line);

bool quote_mark_is_on(const QuoteMark *mark, const QuoteLine *line);

#endif
