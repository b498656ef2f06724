/* header_field.h: the fields of a header as the library keeps them. For this room alone.
 */
#ifndef MAIL_HEADER_FIELD_H
#define MAIL_HEADER_FIELD_H

#include <stdbool.h>

#include "mail/library.h"

/* Whether two names may be the same but for case: their first letters mostly tell. */
static inline bool header_field_may_be(const char *name, const char *other)
{
	return ((name[0] ^ other[0]) & ~0x20) == 0;
}

/* The first field of that name at `*at` or behind it, or NULL; `*at` goes behind it. Case
 * does not matter, nor does a space before the colon, which old programs put there.
 * Borrowed. */
GMimeHeader *header_field_next(GMimeHeaderList *list, const char *name, int *at);

/* One line of ASCII and no encoded word in it: neither unfolding nor decoding changes
 * more of it than white space. */
bool header_field_is_plain(const char *raw_value);

/* A value decoded, clean, on one line; `charset` is that of the mail's text, or NULL.
 * Owned. */
char *header_field_decode(const char *raw_value, const char *charset);

#endif
