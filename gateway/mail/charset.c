/* charset.c: bytes of any charset into UTF-8.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/charset.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "mail/charset_guess.h"
#include "mail/charset_name.h"
#include "mail/charset_shift.h"

#define REPLACEMENT   "\xef\xbf\xbd"
#define BYTE_MARK     "\xef\xbb\xbf"
#define UNLABELLED    "windows-1252"
#define LOOKED_BYTES  1024
#define ESCAPED_BYTES 65536

static bool is_valid(const char *bytes, size_t length)
{
	return text_is_ascii(bytes, length) || g_utf8_validate_len(bytes, length, NULL);
}

/* ---- through iconv ------------------------------------------------------ */

/* Every unreadable byte costs one U+FFFD and the reading goes on behind it. */
static char *convert(GIConv converter, const char *bytes, size_t length,
		     size_t *out_errors)
{
	GString *text = g_string_sized_new(length + length / 2);
	char *from = (char *)(guintptr)bytes;
	size_t left = length;
	*out_errors = 0;
	while (left > 0) {
		char room[4096];
		char *to = room;
		size_t space = sizeof room;
		size_t result = g_iconv(converter, &from, &left, &to, &space);
		int trouble = errno;
		g_string_append_len(text, room, to - room);
		if (result != (size_t)-1 || trouble == E2BIG)
			continue;
		g_string_append(text, REPLACEMENT);
		++*out_errors;
		if (trouble != EILSEQ)
			break;
		from++;
		left--;
	}
	char room[64];
	char *to = room;
	size_t space = sizeof room;
	if (g_iconv(converter, NULL, NULL, &to, &space) != (size_t)-1)
		g_string_append_len(text, room, to - room);
	return g_string_free(text, FALSE);
}

/* NULL if iconv does not know the charset. */
static char *decode_named(const char *name, const char *bytes, size_t length,
			  size_t *out_errors)
{
	GIConv converter = g_iconv_open("utf-8", name);
	if (converter == (GIConv)-1)
		return NULL;
	char *text = convert(converter, bytes, length, out_errors);
	g_iconv_close(converter);
	return text;
}

/* UTF-8 with foreign bytes in it, as lists and gateways put there: each of those is what
 * Windows means by it. */
static char *decode_mixed(const char *bytes, size_t length)
{
	GIConv converter = g_iconv_open("utf-8", "windows-1252");
	GString *text = g_string_sized_new(length + length / 8);
	while (length > 0) {
		const char *end = NULL;
		size_t errors = 0;
		(void)g_utf8_validate_len(bytes, length, &end);
		size_t good = (size_t)(end - bytes);
		size_t bad = good < length ? 1 : 0;
		while (bad > 0 && good + bad < length &&
		       ((guint8)bytes[good + bad] & 0xc0) == 0x80)
			bad++;
		g_string_append_len(text, bytes, (gssize)good);
		g_autofree char *meant = convert(converter, bytes + good, bad, &errors);
		g_string_append(text, meant);
		bytes += good + bad;
		length -= good + bad;
	}
	g_iconv_close(converter);
	return g_string_free(text, FALSE);
}

/* ---- two and four bytes a character ------------------------------------- */

/* In what order? Letters of the West, line ends and spaces have a zero in their high
 * byte. */
static void count_zeros(const char *bytes, size_t length, size_t zeros[2])
{
	size_t looked = MIN(length, (size_t)LOOKED_BYTES);
	if (memchr(bytes, '\0', looked) == NULL)
		return;
	for (size_t i = 0; i < looked; i++)
		zeros[i % 2] += bytes[i] == '\0';
}

/* UTF-16 and UTF-32 betray themselves by their mark, or by the zero in every other byte
 * of plain letters. */
