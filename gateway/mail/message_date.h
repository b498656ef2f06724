/* message_date.h: the hour a mail says it was written, RFC 5322 3.3, and what programs
 * write instead. For message.c alone. */
#ifndef MAIL_MESSAGE_DATE_H
#define MAIL_MESSAGE_DATE_H

#include "base/world.h"
#include "mail/library.h"

/* Comments, blanks around the colons, dots instead of them, a zone that sticks to the
 * hour or has a name, and whatever follows do no harm. A name that is no zone's counts as
 * none, and that is UTC. INSTANT_NONE, and *out_offset_minutes as it was, if there is an
 * hour that cannot be read, or the whole is beyond all sense. */
Instant message_date_read(const char *value, int *out_offset_minutes);

#endif
