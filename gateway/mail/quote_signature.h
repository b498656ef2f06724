/* quote_signature.h: a closing formula, a name and what belongs to it, at the end of what
 * somebody wrote. For quote_stretch.c alone. */
#ifndef MAIL_QUOTE_SIGNATURE_H
#define MAIL_QUOTE_SIGNATURE_H

#include "mail/quote_signer.h"

/* Moves it from PART_NEW to PART_SIGNATURE, where it ends the stretch from `from` up to
 * `to`, which nothing quoted interrupts. Whether there was one. */
bool quote_mark_closing(QuoteSigner *signer, size_t from, size_t to);

#endif
