/* test_html.c: HTML turned to text, and what mail programs mark as quoted in it.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/html.h"

#include <glib.h>

#define HEAD "<div>agree</div><div><br></div><div>Let us.</div>"
#define NEW  "agree\n\nLet us."

static const struct {
	const char *name, *html, *text;
} rows[] = {
	{"paragraphs", "<p>one</p><p>two</p>", "one\n\ntwo"},
	{"lists", "<ul><li>a</li></ul><ol><li>b</li><li>c</li></ol>", "- a\n1. b\n2. c"},
	{"entities", "<p>5 &lt; 6&nbsp;&amp; &euro;</p>", "5 < 6 & \u20ac"},
	{"empty line of a hard space", "<div>one</div><div>&nbsp;</div><div>two</div>",
	 "one\n\ntwo"},
	{"empty paragraph of a hard space",
	 "<p>one<o:p></o:p></p><p><o:p>&nbsp;</o:p></p><p>two</p>", "one\n\ntwo"},
	{"hidden", "<div style='display: none'>x</div><p>one</p>", "one"},
	{"conditional comment", "<!--[if mso]><p>x</p><![endif]--><p>one</p>", "one"},
	{"declarations", "<!doctype html><!x><p><![if !a]>one<![endif]><!x> two</p>",
	 "one two"},
	{"a declaration in a comment", "one <!-- <!x> --> two", "one two"},
	{"a declaration without end", "one <!x two", "one <!x two"},
	{"block quote", HEAD "<blockquote>Shall we?<br>When?</blockquote>",
	 NEW "\n> Shall we?\n> When?"},
	{"answer between",
	 "<blockquote>A?</blockquote><div>yes<br><br></div>"
	 "<blockquote>B?</blockquote>no",
	 "> A?\nyes\n\n> B?\nno"},
	/* Attributions in languages that nobody here reads. */
	{"Gmail",
	 HEAD "<div class='gmail_quote'><div class='gmail_attr'>Qq Ann 3 zz<br>"
	      "</div><blockquote>Shall we?</blockquote></div>",
	 NEW "\n> Qq Ann 3 zz\n> Shall we?"},
	{"Gmail, answered below",
	 "<div class='gmail_quote'><div class='gmail_attr'>Qq Ann 3 zz<br></div>"
	 "<blockquote>Shall we?</blockquote>yes</div>",
	 "> Qq Ann 3 zz\n> Shall we?\nyes"},
	{"Gmail, forwarded",
	 "see<div class='gmail_quote'><div class='gmail_attr'>------ Qq "
	 "------<br>Ww: Ann</div><br>+1</div>",
	 "see\n\n> ------ Qq ------\n> Ww: Ann\n> \n> +1"},
	{"Thunderbird",
	 HEAD "<div class='moz-cite-prefix'>Qq Ann<br></div>"
	      "<blockquote type='cite'>Shall we?</blockquote>",
	 NEW "\n> Qq Ann\n> Shall we?"},
	{"Yahoo",
	 HEAD "<div id='ydp7yahoo_quoted_17' class='ydp7yahoo_quoted'><div>Qq Ann"
	      "</div><div>Shall we?</div></div>",
	 NEW "\n> Qq Ann\n> Shall we?"},
	{"Proton",
	 HEAD "<div class='protonmail_quote'>Qq Ann<br><blockquote>Shall we?"
	      "</blockquote>and below</div>",
	 NEW "\n> Qq Ann\n> Shall we?\nand below"},
	{"Outlook on the web",
	 HEAD "<hr><div id='x_divRplyFwdMsg'><b>Qq:</b> Ann</div><div>Shall we?</div>",
	 NEW "\n\n> Qq: Ann\n> Shall we?"},
	{"Outlook on the web, answered below",
	 "<div id='divRplyFwdMsg'><b>Qq:</b> Ann</div><div>yes</div>", "Qq: Ann\nyes"},
	{"Outlook",
	 HEAD "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>Qq:"
	      "</b> Ann<br><b>Ww:</b> 3</p></div><p>Shall we?</p>",
	 NEW "\n> Qq: Ann\n> Ww: 3\n> \n> Shall we?"},
	{"a delimiter", "<p>one</p>-- <br>two", "one\n\n-- \ntwo"},
	{"a delimiter with a hard space",
	 "<div>one</div><div>--&nbsp;</div><div>two</div>", "one\n-- \ntwo"},
	{"no delimiter", "<div>one</div><div>--\n </div><div>two</div>", "one\n--\ntwo"},
	{"dashes in a line", "<div>one</div><div>a -- </div><div>--x</div>",
	 "one\na --\n--x"},
	{"signature", "<div>one</div><div class='gmail_signature'>two</div>",
	 "one\n-- \ntwo"},
	{"signature below a delimiter",
	 "<div>one</div><div>-- <br></div><div id='Signature'><p>two</p></div>",
	 "one\n-- \n\ntwo"},
	{"signature below dashes",
	 "<div>one<br>--<br></div><div id='Signature'>two</div>", "one\n-- \ntwo"},
	{"signature with dashes",
	 "<div>one</div><div class='moz-signature'>--<br>two</div>", "one\n-- \ntwo"},
	{"signature with all in it", "<div id='Signature'>one</div>", "one"},
	{"signature with all but dashes", "<div>--</div><div id='Signature'>one</div>",
	 "--\none"},
	{"signature with all but a greeting",
	 "<div>Bob,</div><div id='Signature'>one</div>", "Bob,\none"},
	{"signature above more",
	 "<div>one</div><div id='Signature'>two</div><div>three</div>",
	 "one\ntwo\nthree"},
	{"signature with a quote",
	 "<div>one</div><div id='Signature'>two<blockquote>three</blockquote></div>",
	 "one\ntwo\n> three"},
	{"signature in a line", "<div>one <span class='signature'>two</span>", "one two"},
	{"signature above a quote",
	 "<div>one</div><div "
	 "id='ydp1fsignature'>two</div><blockquote>three</blockquote><div>four</div>",
	 "one\n-- \ntwo\n> three\nfour"},
	{"a line drawn by a person",
	 "<p>one</p><div style='border:none;border-top:solid 1pt'><p>two</p></div>",
	 "one\n\ntwo"},
};

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s", rows[i].name);
		g_autofree char *text = html_to_text(rows[i].html);
		g_assert_cmpstr(text, ==, rows[i].text);
	}
}

