/* quote_footer.h: the blocks that carriers, mailing lists and scanners put below a mail,
 * most under a line of dashes. For quote_delimited.c and quote_stretch.c alone.
 *
 * All are asked for the lines from `from` up to `to`, where what is new ends. */
#ifndef MAIL_QUOTE_FOOTER_H
#define MAIL_QUOTE_FOOTER_H

#include "mail/quote_line.h"

/* Few lines that stand together, without question or vote. */
bool quote_is_short_block(const QuoteLine *lines, size_t from, size_t to);

/* What a scanner of viruses says, among links, in a paragraph of its own. */
bool quote_is_scanner(const QuoteLine *lines, size_t from, size_t to);

/* "Sent via the messaging service of", "team mailing list <team@x>" and what follows it,
 * where nobody speaks. */
bool quote_is_footer(const QuoteLine *lines, size_t from, size_t to);

#endif
