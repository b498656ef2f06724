/* quote_banner.h: what a server puts above a mail that came from outside. For quote.c
 * alone. */
#ifndef MAIL_QUOTE_BANNER_H
#define MAIL_QUOTE_BANNER_H

#include "mail/quote_line.h"

/* How many lines of one start at `start`; 0 if it is none. */
size_t quote_measure_banner(const QuoteLine *lines, size_t count, size_t start);

#endif
