/* fuzz_addresses.c: lists of addresses, and the words encoded in them.
 * Seeds: tests/fuzz/seeds/addresses
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "mail/address.h"
#include "mail/encoded_word.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *all = g_strndup((const char *)bytes, MIN(length, (size_t)65536));
	g_autofree char *normal = encoded_word_normal(all, NULL);
	g_assert_true(g_utf8_validate(normal, -1, NULL));
	g_autofree char *decoded = encoded_word_decode(all, "koi8-r");
	g_assert_true(g_utf8_validate(decoded, -1, NULL));
	g_autoptr(GPtrArray) list = address_read_list(normal, 100);
	g_assert_cmpuint(list->len, <=, 100);
	for (guint i = 0; i < list->len; i++)
		fuzz_check_line(((Address *)g_ptr_array_index(list, i))->name);
	return 0;
}
