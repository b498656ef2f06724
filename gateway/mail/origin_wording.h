/* origin_wording.h: sentences of answers nobody wrote, in the languages of mail. A hint,
 * which proves nothing alone. For origin_sentence.c alone. */
#ifndef MAIL_ORIGIN_WORDING_H
#define MAIL_ORIGIN_WORDING_H

#include <stdbool.h>

/* Does it say of itself that nobody wrote it? `text` is folded. */
bool wording_is_automatic(const char *text);

/* Does it say that somebody is away? People write so too. */
bool wording_is_away(const char *text);

#endif
