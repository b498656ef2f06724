/* test_origin.c: who speaks.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/origin.h"

#include <string.h>

static Message *read_mail(const char *raw)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = g_bytes_new(raw, strlen(raw));
	Message *message = message_read(bytes, &MESSAGE_LIMITS_DEFAULT, &error);
	g_assert_no_error(error);
	return message;
}

static char team[] = "team@acme.example";
static char list[] = "dev.lists.example";

/* Marks as a running instance has them. */
static OriginFacts *judge(const Message *message)
{
	g_autoptr(GPtrArray) addresses = g_ptr_array_new();
	g_autoptr(GPtrArray) lists = g_ptr_array_new();
	g_ptr_array_add(addresses, team);
	g_ptr_array_add(lists, list);
	OriginMarks marks = {.instance = "k3v9", .addresses = addresses, .lists = lists};
	return origin_judge(message, &marks);
}

#define FROM "From: Ann <ann@x.example>\nTo: Team <team@acme.example>\n"

typedef struct {
	const char *header;
	Origin origin;
	bool may_answer;
} Row;

static void check_rows(const Row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		g_autofree char *raw = g_strconcat(rows[i].header, "\nHello.\n", NULL);
		g_autoptr(Message) message = read_mail(raw);
		g_autoptr(OriginFacts) facts = judge(message);
		g_test_message("%s -> %s", rows[i].header, facts->reason);
		g_assert_cmpstr(origin_name(facts->origin), ==,
				origin_name(rows[i].origin));
		g_assert_cmpint(facts->may_answer, ==, rows[i].may_answer);
		g_assert_cmpuint(strlen(facts->reason), >, 0);
		g_assert_null(strchr(facts->reason, '\n'));
	}
}

