/* fuzz_html.c: HTML turned to text, and paragraphs joined.
 * Seeds: tests/mail templates
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "mail/charset.h"
#include "mail/flowed.h"
#include "mail/html.h"
#include "mail/html_flatten.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *utf8 =
		charset_decode("utf-8", (const char *)bytes, MIN(length, (size_t)100000));
	g_autofree char *text = html_to_text(utf8);
	g_assert_true(g_utf8_validate(text, -1, NULL));
	g_autofree char *flat = html_flatten(utf8);
	g_autofree char *flat_text = html_to_text(flat);
	g_assert_true(g_utf8_validate(flat_text, -1, NULL));
	g_autofree char *joined = flowed_join(text, length % 2 == 0);
	g_assert_nonnull(joined);
	return 0;
}