static const char *wide_kind(const char *bytes, size_t length, size_t *out_mark)
{
	static const struct {
		const char *mark;
		size_t length;
		const char *name;
	} marks[] = {{"\xff\xfe\0\0", 4, "utf-32le"},
		     {"\0\0\xfe\xff", 4, "utf-32be"},
		     {"\xff\xfe", 2, "utf-16le"},
		     {"\xfe\xff", 2, "utf-16be"}};
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		*out_mark = marks[i].length;
		if (length >= marks[i].length &&
		    memcmp(bytes, marks[i].mark, marks[i].length) == 0)
			return marks[i].name;
	}
	*out_mark = 0;
	size_t zeros[2] = {0, 0};
	size_t looked = MIN(length, (size_t)LOOKED_BYTES);
	count_zeros(bytes, length, zeros);
	if (looked < 4)
		return NULL;
	if (zeros[1] * 4 > looked && zeros[0] == 0)
		return "utf-16le";
	return zeros[0] * 4 > looked && zeros[1] == 0 ? "utf-16be" : NULL;
}

static bool is_wide_name(const char *name)
{
	return g_str_has_prefix(name, "utf-16") || g_str_has_prefix(name, "utf-32") ||
	       g_str_has_prefix(name, "ucs-");
}

/* Without a mark the standard says big-endian, Windows the other; the text decides. */
static char *decode_wide(const char *name, const char *bytes, size_t length)
{
	size_t zeros[2] = {0, 0}, errors = 0;
	count_zeros(bytes, length, zeros);
	if (strcmp(name, "utf-16") == 0)
		name = zeros[1] > zeros[0] ? "utf-16le" : "utf-16be";
	return decode_named(name, bytes, length, &errors);
}

/* ---- one byte a character, or several ----------------------------------- */

/* A zero is in no text of any charset but the wide ones. NULL if there is none. */
static char *without_zeros(const char *bytes, size_t length, size_t *out_length)
{
	if (memchr(bytes, '\0', length) == NULL)
		return NULL;
	char *clean = g_malloc(length + 1);
	size_t kept = 0;
	for (size_t i = 0; i < length; i++)
		if (bytes[i] != '\0')
			clean[kept++] = bytes[i];
	clean[kept] = '\0';
	*out_length = kept;
	return clean;
}

/* The controls of ISO 8859 are in nobody's mail; in Windows' charsets letters and quotes
 * stand there. */
static const char *windows_name(const char *name, const char *bytes, size_t length)
{
	static const char *const meant[] = {
		[1] = "windows-1252", [2] = "windows-1250", [4] = "windows-1257",
		[5] = "windows-1251", [6] = "windows-1256", [7] = "windows-1253",
		[8] = "windows-1255", [9] = "windows-1254", [13] = "windows-1257",
		[15] = "windows-1252"};
	int number = g_str_has_prefix(name, "iso-8859-") ? atoi(name + 9) : 0;
	if (number <= 0 || number >= (int)G_N_ELEMENTS(meant) || meant[number] == NULL)
		return name;
	for (size_t i = 0; i < length; i++)
		if ((guint8)bytes[i] >= 0x80 && (guint8)bytes[i] < 0xa0)
			return meant[number];
	return name;
}

/* Bytes above 127 that form UTF-8 are UTF-8 whatever the label says; chance hardly makes
 * them in a charset of one byte a character. */
static bool is_plainly_utf8(const char *name, const char *bytes, size_t length)
{
	bool is_single_byte = g_str_has_prefix(name, "windows-125") ||
			      g_str_has_prefix(name, "iso-8859");
	return (is_single_byte || strcmp(name, "utf-8") == 0) && is_valid(bytes, length);
}

static char *decode_narrow(const char *declared, const char *bytes, size_t length)
{
	if (is_plainly_utf8(declared, bytes, length))
		return g_strndup(bytes, length);
	size_t errors = 0;
	const char *name = windows_name(declared, bytes, length);
	g_autofree char *text = strcmp(name, "utf-8") != 0
					? decode_named(name, bytes, length, &errors)
					: NULL;
	if (text == NULL)
		return decode_mixed(bytes, length);
	/* What it says it is it is not. */
	return errors > 0 && is_valid(bytes, length) ? g_strndup(bytes, length)
						     : g_steal_pointer(&text);
}

