/* mend.h: mails whose header or frame is broken, put right before the library reads them,
 * where it would lose what somebody wrote: empty lines or one strange line above the
 * header; no empty line below it, in the mail or in a part; a parameter that is not
 * folded; two Content-Types; a boundary that is missing or another one than the parts
 * have. For this room alone. */
#ifndef MAIL_MEND_H
#define MAIL_MEND_H

#include "mail/library.h"

/* `stream` is over `bytes`, which outlive what is returned: itself, as nearly always, or
 * one that gives the same mail put right. Only the first MB is looked at, in one pass. A
 * boundary is found only if it makes at most `max_parts` parts. Owned. */
GMimeStream *mend(GMimeStream *stream, const char *bytes, size_t length,
		  size_t max_parts);

#endif
