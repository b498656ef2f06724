/* fuzz_bodies.c: charsets and transfer encodings.
 * Seeds: tests/mail ../shared/corpus/mime
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "mail/armour.h"
#include "mail/charset.h"
#include "mail/transfer.h"
#include "mail/uuencode.h"

static void found(const char *name, size_t bytes, void *text)
{
	g_assert_cmpuint(strlen(name) + bytes, <, strlen(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char *const charsets[] = {"utf-8",	     "iso-2022-jp", "hz-gb-2312",
					       "utf-16",     "shift_jis",   "utf-7",
					       "iso-8859-2", "gb18030",	    NULL};
	TransferKind kind = length > 0 ? bytes[0] % 4 : TRANSFER_PLAIN;
	g_autoptr(GByteArray) decoded = g_byte_array_new();
	Transfer transfer;
	transfer_init(&transfer, kind);
	for (size_t i = 0; i < length; i += 100)
		transfer_feed(&transfer, (const char *)bytes + i, MIN(100, length - i),
			      decoded);
	transfer_end(&transfer, decoded);
	/* A line of uuencode says how long it would be. */
	g_assert_cmpuint(decoded->len, <=, (kind == TRANSFER_UU ? 64 : 1) * length + 3);
	for (const char *const *charset = charsets; *charset != NULL; charset++) {
		g_autofree char *text = charset_decode(
			*charset, (const char *)decoded->data, decoded->len);
		g_assert_true(g_utf8_validate(text, -1, NULL));
		g_autofree char *bare = armour_strip(text);
		g_assert_true(bare == NULL || strlen(bare) <= strlen(text));
		g_autofree char *left = uuencode_strip(text, found, text);
		g_assert_true(left == NULL || strlen(left) < strlen(text));
	}
	return 0;
}
