/* opaque.h: what is wrapped in its signature, S/MIME's "opaque" kind. RFC 5652 section 5.
 * For message_parts.c and signature.c alone.
 *
 * Nothing is verified here; signature.c looks that the program that verifies finds the
 * same inside. */
#ifndef MAIL_OPAQUE_H
#define MAIL_OPAQUE_H

#include <stddef.h>
#include <glib.h>

#include "mail/library.h"
#include "mail/message.h"

/* The content of SignedData; NULL if `bytes` are none, or what is inside is in cipher.
 * What is missing at the end is no reason to lose what is there. Owned. */
GByteArray *opaque_content(const guint8 *bytes, size_t length);

/* The same of a part that holds such; `*out_wrapper` are all its bytes. Both owned, both
 * NULL if it holds none. */
GByteArray *opaque_unwrap(GMimePart *part, GByteArray **out_wrapper);

/* The body inside, within `limits` as any mail; NULL if `part` holds none, as files do
 * that somebody signed and sent. Owned. */
GMimeObject *opaque_body(GMimePart *part, const MessageLimits *limits);

#endif
