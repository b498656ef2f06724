/* quote_signer.h: what one line says of who signs. For quote*.c alone. */
#ifndef MAIL_QUOTE_SIGNER_H
#define MAIL_QUOTE_SIGNER_H

#include "mail/quote_signature.h"

/* Is this the writer's name? */
bool quote_is_writer(const QuoteSigner *signer, const char *text);
bool quote_is_name_line(const QuoteSigner *signer, const QuoteLine *line);
/* Does the line begin with it in full, or with their address? Beside it something else
 * may stand, set apart. */
bool quote_starts_with_name(const QuoteSigner *signer, const QuoteLine *line);
bool quote_starts_with_address(const QuoteSigner *signer, const QuoteLine *line);

typedef enum { CLOSING_NONE, CLOSING_ALONE, CLOSING_SIGNED } Closing;

/* "Best regards", "Thanks and regards", "Thanks, Bob", "/Bob". */
Closing quote_closing(const QuoteSigner *signer, const QuoteLine *line);

#endif
