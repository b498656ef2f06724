/* quote_signature.h: the lines below what somebody wrote that only say who they are.
 *
 * SPDX-License-Identifier: MIT */
#ifndef MAIL_QUOTE_SIGNATURE_H
#define MAIL_QUOTE_SIGNATURE_H

#include "mail/quote_attribution.h"

typedef struct {
	QuoteLine *lines;
	size_t first;	     /* the first line of the mail with anything on it */
	char **writer;	     /* folded words of the writer's name */
	const char *address; /* theirs, folded; "" if it is not known */
} QuoteSigner;

/* The words of a name, folded for comparing. Owned. */
char **quote_name_words(const char *text);

/* The address of "Name <address>" or of nothing but an address, folded; else "". Owned.
 */
char *quote_writer_address(const char *writer);

/* Both move lines of the stretch from `from` up to `to`, which nothing quoted
 * interrupts, from PART_NEW to PART_SIGNATURE. */

/* What a line of dashes sets apart: "-- " and a mailing list's footer. */
void quote_mark_delimited(QuoteSigner *signer, size_t from, size_t to);

/* A closing formula, a name, and what belongs to it. Whether there was one. */
bool quote_mark_closing(QuoteSigner *signer, size_t from, size_t to);

#endif
