/* bounce.h: reading delivery reports, RFC 3464 and the forms older than it. MAIL 4. */
#ifndef MAIL_BOUNCE_H
#define MAIL_BOUNCE_H

#include "mail/message.h"

/* Of a mail that follows no RFC. */
typedef enum {
	REPORT_NONE,
	REPORT_LIKELY, /* subject and opening are those of a report; it may name nobody */
	REPORT_SURE, /* and it comes from a program, which wants no answer, though what it
			reports cannot be read */
} Report;

/* The recipients `message` reports on, as Bounce (origin.h); empty if it is no
 * report. Pure; what is not understood is left out, never guessed. Owned.
 * *out_report may be NULL. */
GPtrArray *bounce_read(const Message *message, Report *out_report);

/* The mail that came back: a part of its own, else what stands below the prose. */
const char *bounce_returned_mail(const Message *message);

/* Do the class of an enhanced status, or the reply in what is `said` where there is none,
 * mean "never"? A full mailbox does not. */
bool bounce_is_permanent(const char *action, const char *status, const char *said);

#endif