static void test_person(void)
{
	static const Row rows[] = {
		{FROM "Subject: Hello\n", ORIGIN_PERSON, true},
		{FROM "Subject: vacation planning\n", ORIGIN_PERSON, true},
		{FROM "Subject: Out of office: whom do I ask?\n", ORIGIN_PERSON, true},
		{FROM "Auto-Submitted: no\n", ORIGIN_PERSON, true},
		{FROM "Auto-Submitted: No; owner=x\n", ORIGIN_PERSON, true},
		{FROM "Precedence: first-class\n", ORIGIN_PERSON, true},
		{FROM "X-Auto-Response-Suppress: DR, RN\n", ORIGIN_PERSON, true},
		{FROM "X-Auto-Response-Suppress: DR, oof\n", ORIGIN_PERSON, false},
		{FROM "X-Auto-Response-Suppress: All\nSubject: vacation\n", ORIGIN_PERSON,
		 false},
		{FROM "X-MS-Exchange-Inbox-Rules-Loop: ann@x.example\n", ORIGIN_PERSON,
		 true},
		{FROM "X-Autoreply: no\n", ORIGIN_PERSON, true},
		{FROM "Return-Path: <ann@x.example>\n", ORIGIN_PERSON, true},
		{"From: bounce.miller@x.example\nTo: team@acme.example\n", ORIGIN_PERSON,
		 true},
		{"From: ann@x.example\nTo: team+D-12@ACME.example\n", ORIGIN_PERSON,
		 true},
		{"From: ann@x.example\nTo: bob@x.example\n", ORIGIN_PERSON, false},
		{"From: ann@x.example\nDelivered-To: team@acme.example\n", ORIGIN_PERSON,
		 true},
		{"From: a@x.example, b@x.example\nTo: team@acme.example\n", ORIGIN_PERSON,
		 false},
	};
	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_automatic(void)
{
	static const Row rows[] = {
		{FROM "Auto-Submitted: auto-generated\n", ORIGIN_AUTOMATIC, false},
		{FROM "Auto-Submitted: Auto-Generated; x=y\n", ORIGIN_AUTOMATIC, false},
		{FROM "Auto-Submitted: auto-replied (vacation)\n", ORIGIN_OUT_OF_OFFICE,
		 false},
		{FROM "Auto-Submitted: auto-replied (rejected)\n", ORIGIN_AUTOMATIC,
		 false},
		{FROM "Auto-Submitted: auto-generated\nSubject: Automatic reply: x\n",
		 ORIGIN_OUT_OF_OFFICE, false},
		{FROM "Precedence: Bulk\n", ORIGIN_AUTOMATIC, false},
		{FROM "X-Precedence: junk\n", ORIGIN_AUTOMATIC, false},
		{FROM "Precedence: auto_reply\n", ORIGIN_OUT_OF_OFFICE, false},
		{FROM "X-Autorespond: x\n", ORIGIN_OUT_OF_OFFICE, false},
		{FROM "X-FC-Machinegenerated: true\n", ORIGIN_AUTOMATIC, false},
		{FROM "X-JIRA-FingerPrint: 9f\n", ORIGIN_AUTOMATIC, false},
		{FROM "X-Apple-Action: vacation\n", ORIGIN_OUT_OF_OFFICE, false},
		{FROM "X-AMAZON-MAIL-RELAY-TYPE: notification\n", ORIGIN_AUTOMATIC,
		 false},
		{FROM "Return-Path: <>\n", ORIGIN_AUTOMATIC, false},
		{FROM "Return-Path: <>\nSubject: =?utf-8?q?Abwesenheitsnotiz?=: Ann\n",
		 ORIGIN_OUT_OF_OFFICE, false},
		{FROM
		 "Return-Path: <>\nSubject: =?utf-8?q?R=C3=A9ponse_automatique?= : x\n",
		 ORIGIN_OUT_OF_OFFICE, false},
		{FROM "Precedence: bulk\nSubject: =?utf-8?b?6Ieq5Yqo562U5aSN?=: x\n",
		 ORIGIN_OUT_OF_OFFICE, false},
		{FROM
		 "X-MS-Exchange-Inbox-Rules-Loop: a@x.example\nSubject: Fuori sede\n",
		 ORIGIN_OUT_OF_OFFICE, false},
		{"From: no-reply@x.example\nTo: team@acme.example\n", ORIGIN_AUTOMATIC,
		 false},
		{"From: NoReply+7@x.example\nTo: team@acme.example\n", ORIGIN_AUTOMATIC,
		 false},
		{"From: dev-request@x.example\nTo: team@acme.example\n", ORIGIN_AUTOMATIC,
		 false},
		{"From: owner-dev@x.example\nTo: team@acme.example\n", ORIGIN_AUTOMATIC,
		 false},
		{"From: ndr@x.example\nTo: team@acme.example\n"
		 "Subject: Mail delivery failed\n\nIt could not be delivered.\n",
		 ORIGIN_AUTOMATIC, false},
		{"From: Mailer-Daemon@x.example\nTo: team@acme.example\n",
		 ORIGIN_AUTOMATIC, false},
	};
	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_list(void)
{
	static const Row rows[] = {
		{FROM "List-Id: Dev <dev.lists.example>\nPrecedence: list\n", ORIGIN_LIST,
		 true},
		{FROM "List-Id: DEV.lists.example\n", ORIGIN_LIST, true},
		{FROM "List-Id: <other.example>\n", ORIGIN_LIST, false},
		{FROM "List-Id: dev.lists.example <other.example>\n", ORIGIN_LIST, false},
		{FROM "List-Unsubscribe: <https://x.example>\nPrecedence: bulk\n",
		 ORIGIN_LIST, false},
		{FROM "List-Id: <dev.lists.example>\nAuto-Submitted: auto-replied\n",
		 ORIGIN_OUT_OF_OFFICE, false},
		{FROM "List-Id: <dev.lists.example>\nX-Auto-Response-Suppress: All\n",
		 ORIGIN_LIST, false},
		{FROM "X-BeenThere: dev@lists.example\nPrecedence: list\n", ORIGIN_LIST,
		 true},
		{FROM "X-BeenThere: other@lists.example\n", ORIGIN_LIST, false},
		{FROM "X-BeenThere: dev@lists.example\nX-BeenThere: a@x.example\n",
		 ORIGIN_LIST, false},
		{FROM "X-Mailing-List: <dev@lists.example> archive/7\n", ORIGIN_LIST,
		 true},
		{FROM "Mailing-List: contact dev-help@lists.example\nPrecedence: bulk\n",
		 ORIGIN_LIST, false},
		{FROM "X-Mailman-Version: 2.1\nAuto-Submitted: auto-replied\n",
		 ORIGIN_OUT_OF_OFFICE, false},
		{FROM "X-BeenThere: dev@lists.example\nX-List-Administrivia: yes\n",
		 ORIGIN_AUTOMATIC, false},
		{FROM "Sender: owner-dev@Lists.example\nDelivered-To: dev@lists.example\n"
		      "Precedence: bulk\n",
		 ORIGIN_LIST, true},
		{FROM "Return-Path: <board-bounces+team=acme.example@x.example>\n"
		      "Cc: Board <BOARD@x.example>\n",
		 ORIGIN_LIST, false},
		{FROM "Return-Path: owner-b@x.example\nSender: B <B@x.example>\n",
		 ORIGIN_LIST, false},
		{FROM "Sender: owner-board@x.example\n", ORIGIN_PERSON, true},
		{FROM "Sender: owner-board@y.example\nCc: board@x.example\n",
		 ORIGIN_PERSON, true},
		{FROM "Return-Path: <owner-team@acme.example>\n", ORIGIN_PERSON, true},
		{"From: board@x.example\nSender: owner-board@x.example\n"
		 "To: team@acme.example, board@x.example\n",
		 ORIGIN_PERSON, true},
	};
	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_own(void)
{
	static const Row rows[] = {
		{FROM "X-Mailmoot-Loop: k3v9\nAuto-Submitted: auto-generated\n",
		 ORIGIN_OWN, false},
		{FROM "X-Mailmoot-Loop: K3V9\n", ORIGIN_PERSON, true},
		{FROM "X-Mailmoot-Loop: a\nX-Mailmoot-Loop: b\n", ORIGIN_OWN, false},
		{"From: Team+D-1@acme.example\nTo: ann@x.example\n", ORIGIN_OWN, false},
		{FROM "List-Post: <https://x>, <mailto:team@acme.example?subject=a>\n",
		 ORIGIN_OWN, false},
	};
	check_rows(rows, G_N_ELEMENTS(rows));
	g_autoptr(GString) hops = g_string_new(NULL);
	for (int i = 0; i < 31; i++)
		g_string_append(
			hops, "Received: from a by b; Mon, 2 Mar 2026 10:00:00 +0000\n");
	g_string_append(hops, FROM);
	const Row row = {hops->str, ORIGIN_OWN, false};
	check_rows(&row, 1);
}

/* ---- reports ------------------------------------------------------------ */

#define REPORT(type, part, fields) REPORT_WITH(type, part, fields, "rfc822")
#define REPORT_WITH(type, part, fields, returned)                                        \
	"Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: team+ab2cd@acme.example\n" \
	"Subject: Report\nMIME-Version: 1.0\n"                                           \
	"Content-Type: multipart/report; report-type=" type "; boundary=b\n\n"           \
	"--b\nContent-Type: text/plain\n\nA report.\n\n"                                 \
	"--b\nContent-Type: message/" part "\n\n" fields "\n"                            \
	"--b\nContent-Type: message/" returned "\n\nFrom: team@acme.example\n"           \
	"Message-ID:\n <d1.k9@acme.example>\nSubject: x\n\nMessage-ID: "                 \
	"<no@no.example>\n\n"                                                            \
	"--b--\n"

static void check_report(const char *mail, Origin origin, guint bounces)
{
	g_autoptr(Message) message = read_mail(mail);
	g_autoptr(OriginFacts) facts = judge(message);
	g_test_message("%s", facts->reason);
	g_assert_cmpstr(origin_name(facts->origin), ==, origin_name(origin));
	g_assert_cmpuint(facts->bounces->len, ==, bounces);
	g_assert_false(facts->may_answer);
	g_assert_cmpstr(facts->bounced_id, ==, "d1.k9@acme.example");
	g_assert_cmpstr(facts->bounced_token_address, ==, "team+ab2cd@acme.example");
}

static void test_reports(void)
{
	check_report(
		REPORT("delivery-status", "delivery-status",
		       "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@x.example\n"
		       "Action: failed\nStatus: 5.1.1\n"),
		ORIGIN_BOUNCE, 1);
	check_report(
		REPORT("delivery-status", "delivery-status",
		       "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@x.example\n"
		       "Action: delayed\nStatus: 4.4.1\n"),
		ORIGIN_BOUNCE, 1);
	check_report(
		REPORT("delivery-status", "delivery-status",
		       "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@x.example\n"
		       "Action: relayed\nStatus: 2.0.0\n\n"
		       "Final-Recipient: rfc822; b@x.example\nAction: expanded\n"),
		ORIGIN_RECEIPT, 2);
	check_report(
		REPORT("delivery-status", "delivery-status",
		       "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@x.example\n"
		       "Action: delivered\n\nFinal-Recipient: rfc822; b@x.example\n"
		       "Action: failed\nStatus: 5.1.1\n"),
		ORIGIN_BOUNCE, 2);
	check_report(
		REPORT("delivery-status", "delivery-status", "Reporting-MTA: dns; mx\n"),
		ORIGIN_BOUNCE, 0);
	check_report(
		REPORT_WITH(
			"delivery-status", "global-delivery-status",
			"Reporting-MTA: dns; mx\n\nFinal-Recipient: utf-8; a@x.example\n"
			"Action: failed\nStatus: 5.1.1\n",
			"global"),
		ORIGIN_BOUNCE, 1);
	check_report(
		REPORT_WITH(
			"delivery-status", "global-delivery-status",
			"Reporting-MTA: dns; mx\n\nFinal-Recipient: utf-8; a@x.example\n"
			"Action: failed\nStatus: 5.1.1\n",
			"global-headers"),
		ORIGIN_BOUNCE, 1);
	check_report(REPORT("disposition-notification", "disposition-notification",
			    "Final-Recipient: rfc822; a@x.example\n"
			    "Disposition: manual-action/MDN-sent-manually; displayed\n"),
		     ORIGIN_RECEIPT, 0);
	check_report(REPORT("feedback-report", "feedback-report",
			    "Feedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\n"),
		     ORIGIN_FEEDBACK, 0);
}

static void test_old_report(void)
{
	g_autoptr(Message) message =
		read_mail("From: MAILER-DAEMON@mx.example\nTo: "
			  "team@acme.example\nSubject: failure notice\n\n"
			  "Hi. This is the qmail-send program at mx.example.\n\n"
			  "<bob@x.example>:\nNo such user. (#5.1.1)\n\n"
			  "--- Below this line is a copy of the message.\n\n"
			  "Return-Path: <team@acme.example>\nFrom: team@acme.example\n"
			  "Message-ID: <d1.k9@acme.example>\n\nHello\n");
	g_autoptr(OriginFacts) facts = judge(message);
	g_assert_cmpint(facts->origin, ==, ORIGIN_BOUNCE);
	g_assert_cmpuint(facts->bounces->len, ==, 1);
	g_assert_cmpstr(facts->bounced_id, ==, "d1.k9@acme.example");
	g_assert_null(facts->bounced_token_address);
}

static void test_no_marks(void)
{
	g_autoptr(Message) message =
		read_mail("From: a@x.example\nTo: b@x.example\n\nHello\n");
	const OriginMarks none = {0};
	g_autoptr(OriginFacts) facts = origin_judge(message, &none);
	g_assert_cmpint(facts->origin, ==, ORIGIN_PERSON);
	g_assert_true(facts->may_answer);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/origin/person", test_person);
	g_test_add_func("/origin/automatic", test_automatic);
	g_test_add_func("/origin/list", test_list);
	g_test_add_func("/origin/own", test_own);
	g_test_add_func("/origin/reports", test_reports);
	g_test_add_func("/origin/old-report", test_old_report);
	g_test_add_func("/origin/no-marks", test_no_marks);
	return g_test_run();
}
