/* encoded_word.h: RFC 2047 as mails really write it. For this room alone.
 *
 * Words that follow each other in one charset are joined before they are decoded, since
 * many programs cut characters in two; 8-bit bytes between them are read as UTF-8, else
 * in `charset`, the one the mail declares for its text (NULL: none), else as Windows
 * does. */
#ifndef MAIL_ENCODED_WORD_H
#define MAIL_ENCODED_WORD_H

#include <stdbool.h>

/* ASCII without any word, as most values are: decoding changes nothing. */
bool encoded_word_is_plain(const char *value);

/* `value` is unfolded. UTF-8, not yet clean. Owned. */
char *encoded_word_decode(const char *value, const char *charset);

/* The same value with every word in base64 of UTF-8 and all else in UTF-8: what the
 * library's parser of addresses reads rightly, while what was encoded stays so. Owned. */
char *encoded_word_normal(const char *value, const char *charset);

#endif
