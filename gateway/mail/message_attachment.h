/* message_attachment.h: what is attached to a mail: its name, its type, its size. For
 * message_parts.c alone.
 *
 * Each adds to the attachments of a message, until there are too many: then nothing.
 * `charset` is that of the text, or NULL. */
#ifndef MAIL_MESSAGE_ATTACHMENT_H
#define MAIL_MESSAGE_ATTACHMENT_H

#include <stddef.h>

#include "mail/library.h"
#include "mail/message.h"

/* A part, with the size of what its transfer encoding holds. */
void message_add_attachment(Message *message, GMimeObject *object, const char *charset);

/* A file written into a text; `data` is the Message. As uuencode_strip calls it. */
void message_add_file(const char *name, size_t bytes, void *data);

/* Another mail, known by its subject where it has no name. */
void message_add_mail(Message *message, GMimeMessagePart *object, GMimeMessage *inner,
		      const char *charset);

#endif
