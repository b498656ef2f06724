/* fuzz_fields.c: `Key: value` lines.
 * Seeds: tests/fuzz/seeds/fields
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "base/text.h"
#include "workflow/field.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = fuzz_clean(bytes, length);
	g_autoptr(Fields) fields = field_read(text, true);
	g_auto(GStrv) lines = text_lines(text);
	g_assert_cmpint(fields->lines, <=, (int)g_strv_length(lines));
	return 0;
}
