/* uuencode.h: files in the oldest form, written into a text between "begin 644 name" and
 * "end", or a part's data. For this room alone. */
#ifndef MAIL_UUENCODE_H
#define MAIL_UUENCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <glib.h>

/* A line of data without its end, appended to `out` decoded. What is missing at its end
 * is taken for spaces, which a server may have cut off. False if it is no such line. */
bool uuencode_line(const char *line, size_t length, GByteArray *out);

/* Called for each file: its name as written, its size. */
typedef void (*UuencodeFound)(const char *name, size_t bytes, void *data);

/* `text` without the files in it, which must be whole; NULL if there is none. Owned. */
char *uuencode_strip(const char *text, UuencodeFound found, void *data);

#endif
