/* quote_disclaimer.h: the paragraphs that lawyers put below a mail. For quote*.c alone.
 */
#ifndef MAIL_QUOTE_DISCLAIMER_H
#define MAIL_QUOTE_DISCLAIMER_H

#include "mail/quote_line.h"

/* Do the lines from `from` up to `to`, of which there is one at least, make such a
 * paragraph? None that holds a line with nothing but a vote does. */
bool quote_is_disclaimer(const QuoteLine *lines, size_t from, size_t to);

#endif
