/* charset_guess.c: the charset of a text that has no label, or a wrong one.
 *
 * Programs of the nineties sent what their system wrote, and many relays still strip the
 * label. Of Western text a tenth is above ASCII; where nearly half is, the text is not of
 * the West, and statistics tell its charset well. Nothing else is guessed.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/charset_guess.h"

#include <stdbool.h>
#include <string.h>
#include <glib.h>
#include <uchardet.h>

#define LOOKED_BYTES  ((size_t)32 * 1024)
#define HIGH_MIN      12 /* fewer bytes above ASCII say nothing */
#define DIFFERENT_MIN 6	 /* lines of dashes and boxes are made of fewer */
#define HIGH_PER_CENT 40 /* of what is neither space nor control */

/* As the library names them, and as iconv is to be asked; what Windows added is in the
 * latter. */
static const struct {
	const char *found, *name;
} KNOWN[] = {{"KOI8-R", "koi8-u"},
	     {"WINDOWS-1251", "windows-1251"},
	     {"ISO-8859-5", "iso-8859-5"},
	     {"MAC-CYRILLIC", "mac-cyrillic"},
	     {"IBM866", "cp866"},
	     {"IBM855", "cp855"},
	     {"WINDOWS-1253", "windows-1253"},
	     {"ISO-8859-7", "windows-1253"},
	     {"WINDOWS-1255", "windows-1255"},
	     {"ISO-8859-8", "windows-1255"},
	     {"WINDOWS-1256", "windows-1256"},
	     {"ISO-8859-6", "iso-8859-6"},
	     {"TIS-620", "windows-874"},
	     {"ISO-8859-11", "windows-874"},
	     {"BIG5", "big5-hkscs"},
	     {"GB18030", "gb18030"},
	     {"EUC-TW", "euc-tw"},
	     {"SHIFT_JIS", "cp932"},
	     {"EUC-JP", "eucjp-ms"},
	     {"EUC-KR", "cp949"},
	     {"UHC", "cp949"}};

typedef struct {
	size_t written; /* bytes that are neither space nor control */
	size_t high;
	size_t different; /* values among those */
} Count;

/* Runs count once: dashes and boxes stand in rows. */
static Count count_bytes(const char *bytes, size_t length)
{
	Count count = {0};
	bool seen[128] = {false};
	for (size_t i = 0; i < length; i++) {
		guint8 byte = (guint8)bytes[i];
		if (i > 0 && bytes[i] == bytes[i - 1])
			continue;
		count.written += byte > ' ';
		if (byte < 0x80)
			continue;
		count.high++;
		count.different += !seen[byte - 0x80];
		seen[byte - 0x80] = true;
	}
	return count;
}

/* Bytes above ASCII in whole characters of UTF-8, and such as are in none. */
static size_t count_utf8(const char *bytes, size_t length, size_t *out_foreign)
{
	const char *end = bytes + length;
	size_t high = 0;
	*out_foreign = 0;
	while (bytes < end) {
		gunichar character = g_utf8_get_char_validated(bytes, end - bytes);
		bool is_valid = character < (gunichar)-2;
		size_t size = is_valid ? (size_t)g_unichar_to_utf8(character, NULL) : 1;
		if (is_valid && character >= 0x80)
			high += size;
		*out_foreign += !is_valid;
		bytes += size;
	}
	return high;
}

bool charset_is_nearly_utf8(const char *bytes, size_t length)
{
	size_t foreign = 0;
	size_t good = count_utf8(bytes, MIN(length, LOOKED_BYTES), &foreign);
	return good >= HIGH_MIN && foreign * 10 <= good;
}

static const char *known_name(const char *found)
{
	for (size_t i = 0; i < G_N_ELEMENTS(KNOWN); i++)
		if (strcmp(KNOWN[i].found, found) == 0)
			return KNOWN[i].name;
	return NULL;
}

const char *charset_guess(const char *bytes, size_t length)
{
	size_t looked = MIN(length, LOOKED_BYTES), foreign = 0;
	Count count = count_bytes(bytes, looked);
	if (count.high < HIGH_MIN || count.different < DIFFERENT_MIN ||
	    count.high * 100 < count.written * HIGH_PER_CENT ||
	    count_utf8(bytes, looked, &foreign) > foreign)
		return NULL;
	uchardet_t detector = uchardet_new();
	const char *name = NULL;
	if (uchardet_handle_data(detector, bytes, looked) == 0) {
		uchardet_data_end(detector);
		name = known_name(uchardet_get_charset(detector));
	}
	uchardet_delete(detector);
	return name;
}
