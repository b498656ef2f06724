/* wrapped.h: mails that a spam filter has put into a report of its own. For
 * message_parts.c alone. */
#ifndef MAIL_WRAPPED_H
#define MAIL_WRAPPED_H

#include "mail/library.h"
#include "mail/message.h"

/* The body of the mail inside, whose text is read instead of the filter's; NULL if this
 * is no such report. The fields inside that say that no person wrote it join the
 * message's own; nothing else of that header is believed. Borrowed. */
GMimeObject *wrapped_body(Message *message, GMimeMultipart *multipart);

#endif
