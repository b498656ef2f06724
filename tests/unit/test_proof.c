/* test_proof.c: how well the sender is proven, and how little a forgery gains.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/proof.h"

#include <string.h>

#include "mail/proof_results.h"

static char server[] = "MX.acme.example";
static char other[] = "mx.google.com";

static Message *read_mail(const char *header)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *raw = g_strconcat(header, "\nHello.\n", NULL);
	g_autoptr(GBytes) bytes = g_bytes_new(raw, strlen(raw));
	Message *message = message_read(bytes, &MESSAGE_LIMITS_DEFAULT, &error);
	g_assert_no_error(error);
	return message;
}

static ProofFacts *judge(const char *header, ProofInput input)
{
	g_autoptr(Message) message = read_mail(header);
	g_autoptr(GPtrArray) authserv = g_ptr_array_new();
	g_ptr_array_add(authserv, server);
	g_ptr_array_add(authserv, other);
	input.authserv = authserv;
	return proof_judge(message, &input);
}

#define FROM "From: Ann <ann@x.example>\nTo: team@acme.example\n"
#define AR   "Authentication-Results: "
#define STORE                                                                            \
	"Received: from mx.acme.example by store.acme.example; Mon, 2 Mar 2026 "         \
	"10:00:00 +0000\n"
#define OURS                                                                             \
	"Received: from out.x.example by mx.acme.example; Mon, 2 Mar 2026 10:00:00 "     \
	"+0000\n"
#define FOREIGN "Received: from pc by out.x.example; Mon, 2 Mar 2026 10:00:00 +0000\n"
#define PASS	"dmarc=pass header.from=x.example\n"

typedef struct {
	const char *header;
	Proof proof;
	bool is_contradicted;
} Row;

static void check_rows(const Row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		g_autoptr(ProofFacts) facts =
			judge(rows[i].header, (ProofInput){.is_sender_known = true});
		g_test_message("%s -> %s", rows[i].header, facts->reason);
		g_assert_cmpstr(proof_name(facts->proof), ==, proof_name(rows[i].proof));
		g_assert_cmpint(facts->is_contradicted, ==, rows[i].is_contradicted);
	}
}

static void test_believed(void)
{
	static const Row rows[] = {
		{AR "mx.acme.example; " PASS OURS FROM, PROOF_ALIGNED, false},
		{OURS AR "mx.acme.example; " PASS FOREIGN FROM, PROOF_ALIGNED, false},
		{STORE OURS AR "mx.acme.example; " PASS FOREIGN FROM, PROOF_ALIGNED,
		 false},
		{AR "(by us (really)) mx.acme.example 1 ; spf=pass (a \\) ; dmarc=fail)\n"
		    " smtp.mailfrom=x.example; dmarc = pass (p=reject) "
		    "header.from=x.example\n" OURS FROM,
		 PROOF_ALIGNED, false},
		{AR "mx.acme.example; spf=pass\n" AR
		    "mx.acme.example; dkim=pass header.d=x.example\n" OURS FROM,
		 PROOF_ALIGNED, false},
		{AR "mx.acme.example; dkim/1=pass header.i=@mail.x.example\n" OURS FROM,
		 PROOF_ALIGNED, false},
		{AR "mx.acme.example; dkim=pass header.d=acme.example\n" OURS
		    "From: ann@sub.acme.example\n",
		 PROOF_ALIGNED, false},
		{AR "mx.acme.example; dmarc=fail header.from=x.example\n" OURS FROM,
		 PROOF_UNKNOWN, true},
		{AR
		 "mx.acme.example; dkim=pass header.d=x.example; dmarc=fail\n" OURS FROM,
		 PROOF_UNKNOWN, true},
		{AR "mx.acme.example; none\n" OURS FROM, PROOF_FROM, false},
		{OURS FROM, PROOF_FROM, false},
	};
	check_rows(rows, G_N_ELEMENTS(rows));
}

/* What a stranger may write into a mail. */
static void test_forged(void)
{
	static const Row rows[] = {
		{AR "mx.evil.example; " PASS OURS FROM, PROOF_FROM, false},
		{AR "mx.acme.example.evil.example; " PASS OURS FROM, PROOF_FROM, false},
		{AR "evil.example mx.acme.example; " PASS OURS FROM, PROOF_FROM, false},
		{AR "(mx.acme.example; " PASS OURS FROM, PROOF_FROM, false},
		/* Not the name that our own server looks for when it cuts out forgeries.
		 */
		{AR "x@mx.acme.example; " PASS OURS FROM, PROOF_FROM, false},
		{AR "<mx.acme.example>; " PASS OURS FROM, PROOF_FROM, false},
		{AR "\"mx.acme.example\"; " PASS OURS FROM, PROOF_FROM, false},
		{AR "mx.acme.example.; " PASS OURS FROM, PROOF_FROM, false},
		{AR "mx.acme.example:25; " PASS OURS FROM, PROOF_FROM, false},
		{AR "\n" OURS FROM, PROOF_FROM, false},
		{AR ";;=;" PASS OURS FROM, PROOF_FROM, false},
		{"Received: from by by mx.acme.example; x\nReceived: from x by by; x\n" AR
		 "mx.acme.example; " PASS FROM,
		 PROOF_FROM, false},
		{"X-" AR "mx.acme.example; " PASS OURS FROM, PROOF_FROM, false},
		{"ARC-" AR "mx.acme.example; " PASS OURS FROM, PROOF_FROM, false},
		{OURS FOREIGN AR "mx.acme.example; " PASS FROM, PROOF_FROM, false},
		{OURS "Received: from a (by mx.acme.example) with x\n" AR
		      "mx.acme.example; " PASS FROM,
		 PROOF_FROM, false},
		{AR "mx.acme.example; dmarc=none\n" OURS OURS AR
		    "mx.acme.example; " PASS FROM,
		 PROOF_FROM, false},
		{AR "mx.acme.example; spf=pass\n" OURS AR "mx.acme.example; " PASS FROM,
		 PROOF_FROM, false},
		{AR "mx.acme.example; dmarc=none\n" AR "mx.acme.example; " PASS OURS FROM,
		 PROOF_FROM, false},
		{AR "mx.acme.example; spf=pass (dmarc=pass; dmarc=pass) x=\"; "
		    "dmarc=pass\"\n" OURS FROM,
		 PROOF_FROM, false},
		{AR "mx.acme.example; dmarc=pass header.from=evil.example\n" OURS FROM,
		 PROOF_FROM, false},
		{AR "mx.acme.example; dkim=pass header.d=evil.example "
		    "header.d=x.example\n" OURS FROM,
		 PROOF_FROM, false},
		{AR "mx.acme.example; dkim=pass header.d=evilx.example\n" OURS FROM,
		 PROOF_FROM, false},
		{AR "mx.acme.example; dkim=pass header.d=example\n" OURS FROM, PROOF_FROM,
		 false},
		{AR "mx.acme.example; dkim=pass header.d=co.uk\n" OURS
		    "From: ann@bank.co.uk\n",
		 PROOF_FROM, false},
		{AR "mx.acme.example; dkim=fail header.d=x.example; x-dmarc=pass\n" OURS
			 FROM,
		 PROOF_FROM, false},
		{AR "mx.acme.example; " PASS OURS
		    "From: ann@x.example, eve@evil.example\n",
		 PROOF_UNKNOWN, true},
		{AR "mx.acme.example; " PASS OURS
		    "From: ann@x.example\nFrom: eve@evil.example\n",
		 PROOF_UNKNOWN, true},
		{AR "mx.acme.example; " PASS OURS
		    "From: \"ann@x.example\" <eve@evil.example>\n",
		 PROOF_FROM, false},
		{AR "mx.acme.example; " PASS OURS "To: team@acme.example\n",
		 PROOF_UNKNOWN, true},
	};
	check_rows(rows, G_N_ELEMENTS(rows));
}

