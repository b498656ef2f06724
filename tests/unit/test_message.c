/* test_message.c: mails as facts: ids, people, text, attachments, limits.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/message.h"

#include <string.h>

#include "base/fault.h"

static Message *read_text(const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) raw = g_bytes_new_static(text, strlen(text));
	Message *message = message_read(raw, &MESSAGE_LIMITS_DEFAULT, &error);
	g_assert_no_error(error);
	return message;
}

static void test_headers(void)
{
	g_autoptr(Message) message = read_text(
		"From: =?utf-8?Q?Andr=C3=A9?= <Andre@Example.ORG>\r\n"
		"To: async@acme.example, list: a@b.example, c@d.example;\r\n"
		"Subject: =?iso-8859-1?Q?Gr=FC=DFe?=\r\n  folded\r\n"
		"Message-ID: <one@client.example>\r\n"
		"In-Reply-To: junk <two@client.example>\r\n"
		"References: <bad <three@client.example> <two@client.example>\r\n"
		"Date: Mon, 02 Mar 2026 10:00:00 +0100\r\n"
		"Received: from a by b for <async+t@acme.example>; now\r\n\r\nhello\r\n");
	g_assert_cmpstr(message->from->name, ==, "André");
	g_assert_cmpstr(message->from->address, ==, "Andre@example.org");
	g_assert_cmpuint(message->to->len, ==, 3);
	g_assert_cmpstr(message->subject, ==, "Grüße folded");
	g_assert_cmpstr(message->key, ==, "one@client.example");
	g_assert_cmpstr(g_ptr_array_index(message->in_reply_to, 0), ==,
			"two@client.example");
	g_assert_cmpuint(message->references->len, ==, 2);
	g_assert_cmpint(message->date, ==, 1772442000);
	g_assert_cmpint(message->date_offset_minutes, ==, 60);
	g_assert_cmpstr(g_ptr_array_index(message->delivered_to, 0), ==,
			"async+t@acme.example");
	g_assert_cmpstr(message->text, ==, "hello\n");
}

/* Plain lists are read as they stand; the others are decoded first. All are alike. */
static void test_lists(void)
{
	static const struct {
		const char *fields;
		guint count;
	} rows[] = {
		{"To: a@b.example, C <c@d.example>\n", 2},
		{"To: a@b.example\nTo: c@d.example\n", 2},
		{"To : a@b.example\nto: c@d.example\n", 2},
		{"To: a@b.example,\n C <c@d.example>\n", 2},
		{"To: a@b.example, =?utf-8?Q?=C3=84?= <c@d.example>\n", 2},
		{"To: a@b.example (A), c@d.example\n", 2},
		{"To: g: a@b.example;(open\n", 0},
		{"To: a@b.example; c@d.example\n", 2},
		{"To: [x] A <a@b.example>, C; C <c@d.example>\n", 2},
		{"To: a@b.example, [x] x@y.example <x@y.example>, c@d.example\n", 2},
		{"To: [x] A <a@b.example>\nTo: C:C <c@d.example>\n", 2},
		{"Cc: a@b.example\n", 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = g_strconcat(rows[i].fields, "\nhello\n", NULL);
		g_autoptr(Message) message = read_text(text);
		g_assert_cmpuint(message->to->len, ==, rows[i].count);
		for (guint at = 0; at < message->to->len; at++) {
			const Address *to = g_ptr_array_index(message->to, at);
			g_assert_cmpstr(to->address, ==,
					at == 0 ? "a@b.example" : "c@d.example");
		}
	}
}

/* The same mail is the same mail, however its lines end. */
static void test_line_ends(void)
{
	static const char *const mails[] = {
		"From: a@b.example\nSubject: x\n\none\ntwo\n",
		"From: a@b.example\r\nSubject: x\r\n\r\none\r\ntwo\r\n",
		"From: a@b.example\rSubject: x\r\rone\rtwo\r",
		"From: a@b.example\r\r\nSubject: x\r\r\n\r\r\none\r\r\ntwo\r\r\n",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(mails); i++) {
		g_autoptr(Message) message = read_text(mails[i]);
		g_assert_cmpstr(message->subject, ==, "x");
		g_assert_cmpstr(message->text, ==, "one\ntwo\n");
		g_assert_true(g_str_has_prefix(message->key, "sha256:"));
	}
	g_autoptr(Message) unix_mail = read_text(mails[0]);
	g_autoptr(Message) dos_mail = read_text(mails[1]);
	g_assert_cmpstr(unix_mail->key, ==, dos_mail->key);
}

/* Delivery through a pipe leaves the line of mailbox files above the header; once more
 * for every pipe. */
static void test_from_lines(void)
{
	static const char *const tops[] = {
		"From ann@b.example Mon Mar  2 09:00:00 2026\n",
		"From ann@b.example  Mon Mar  2 09:00:00 2026\r\n",
		">From ann@b.example Mon Mar  2 09:00:00 2026\n",
		"From x Mon Mar  2 09:00:00 2026\nFrom y Mon Mar  2 09:00:00 2026\n",
		"From \n",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(tops); i++) {
		g_autofree char *text = g_strconcat(
			tops[i], "From: a@b.example\nSubject: x\n\none\n", NULL);
		g_autoptr(Message) message = read_text(text);
		g_assert_cmpstr(message->from->address, ==, "a@b.example");
		g_assert_cmpuint(message->headers->len, ==, 2);
		g_assert_cmpstr(message->subject, ==, "x");
		g_assert_cmpstr(message->text, ==, "one\n");
	}
	g_autoptr(Message) bare = read_text("From x Mon Mar  2 09:00:00 2026\n\none\n");
	g_assert_cmpstr(bare->text, ==, "one\n");
	g_autoptr(Message) field = read_text("From : a@b.example\nSubject: x\n\none\n");
	g_assert_cmpstr(field->from->address, ==, "a@b.example");
}

static void test_text(void)
{
	static const struct {
		const char *head, *body, *expected;
	} rows[] = {
		{"Content-Type: text/plain; charset=utf-8", "caf\xc3\xa9", "café"},
		{"Content-Type: text/plain; charset=us-ascii", "caf\xc3\xa9", "café"},
		{"Content-Type: text/plain; charset=iso-8859-1", "it\x92s \x80",
		 "it’s €"},
		{"Content-Type: text/plain", "caf\xe9", "café"},
		{"Content-Type: text/plain; charset=nonsense", "caf\xe9", "café"},
		{"Content-Type: text/plain; charset=iso-2022-jp", "\x1b$B%F%9%H\x1b(B",
		 "テスト"},
		{"Content-Type: text/plain; charset=shift_jis", "\x87\x40", "①"},
		{"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
		 "base64",
		 "aGVsbG8=", "hello"},
		{"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
		 "quoted-printable",
		 "a=\nb =3D", "ab ="},
		{"Content-Type: text/plain; format=flowed", "one \ntwo\nthree",
		 "one two\nthree\n"},
		{"Content-Type: text/plain; format=flowed; delsp=yes", "on \ne\n",
		 "one\n"},
		{"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
		 "base64",
		 "aGVsbG8=\nIHdvcmxk\n", "hello world"},
		/* Types that are none. */
		{"Content-Type: garbage", "one", "one"},
		{"Content-Type: text", "one", "one"},
		{"Content-Type: text/markdown", "one", "one"},
		{"Content-Type: text/x-patch", "+1", ""},
		{"Content-Type: multipart/mixed", "one", "one"},
		{"Content-Type: multipart/mixed; boundary=a", "--b\n\none", "--b\n\none"},
		/* Signed inside: the frame is taken off if it is whole. */
		{"Content-Type: text/plain",
		 "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\none\n- - two\n"
		 "-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----\nthree",
		 "one\n- two\nthree"},
		{"Content-Type: text/plain",
		 "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\none",
		 "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\none"},
		{"Content-Type: text/html; charset=utf-8",
		 "<p>one<br>two</p><style>x</style><ul><li>a<li>b</ul><blockquote>old</"
		 "blockquote>",
		 "one\ntwo\n\n- a\n- b\n> old"},
		{"Content-Type: text/html",
		 "<b>bold</b> <span style='display: none'>no</span>x", "bold x"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *mail =
			g_strdup_printf("From: a@b.example\nMIME-Version: 1.0\n%s\n\n%s",
					rows[i].head, rows[i].body);
		g_autoptr(Message) message = read_text(mail);
		g_assert_cmpstr(message->text, ==, rows[i].expected);
	}
}

static void test_parts(void)
{
	g_autoptr(Message) message = read_text(
		"From: a@b.example\nMIME-Version: 1.0\n"
		"Content-Type: multipart/mixed; boundary=m\n\n"
		"--m\nContent-Type: multipart/alternative; boundary=a\n\n"
		"--a\nContent-Type: text/html\n\n<p>html</p>\n"
		"--a\nContent-Type: text/plain\n\nplain\n--a--\n"
		"--m\nContent-Type: application/pdf; name=\"../../etc/plan.pdf\"\n"
		"Content-Transfer-Encoding: base64\n\naGVsbG8=\n"
		"--m\nContent-Type: text/plain\nContent-Disposition: attachment; "
		"filename=x.txt\n\nno\n"
		"--m--\n");
	g_assert_cmpstr(message->text, ==, "plain");
	g_assert_false(message->is_from_html);
	g_assert_cmpuint(message->attachments->len, ==, 2);
	const Attachment *attachment = g_ptr_array_index(message->attachments, 0);
	g_assert_cmpstr(attachment->name, ==, "plan.pdf");
	g_assert_cmpstr(attachment->type, ==, "application/pdf");
	g_assert_cmpuint(attachment->bytes, ==, 5);
}

/* The other versions of a text are not read, but what is attached to them counts. */
static void test_versions(void)
{
	g_autoptr(Message) message = read_text(
		"From: a@b.example\nMIME-Version: 1.0\n"
		"Content-Type: multipart/alternative; boundary=a\n\n"
		"--a\nContent-Type: text/plain\n\nplain\n"
		"--a\nContent-Type: multipart/mixed; boundary=m\n\n"
		"--m\nContent-Type: text/html\n\n<p>html</p>\n"
		"--m\nContent-Type: application/pdf\nContent-Disposition: inline;\n"
		" filename=plan.pdf; filename*=utf-8''gr%C3%BCn.pdf\n\nx\n"
		"--m--\n--a--\n");
	g_assert_cmpstr(message->text, ==, "plain");
	g_assert_cmpuint(message->attachments->len, ==, 1);
	const Attachment *attachment = g_ptr_array_index(message->attachments, 0);
	g_assert_cmpstr(attachment->name, ==, "grün.pdf");
}

static void test_report(void)
{
	g_autoptr(Message) message = read_text(
		"From: MAILER-DAEMON@b.example\nMIME-Version: 1.0\n"
		"Content-Type: multipart/report; report-type=delivery-status; "
		"boundary=r\n\n"
		"--r\nContent-Type: text/plain\n\nsorry\n"
		"--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; b\n\n"
		"Final-Recipient: rfc822; x@y.example\nStatus: 5.1.1\n"
		"--r\nContent-Type: message/rfc822\n\nMessage-ID: "
		"<lost@acme.example>\n\nbody\n--r--\n");
	g_assert_cmpstr(message->report_type, ==, "delivery-status");
	g_assert_cmpuint(message->reports->len, ==, 1);
	g_assert_nonnull(strstr(g_ptr_array_index(message->reports, 0), "Status: 5.1.1"));
	g_assert_nonnull(strstr(message->returned, "<lost@acme.example>"));
	g_assert_cmpuint(message->attachments->len, ==, 0);
}

static void test_authors(void)
{
	g_autoptr(Message) two = read_text("From: a@b.example, c@d.example\n\nx");
	g_assert_null(two->from);
	g_assert_cmpuint(two->from_count, ==, 2);
	g_autoptr(Message) twice = read_text("From: a@b.example\nFrom: c@d.example\n\nx");
	g_assert_null(twice->from);
	g_assert_cmpuint(twice->from_count, ==, 2);
	g_autoptr(Message) none = read_text("From: undisclosed\n\nx");
	g_assert_null(none->from);
}

/* One, or none of whom we could be sure. */
static void test_one_author(void)
{
	static const struct {
		const char *written, *is; /* NULL: not one */
	} rows[] = {
		{"a@b.example and c@d.example", NULL},
		{"a@b.example/c@d.example", NULL},
		{"a@b.example|c@d.example", NULL},
		{"a@b.example\uff0c c@d.example", NULL},
		{"a@b.example\u3001c@d.example", NULL},
		{"a@b.example@d.example", NULL},
		{"A <a@b.example@d.example>", NULL},
		{"A <a@b.example c@d.example>", NULL},
		{"c@d.example <a@b.example>", "a@b.example"},
		{"\"c@d.example, e@f.example\" <a@b.example>", "a@b.example"},
		{"a@b.example (c@d.example)", "a@b.example"},
		{"A <@d.example,@e.example:a@b.example>", "a@b.example"},
		{"a@b.example, undisclosed-recipients:;", "a@b.example"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *mail =
			g_strconcat("From: ", rows[i].written, "\n\nx", NULL);
		g_autoptr(Message) message = read_text(mail);
		g_test_message("%s", rows[i].written);
		g_assert_cmpstr(message->from != NULL ? message->from->address : NULL, ==,
				rows[i].is);
	}
}

static void test_dates(void)
{
	static const struct {
		const char *written, *is; /* NULL: unknown */
		int offset;
	} rows[] = {
		{"Mon, 02 Mar 2026 10:00:05 +0100", "2026-03-02T09:00:05Z", 60},
		{"2 Mar 2026 10:00 -0330 (NST)", "2026-03-02T13:30:00Z", -210},
		{"Mon,02 Mar 2026 10:00:05+0100", "2026-03-02T09:00:05Z", 60},
		{"Mon, 2 Mar 2026 10:00:05 +0100Received: from x", "2026-03-02T09:00:05Z",
		 60},
		{"Mon, 2 Mar 2026 10(h):\t00 : 05(s) +0100", "2026-03-02T09:00:05Z", 60},
		{"Mon, 2 Mar 2026 10.00.05 +0100", "2026-03-02T09:00:05Z", 60},
		{"Mo, 2. Mar 2026 10:00:05 MEZ", "2026-03-02T09:00:05Z", 60},
		{"Mon, 2 Mar 2026 10:00:05 CEST", "2026-03-02T08:00:05Z", 120},
		{"Mon, 2 Mar 2026 10:00:05 EST", "2026-03-02T15:00:05Z", -300},
		{"Mon, 2 Mar 2026 10:00:05 GMT+0100", "2026-03-02T09:00:05Z", 60},
		{"Mon, 2 Mar 2026 10:00:05 UTC-01:30", "2026-03-02T11:30:05Z", -90},
		{"Mon, 2 Mar 2026 10:00:05 Uhr +0100", "2026-03-02T09:00:05Z", 60},
		{"Mon, 2 Mar 2026 10:00:05 QQQ", "2026-03-02T10:00:05Z", 0},
		{"Mon, 2 Mar 2026 10:00:05", "2026-03-02T10:00:05Z", 0},
		{"Mon Mar  2 10:00:05 2026", "2026-03-02T10:00:05Z", 0},
		{"Mon Mar  2 10:00:05 CET 2026", "2026-03-02T09:00:05Z", 60},
		{"Mon Mar 02 10:00:05 +0100 2026", "2026-03-02T09:00:05Z", 60},
		{"2026-03-02T10:00:05.123+01:00", "2026-03-02T09:00:05Z", 60},
		{"Mar 2, 2026 12:00:05 AM", "2026-03-02T00:00:05Z", 0},
		{"Mar 2, 2026 1:00:05 pm +0100", "2026-03-02T12:00:05Z", 60},
		{"2 Mar 2026", "2026-03-02T00:00:00Z", 0},
		/* There is an hour, but which? */
		{"Mon, 2 Mar 2026 10h00 +0100", NULL, 0},
		{"Mon, 2 Mar 2026 100005 +0100", NULL, 0},
		{"Mon, 2 Mar 2026 10:0:5 +0100", NULL, 0},
		{"Mon, 2 Mar 2026 25:00:05 +0100", NULL, 0},
		{"Mon, 2 Mar 2026 10:00:05 +9900", NULL, 0},
		{"02.03.2026 10:00", NULL, 0},
		{"10:00", NULL, 0},
		{"soon", NULL, 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = g_strdup_printf(
			"From: a@b.example\nDate: %s\n\nx", rows[i].written);
		g_autoptr(Message) message = read_text(text);
		g_autoptr(GDateTime) date =
			message->date != INSTANT_NONE
				? g_date_time_new_from_unix_utc(message->date)
				: NULL;
		g_autofree char *is =
			date != NULL ? g_date_time_format(date, "%Y-%m-%dT%H:%M:%SZ")
				     : NULL;
		g_test_message("%s", rows[i].written);
		g_assert_cmpstr(is, ==, rows[i].is);
		g_assert_cmpint(message->date_offset_minutes, ==, rows[i].offset);
	}
}

/* From and To read the same; an entry that holds two addresses is nobody's. */
static void test_names(void)
{
	static const struct {
		const char *value, *name, *address;
	} rows[] = {
		{"Ann Lee [Acme] <a@b.example>", "Ann Lee [Acme]", "a@b.example"},
		{"[Acme] Ann <a@b.example>", "[Acme] Ann", "a@b.example"},
		{"Lee, Ann [Acme] <a@b.example>", "Lee, Ann [Acme]", "a@b.example"},
		{"Ann; Lee <a@b.example>", "Ann; Lee", "a@b.example"},
		{"Acme\\Ann <a@b.example>", "Acme\\Ann", "a@b.example"},
		{"[x] \"Lee, Ann\" <a@b.example>", "[x] Lee, Ann", "a@b.example"},
		{"=?utf-8?Q?=C3=84nn?= [x] <a@b.example>", "Änn [x]", "a@b.example"},
		{"\xc4nn [x] <a@b.example>", "Änn [x]", "a@b.example"},
		{"Ann: Lee <a@b.example>", "Ann: Lee", "a@b.example"},
		{"Board: Ann <a@b.example>;", "Ann", "a@b.example"},
		{"Ann <mailto:a@b.example>", "Ann", "a@b.example"},
		{"Ann Lee a@b.example", "Ann Lee", "a@b.example"},
		{"Ann Lee (a@b.example)", "Ann Lee", "a@b.example"},
		{"[x] <a@B.example> (home)", "[x]", "a@b.example"},
		{"Ann <a@b.example>", "Ann", "a@b.example"},
		{"ceo@c.example <a@b.example>", "ceo@c.example", "a@b.example"},
		{"\"ceo@c.example\" <a@b.example>", "ceo@c.example", "a@b.example"},
		/* Another reader might find another address. */
		{"[x] ceo@c.example <a@b.example>", NULL, NULL},
		{"[x] <ceo@c.example> <a@b.example>", NULL, NULL},
		{"[x] <ceo@c.example> (<a@b.example>)", NULL, NULL},
		{"[x] <ceo@c.example> \"<a@b.example>", NULL, NULL},
		{"[x] <ceo@c.example a.example>", NULL, NULL},
		{"[x] \"ceo@c.example\" <a>", NULL, NULL},
		{"[x] \"ceo@c.example\"", NULL, NULL},
		{"\"ceo@c.example\"", NULL, NULL},
		{"[=?utf-8?Q?=3Cceo=40c.example=3E?=] <a@b.example>", NULL, NULL},
		{"=?utf-8?Q?ceo=40c.example?=", NULL, NULL},
		{"ceo@c.example a@b.example c@d.example", NULL, NULL},
		{"[x] ceo@c.example; a@b.example", NULL, NULL},
		{"[x] (x, <ceo@c.example>, ) <a@b.example>", NULL, NULL},
		{"[x] \"x, <ceo@c.example>, \" <a@b.example>", NULL, NULL},
		{"(ceo@c.example) <a>", NULL, NULL},
		{"a@b.example, [x] ceo@c.example <c@d.example>", NULL, NULL},
		{"a@b.example; ceo@c.example", NULL, NULL},
		{"[x] <>", NULL, NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = g_strdup_printf("From: %s\n\nx", rows[i].value);
		g_autoptr(Message) message = read_text(text);
		const Address *from = message->from;
		g_test_message("%s", rows[i].value);
		g_assert_cmpstr(from != NULL ? from->name : NULL, ==, rows[i].name);
		g_assert_cmpstr(from != NULL ? from->address : NULL, ==, rows[i].address);
	}
}

/* What would break the library is refused before it sees it. */
static void test_limits(void)
{
	g_autoptr(GString) groups = g_string_new("From: a@b.example\nTo: ");
	for (int i = 0; i < 5000; i++)
		g_string_append(groups, "g:");
	g_string_append(groups, "x@y\n\nhi\n");
	g_autoptr(GString) parts =
		g_string_new("From: a@b.example\nMIME-Version: 1.0\nContent-Type: "
			     "multipart/mixed; boundary=b\n\n");
	for (int i = 0; i < 2000; i++)
		g_string_append(parts, "--b\n\n");
	g_autoptr(GString) header = g_string_new("From: a@b.example\nX-Long: ");
	for (int i = 0; i < 10000; i++)
		g_string_append(header, "0123456789");
	g_string_append(header, "\n\nx");
	GString *const mails[] = {groups, parts, header};
	for (size_t i = 0; i < G_N_ELEMENTS(mails); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GBytes) raw = g_bytes_new_static(mails[i]->str, mails[i]->len);
		g_assert_null(message_read(raw, &MESSAGE_LIMITS_DEFAULT, &error));
		g_assert_error(error, FAULT, FAULT_UNREADABLE);
	}
	/* Many lines that look like boundaries and are none. */
	g_autoptr(GString) dashes = g_string_new("From: a@b.example\n\n");
	for (int i = 0; i < 5000; i++)
		g_string_append(dashes, "--- a diff ---\n");
	g_autoptr(Message) message = read_text(dashes->str);
	g_assert_cmpuint(strlen(message->text), >, 5000);
}

static void test_depth(void)
{
	g_autoptr(GString) deep = g_string_new("From: a@b.example\nMIME-Version: 1.0\n");
	for (int i = 0; i < 200; i++)
		g_string_append_printf(
			deep, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i,
			i);
	g_string_append(deep, "\nbottom\n");
	g_autoptr(Message) message = read_text(deep->str);
	g_assert_cmpuint(message->trouble->len, ==, 1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/message/headers", test_headers);
	g_test_add_func("/message/lists", test_lists);
	g_test_add_func("/message/line-ends", test_line_ends);
	g_test_add_func("/message/from-lines", test_from_lines);
	g_test_add_func("/message/text", test_text);
	g_test_add_func("/message/parts", test_parts);
	g_test_add_func("/message/versions", test_versions);
	g_test_add_func("/message/report", test_report);
	g_test_add_func("/message/authors", test_authors);
	g_test_add_func("/message/one-author", test_one_author);
	g_test_add_func("/message/dates", test_dates);
	g_test_add_func("/message/names", test_names);
	g_test_add_func("/message/limits", test_limits);
	g_test_add_func("/message/depth", test_depth);
	return g_test_run();
}
