/* quote_divider.h: separators, header blocks and attributions, and what of the text below
 * each of them is old. For quote.c alone. */
#ifndef MAIL_QUOTE_DIVIDER_H
#define MAIL_QUOTE_DIVIDER_H

#include "mail/quote_reader.h"

/* If `line` divides old text from new, marks what is quoted. The line to go on with;
 * `line` if it divides nothing. It is not blank. */
size_t quote_read_divider(QuoteReader *reader, size_t line);

#endif
