/* charset_name.c: the labels that mail programs put on text.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/charset_name.h"

#include <stdlib.h>
#include <string.h>
#include <glib.h>

/* Labels in the form `plain_label` gives them. */
static const char windows_1252[] =
	"|us-ascii|ascii|ansi-x3.4-1968|ansi-x3.4-1986|iso-646|iso646-us|646|iso-8859-1|"
	"iso8859-1|8859-1|latin1|latin-1|l1|iso-latin-1|western|default|default-charset|"
	"unknown|unknown-8bit|user-defined|none|";
static const char windows_1254[] = "|iso-8859-9|iso8859-9|latin5|latin-5|";
static const char utf_8[] = "|utf8|utf-8|utf8mb4|utf-8mb4|unicode-1-1-utf-8|utf-8n|"
			    "utf-8-mac|utf8-mac|";
static const char utf_7[] = "|utf-7|utf7|unicode-1-1-utf-7|unicode-2-0-utf-7|"
			    "csunicode11utf7|";
static const char utf_16[] = "|unicode|utf16|ucs-2|iso-10646-ucs-2|";
static const char cp874[] = "|tis-620|tis620|iso-8859-11|iso8859-11|iso-ir-166|";
static const char iso_2022_jp[] =
	"|iso-2022-jp|iso2022jp|iso2022-jp|csiso2022jp|iso-2022-jp-ms|iso-2022-jp-1|"
	"iso-2022-jp-2|iso-2022-jp-3|iso-2022-jp-ext|jis|";
static const char cp932[] = "|shift-jis|shiftjis|sjis|ms-kanji|csshiftjis|windows-31j|"
			    "cswindows31j|ms-cp932|mac-japanese|";
static const char eucjp_ms[] = "|euc-jp|eucjp|ujis|euc|cseucpkdfmtjapanese|";
static const char gb18030[] =
	"|gb18030|gbk|gb2312|gb-2312|gb-2312-80|gb2312-80|euc-cn|euccn|csgb2312|chinese|"
	"cn-gb|zh-cn|gb|";
static const char hz[] = "|hz-gb-2312|hz|";
static const char big5[] =
	"|big5|big-5|x-big5|cn-big5|csbig5|big5-eten|big5-hkscs|zh-tw|";
static const char cp949[] = "|euc-kr|euckr|ks-c-5601|ks-c-5601-1987|ks-c-5601-1989|"
			    "ksc5601|ksc-5601|cseuckr|korean|uhc|";
static const char iso_8859_8[] = "|iso-8859-8-i|iso-8859-8-e|logical|visual|hebrew|";
static const char iso_8859_6[] = "|iso-8859-6-i|iso-8859-6-e|arabic|";

static const struct {
	const char *labels, *meant;
} aliases[] = {
	{windows_1252, "windows-1252"},
	{windows_1254, "windows-1254"},
	{utf_8, "utf-8"},
	{utf_7, "utf-7"},
	{utf_16, "utf-16"},
	{cp874, "cp874"},
	{iso_2022_jp, "iso-2022-jp"},
	{cp932, "cp932"},
	{eucjp_ms, "eucjp-ms"},
	{gb18030, "gb18030"},
	{hz, "hz-gb-2312"},
	{big5, "big5-hkscs"},
	{cp949, "cp949"},
	{iso_8859_8, "iso-8859-8"},
	{iso_8859_6, "iso-8859-6"},
	{"|mac-roman|mac|", "macintosh"},
	{"|mac-ce|mac-centraleurroman|", "mac-centraleurope"},
};

/* The numbers of Microsoft's code pages that iconv calls otherwise. */
static const struct {
	int page;
	const char *meant;
} pages[] = {
	{932, "cp932"},		 {936, "gb18030"},	 {950, "big5-hkscs"},
	{949, "cp949"},		 {1200, "utf-16le"},	 {1201, "utf-16be"},
	{20127, "windows-1252"}, {20866, "koi8-r"},	 {21866, "koi8-u"},
	{50220, "iso-2022-jp"},	 {50221, "iso-2022-jp"}, {50222, "iso-2022-jp"},
	{51932, "eucjp-ms"},	 {51949, "cp949"},	 {52936, "hz-gb-2312"},
	{54936, "gb18030"},	 {65000, "utf-7"},	 {65001, "utf-8"},
};

/* Lower case; no quotes, no year behind a colon, `-` for every separator, no `x-`. It
 * ends at anything else: iconv passes over such bytes, and takes words behind a slash for
 * orders. */
static char *plain_label(const char *declared)
{
	const char *start = declared + strspn(declared, " \t\"'=");
	size_t length = 0;
	while (g_ascii_isalnum(start[length]) ||
	       (start[length] != '\0' && strchr("-_.+()", start[length]) != NULL))
		length++;
	g_autofree char *label = g_ascii_strdown(start, (gssize)length);
	g_strdelimit(label, "_", '-');
	while (g_str_has_prefix(label, "x-"))
		memmove(label, label + 2, strlen(label) - 1);
	return g_steal_pointer(&label);
}

/* "cp1251", "cp-1251", "win1251", "windows1251", "ibm850": 0 if it is no such thing. */
static int page_number(const char *label)
{
	static const char *const starts[] = {"windows", "win", "cp",
					     "ibm",	"ms",  "codepage"};
	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
		if (!g_str_has_prefix(label, starts[i]))
			continue;
		const char *digits = label + strlen(starts[i]);
		digits += *digits == '-' ? 1 : 0;
		size_t length = strspn(digits, "0123456789");
		if (length >= 3 && length <= 5 && digits[length] == '\0')
			return atoi(digits);
	}
	return 0;
}

static char *page_name(int page)
{
	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++)
		if (pages[i].page == page)
			return g_strdup(pages[i].meant);
	if (page >= 1250 && page <= 1258)
		return g_strdup_printf("windows-%d", page);
	if (page >= 28592 && page <= 28605)
		return g_strdup_printf("iso-8859-%d", page - 28590);
	return g_strdup_printf("cp%d", page);
}

char *charset_name(const char *declared)
{
	g_autofree char *label = plain_label(declared);
	g_autofree char *entry = g_strconcat("|", label, "|", NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(aliases) && strlen(entry) > 2; i++)
		if (strstr(aliases[i].labels, entry) != NULL)
			return g_strdup(aliases[i].meant);
	int page = page_number(label);
	return page > 0 ? page_name(page) : g_steal_pointer(&label);
}
