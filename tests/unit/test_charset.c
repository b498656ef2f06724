/* test_charset.c: what mails say of their charset, and what they mean.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/charset.h"

#include <string.h>

static const struct {
	const char *charset, *bytes, *text;
} rows[] = {
	/* Names nobody registered. */
	{"cp-1251", "\xc4\xe0", "Да"},
	{"windows1251", "\xc4\xe0", "Да"},
	{"win-1251", "\xc4\xe0", "Да"},
	{"x-cp1251", "\xc4\xe0", "Да"},
	{"ibm850", "gr\x81n", "grün"},
	{"x-mac-roman", "caf\x8e", "café"},
	{"x-mac-cyrillic", "\x84\xe0", "Да"},
	{"ISO8859_1", "gr\xfcn", "grün"},
	{"'utf-8'", "gr\xc3\xbcn", "grün"},
	{"iso_8859-1:1987", "gr\xfcn", "grün"},
	{"logical", "\xf9\xec\xe5\xed", "שלום"},
	{"x-euc-jp", "\xbb\xbf\xc0\xae", "賛成"},
	{"x-gbk", "\xcd\xac\xd2\xe2", "同意"},
	{"ks_c_5601-1987", "\x8c\x63", "똠"},
	{"no-such-charset", "gr\xfcn", "grün"},
	{"???", "gr\xfcn", "grün"},
	/* iconv passes over such bytes, and would give what no Unicode has. */
	{"ut\xff"
	 "f-8",
	 "\xf8\xa6\x98\xa6\xa6", "\u00f8\u00a6\u02dc\u00a6\u00a6"},
	{"utf-8//IGNORE", "gr\xc3\xbcn\xff.", "grün\u00ff."},
	{"no-such-charset", "gr\xc3\xbcn", "grün"},
	{NULL, "gr\xc3\xbcn", "grün"},
	{NULL, "gr\xfcn", "grün"},
	/* Smaller sets than the writer's. */
	{"iso-8859-1", "\x84ja\x93 \x80", "„ja“ €"},
	{"us-ascii", "\x84ja\x93", "„ja“"},
	{"iso-8859-2", "\x84tak\x94 \xb3", "„tak” ł"},
	{"iso-8859-2", "\xb3\xb9", "łš"},
	{"shift_jis", "\x87\x40\x8e^\x90\xac", "①賛成"},
	{"gb2312",
	 "\xe9"
	 "F\xbb\xf9",
	 "镕基"},
	{"iso-2022-jp", "\x1b$B-!-\"\x1b(B ok", "①② ok"},
	{"cp50221", "\x1b(I123\x1b$B4A;z\x1b(B", "ｱｲｳ漢字"},
	{"iso-2022-jp", "\x1b$B;?@.\nok", "賛成\nok"},
	{NULL, "\x1b$B;?@.\x1b(B", "賛成"},
	{"hz-gb-2312", "~{M,Rb~} ~~", "同意 ~"},
	/* Lies. */
	{"iso-8859-1", "gr\xc3\xbcn", "grün"},
	{"utf-8", "gr\xfcn", "grün"},
	{"utf-8", "gr\xc3\xbcn \xe4 ok", "grün ä ok"},
	{"iso-2022-jp", "\x8e^\x90\xac", "賛成"},
	{"utf-8", "\xef\xbb\xbfja", "ja"},
};

/* With zeros in them. */
static const struct {
	const char *charset, *bytes;
	size_t length;
	const char *text;
} wide_rows[] = {
	{"utf-16", "\xff\xfej\0a\0", 6, "ja"},
	{"utf-16", "\0j\0a\0!", 6, "ja!"},
	{"utf-16", "j\0a\0!\0", 6, "ja!"},
	{"utf-16", "\x8c\xdb\x62\x10\0\n", 6, "賛成\n"},
	{"utf-8", "\xff\xfej\0a\0", 6, "ja"},
	{"utf-32", "\xff\xfe\0\0j\0\0\0", 8, "j"},
	{"utf-8", "j\0a", 3, "ja"},
};

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = charset_decode(rows[i].charset, rows[i].bytes,
						       strlen(rows[i].bytes));
		g_test_message("%s: %s", rows[i].charset, text);
		g_assert_cmpstr(text, ==, rows[i].text);
	}
}

static void test_wide(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(wide_rows); i++) {
		g_autofree char *text = charset_decode(
			wide_rows[i].charset, wide_rows[i].bytes, wide_rows[i].length);
		g_test_message("%zu: %s", i, text);
		g_assert_cmpstr(text, ==, wide_rows[i].text);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/charset/rows", test_rows);
	g_test_add_func("/charset/wide", test_wide);
	return g_test_run();
}
