/* message_date.h: the hour a mail says it was written, RFC 5322 3.3, and what programs
 * write instead. For message.c alone. */
#ifndef MAIL_MESSAGE_DATE_H
#define MAIL_MESSAGE_DATE_H

#include <stdbool.h>

#include "base/world.h"
#include "mail/library.h"

/* As the standard has it since 2001, with a zone in digits: the library reads that
 * rightly. */
bool message_date_is_plain(const char *value);

/* Of a date of the library, or NULL. INSTANT_NONE if it is beyond all sense, and
 * *out_offset_minutes stays. */
Instant message_date_instant(GDateTime *date, int *out_offset_minutes);

/* Comments, blanks around the colons, dots instead of them, a zone that sticks to the
 * hour or has a name, and whatever follows do no harm. A name that is no zone's counts as
 * none, and that is UTC. INSTANT_NONE if there is an hour that cannot be read. */
Instant message_date_read(const char *value, int *out_offset_minutes);

#endif
