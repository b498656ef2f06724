/* test_bounce.c: delivery reports, by the book and otherwise.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/bounce.h"

#include <string.h>

#include "mail/origin.h"

static Message *read_mail(const char *raw)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = g_bytes_new(raw, strlen(raw));
	Message *message = message_read(bytes, &MESSAGE_LIMITS_DEFAULT, &error);
	g_assert_no_error(error);
	return message;
}

/* ---- the corpus --------------------------------------------------------- */

#define CORPUS "../shared/corpus/bounce"

typedef struct {
	int rows, right, false_bounces;
} Tally;

static int compare(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "permanent a@b c@d", or "none". */
static char *verdict(GPtrArray *bounces)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	bool is_permanent = true;
	for (guint i = 0; i < bounces->len; i++) {
		const Bounce *bounce = g_ptr_array_index(bounces, i);
		g_ptr_array_add(names, g_ascii_strdown(bounce->recipient, -1));
		is_permanent &= bounce->is_permanent;
	}
	if (names->len == 0)
		return g_strdup("none");
	g_ptr_array_sort(names, compare);
	g_ptr_array_add(names, NULL);
	g_autofree char *all = g_strjoinv(" ", (char **)names->pdata);
	return g_strconcat(is_permanent ? "permanent " : "temporary ", all, NULL);
}

static char *expected_verdict(const char *permanence, const char *recipients)
{
	g_autofree char *lower = g_ascii_strdown(recipients, -1);
	g_auto(GStrv) names = g_strsplit(g_strstrip(lower), " ", -1);
	g_autoptr(GPtrArray) sorted = g_ptr_array_new();
	for (size_t i = 0; names[i] != NULL; i++)
		g_ptr_array_add(sorted, names[i]);
	if (sorted->len == 0)
		return g_strdup("none");
	g_ptr_array_sort(sorted, compare);
	g_ptr_array_add(sorted, NULL);
	g_autofree char *all = g_strjoinv(" ", (char **)sorted->pdata);
	return g_strconcat(permanence, " ", all, NULL);
}

static void count_row(Tally *tally, const char *row)
{
	g_auto(GStrv) cells = g_strsplit(row, "\t", 3);
	if (g_strv_length(cells) < 3)
		return;
	g_autofree char *path = g_build_filename(CORPUS, "mails", cells[0], NULL);
	g_autoptr(GError) error = NULL;
	char *raw = NULL;
	gsize length = 0;
	if (!g_file_get_contents(path, &raw, &length, NULL))
		return;
	g_autoptr(GBytes) bytes = g_bytes_new_take(raw, length);
	g_autoptr(Message) message = message_read(bytes, &MESSAGE_LIMITS_DEFAULT, &error);
	g_assert_no_error(error);
	g_autoptr(GPtrArray) bounces = bounce_read(message, NULL);
	g_autofree char *is = verdict(bounces);
	g_autofree char *expected = expected_verdict(cells[1], cells[2]);
	tally->rows++;
	if (g_str_equal(is, expected))
		tally->right++;
	else
		g_test_message("%s: expected %s, got %s", cells[0], expected, is);
}

/* A mail with one row of no recipients is no bounce; one mail has two rows. */
static void count_false(Tally *tally, const char *table, const char *row)
{
	g_auto(GStrv) cells = g_strsplit(row, "\t", 3);
	if (g_strv_length(cells) < 3 || *g_strstrip(cells[2]) != '\0')
		return;
	g_autofree char *first = g_strconcat("\n", cells[0], "\t", NULL);
	const char *once = strstr(table, first);
	if (once != NULL && strstr(once + 1, first) != NULL)
		return;
	g_autofree char *path = g_build_filename(CORPUS, "mails", cells[0], NULL);
	char *raw = NULL;
	gsize length = 0;
	if (!g_file_get_contents(path, &raw, &length, NULL))
		return;
	g_autoptr(GBytes) bytes = g_bytes_new_take(raw, length);
	g_autoptr(Message) message = message_read(bytes, &MESSAGE_LIMITS_DEFAULT, NULL);
	g_autoptr(GPtrArray) bounces = bounce_read(message, NULL);
	tally->false_bounces += bounces->len > 0;
}

