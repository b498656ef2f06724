/* charset_guess.h: the charset of a text that has no label, or a wrong one. For charset.c
 * alone. */
#ifndef MAIL_CHARSET_GUESS_H
#define MAIL_CHARSET_GUESS_H

#include <stdbool.h>
#include <stddef.h>

/* A name that iconv knows, if the text is plainly written in letters other than those of
 * the West; NULL if it may be anything, or is UTF-8 for the greater part. Static. */
const char *charset_guess(const char *bytes, size_t length);

/* Was it UTF-8 before it was cut, or a line in another charset was added? Ten times as
 * many bytes above ASCII, and more than a few, must still be. */
bool charset_is_nearly_utf8(const char *bytes, size_t length);

#endif
