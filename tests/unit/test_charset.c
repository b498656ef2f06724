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

/* ---- without a label ---------------------------------------------------- */

#define RUSSIAN                                                                                                                                    \
	"Добрый день! Я согласен с предложением, но хотел бы уточнить срок: когда мы " \
	"сможем начать? С уважением, Иван"
#define JAPANESE                                                                                                                \
	"お世話になっております。提案に賛成します。来週の会議で確認させてください。よろ" \
	"し"                                                                                                                   \
	"くお願いいたします。"

/* The text as it is written in the charset; NULL as label, and the West's. */
static const struct {
	const char *charset, *text;
} unlabelled[] = {
	{"koi8-r", RUSSIAN},
	{"windows-1251", RUSSIAN},
	{"cp866", RUSSIAN},
	{"iso-8859-5", RUSSIAN},
	{"windows-1253",
	 "Καλημέρα σας, συμφωνώ με την πρόταση και μπορούμε να αρχίσουμε αύριο το πρωί."},
	{"windows-1255",
	 "שלום לכולם, אני מסכים להצעה ונוכל להתחיל מחר בבוקר. תודה רבה לכם"},
	{"tis-620", "สวัสดีครับ ผมเห็นด้วยกับข้อเสนอนี้ และเราสามารถเริ่มได้พรุ่งนี้เช้า"},
	{"cp932", JAPANESE},
	{"euc-jp", JAPANESE},
	{"gb18030",
	 "大家好，我同意这个建议，我们可以从明天早上开始工作。谢谢大家的支持和帮助。"},
	{"big5",
	 "大家好，我同意這個建議，我們可以從明天早上開始工作。謝謝大家的支持和幫助。"},
	{"euc-kr", "안녕하세요. 저는 이 제안에 동의합니다. 내일 아침부터 시작할 수 "
		   "있습니다. 감사합니다."},
	/* Of the West, and what only looks as if it were not. */
	{"windows-1252", "Größere Übungen für müde Bären: Öl, Äpfel, Straßenbahn"},
	{"windows-1252", "ÜBERGRÖSSE FÜR ÄRZTE — ÖFFNUNG"},
	{"windows-1252", "————————————————————————"},
	{"windows-1252", "«Été à Noël» : déjà réglé où ça coûte, près du café, à côté"},
	{"windows-1252", "• • • ••••••••••••••••• ¶ § © ®"},
};

static void test_unlabelled(void)
{
	static const char *const labels[] = {NULL, "us-ascii", "iso-8859-1"};
	for (size_t i = 0; i < G_N_ELEMENTS(unlabelled); i++) {
		gsize length = 0;
		g_autofree char *bytes =
			g_convert(unlabelled[i].text, -1, unlabelled[i].charset, "utf-8",
				  NULL, &length, NULL);
		g_assert_nonnull(bytes);
		for (size_t j = 0; j < G_N_ELEMENTS(labels); j++) {
			g_autofree char *text = charset_decode(labels[j], bytes, length);
			g_test_message("%s: %s", unlabelled[i].charset, text);
			g_assert_cmpstr(text, ==, unlabelled[i].text);
		}
	}
}

/* UTF-8 that was cut, or has a foreign byte in it, stays UTF-8. */
static void test_broken_utf8(void)
{
	g_autofree char *cut = charset_decode(NULL, RUSSIAN, strlen(RUSSIAN) - 1);
	g_assert_true(g_str_has_prefix(cut, "Добрый день!"));
	g_autofree char *foreign = g_strconcat(RUSSIAN, " \xfc", NULL);
	g_autofree char *text = charset_decode("utf-8", foreign, strlen(foreign));
	g_assert_cmpstr(text, ==, RUSSIAN " ü");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/charset/rows", test_rows);
	g_test_add_func("/charset/wide", test_wide);
	g_test_add_func("/charset/unlabelled", test_unlabelled);
	g_test_add_func("/charset/broken-utf8", test_broken_utf8);
	return g_test_run();
}