/* What nests deeper than the parser goes along with. */
static char *repeat(const char *text, int times)
{
	GString *all = g_string_new(NULL);
	for (int i = 0; i < times; i++)
		g_string_append(all, text);
	return g_string_free(all, FALSE);
}

static const struct {
	const char *name, *start, *end, *text;
} deep[] = {
	{"elements that are closed", "<div>", "</div>", "one\n\ndeep\ntwo"},
	{"in tables", "<table><tr><td>", "</td></tr></table>", "one\n\ndeep\ntwo"},
	{"never closed", "<font color='red'>", "", "one\n\ndeeptwo"},
	{"of no known name", "<o:p>", "</o:p>", "one\n\ndeep\n\ntwo"},
	{"hidden", "<div style='display:none'>", "</div>", "one\n\ntwo"},
	{"a mark in a value", "<i title='a>b'>", "</i>", "one\n\ndeeptwo"},
	{"ends of others", "<table><tr><td>", "</div></p></font>", "one\n\ndeep\n\ntwo"},
};

static void test_deep(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(deep); i++) {
		g_autofree char *starts = repeat(deep[i].start, 300);
		g_autofree char *ends = repeat(deep[i].end, 300);
		g_autofree char *html =
			g_strconcat("<p>one</p>", starts, "deep", ends, "two", NULL);
		g_test_message("%s", deep[i].name);
		g_autofree char *text = html_to_text(html);
		g_assert_cmpstr(text, ==, deep[i].text);
	}
}

/* Every end tag looks for what it ends: not among all that is open. */
static void test_hostile(void)
{
	g_autofree char *starts = repeat("<i><b>", 80000);
	g_autofree char *ends = repeat("</u></div></i>", 40000);
	g_autofree char *html = g_strconcat(starts, ends, "end", NULL);
	gint64 start = g_get_monotonic_time();
	g_autofree char *text = html_to_text(html);
	g_assert_cmpstr(text, ==, "end");
	g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/html/rows", test_rows);
	g_test_add_func("/html/deep", test_deep);
	g_test_add_func("/html/hostile", test_hostile);
	return g_test_run();
}
