/* quote_delimited.h: what a line of dashes sets apart at the end of a mail. For
 * quote_stretch.c alone. */
#ifndef MAIL_QUOTE_DELIMITED_H
#define MAIL_QUOTE_DELIMITED_H

#include "mail/quote_signer.h"

/* Moves what "-- " sets apart, and the footer of a mailing list, from PART_NEW to
 * PART_SIGNATURE, in the stretch from `from` up to `to`, which nothing quoted interrupts.
 */
void quote_mark_delimited(QuoteSigner *signer, size_t from, size_t to);

#endif
