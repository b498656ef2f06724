/* quote_signature.h: the lines below what somebody wrote that only say who they are.
 *
 * SPDX-License-Identifier: MIT */
#ifndef MAIL_QUOTE_SIGNATURE_H
#define MAIL_QUOTE_SIGNATURE_H

#include "mail/quote_signer.h"

/* Both move lines of the stretch from `from` up to `to`, which nothing quoted
 * interrupts, from PART_NEW to PART_SIGNATURE. */

/* What a line of dashes sets apart: "-- " and a mailing list's footer. */
void quote_mark_delimited(QuoteSigner *signer, size_t from, size_t to);

/* A closing formula, a name, and what belongs to it. Whether there was one. */
bool quote_mark_closing(QuoteSigner *signer, size_t from, size_t to);

#endif
