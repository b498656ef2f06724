/* quote_sent.h: "Sent from my iPhone" and what mailing lists add. For quote*.c alone. */
#ifndef MAIL_QUOTE_SENT_H
#define MAIL_QUOTE_SENT_H

#include "mail/quote_line.h"

/* "Sent from my iPhone" and its kin. */
bool quote_is_sent_from(const QuoteLine *line);

/* "(sent by phone)", "Sent from my phone, please excuse ...", "Sent from a magnificent
 * torch of pixels": for the last line of a mail only. */
bool quote_is_sent_from_last(const QuoteLine *lines, size_t line);

/* Speaks of a mailing list's business. */
bool quote_is_list_line(const QuoteLine *line);

#endif
