/* quote_stretch.h: each stretch of lines between quotes, and what signs it. For quote.c
 * alone. */
#ifndef MAIL_QUOTE_STRETCH_H
#define MAIL_QUOTE_STRETCH_H

#include "mail/quote_line.h"

/* Moves signatures, and what programs put below them, from PART_NEW to PART_SIGNATURE.
 * What is quoted has been marked. Only the last stretch with something to say is signed
 * by name; in one above it, between quotes, a name may be an answer. `writer` as in
 * quote.h. */
void quote_mark_signatures(QuoteLine *lines, size_t count, const char *writer);

#endif
