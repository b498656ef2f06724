/* settings_value.h: one `key = value` by libconfuse. Private to settings. */
#ifndef BASE_SETTINGS_VALUE_H
#define BASE_SETTINGS_VALUE_H

#include <glib.h>

#include "base/settings_schema.h"

typedef struct ValueReader ValueReader;

ValueReader *value_reader_new(void);
void value_reader_free(ValueReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ValueReader, value_reader_free)

/* Append the values of `text` ("zone = \"UTC\"") to `values`, of char *. False with the
 * reason and its line, counted from 1 within `text`, if libconfuse does not take it or a
 * value cannot be used. */
bool value_read(ValueReader *reader, const SchemaSection *section, const SchemaKey *key,
		const char *text, GPtrArray *values, int *out_line, char **out_why);

#endif
