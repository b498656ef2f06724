/* test_encoded_word.c: RFC 2047, and what programs make of it.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/encoded_word.h"

#include <glib.h>

static const struct {
	const char *value, *text;
} rows[] = {
	{"plain", "plain"},
	{"=?utf-8?Q?gr=C3=BCn?=", "grün"},
	{"=?UTF-8?b?Z3LDvG4=?=", "grün"},
	{"=?utf-8?B?Z3LDvG4?=", "grün"},
	{"=?utf-8*de?Q?gr=C3=BCn?=", "grün"},
	{"=?utf-8?Q?gr=C3?= =?utf-8?Q?=BCn?=", "grün"},
	{"=?utf-8?B?Z3LD?==?utf-8?B?vG4=?=", "grün"},
	{"=?utf-8?Q?a?= =?utf-8?Q?_b?= c =?utf-8?Q?d?=", "a b c d"},
	{"=?utf-8?Q?a?= =?iso-8859-1?Q?=FC?=", "aü"},
	{"=?utf-8?Q?with spaces in it?=", "with spaces in it"},
	{"[TAG]=?utf-8?Q?stuck?=to", "[TAG]stuckto"},
	{"=?x-nobody?Q?gr=FCn?=", "grün"},
	{"=?us-ascii?Q?gr=FCn?=", "grün"},
	{"=?iso-8859-1?Q?=84ja=93?=", "„ja“"},
	{"=?iso-8859-1?Q?gr=C3=BCn?=", "grün"},
	{"=?windows-31j?B?h0COXpCs?=", "①賛成"},
	{"=?ISO-2022-JP?B?GyRCOz9APBsoQg==?=\t=?ISO-2022-JP?B?GyRCSD9CUBsoQg==?=",
	 "賛声反対"},
	{"=?utf-8?Q?"
	 "?=",
	 ""},
	{"=?utf-8?Q?never ends", "=?utf-8?Q?never ends"},
	{"=?utf-8?X?what?=", "=?utf-8?X?what?="},
	{"=??Q?what?=", "=??Q?what?="},
	{"=?=?utf-8?Q?a?=", "=?a"},
	{"gr\xc3\xbcn =?utf-8?Q?a?=", "grün a"},
	{"gr\xfcn =?utf-8?Q?a?=", "grün a"},
	{"\x1b$B;?@.\x1b(B", "賛成"},
};

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = encoded_word_decode(rows[i].value, NULL);
		g_test_message("%s", rows[i].value);
		g_assert_cmpstr(text, ==, rows[i].text);
		/* What the library is given says the same. */
		g_autofree char *normal = encoded_word_normal(rows[i].value, NULL);
		g_assert_true(g_utf8_validate(normal, -1, NULL));
		g_autofree char *again = encoded_word_decode(normal, NULL);
		g_assert_cmpstr(again, ==, rows[i].text);
	}
}

/* Bytes without a word are in the charset of the text. */
static void test_fallback(void)
{
	g_autofree char *russian = encoded_word_decode("\xf3\xcf", "koi8-r");
	g_assert_cmpstr(russian, ==, "Со");
	g_autofree char *chinese = encoded_word_decode("\xcd\xac\xd2\xe2", "gb2312");
	g_assert_cmpstr(chinese, ==, "同意");
}

/* What was encoded gains no meaning: "ceo <ceo@acme.example>" stays a name. */
static void test_normal_is_opaque(void)
{
	g_autofree char *normal = encoded_word_normal(
		"=?utf-8?Q?ceo_=3Cceo=40acme.example=3E?= <x@evil.example>", NULL);
	g_assert_cmpstr(normal, ==,
			"=?utf-8?B?Y2VvIDxjZW9AYWNtZS5leGFtcGxlPg==?= <x@evil.example>");
}

/* The library's parser of addresses reads the first of several words alone. */
static void test_normal_is_one_word(void)
{
	g_autofree char *normal = encoded_word_normal(
		"=?utf-8?Q?a?= =?iso-8859-1?Q?=FC?=\t=?koi8-r?B?0g?= <a@b.example>",
		NULL);
	g_assert_cmpstr(normal, ==, "=?utf-8?B?YcO80YA=?= <a@b.example>");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/encoded-word/rows", test_rows);
	g_test_add_func("/encoded-word/fallback", test_fallback);
	g_test_add_func("/encoded-word/opaque", test_normal_is_opaque);
	g_test_add_func("/encoded-word/one-word", test_normal_is_one_word);
	return g_test_run();
}
