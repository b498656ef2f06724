/* origin_sentence.h: sentences that only an answer nobody wrote has. A hint, which proves
 * nothing alone. For this room alone. */
#ifndef MAIL_ORIGIN_SENTENCE_H
#define MAIL_ORIGIN_SENTENCE_H

#include "mail/message.h"
#include "mail/origin_subject.h"

/* Does the text say, in words of its own, that it comes by itself? Below a subject that
 * only programs write, it is enough that somebody is away. */
bool origin_text_is_automatic(const Message *message, OriginSubject subject);

#endif