static void test_corpus(void)
{
	g_autofree char *table = NULL;
	if (!g_file_get_contents(CORPUS "/expected.tsv", &table, NULL, NULL)) {
		g_test_skip("no corpus here");
		return;
	}
	g_auto(GStrv) rows = g_strsplit(table, "\n", -1);
	Tally tally = {0};
	for (size_t i = 1; rows[i] != NULL; i++) {
		count_row(&tally, rows[i]);
		count_false(&tally, table, rows[i]);
	}
	g_test_message("%d of %d rows right", tally.right, tally.rows);
	g_assert_cmpint(tally.right, >=, 108);
	g_assert_cmpint(tally.false_bounces, ==, 0);
}

/* ---- RFC 3464 ----------------------------------------------------------- */

#define REPORT(status)                                                                   \
	"From: MAILER-DAEMON@mx.acme.example\nTo: team@acme.example\n"                   \
	"Subject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"              \
	"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"    \
	"--b\nContent-Type: text/plain\n\nThis is the mail system.\n\n"                  \
	"--b\nContent-Type: message/delivery-status\n\n"                                 \
	"Reporting-MTA: dns; mx.acme.example\n\n" status "\n"                            \
	"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: "                         \
	"<one@acme.example>\n\n--b--\n"

typedef struct {
	const char *mail, *recipient, *action, *status;
	bool is_permanent;
} Row;

static void check_row(const Row *row)
{
	g_autoptr(Message) message = read_mail(row->mail);
	g_autoptr(GPtrArray) bounces = bounce_read(message, NULL);
	if (row->recipient == NULL) {
		g_assert_cmpuint(bounces->len, ==, 0);
		return;
	}
	g_assert_cmpuint(bounces->len, ==, 1);
	const Bounce *bounce = g_ptr_array_index(bounces, 0);
	g_assert_cmpstr(bounce->recipient, ==, row->recipient);
	g_assert_cmpstr(bounce->action, ==, row->action);
	g_assert_cmpstr(bounce->status, ==, row->status);
	g_assert_cmpint(bounce->is_permanent, ==, row->is_permanent);
}

