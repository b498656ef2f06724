/* test_thread.c: subjects without their prefixes, ids and tokens of a conversation.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/thread.h"

#include <string.h>

static void test_prefixes(void)
{
	static const struct {
		const char *subject, *rest;
		bool is_reply, is_forward;
	} rows[] = {
		{"Re: x", "x", true, false},
		{"RE: AW: Fwd: x", "x", true, false},
		{"Fwd: Re: x", "x", true, true},
		{"Antw: SV: VS: x", "x", true, false},
		{"Re[2]: x", "x", true, false},
		{"Re (3): x", "x", true, false},
		{"AW : x", "x", true, false},
		{"回复：x", "x", true, false},
		{"转发: x", "x", false, true},
		{"WG: x", "x", false, true},
		{"[EXTERNAL] Re: [DECISION] x", "[DECISION] x", true, false},
		{"[acme-dev] Re: x", "x", true, false},
		{"[DECISION] x", "[DECISION] x", false, false},
		{"Trả lời: x", "x", true, false},
		{"답장: Re: x", "x", true, false},
		{"Odpověď: x", "x", true, false},
		{"Pārs.: x", "x", false, true},
		{"Redir.: x", "x", false, true},
		{"Videresend: x", "x", false, true},
		{"Wtrlt: x", "x", false, true},
		{"Továbbított: x", "x", false, true},
		{"Betr.: Ang: x", "x", true, false},
		{"Angle: x", "Angle: x", false, false},
		{"Auto: x", "Auto: x", false, false},
		{"إعادة توجيه: x", "x", false, true},
		{"\u200eRe:\u00a0x", "x", true, false},
		{"Regarding: x", "Regarding: x", false, false},
		{"Note: x", "Note: x", false, false},
		{"x", "x", false, false},
		{"", "", false, false},
	};
	g_autoptr(GPtrArray) noise = g_ptr_array_new();
	static char external[] = "external";
	g_ptr_array_add(noise, external);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		bool is_reply = false, is_forward = false;
		g_autofree char *rest = thread_strip_prefixes(rows[i].subject, noise,
							      &is_reply, &is_forward);
		g_assert_cmpstr(rest, ==, rows[i].rest);
		g_assert_cmpint(is_reply, ==, rows[i].is_reply);
		g_assert_cmpint(is_forward, ==, rows[i].is_forward);
	}
}

static void test_facts(void)
{
	static const char mail[] = "From: a@b.example\nTo: other@acme.example, "
				   "async+D12-ABCDEABCDEABCDEABCDEA@acme.example\n"
				   "Subject: Re: [D-12] [foo] Move CI\n\nagree\n\nRef: "
				   "d12-abcdeabcdeabcdeabcdeb\n";
	g_autoptr(GBytes) raw = g_bytes_new_static(mail, strlen(mail));
	g_autoptr(Message) message = message_read(raw, &MESSAGE_LIMITS_DEFAULT, NULL);
	g_autoptr(GPtrArray) ours = g_ptr_array_new();
	static char address[] = "async@acme.example";
	g_ptr_array_add(ours, address);
	g_autoptr(ThreadFacts) facts = thread_read(message, ours, NULL);
	g_assert_cmpuint(facts->tokens->len, ==, 1);
	g_assert_cmpstr(g_ptr_array_index(facts->tokens, 0), ==,
			"d12-abcdeabcdeabcdeabcdea");
	g_assert_cmpstr(facts->reference_token, ==, "d12-abcdeabcdeabcdeabcdeb");
	g_assert_cmpstr(facts->subject_id, ==, "D-12");
	g_assert_cmpstr(facts->subject, ==, "[D-12] [foo] Move CI");
	g_assert_true(facts->is_reply);
}

/* Where lists put their names, people put tags. */
static void test_marked(void)
{
	static const struct {
		const char *subject, *marked;
	} rows[] = {
		{"[DECISION] Re: x", "[DECISION] Re: x"},
		{"Fwd: [acme] Re: x", "[acme] Re: x"},
		{"[EXTERNAL] [URGENT] AW: x", "[URGENT] AW: x"},
		{"[EXTERNAL] Re: x", NULL},
		{"Re: [DECISION] x", NULL},
		{"[DECISION] x", NULL},
	};
	g_autoptr(GPtrArray) noise = g_ptr_array_new();
	static char external[] = "external";
	g_ptr_array_add(noise, external);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *mail = g_strdup_printf(
			"From: a@b.example\nSubject: %s\n\nx", rows[i].subject);
		g_autoptr(GBytes) raw = g_bytes_new_static(mail, strlen(mail));
		g_autoptr(Message) message =
			message_read(raw, &MESSAGE_LIMITS_DEFAULT, NULL);
		g_autoptr(ThreadFacts) facts = thread_read(message, NULL, noise);
		g_assert_cmpstr(facts->marked, ==, rows[i].marked);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/thread/prefixes", test_prefixes);
	g_test_add_func("/thread/facts", test_facts);
	g_test_add_func("/thread/marked", test_marked);
	return g_test_run();
}
