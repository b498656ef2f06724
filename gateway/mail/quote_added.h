/* quote_added.h: what people write below their signatures. For quote_signature.c alone.
 */
#ifndef MAIL_QUOTE_ADDED_H
#define MAIL_QUOTE_ADDED_H

#include "mail/quote_line.h"

/* "PS: one thing more". */
bool quote_is_postscript(const QuoteLine *line);

/* "[1] https://...", whoever wrote it. */
bool quote_is_note(const QuoteLine *line);

/* Does the new text above line `end` refer to such a note? Then it is part of that. */
bool quote_is_cited(const QuoteLine *lines, size_t end, const QuoteLine *note);

#endif
