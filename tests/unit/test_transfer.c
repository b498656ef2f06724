/* test_transfer.c: base64 and quoted-printable as mails contain them.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/transfer.h"

#include <string.h>

static const struct {
	const char *encoding, *bytes, *text;
} rows[] = {
	{"base64", "aGVsbG8=\n", "hello"},
	{"base64", "aGVsbG8=\nIHdvcmxk\n", "hello world"},
	{"base64", "YQ==Yg==Yw==", "abc"},
	{"BASE64;", "aGVsbG8", "hello"},
	{"\"base64\"", "aG Vs*bG8=", "hello"},
	{"base64 (yes)", "aGVsbA==\n\n-- \nSent to the list\n", "hell"},
	{"base64", "aGVsbG8h\n____________\nteam mailing list\n", "hello!"},
	{"base64", "\r\n\r\naGVsbG8h\r\n\r\nIt came through the team.\r\n", "hello!"},
	{"base64", "aGVsbG8h\n\nIHdv\n\n\ncmxkIQ==\n", "hello! world!"},
	{"base64", "aGVs\nbG8h\n \t\nteam\n", "hello!\xb5\xe6\xa6"},
	{"base64", "aGVsb\n\nG8h", "hello!"},
	{"base64", "aGVsbA==\nnot base64\naGVsbA==\n", "hell"},
	{"base64", "=", ""},
	{"base64", "====\naGVsbA==\n", "hell"},
	{"quoted-printable", "gr=C3=BCn =3D a=\nb= \t\nc", "gr\xc3\xbcn = abc"},
	{"Quoted-Printable", "gr=c3=bcn", "gr\xc3\xbcn"},
	{"quoted-printable", "=ZZ =4 = x ==41", "=ZZ =4 = x =A"},
	{"quoted-printable", "a=", "a"},
	{"quoted-printable", "a=4", "a=4"},
	{"quoted-printable", "a=\r\nb", "ab"},
	{"x-uuencode", "begin 644 a\n%:&5L;&\\\n`\nend\n", "hello"},
	{"x-uuencode", "%:&5L;&\\\r\n%:&5L;&\\", "hellohello"},
	{"uuencode", "%:&5L\nnot a line of it\n`\n", "hel\x00"},
	{"8bit", "a=41", "a=41"},
	{"x-nonsense", "a=41", "a=41"},
	{NULL, "a=41", "a=41"},
};

static char *decode(const char *encoding, const char *bytes, size_t step)
{
	g_autoptr(GByteArray) out = g_byte_array_new();
	Transfer transfer;
	transfer_init(&transfer, transfer_kind(encoding));
	size_t length = strlen(bytes);
	for (size_t i = 0; i < length; i += step)
		transfer_feed(&transfer, bytes + i, MIN(step, length - i), out);
	transfer_end(&transfer, out);
	g_byte_array_append(out, (const guint8 *)"", 1);
	return g_strdup((const char *)out->data);
}

/* The same whatever the pieces it comes in. */
static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		for (size_t step = 1; step < 20; step++) {
			g_autofree char *text =
				decode(rows[i].encoding, rows[i].bytes, step);
			g_test_message("%zu by %zu: %s", i, step, text);
			g_assert_cmpstr(text, ==, rows[i].text);
		}
	}
}

/* A line far longer than what is held still goes on behind padding. */
static void test_long_line(void)
{
	g_autoptr(GString) bytes = g_string_new("YQ==\n");
	for (int i = 0; i < 10000; i++)
		g_string_append(bytes, "YWJj");
	g_autofree char *text = decode("base64", bytes->str, 777);
	g_assert_cmpuint(strlen(text), ==, 1 + 3 * 10000);
}

/* Lines of no whole groups, with empty ones between them. */
static void test_odd_lines(void)
{
	g_autofree char *encoded = g_base64_encode(
		(const guchar *)"All that somebody had to say about it, and then more "
				"of it, and still more, until nobody listened.",
		98);
	g_autoptr(GString) bytes = g_string_new(NULL);
	for (size_t i = 0; i < strlen(encoded); i += 44)
		g_string_append_printf(bytes, "%.44s\n\n", encoded + i);
	g_autofree char *even = decode("base64", bytes->str, 7);
	g_assert_cmpuint(strlen(even), ==, 98);
	g_string_truncate(bytes, 0);
	g_string_append_printf(bytes, "%.44s\n\n%.45s\n%.43s", encoded, encoded + 44,
			       encoded + 89);
	g_autofree char *odd = decode("base64", bytes->str, 7);
	g_assert_cmpstr(odd, ==, even);
}

/* What is only said to be encoded. */
static void test_missing(void)
{
	static const struct {
		const char *encoding, *bytes;
		bool is_missing;
	} texts[] = {
		{"base64", "I agree with the plan.\n", true},
		{"base64", "Hello\n\nI agree with the plan.\n", true},
		{"base64", "gr\xc3\xbc\xc3\x9f dich", true},
		{"base64", "+1\n", true},
		{"base64", "aGVsbG8=\n\nI agree with the plan.\n", false},
		{"base64", "aGVsbG8gd29y\r\nbGQh\r\n", false},
		{"base64", "aGVs*bG8g!d29y bGQ", false},
		{"base64", "aGVsbG8", false},
		{"base64", "", false},
		{"base64", "\xff\xff", true},
		{"quoted-printable", "I agree with the plan.\n", false},
		{"7bit", "I agree with the plan.\n", false},
		{"x-uuencode", "I agree with the plan.\n", true},
		{"x-uuencode", "begin 644 a\n%:&5L;&\\\n`\nend\n", false},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		TransferKind kind = transfer_kind(texts[i].encoding);
		size_t length = strlen(texts[i].bytes);
		g_autoptr(GByteArray) out = transfer_undo(kind, texts[i].bytes, length);
		g_test_message("%s: %s", texts[i].encoding, texts[i].bytes);
		g_assert_true(transfer_is_missing(kind, texts[i].bytes, length, out) ==
			      texts[i].is_missing);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/transfer/rows", test_rows);
	g_test_add_func("/transfer/long-line", test_long_line);
	g_test_add_func("/transfer/odd-lines", test_odd_lines);
	g_test_add_func("/transfer/missing", test_missing);
	return g_test_run();
}
