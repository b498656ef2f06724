/* json.c: small helpers over jansson.
 *
 * SPDX-License-Identifier: MIT */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

json_t *json_text(const char *text)
{
	if (text == NULL)
		return json_null();
	size_t length = strlen(text);
	/* The library looks at every character to see whether it is one. */
	json_t *value = text_is_ascii(text, length) ? json_stringn_nocheck(text, length)
						    : json_stringn(text, length);
	if (value != NULL)
		return value;
	g_autofree char *clean = text_clean(text, -1);
	return json_string(clean);
}

json_t *json_instant(Instant instant)
{
	g_autofree char *text = text_rfc3339(instant);
	return json_text(text);
}

const char *json_get_text(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

int64_t json_get_number(const json_t *object, const char *key, int64_t otherwise)
{
	const json_t *value = json_object_get(object, key);
	return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

/* ---- writing ------------------------------------------------------------ */

static void write_escape(GString *out, unsigned char byte)
{
	static const char plain[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
	const char *found = byte != 0 ? strchr(plain, byte) : NULL;
	if (found == NULL) {
		g_string_append_printf(out, "\\u%04X", byte);
		return;
	}
	g_string_append_c(out, '\\');
	g_string_append_c(out, letters[found - plain]);
}

#define EVERY_BYTE(value) (UINT64_C(0x0101010101010101) * (value))

/* The high bit of every byte that equals `byte`, and perhaps of others beside one. */
static uint64_t find_byte(uint64_t word, unsigned char byte)
{
	uint64_t zero_where = word ^ EVERY_BYTE(byte);
	return (zero_where - EVERY_BYTE(1)) & ~zero_where;
}

static bool may_need_escape(const char *bytes)
{
	uint64_t word = 0;
	memcpy(&word, bytes, sizeof word);
	uint64_t control = (word - EVERY_BYTE(0x20)) & ~word;
	uint64_t found = control | find_byte(word, '"') | find_byte(word, '\\');
	return (found & EVERY_BYTE(0x80)) != 0;
}

/* How much of it needs no escape; eight bytes at once. */
static size_t plain_length(const char *text, size_t length)
{
	size_t at = 0;
	while (length - at >= 8 && !may_need_escape(text + at))
		at += 8;
	for (; at < length; at++) {
		unsigned char byte = (unsigned char)text[at];
		if (byte < 0x20 || byte == '"' || byte == '\\')
			break;
	}
	return at;
}

static void write_text(GString *out, const char *text, size_t length)
{
	const char *end = text + length;
	g_string_append_c(out, '"');
	for (;;) {
		size_t run = plain_length(text, (size_t)(end - text));
		g_string_append_len(out, text, (gssize)run);
		text += run;
		if (text == end)
			break;
		write_escape(out, (unsigned char)*text++);
	}
	g_string_append_c(out, '"');
}

static void write_real(GString *out, const json_t *value)
{
	char *text = json_dumps(value, JSON_ENCODE_ANY);
	g_string_append(out, text);
	free(text);
}

static void write_value(GString *out, const json_t *value);

static void write_object(GString *out, const json_t *object)
{
	const char *between = "{";
	void *at = json_object_iter((json_t *)(uintptr_t)object);
	if (at == NULL)
		g_string_append_c(out, '{');
	for (; at != NULL; at = json_object_iter_next((json_t *)(uintptr_t)object, at)) {
		const char *name = json_object_iter_key(at);
		g_string_append(out, between);
		write_text(out, name, strlen(name));
		g_string_append_c(out, ':');
		write_value(out, json_object_iter_value(at));
		between = ",";
	}
	g_string_append_c(out, '}');
}

static void write_array(GString *out, const json_t *array)
{
	g_string_append_c(out, '[');
	for (size_t i = 0; i < json_array_size(array); i++) {
		if (i > 0)
			g_string_append_c(out, ',');
		write_value(out, json_array_get(array, i));
	}
	g_string_append_c(out, ']');
}

static void write_value(GString *out, const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		write_object(out, value);
		return;
	case JSON_ARRAY:
		write_array(out, value);
		return;
	case JSON_STRING:
		write_text(out, json_string_value(value), json_string_length(value));
		return;
	case JSON_INTEGER:
		g_string_append_printf(out, "%" JSON_INTEGER_FORMAT,
				       json_integer_value(value));
		return;
	case JSON_REAL:
		write_real(out, value);
		return;
	case JSON_TRUE:
		g_string_append(out, "true");
		return;
	case JSON_FALSE:
		g_string_append(out, "false");
		return;
	case JSON_NULL:
		g_string_append(out, "null");
		return;
	}
}

char *json_line(const json_t *value)
{
	GString *out = g_string_sized_new(512);
	write_value(out, value);
	return g_string_free(out, FALSE);
}
