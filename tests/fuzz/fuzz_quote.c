/* fuzz_quote.c: what is new in a text; no word is lost.
 * Seeds: tests/mail ../shared/corpus/reply ../shared/corpus/signature
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "mail/quote.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = fuzz_clean(bytes, length);
	g_autoptr(QuoteParts) parts = quote_split(text, "Ann Smith <ann@acme.example>");
	g_assert_cmpuint(fuzz_count_words(parts->new_text) +
				 fuzz_count_words(parts->quoted) +
				 fuzz_count_words(parts->signature),
			 ==, fuzz_count_words(text));
	return 0;
}
