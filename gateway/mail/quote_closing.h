/* quote_closing.h: the formulas that close a mail. For quote*.c alone. */
#ifndef MAIL_QUOTE_CLOSING_H
#define MAIL_QUOTE_CLOSING_H

#include "mail/quote_signer.h"

typedef enum {
	CLOSING_NONE,
	CLOSING_ALONE,	/* "Best regards", "Thanks and regards" */
	CLOSING_SIGNED, /* "Thanks, Bob", "/Bob" */
} Closing;

Closing quote_closing(const QuoteSigner *signer, const QuoteLine *line);

#endif