static void test_standard(void)
{
	static const Row rows[] = {
		{REPORT("Final-Recipient: rfc822; ann@x.example\nAction: failed\nStatus: "
			"5.1.1\n"),
		 "ann@x.example", "failed", "5.1.1", true},
		{REPORT("Original-Recipient: rfc822;ann+2Bnews@x.example\n"
			"Final-Recipient: rfc822;a17@store\nAction: failed\nStatus: "
			"5.0.0\n"),
		 "ann+news@x.example", "failed", "5.0.0", true},
		{REPORT("Final-Recipient: RFC822; <ann@x.example>\nAction: Delayed\n"
			"Status: 4.4.1 (no answer)\n"),
		 "ann@x.example", "delayed", "4.4.1", false},
		{REPORT("Final-Recipient: rfc822; ann@x.example\nAction: failed\nStatus: "
			"5.2.2\n"),
		 "ann@x.example", "failed", "5.2.2", false},
		{REPORT("Final-Recipient: rfc822; ann@x.example\nAction: failed\nStatus: "
			"5.0.0\n"
			"Diagnostic-Code: smtp; 552-5.2.2 over\n  quota\n"),
		 "ann@x.example", "failed", "5.0.0", false},
		{REPORT("Final-Recipient: rfc822; ann@x.example\nAction: failed (bad)\n"
			"Diagnostic-Code: smtp; 550 5.7.1 <ann@x.example>... no\n"),
		 "ann@x.example", "failed", "5.7.1", true},
		{REPORT("Final-Recipient: rfc822; ann@x.example\nAction: delivered\n"
			"Status: 2.1.5\n"),
		 "ann@x.example", "delivered", "2.1.5", false},
		{REPORT("Original-Recipient: rfc822;ann@x.example\n"
			"Final-Recipient: x400; /S=ann/C=GB/\nAction: failed\nStatus: "
			"4.4.7\n"),
		 "ann@x.example", "failed", "4.4.7", false},
		{REPORT("Final-Recipient: rfc822; david...@x.example\nAction: failed\n"
			"Status: 5.1.1\n"),
		 NULL, NULL, NULL, false},
		{REPORT("Final-Recipient: rfc822; a b <c\nAction: failed\n"), NULL, NULL,
		 NULL, false},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		check_row(&rows[i]);
}

static void test_groups(void)
{
	g_autoptr(Message) message = read_mail(REPORT(
		"Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.1.1\n\n"
		"Final-Recipient: rfc822; b@x.example\nAction: relayed\nStatus: 2.0.0\n\n"
		"Final-Recipient: rfc822; A@X.example\nAction: failed\nStatus: 5.1.1\n"));
	g_autoptr(GPtrArray) bounces = bounce_read(message, NULL);
	g_assert_cmpuint(bounces->len, ==, 2);
	const Bounce *second = g_ptr_array_index(bounces, 1);
	g_assert_cmpstr(second->recipient, ==, "b@x.example");
	g_assert_cmpstr(second->action, ==, "relayed");
}

/* One address, three mailboxes: two reports of the first are one. */
static void test_same_original(void)
{
#define BEHIND(final)                                                                    \
	"Original-Recipient: rfc822;all@X.example\nFinal-Recipient: rfc822;" final       \
	"\nAction: failed\nStatus: 5.1.1\n\n"
	static const char *const wanted[] = {"all@x.example", "b@x.example",
					     "c@x.example"};
	g_autoptr(Message) message = read_mail(REPORT(BEHIND("a@x.example") BEHIND(
		"b@X.EXAMPLE") BEHIND("A@x.example") BEHIND("c@x.example")));
	g_autoptr(GPtrArray) bounces = bounce_read(message, NULL);
	g_assert_cmpuint(bounces->len, ==, G_N_ELEMENTS(wanted));
	for (guint i = 0; i < bounces->len; i++) {
		const Bounce *bounce = g_ptr_array_index(bounces, i);
		g_assert_cmpstr(bounce->recipient, ==, wanted[i]);
	}
}

/* ---- prose -------------------------------------------------------------- */

#define DAEMON                                                                           \
	"From: Mail Delivery System <Mailer-Daemon@mx.example>\nTo: team@acme.example\n"
#define PERSON "From: Ann <ann@acme.example>\nTo: team@acme.example\n"

static void test_prose(void)
{
	static const Row rows[] = {
		{DAEMON
		 "X-Failed-Recipients: bob@x.example\nSubject: Mail delivery failed\n\n"
		 "This message was created automatically by mail delivery software.\n"
		 "The following address(es) failed:\n\n  other@y.example\n",
		 "bob@x.example", "failed", "", true},
		{DAEMON
		 "Subject: failure notice\n\nHi. This is the qmail-send program.\n"
		 "I'm afraid I wasn't able to deliver your message to the following\n\n"
		 "<bob@x.example>:\n1.2.3.4 does not like recipient.\n"
		 "Remote host said: 552 5.2.2 Over quota\n\n"
		 "--- Below this line is a copy of the message.\n\nTo: eve@y.example\n",
		 "bob@x.example", "failed", "5.2.2", false},
		{DAEMON "Subject: Warning: message delayed 24 hours\n\n"
			"has not yet been delivered to:\n\n  bob@x.example\n\n"
			"Delivery attempts will continue.\n",
		 "bob@x.example", "delayed", "", false},
		{DAEMON
		 "Subject: Returned mail\n\n"
		 "   ----- The following addresses had permanent fatal errors -----\n"
		 "<bob@x.example>\n    (reason: 550 5.1.1 <bob@x.example>... User "
		 "unknown)\n\n"
		 "   ----- Transcript of session follows -----\n550 5.1.1 no\n",
		 "bob@x.example", "failed", "5.1.1", true},
		{"From: Postmaster@dom.example\nTo: team@acme.example\n"
		 "Subject: DELIVERY FAILURE: User bob not listed\n\nYour message\n\n"
		 "  Subject: hello\n\nwas not delivered to:\n\n  "
		 "bob@x.example\n\nbecause:\n\n"
		 "  User bob (bob@x.example) not listed in Domino Directory\n",
		 "bob@x.example", "failed", "", true},
		{PERSON
		 "Subject: Re: Mail delivery failed\nIn-Reply-To: <a@b.example>\n\n"
		 "Your message to bob@x.example could not be delivered?\n",
		 NULL, NULL, NULL, false},
		{PERSON
		 "Subject: bob@x.example\n\nI could not be delivered from writing to "
		 "bob@x.example.\n\n> 550 5.1.1 <bob@x.example>: User unknown\n",
		 NULL, NULL, NULL, false},
		{"Return-Path: <>\n" PERSON
		 "Subject: Out of office\n\nI am away until Monday. "
		 "Write to bob@x.example if it could not wait.\n",
		 NULL, NULL, NULL, false},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		check_row(&rows[i]);
}

static void test_permanent(void)
{
	static const struct {
		const char *action, *status, *said;
		bool is_permanent;
	} rows[] = {
		{"failed", "5.1.1", "", true},
		{"failed", "", "", true},
		{"failed", "5.2.2", "", false},
		{"failed", "4.2.2", "", false},
		{"failed", "4.4.7", "", false},
		{"delayed", "5.1.1", "", false},
		{"delivered", "", "", false},
		{"failed", "", "Mailbox full", true},
		{"failed", "", "451 come again", false},
		{"failed", "5.0.0", "smtp; 421 busy", true},
		{"failed", "", "<ann@x.example>: 450-busy", false},
		{"failed", "5.7.1", "451 come again", true},
		{"failed", "", "421 busy\n550 unknown", true},
		{"failed", "", "in 421 words, 1.2.3.450 said no", true},
		{"failed", "", "Size: 450 bytes", true},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s %s", rows[i].status, rows[i].said);
		g_assert_cmpint(
			bounce_is_permanent(rows[i].action, rows[i].status, rows[i].said),
			==, rows[i].is_permanent);
	}
}

/* ---- hostile ------------------------------------------------------------ */

/* Each of many recipients is looked for once. */
static void test_many(void)
{
	g_autoptr(GString) mail = g_string_new(
		DAEMON "Subject: failure notice\n\ncould not be delivered to:\n");
	for (int i = 0; i < 4000; i++)
		g_string_append_printf(mail, "u%d@x.example\n", i);
	g_autoptr(Message) message = read_mail(mail->str);
	gint64 start = g_get_monotonic_time();
	g_autoptr(GPtrArray) bounces = bounce_read(message, NULL);
	g_assert_cmpuint(bounces->len, ==, 200);
	g_assert_cmpint(g_get_monotonic_time() - start, <, 2 * G_USEC_PER_SEC);
}

/* Long input of the kinds that make careless patterns slow. */
static void test_long(void)
{
	static const char *const pieces[] = {
		"a",	   " ",	     "<",	   "mail to ",	   "550 ",
		"a@",	   "a@b.c ", "<a@b.c>:\n", "delivery to ", "quota ",
		"over a ", ": 450 ", "- ",	   "\n",	   "\""};
	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) mail = g_string_new(
			DAEMON "Subject: failure notice\n\ncould not be delivered to:\n");
		while (mail->len < 300 * 1024)
			g_string_append(mail, pieces[i]);
		g_autoptr(Message) message = read_mail(mail->str);
		gint64 start = g_get_monotonic_time();
		g_autoptr(GPtrArray) bounces = bounce_read(message, NULL);
		g_assert_cmpuint(bounces->len, <=, 200);
		g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/bounce/standard", test_standard);
	g_test_add_func("/bounce/groups", test_groups);
	g_test_add_func("/bounce/same-original", test_same_original);
	g_test_add_func("/bounce/prose", test_prose);
	g_test_add_func("/bounce/permanent", test_permanent);
	g_test_add_func("/bounce/long", test_long);
	g_test_add_func("/bounce/many", test_many);
	g_test_add_func("/bounce/corpus", test_corpus);
	return g_test_run();
}
