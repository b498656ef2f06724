/* message_parts.h: the body of a mail into a Message. For message.c alone. */
#ifndef MAIL_MESSAGE_PARTS_H
#define MAIL_MESSAGE_PARTS_H

#include "mail/library.h"
#include "mail/message.h"

/* Fills text, all_text, attachments, reports, returned, report_type and what is known of
 * them. `charset` is that of the text, or NULL. */
void message_read_parts(Message *message, GMimeObject *mime, const char *charset,
			const MessageLimits *limits);

#endif
