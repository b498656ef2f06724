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

/* An escape is as long, at most: \\u001F. */
#define ESCAPE_MAX_BYTES 6
/* Room is made for the worst of so many bytes at once. */
#define PIECE_BYTES 1024

static char *put_escape(char *to, unsigned char byte)
{
	static const char letters[256] = {
		['"'] = '"',  ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f',
		['\n'] = 'n', ['\r'] = 'r',  ['\t'] = 't'};
	static const char digits[] = "0123456789ABCDEF";
	*to++ = '\\';
	if (letters[byte] != '\0') {
		*to++ = letters[byte];
		return to;
	}
	memcpy(to, "u00", 3);
	to[3] = digits[byte >> 4];
	to[4] = digits[byte & 15];
	return to + 5;
}

#define EVERY_BYTE(value) (UINT64_C(0x0101010101010101) * (value))

/* How many of eight bytes stand before the first that needs an escape. What is taken from
 * a byte that is too small for it sets its high bit, and perhaps that of later ones. */
static size_t plain_of_eight(const char *bytes)
{
	uint64_t word = 0;
	memcpy(&word, bytes, sizeof word);
	word = GUINT64_FROM_LE(word);
	uint64_t control = word - EVERY_BYTE(0x20);
	uint64_t quote = (word ^ EVERY_BYTE('"')) - EVERY_BYTE(1);
	uint64_t backslash = (word ^ EVERY_BYTE('\\')) - EVERY_BYTE(1);
	uint64_t found = (control | quote | backslash) & ~word & EVERY_BYTE(0x80);
	return found != 0 ? (size_t)__builtin_ctzll(found) / 8 : 8;
}

/* How much of it needs no escape. */
static size_t plain_length(const char *text, size_t length)
{
	size_t at = 0;
	while (length - at >= 8) {
		size_t plain = plain_of_eight(text + at);
		at += plain;
		if (plain < 8)
			return at;
	}
	for (; at < length; at++) {
		unsigned char byte = (unsigned char)text[at];
		if (byte < 0x20 || byte == '"' || byte == '\\')
			break;
	}
	return at;
}

static void write_piece(GString *out, const char *text, size_t length)
{
	gsize before = out->len;
	g_string_set_size(out, before + length * ESCAPE_MAX_BYTES);
	char *to = out->str + before;
	for (const char *end = text + length; text < end;) {
		size_t run = plain_length(text, (size_t)(end - text));
		memcpy(to, text, run);
		to += run;
		text += run;
		if (text < end)
			to = put_escape(to, (unsigned char)*text++);
	}
	g_string_truncate(out, (gsize)(to - out->str));
}

static void write_text(GString *out, const char *text, size_t length)
{
	g_string_append_c(out, '"');
	for (size_t at = 0; at < length; at += PIECE_BYTES)
		write_piece(out, text + at, MIN(length - at, (size_t)PIECE_BYTES));
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
	bool is_first = true;
	g_string_append_c(out, '{');
	for (void *at = json_object_iter((json_t *)(uintptr_t)object); at != NULL;
	     at = json_object_iter_next((json_t *)(uintptr_t)object, at)) {
		const char *name = json_object_iter_key(at);
		if (!is_first)
			g_string_append_c(out, ',');
		write_text(out, name, strlen(name));
		g_string_append_c(out, ':');
		write_value(out, json_object_iter_value(at));
		is_first = false;
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
