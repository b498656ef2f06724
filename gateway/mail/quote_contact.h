/* quote_contact.h: lines that say how to reach somebody. For quote*.c alone. */
#ifndef MAIL_QUOTE_CONTACT_H
#define MAIL_QUOTE_CONTACT_H

#include "mail/quote_line.h"

/* A telephone number, an address, a link: with few other words. */
bool quote_is_contact(const QuoteLine *line);

/* The same of a folded text. */
bool quote_is_contact_text(const char *folded);

/* "tel", "e-mail", "web": what stands before such. */
bool quote_is_contact_label(const char *folded);

#endif
