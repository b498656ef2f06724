/* quote_title.h: lines written like a title or a name, not like a sentence. For quote*.c
 * alone. */
#ifndef MAIL_QUOTE_TITLE_H
#define MAIL_QUOTE_TITLE_H

#include "mail/quote_line.h"

/* Few words, none of the longer ones in small letters, and no point of a list. */
bool quote_is_capital(const QuoteLine *line);

/* One of them is that of an office, a firm or a street. */
bool quote_is_title(const QuoteLine *line);

/* Looks like somebody's name; whose, is not known. */
bool quote_is_name_like(const QuoteLine *line);

#endif
