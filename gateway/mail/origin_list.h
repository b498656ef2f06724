/* origin_list.h: what a mailing list leaves on the mails it hands on. MAIL 3. For
 * origin.c alone. */
#ifndef MAIL_ORIGIN_LIST_H
#define MAIL_ORIGIN_LIST_H

#include "mail/message.h"

/* The field of a list that tells most, as evidence; NULL if there is none. Owned. */
char *list_by_header(const Message *message);

/* The address of the list in whose name a person's mail was sent on, by its envelope or
 * Sender; NULL if there is none. A name that people have given to several mailboxes may
 * look so too. Owned. */
char *list_by_sender(const Message *message);

/* The name of the list as a List-Id has it, if it tells it, and tells one. Owned. */
char *list_id_of(const Message *message);

/* "Team list <team.acme.example>" or "team@acme.example": the identifier alone. Owned. */
char *list_id(const char *value);

#endif
