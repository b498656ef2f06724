/* charset_shift.c: ISO-2022-JP and HZ made plain.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/charset_shift.h"

#include <stdbool.h>
#include <string.h>
#include <glib.h>

typedef enum {
	SET_ASCII,
	SET_KANA,	/* half width */
	SET_KANJI,	/* JIS X 0208, with the rows of NEC and IBM */
	SET_SUPPLEMENT, /* JIS X 0212 */
} Set;

static const struct {
	const char *escape; /* behind ESC */
	Set set;
} escapes[] = {
	{"(B", SET_ASCII},  {"(J", SET_ASCII},	     {"(I", SET_KANA},
	{"$@", SET_KANJI},  {"$B", SET_KANJI},	     {"$(B", SET_KANJI},
	{"$(@", SET_KANJI}, {"$(D", SET_SUPPLEMENT},
};

/* The length of the escape at `bytes`, behind ESC; 0 if it is none we know. */
static size_t read_escape(const char *bytes, size_t length, Set *out_set)
{
	for (size_t i = 0; i < G_N_ELEMENTS(escapes); i++) {
		size_t size = strlen(escapes[i].escape);
		if (size <= length && memcmp(bytes, escapes[i].escape, size) == 0) {
			*out_set = escapes[i].set;
			return size;
		}
	}
	return 0;
}

static bool is_double(const char *bytes, size_t length)
{
	return length >= 2 && bytes[0] >= 0x21 && bytes[0] <= 0x7e && bytes[1] >= 0x21 &&
	       bytes[1] <= 0x7e;
}

static void put_high(GByteArray *out, const char *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		guint8 high = (guint8)((guint8)bytes[i] | 0x80);
		g_byte_array_append(out, &high, 1);
	}
}

static char *finish(GByteArray *out, size_t *out_length)
{
	*out_length = out->len;
	return (char *)g_byte_array_free(out, FALSE);
}

char *charset_shift_japanese(const char *bytes, size_t length, size_t *out_length)
{
	static const guint8 kana = 0x8e, supplement = 0x8f;
	GByteArray *out = g_byte_array_sized_new((guint)length + 16);
	Set set = SET_ASCII;
	for (size_t i = 0; i < length;) {
		size_t left = length - i;
		size_t escape =
			bytes[i] == 0x1b ? read_escape(bytes + i + 1, left - 1, &set) : 0;
		if (escape > 0) {
			i += 1 + escape;
			continue;
		}
		/* A line begins in ASCII whatever was forgotten on the one above. */
		if (bytes[i] == '\n' || bytes[i] == '\r')
			set = SET_ASCII;
		bool is_pair = set >= SET_KANJI && is_double(bytes + i, left);
		bool is_kana = set == SET_KANA && bytes[i] >= 0x21 && bytes[i] <= 0x5f;
		if (set == SET_SUPPLEMENT && is_pair)
			g_byte_array_append(out, &supplement, 1);
		if (is_kana)
			g_byte_array_append(out, &kana, 1);
		if (is_pair || is_kana)
			put_high(out, bytes + i, is_pair ? 2 : 1);
		else
			g_byte_array_append(out, (const guint8 *)bytes + i, 1);
		i += is_pair ? 2 : 1;
	}
	return finish(out, out_length);
}

char *charset_shift_chinese(const char *bytes, size_t length, size_t *out_length)
{
	GByteArray *out = g_byte_array_sized_new((guint)length + 16);
	bool is_chinese = false;
	for (size_t i = 0; i < length;) {
		size_t left = length - i;
		char next = bytes[i] == '~' && left > 1 ? bytes[i + 1] : '\0';
		if (next == '{' || next == '}' || next == '\n') {
			is_chinese = next == '{' || (next == '\n' && is_chinese);
			i += 2;
			continue;
		}
		bool is_pair = is_chinese && is_double(bytes + i, left);
		if (is_pair)
			put_high(out, bytes + i, 2);
		else
			g_byte_array_append(out, (const guint8 *)bytes + i, 1);
		i += is_pair || (next == '~' && !is_chinese) ? 2 : 1;
		if (bytes[i - 1] == '\n')
			is_chinese = false;
	}
	return finish(out, out_length);
}
