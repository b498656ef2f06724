/* part.h: one part of a mail: its type, its name, its bytes. For this room alone. */
#ifndef MAIL_PART_H
#define MAIL_PART_H

#include "mail/library.h"

/* "text/plain": lower case, clean. Owned. */
char *part_type(GMimeObject *object);

/* What it says its text is in, also where no semicolon stands before it; NULL if it says
 * nothing. Owned. */
char *part_charset(GMimeObject *object);

/* Of the file, as written, without folders, clean; "" if it has none. Bytes that say
 * nothing of their charset are in `charset`, which may be NULL. Owned. */
char *part_name(GMimeObject *object, const char *charset);

/* Reads through the transfer decoding; keeps at most `max`, counts everything. Owned. */
GByteArray *part_bytes(GMimePart *part, size_t max, size_t *out_total);

/* The same of a text, which is read as it stands where it is said to be encoded and
 * plainly is not. Owned. */
GByteArray *part_text(GMimePart *part, size_t max, size_t *out_total);

/* As it stands in the mail, with all that is in it. */
size_t part_raw_bytes(GMimeObject *object);

#endif
