/* json.h: plain data that travels between rooms: template models, `--json`
 * output, small records in the store. The values are jansson's; strings in them
 * are valid UTF-8, which text_clean() promises. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <jansson.h>
#include <glib.h>

#include "base/world.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(json_t, json_decref)

/* A string, or null for NULL. */
json_t *json_text(const char *text);

/* RFC 3339 in UTC, or null for INSTANT_NONE. */
json_t *json_instant(Instant instant);

/* On one line without spaces, to the byte what the library writes with JSON_COMPACT; it
 * goes through strings a character at a time, which was a fifth of reading a mail. The
 * value is a tree. Owned. */
char *json_line(const json_t *value);

/* The string at `key`, or NULL. Borrowed. */
const char *json_get_text(const json_t *object, const char *key);

/* The integer at `key`, or `otherwise`. */
int64_t json_get_number(const json_t *object, const char *key, int64_t otherwise);

#endif
