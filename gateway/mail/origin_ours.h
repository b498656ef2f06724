/* origin_ours.h: what marks a mail as ours, or as addressed to us. For origin.c alone. */
#ifndef MAIL_ORIGIN_OURS_H
#define MAIL_ORIGIN_OURS_H

#include "mail/origin.h"

/* Is it one of our addresses, whatever stands behind a plus? */
bool origin_is_ours(const OriginMarks *marks, const char *address);

/* Does it say that it was sent to one of our addresses? True if we know of none. A mail
 * that only reached us through somebody else's list or forward gets no answer. */
bool origin_is_addressed_to_us(const Message *message, const OriginMarks *marks);

/* Evidence that the mail is ours, or has been round too often; NULL if there is none. */
const char *origin_own_evidence(const Message *message, const OriginMarks *marks);

/* Did we make its Message-ID? Lists and gateways that rewrite From often drop fields they
 * do not know, and keep the id. Some servers give it to their report about the mail, so
 * reports are looked for first. */
bool origin_has_own_id(const Message *message, const OriginMarks *marks);

#endif
