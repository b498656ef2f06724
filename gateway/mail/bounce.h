/* bounce.h: reading delivery reports, RFC 3464 and the forms older than it. MAIL 4. */
#ifndef MAIL_BOUNCE_H
#define MAIL_BOUNCE_H

#include "mail/message.h"

/* The recipients `message` reports on, as Bounce (origin.h); empty if it is no
 * report. Pure; what is not understood is left out, never guessed. Owned.
 * *out_reads_as_report (may be NULL): follows no RFC, but its subject and its opening are
 * those of a report, though it may name nobody. */
GPtrArray *bounce_read(const Message *message, bool *out_reads_as_report);

/* Do the class of an enhanced status, or the reply in what is `said` where there is none,
 * mean "never"? A full mailbox does not. */
bool bounce_is_permanent(const char *action, const char *status, const char *said);

#endif