/* ---- by escapes --------------------------------------------------------- */

static bool has_high(const char *bytes, size_t length)
{
	return !text_is_ascii(bytes, length);
}

/* Japanese programs are known to forget the label. */
static bool has_escapes(const char *bytes, size_t length)
{
	size_t looked = MIN(length, (size_t)ESCAPED_BYTES);
	return memchr(bytes, 0x1b, looked) != NULL &&
	       (memmem(bytes, looked, "\x1b$B", 3) != NULL ||
		memmem(bytes, looked, "\x1b$@", 3) != NULL) &&
	       !has_high(bytes, looked);
}

static char *decode_japanese(const char *bytes, size_t length)
{
	if (has_high(bytes, length) && memchr(bytes, 0x1b, length) == NULL)
		return decode_narrow("cp932", bytes, length);
	size_t shifted_length = 0;
	g_autofree char *shifted = charset_shift_japanese(bytes, length, &shifted_length);
	return decode_narrow("eucjp-ms", shifted, shifted_length);
}

static char *decode_chinese(const char *bytes, size_t length)
{
	size_t shifted_length = 0;
	g_autofree char *shifted = charset_shift_chinese(bytes, length, &shifted_length);
	return decode_narrow("gb18030", shifted, shifted_length);
}

/* ---- the whole ---------------------------------------------------------- */

/* Broken UTF-8, or not of the West, whatever it says. NULL: it may be what it says. */
static char *decode_guessed(const char *bytes, size_t length)
{
	size_t errors = 0;
	if (is_valid(bytes, length))
		return NULL;
	if (charset_is_nearly_utf8(bytes, length))
		return decode_mixed(bytes, length);
	const char *name = charset_guess(bytes, length);
	g_autofree char *text =
		name != NULL ? decode_named(name, bytes, length, &errors) : NULL;
	return errors * 50 <= length ? g_steal_pointer(&text) : NULL;
}

static char *decode_by_name(const char *name, const char *bytes, size_t length)
{
	g_autofree char *clean = without_zeros(bytes, length, &length);
	if (clean != NULL)
		bytes = clean;
	if (strcmp(name, "hz-gb-2312") == 0)
		return decode_chinese(bytes, length);
	bool is_japanese = strcmp(name, "iso-2022-jp") == 0;
	bool is_western = strcmp(name, "windows-1252") == 0 || strcmp(name, "utf-8") == 0;
	if (is_japanese || (is_western && has_escapes(bytes, length)))
		return decode_japanese(bytes, length);
	char *guessed = is_western ? decode_guessed(bytes, length) : NULL;
	return guessed != NULL ? guessed : decode_narrow(name, bytes, length);
}

char *charset_decode(const char *charset, const char *bytes, size_t length)
{
	if (bytes == NULL || length == 0)
		return g_strdup("");
	size_t mark = 0;
	const char *wide = wide_kind(bytes, length, &mark);
	bool is_labelled = charset != NULL && *charset != '\0';
	g_autofree char *known = is_labelled ? charset_name(charset) : NULL;
	const char *name = known != NULL && *known != '\0' ? known : UNLABELLED;
	char *text = NULL;
	if (wide != NULL || is_wide_name(name))
		text = decode_wide(wide != NULL ? wide : name, bytes + mark,
				   length - mark);
	if (text == NULL)
		text = decode_by_name(name, bytes, length);
	if (g_str_has_prefix(text, BYTE_MARK))
		memmove(text, text + strlen(BYTE_MARK),
			strlen(text) - strlen(BYTE_MARK) + 1);
	/* Some of iconv's charsets hold what Unicode does not. */
	if (is_valid(text, strlen(text)))
		return text;
	char *valid = g_utf8_make_valid(text, -1);
	g_free(text);
	return valid;
}
