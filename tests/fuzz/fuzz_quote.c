/* fuzz_quote.c: what is new in a text; no byte of a word is lost.
 * Seeds: tests/mail ../shared/corpus/reply ../shared/corpus/signature
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "mail/quote.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = fuzz_clean(bytes, length);
	g_autoptr(QuoteParts) parts = quote_split(text, "Ann Smith <ann@acme.example>");
	g_assert_cmpuint(fuzz_count_text(parts->new_text) +
				 fuzz_count_text(parts->quoted) +
				 fuzz_count_text(parts->signature),
			 ==, fuzz_count_text(text));
	return 0;
}
