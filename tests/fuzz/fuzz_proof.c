/* fuzz_proof.c: what may be believed of a sender.
 * Seeds: tests/mail tests/fuzz/seeds/results
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "mail/proof.h"
#include "mail/proof_results.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = fuzz_clean(bytes, length);
	g_autoptr(Results) results = results_read(text);
	if (results != NULL)
		fuzz_check_text(results->server);
	g_autoptr(GBytes) raw = g_bytes_new(bytes, length);
	g_autoptr(Message) message = message_read(raw, &MESSAGE_LIMITS_DEFAULT, NULL);
	if (message == NULL)
		return 0;
	g_autoptr(GPtrArray) authserv = g_ptr_array_new();
	static char server[] = "mx.acme.example";
	g_ptr_array_add(authserv, server);
	ProofInput trusting = {.authserv = authserv, .is_sender_known = true};
	g_autoptr(ProofFacts) facts = proof_judge(message, &trusting);
	/* Without a server we believe, no bytes prove anything. */
	ProofInput blind = {.is_sender_known = true};
	g_autoptr(ProofFacts) alone = proof_judge(message, &blind);
	g_assert_cmpint(alone->proof, <=, PROOF_FROM);
	g_assert_cmpint(facts->proof, <=, PROOF_ALIGNED);
	g_assert_true(message->from != NULL || facts->proof == PROOF_UNKNOWN);
	return 0;
}
