/* charset.h: bytes of any charset into UTF-8, with the lies mail tells about it. For this
 * room alone. */
#ifndef MAIL_CHARSET_H
#define MAIL_CHARSET_H

#include <stddef.h>
#include <glib.h>

/* `charset` as declared, or NULL. Never fails: what cannot be read becomes U+FFFD. Not
 * yet clean. Owned. */
char *charset_decode(const char *charset, const char *bytes, size_t length);

#endif
