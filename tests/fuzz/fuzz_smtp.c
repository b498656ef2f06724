/* fuzz_smtp.c: what a server says of itself; mails made ready for the line.
 * Seeds: tests/fuzz/seeds/fields
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "transport/smtp.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = fuzz_clean(bytes, length);
	SmtpFeatures features = smtp_read_features(text);
	(void)features;
	g_autoptr(GBytes) mail = g_bytes_new(bytes, length);
	g_autoptr(GBytes) data = smtp_encode_data(mail);
	gsize size = 0;
	const char *encoded = g_bytes_get_data(data, &size);
	/* The one line that is a dot alone is the last. */
	const char *dot =
		size > 3 ? g_strstr_len(encoded, (gssize)size, "\r\n.\r\n") : NULL;
	g_assert_true(dot == NULL || dot == encoded + size - 5);
	return 0;
}
