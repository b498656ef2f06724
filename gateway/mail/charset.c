/* charset.c: bytes of any charset into UTF-8.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/charset.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

/* What people's programs write when they say the left is often the right, which contains
 * it. */
static const struct {
	const char *declared, *meant;
} wider[] = {
	{"us-ascii", "windows-1252"},
	{"ascii", "windows-1252"},
	{"ansi_x3.4-1968", "windows-1252"},
	{"iso-8859-1", "windows-1252"},
	{"latin1", "windows-1252"},
	{"iso8859-1", "windows-1252"},
	{"x-unknown", "windows-1252"},
	{"unknown-8bit", "windows-1252"},
	{"iso-8859-9", "windows-1254"},
	{"iso-8859-11", "cp874"},
	{"tis-620", "cp874"},
	{"shift_jis", "cp932"},
	{"shift-jis", "cp932"},
	{"x-sjis", "cp932"},
	{"windows-31j", "cp932"},
	{"euc-jp", "eucjp-ms"},
	{"gb2312", "gb18030"},
	{"gbk", "gb18030"},
	{"ks_c_5601-1987", "cp949"},
	{"euc-kr", "cp949"},
	{"big5", "big5-hkscs"},
	{"utf8", "utf-8"},
	{"unicode-1-1-utf-7", "utf-7"},
	{"iso-8859-8-i", "iso-8859-8"},
	{"iso-8859-6-i", "iso-8859-6"},
	{"iso-2022-jp", "iso-2022-jp-3"},
};

static const char *meant(const char *declared)
{
	for (size_t i = 0; i < G_N_ELEMENTS(wider); i++) {
		if (g_ascii_strcasecmp(declared, wider[i].declared) == 0)
			return wider[i].meant;
	}
	return declared;
}

/* Bytes above 127 that form UTF-8 are UTF-8 whatever the label says; chance hardly makes
 * them. */
static bool is_plainly_utf8(const char *charset, const char *bytes, size_t length)
{
	bool is_single_byte = g_str_has_prefix(charset, "windows-125") ||
			      g_ascii_strncasecmp(charset, "iso-8859", 8) == 0;
	return (is_single_byte || g_ascii_strcasecmp(charset, "utf-8") == 0) &&
	       g_utf8_validate_len(bytes, length, NULL);
}

/* Every unreadable byte costs one U+FFFD and the reading goes on behind it. */
static char *convert(GIConv converter, const char *bytes, size_t length)
{
	GString *text = g_string_sized_new(length + length / 2);
	char *from = (char *)(guintptr)bytes;
	size_t left = length;
	while (left > 0) {
		char room[4096];
		char *to = room;
		size_t space = sizeof room;
		size_t result = g_iconv(converter, &from, &left, &to, &space);
		int trouble = errno;
		g_string_append_len(text, room, to - room);
		if (result != (size_t)-1 || trouble == E2BIG)
			continue;
		g_string_append(text, "\xef\xbf\xbd");
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

/* UTF-16 betrays itself by its mark, or by the zero in every other byte of plain letters.
 */
static const char *utf16_kind(const char *bytes, size_t length, size_t *out_mark)
{
	size_t zeros[2] = {0, 0};
	*out_mark = length >= 2 ? 2 : 0;
	if (length >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0)
		return "utf-16le";
	if (length >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0)
		return "utf-16be";
	*out_mark = 0;
	size_t looked = MIN(length, (size_t)1024);
	for (size_t i = 0; i < looked; i++)
		zeros[i % 2] += bytes[i] == '\0';
	if (looked < 4)
		return NULL;
	if (zeros[1] * 4 > looked && zeros[0] == 0)
		return "utf-16le";
	return zeros[0] * 4 > looked && zeros[1] == 0 ? "utf-16be" : NULL;
}

/* A zero is in no text of any charset but the wide ones. */
static char *without_zeros(const char *bytes, size_t length, size_t *out_length)
{
	char *clean = g_malloc(length + 1);
	size_t kept = 0;
	for (size_t i = 0; i < length; i++)
		if (bytes[i] != '\0')
			clean[kept++] = bytes[i];
	clean[kept] = '\0';
	*out_length = kept;
	return clean;
}

static char *decode_narrow(const char *name, const char *bytes, size_t length)
{
	size_t left = 0;
	g_autofree char *clean = without_zeros(bytes, length, &left);
	if (is_plainly_utf8(name, clean, left))
		return g_steal_pointer(&clean);
	GIConv converter = g_ascii_strcasecmp(name, "utf-8") == 0
				   ? (GIConv)-1
				   : g_iconv_open("utf-8", name);
	if (converter == (GIConv)-1 && g_utf8_validate_len(clean, left, NULL))
		return g_steal_pointer(&clean);
	if (converter == (GIConv)-1)
		converter = g_iconv_open("utf-8", "windows-1252");
	char *text = convert(converter, clean, left);
	g_iconv_close(converter);
	return text;
}

char *charset_decode(const char *charset, const char *bytes, size_t length)
{
	if (bytes == NULL || length == 0)
		return g_strdup("");
	size_t mark = 0;
	const char *wide = utf16_kind(bytes, length, &mark);
	const char *name =
		charset != NULL && *charset != '\0' ? meant(charset) : "windows-1252";
	bool is_wide = g_ascii_strncasecmp(name, "utf-16", 6) == 0 ||
		       g_ascii_strncasecmp(name, "utf-32", 6) == 0 ||
		       g_ascii_strncasecmp(name, "ucs-", 4) == 0;
	if (wide == NULL && !is_wide)
		return decode_narrow(name, bytes, length);
	GIConv converter = g_iconv_open("utf-8", wide != NULL ? wide : name);
	if (converter == (GIConv)-1)
		return decode_narrow("windows-1252", bytes, length);
	char *text = convert(converter, bytes + mark, length - mark);
	g_iconv_close(converter);
	return text;
}
