/* origin_subject.h: what a subject says of who wrote the mail. A hint, which proves
 * nothing alone. For this room alone. */
#ifndef MAIL_ORIGIN_SUBJECT_H
#define MAIL_ORIGIN_SUBJECT_H

#include "mail/message.h"

typedef enum {
	SUBJECT_OTHER,
	SUBJECT_AWAY,		/* "Out of office": people write so too */
	SUBJECT_LIKE_AUTOMATIC, /* "Automatic reply, new text": programs seldom do */
	SUBJECT_AUTOMATIC,	/* "Automatic reply: Chairs": programs alone do */
} OriginSubject;

/* By its start behind `noise`, or what stands in brackets at its end: "Re: Out of office"
 * is a person who answers. */
OriginSubject origin_subject(const Message *message, const GPtrArray *noise);

#endif
