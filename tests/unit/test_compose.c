/* test_compose.c: what we write can be read, and nothing becomes a header that is none.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/compose.h"

#include <string.h>

#include "mail/message.h"

static GBytes *compose(const char *subject, const char *to_name, const char *text,
		       const char *html, GPtrArray *parts)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Address) from = address_new("acme", "async@acme.example");
	g_autoptr(Address) to = address_new(to_name, "jonas@acme.example");
	Draft draft = {.from = from,
		       .to = to,
		       .reply_to = "async+d12-abcdeabcdeabcdeabcdea@acme.example",
		       .subject = subject,
		       .message_id = "one@acme.example",
		       .in_reply_to = "root@client.example",
		       .date = 1772442000,
		       .date_offset_minutes = 345,
		       .item = "D-12",
		       .notice = "ask",
		       .instance = "abc",
		       .text = text,
		       .html = html,
		       .parts = parts};
	GBytes *mail = compose_mail(&draft, &error);
	g_assert_no_error(error);
	return mail;
}

static void assert_lines(GBytes *mail)
{
	gsize length = 0;
	const char *bytes = g_bytes_get_data(mail, &length);
	size_t column = 0;
	for (gsize i = 0; i < length; i++) {
		g_assert_true((unsigned char)bytes[i] < 0x80);
		g_assert_true(bytes[i] != '\n' || (i > 0 && bytes[i - 1] == '\r'));
		column = bytes[i] == '\n' ? 0 : column + 1;
		g_assert_cmpuint(column, <, 999);
	}
}

static void test_round_trip(void)
{
	static const char long_word[] = "https://acme.example/"
					"a/very/long/path/that/no/one/should/break/"
					"because/it/is/a/link/and/must/stay/whole";
	g_autofree char *text = g_strdup_printf("Grüße\n.dot\n%s\n", long_word);
	g_autoptr(GBytes) mail =
		compose("[D-12] Größere Änderung — 速い CI für alle Menschen, jetzt",
			"Jörg \"x\" <y>", text, "<p>hallo</p>", NULL);
	assert_lines(mail);
	g_autoptr(Message) message = message_read(mail, &MESSAGE_LIMITS_DEFAULT, NULL);
	g_assert_cmpstr(message->subject, ==,
			"[D-12] Größere Änderung — 速い CI für alle Menschen, jetzt");
	/* The last line end belongs to the boundary. */
	g_autofree char *shown = g_strconcat(message->text, "\n", NULL);
	g_assert_cmpstr(shown, ==, text);
	const Address *to = g_ptr_array_index(message->to, 0);
	g_assert_cmpstr(to->address, ==, "jonas@acme.example");
	g_assert_cmpint(message->date, ==, 1772442000);
	g_assert_cmpint(message->date_offset_minutes, ==, 345);
	g_assert_cmpstr(message_header(message, "Auto-Submitted"), ==, "auto-generated");
	g_assert_cmpstr(message_header(message, "X-Mailmoot-Item"), ==, "D-12");
}

static void test_encoding(void)
{
	g_autofree char *fits = g_strnfill(900, 'x'), *long_line = g_strnfill(901, 'x');
	const struct {
		const char *text;
		bool is_plain;
	} rows[] = {
		{"Recorded as S-5.\n\n-- \nacme <async@acme.example> 1=1\n", true},
		{"no end of line", true},
		{fits, true},
		{long_line, false},
		{"Gr\xc3\xbc\xc3\x9f", false},
		{"x\nFrom here on it is settled.\n", false},
		{"--=_0123456789abcdef\nContent-Type: text/html\n", false},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GBytes) mail =
			compose("x", "Jonas", rows[i].text, "<p>\xc3\xbc</p>", NULL);
		g_autofree char *bytes =
			g_strndup(g_bytes_get_data(mail, NULL), g_bytes_get_size(mail));
		assert_lines(mail);
		g_assert_cmpint(strstr(bytes, "Encoding: 7bit") != NULL, ==,
				rows[i].is_plain);
		g_assert_true(strstr(bytes, "Encoding: quoted-printable") != NULL);
		g_autoptr(Message) message =
			message_read(mail, &MESSAGE_LIMITS_DEFAULT, NULL);
		g_autofree char *read = g_strchomp(g_strdup(message->text));
		g_autofree char *written = g_strchomp(g_strdup(rows[i].text));
		g_assert_cmpstr(read, ==, written);
	}
}

static void test_injection(void)
{
	g_autoptr(GBytes) mail =
		compose("x\r\nBcc: evil@else.example", "Eve\r\nBcc: evil@else.example",
			"text", NULL, NULL);
	g_autoptr(Message) message = message_read(mail, &MESSAGE_LIMITS_DEFAULT, NULL);
	g_assert_null(message_header(message, "Bcc"));
	g_autoptr(Address) from = address_new("a", "async@acme.example");
	g_autoptr(Address) to =
		address_new("b", "x@y.example>\r\nBcc: evil@else.example");
	Draft draft = {.from = from,
		       .to = to,
		       .subject = "x",
		       .message_id = "one@acme.example",
		       .text = "x"};
	g_autoptr(GError) error = NULL;
	g_assert_null(compose_mail(&draft, &error));
	g_assert_error(error, FAULT, FAULT_REFUSED);
	g_clear_error(&error);
	g_autoptr(Address) good = address_new("b", "x@y.example");
	draft.to = good;
	draft.message_id = "one@acme.example>\r\nBcc: evil@else.example";
	g_assert_null(compose_mail(&draft, &error));
}

static void test_attachment(void)
{
	g_autoptr(GPtrArray) parts = g_ptr_array_new();
	g_autoptr(GBytes) content = g_bytes_new_static("BEGIN:VCALENDAR", 15);
	DraftPart part = {
		.name = "Termin \r\n\".ics", .type = "text/calendar", .content = content};
	g_ptr_array_add(parts, &part);
	g_autoptr(GBytes) mail = compose("x", "Jonas", "text", "<p>text</p>", parts);
	g_autoptr(Message) message = message_read(mail, &MESSAGE_LIMITS_DEFAULT, NULL);
	g_assert_cmpuint(message->attachments->len, ==, 1);
	const Attachment *attachment = g_ptr_array_index(message->attachments, 0);
	g_assert_cmpstr(attachment->name, ==, "Termin \".ics");
	g_assert_cmpuint(attachment->bytes, ==, 15);
}

static void test_mailto(void)
{
	g_autofree char *url = compose_mailto("async+t@acme.example", "Re: [D-1] a & b",
					      "agree\n\nRef: t");
	g_assert_cmpstr(
		url, ==,
		"mailto:async%2Bt@acme.example?subject=Re%3A%20%5BD-1%5D%20a%20%26%20b"
		"&body=agree%0D%0A%0D%0ARef%3A%20t");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/compose/round-trip", test_round_trip);
	g_test_add_func("/compose/encoding", test_encoding);
	g_test_add_func("/compose/injection", test_injection);
	g_test_add_func("/compose/attachment", test_attachment);
	g_test_add_func("/compose/mailto", test_mailto);
	return g_test_run();
}