/* Some hosts take several hops inside, and write below their own line. */
static void test_inner_hops(void)
{
	static const Row rows[] = {
		{"Received: by 2002:a05:6512:1234 with SMTP id a; Mon, 2 Mar 2026 "
		 "10:00:00 +0000\n"
		 "Received: from out.x.example by mx.google.com with ESMTPS id b\n" AR
		 "mx.google.com; dkim=pass header.i=@x.example header.s=a\n" FOREIGN FROM,
		 PROOF_ALIGNED, false},
		{"Received: by 2002:a05:6512:1234 with SMTP id a; Mon, 2 Mar 2026 "
		 "10:00:00 +0000\n"
		 "Received: from out.x.example by mx.google.com with ESMTPS id b\n" AR
		 "mx.google.com; dkim=none\n"
		 "Received: from out.x.example by mx.google.com with ESMTPS id b\n" AR
		 "mx.google.com; " PASS FOREIGN FROM,
		 PROOF_FROM, false},
	};
	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_other_evidence(void)
{
	static const struct {
		const char *header;
		ProofInput input;
		Proof proof;
		bool is_contradicted;
	} rows[] = {
		{FROM, {.has_token = true, .is_sender_known = true}, PROOF_TOKEN, false},
		{FROM, {.is_sender_known = true}, PROOF_FROM, false},
		{FROM, {.is_sender_known = false}, PROOF_UNKNOWN, false},
		{FROM, {.has_signature = true, .has_token = true}, PROOF_SIGNED, false},
		{AR "mx.acme.example; dmarc=fail\n" OURS FROM,
		 {.has_token = true, .is_sender_known = true},
		 PROOF_UNKNOWN,
		 true},
		{AR "mx.acme.example; dmarc=fail\n" OURS FROM,
		 {.has_signature = true},
		 PROOF_SIGNED,
		 true},
		{AR "mx.evil.example; dmarc=fail\n" OURS FROM,
		 {.has_token = true},
		 PROOF_TOKEN,
		 false},
		{"From: a@x.example, b@x.example\n",
		 {.has_signature = true},
		 PROOF_UNKNOWN,
		 true},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(ProofFacts) facts = judge(rows[i].header, rows[i].input);
		g_assert_cmpstr(proof_name(facts->proof), ==, proof_name(rows[i].proof));
		g_assert_cmpint(facts->is_contradicted, ==, rows[i].is_contradicted);
	}
	g_autoptr(Message) message = read_mail(AR "mx.acme.example; " PASS OURS FROM);
	const ProofInput nobody = {.is_sender_known = true};
	g_autoptr(ProofFacts) facts = proof_judge(message, &nobody);
	g_assert_cmpint(facts->proof, ==, PROOF_FROM);
}

static void test_names(void)
{
	static const char *const names[] = {"unknown", "from", "token", "aligned",
					    "signed"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		Proof proof = PROOF_UNKNOWN;
		g_assert_true(proof_from_name(names[i], &proof));
		g_assert_cmpstr(proof_name(proof), ==, names[i]);
	}
	Proof proof = PROOF_TOKEN;
	g_assert_false(proof_from_name("Signed", &proof));
	g_assert_cmpint(proof, ==, PROOF_TOKEN);
}

static void test_comments(void)
{
	static const struct {
		const char *input, *expected;
	} rows[] = {
		{"a (b) c", "a   c"},
		{"a (b (c) d) e", "a   e"},
		{"a \"(b)\" c", "a \"(b)\" c"},
		{"a (b \\) c) d", "a   d"},
		{"a (b", "a  "},
		{"a ) b", "a ) b"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *plain = results_without_comments(rows[i].input);
		g_assert_cmpstr(plain, ==, rows[i].expected);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/proof/believed", test_believed);
	g_test_add_func("/proof/forged", test_forged);
	g_test_add_func("/proof/inner-hops", test_inner_hops);
	g_test_add_func("/proof/other-evidence", test_other_evidence);
	g_test_add_func("/proof/names", test_names);
	g_test_add_func("/proof/comments", test_comments);
	return g_test_run();
}
