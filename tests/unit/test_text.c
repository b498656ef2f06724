/* test_text.c: repair, clip, wrap and compare text.
 *
 * SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <string.h>

static void test_clean(void)
{
	static const struct {
		const char *input, *expected;
	} rows[] = {
		{"plain", "plain"},
		{"caf\xe9", "caf\xef\xbf\xbd"},
		{"a\r\nb\tc", "a\nb\tc"},
		{"a\x1b[31mb", "a\xef\xbf\xbd[31mb"},
		{"a\xc2\x85z", "a\xe2\x80\xa6z"},
		{"don\xc2\x92t", "don\xe2\x80\x99t"},
		{"a\xc2\x9dz", "a\xef\xbf\xbdz"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *clean = text_clean(rows[i].input, -1);
		g_assert_cmpstr(clean, ==, rows[i].expected);
	}
}

/* A byte that would end a string ends nothing. */
static void test_clean_with_nul(void)
{
	static const char input[] = "a\0\r\nb";
	g_autofree char *clean = text_clean(input, sizeof input - 1);
	g_assert_cmpstr(clean, ==, "a\xef\xbf\xbd\nb");
}

static void test_single_line(void)
{
	g_autofree char *line = text_single_line(" a\r\n b\t c ", 100);
	g_assert_cmpstr(line, ==, "a b c");
	g_autofree char *clipped =
		text_single_line("\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4", 7);
	g_assert_cmpstr(clipped, ==, "\xc3\xa4\xc3\xa4\xe2\x80\xa6");
}

static void test_distance(void)
{
	g_assert_cmpint(text_distance("owner", "owner", 2), ==, 0);
	g_assert_cmpint(text_distance("onwer", "owner", 2), ==, 1);
	g_assert_cmpint(text_distance("decision", "decison", 2), ==, 1);
	g_assert_cmpint(text_distance("a", "abcdef", 2), ==, 3);
}

static void test_wrap(void)
{
	g_autofree char *wrapped = text_wrap("one two three four", 9, "  ");
	g_assert_cmpstr(wrapped, ==, "one two\n  three\n  four");
}

static void test_rfc3339(void)
{
	Instant instant = 0;
	g_assert_true(text_read_rfc3339("2026-03-02T10:00:00+01:00", &instant));
	g_autofree char *text = text_rfc3339(instant);
	g_assert_cmpstr(text, ==, "2026-03-02T09:00:00Z");
	g_assert_false(text_read_rfc3339("2026-03-02", &instant));
	g_assert_false(text_read_rfc3339("yesterday", &instant));
}

/* A long stretch of ASCII stands between what is folded by itself. */
static void test_fold(void)
{
	static const struct {
		const char *input, *expected;
	} rows[] = {
		{"Yes  PLEASE", "yes please"},
		{"CAFE\xcc\x81 And A Long Stretch Of ASCII, GR\xc3\x96\xc3\x9f"
		 "E",
		 "caf\xc3\xa9 and a long stretch of ascii, gr\xc3\xb6sse"},
		{"\xc3\x84", "\xc3\xa4"},
		{"A", "a"},
		{"A\xcc\x8a", "\xc3\xa5"},
		{"\xef\xbc\xa1 and nothing but plain words here",
		 "a and nothing but plain words here"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *folded = text_fold(rows[i].input);
		g_assert_cmpstr(folded, ==, rows[i].expected);
	}
}

/* Whatever the place in a word of eight bytes, an unclean or a strange byte is found. */
/* Folded piece by piece: no letter may lose its mark between two. */
static void test_fold_long(void)
{
	static const char *const rows[][2] = {
		{"\u30ab\u3099", "\u30ac"}, /* a kana and its voice */
		{"u\u0308", "\u00fc"},
		{"\u1100\u1161\u11a8", "\uac01"}, /* the parts of a syllable */
		{"\u0995\u09c7\u09be", "\u0995\u09cb"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) apart = g_string_new(NULL);
		g_autoptr(GString) composed = g_string_new(NULL);
		for (int n = 0; n < 1000; n++) {
			g_string_append(apart, rows[i][0]);
			g_string_append(composed, rows[i][1]);
		}
		g_autofree char *folded = text_fold(apart->str);
		g_assert_cmpstr(folded, ==, composed->str);
	}
}

static void test_every_place(void)
{
	for (size_t place = 0; place < 40; place++) {
		char text[41];
		memset(text, 'a', 40);
		text[40] = '\0';
		g_assert_true(text_is_ascii(text, 40));
		text[place] = '\x7f';
		g_autofree char *clean = text_clean(text, -1);
		g_assert_cmpuint(strlen(clean), ==, 42);
		text[place] = '\xc3';
		g_assert_false(text_is_ascii(text, 40));
	}
}

static void test_split(void)
{
	static const char *const texts[] = {"", "a", "a\n", "\n", "a\n\nb c", "\n\n"};
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char **lines = text_split(texts[i]);
		g_auto(GStrv) expected = g_strsplit(texts[i], "\n", -1);
		g_assert_cmpstrv(lines, expected);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/text/clean", test_clean);
	g_test_add_func("/text/clean-with-nul", test_clean_with_nul);
	g_test_add_func("/text/single-line", test_single_line);
	g_test_add_func("/text/distance", test_distance);
	g_test_add_func("/text/wrap", test_wrap);
	g_test_add_func("/text/rfc3339", test_rfc3339);
	g_test_add_func("/text/fold", test_fold);
	g_test_add_func("/text/fold-long", test_fold_long);
	g_test_add_func("/text/every-place", test_every_place);
	g_test_add_func("/text/split", test_split);
	return g_test_run();
}
