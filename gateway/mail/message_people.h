/* message_people.h: who wrote a mail, and to whom. For message.c alone. */
#ifndef MAIL_MESSAGE_PEOPLE_H
#define MAIL_MESSAGE_PEOPLE_H

#include "mail/library.h"
#include "mail/message.h"

/* Fills from, from_count, to, cc, reply_to and delivered_to; `headers` are read already.
 * `charset` is that of the text, or NULL. */
void message_read_people(Message *message, GMimeHeaderList *list, size_t max,
			 const char *charset);

#endif
