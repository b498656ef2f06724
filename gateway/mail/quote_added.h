/* quote_added.h: what people write below their signatures, and is no part of them. For
 * quote_signature.c and quote_delimited.c alone.
 */
#ifndef MAIL_QUOTE_ADDED_H
#define MAIL_QUOTE_ADDED_H

#include "mail/quote_line.h"

/* Moves the lines from `from` up to `to` to PART_SIGNATURE, but for a postscript, the
 * notes that the text above refers to, and bare votes. */
void quote_mark_signature(QuoteLine *lines, size_t from, size_t to);

#endif
