/* text.h: the few things done to text everywhere. All text is UTF-8. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <glib.h>

#include "base/world.h"

/* The start of the next character of valid UTF-8. (GLib's macro casts `const` away.) */
const char *text_next(const char *at);

/* No byte above 127. */
bool text_is_ascii(const char *bytes, size_t length);

/* Valid UTF-8 without NUL and without C0/C1 controls other than tab and newline; a C1
 * control becomes what Windows means by that byte, and what else cannot be kept U+FFFD.
 * `length` -1: NUL-terminated. Owned. */
char *text_clean(const char *bytes, ssize_t length);

/* The same of text that is given away, NUL-terminated: it comes back as it is if nothing
 * need be done. Owned. */
char *text_cleaned(char *text);

/* Clean, on one line: every run of white space is one space, ends trimmed;
 * at most `max_bytes` bytes, cut between characters with a final U+2026. Owned. */
char *text_single_line(const char *text, size_t max_bytes);

/* At most `max_bytes` bytes, cut between characters with a final U+2026. Owned. */
char *text_clip(const char *text, size_t max_bytes);

/* For comparing words: NFKC, case folded, white space runs one space. Owned. */
char *text_fold(const char *text);

/* Lines without their ends (LF, CRLF or CR). NULL-terminated, owned. */
char **text_lines(const char *text);

/* What stands between line feeds, in one block that is freed as one (g_free).
 * NULL-terminated; none for "". */
char **text_split(const char *text);

/* Columns on a terminal; wide characters count two. */
int text_width(const char *text);

/* Break at spaces so that no line is over `columns` wide; every line after the
 * first starts with `indent`. Long words stay whole. Owned. */
char *text_wrap(const char *text, int columns, const char *indent);

/* Edit distance with transpositions, at most `limit` + 1. For "did you mean". */
int text_distance(const char *a, const char *b, int limit);

/* RFC 3339, UTC: 2026-03-02T09:00:00Z. INSTANT_NONE gives NULL. Owned. */
char *text_rfc3339(Instant instant);

/* Read RFC 3339 with `Z` or an offset. */
bool text_read_rfc3339(const char *text, Instant *out_instant);

#endif
