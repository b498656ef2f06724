/* fuzz_subject.c: tags, prefixes and ids of a subject.
 * Seeds: tests/fuzz/seeds/subject
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "base/text.h"
#include "mail/thread.h"
#include "workflow/tag.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = fuzz_clean(bytes, length);
	g_autofree char *line = text_single_line(text, 2000);
	g_autoptr(Tag) tag = tag_read(line, fuzz_rules());
	fuzz_check_line(tag->title);
	bool has_title = *tag->title != '\0';
	tag_drop_markers(tag, length % 2 == 0, NULL, fuzz_rules());
	fuzz_check_line(tag->title);
	g_assert_true(!has_title || *tag->title != '\0');
	g_autofree char *stripped = thread_strip_prefixes(line, NULL, NULL, NULL);
	fuzz_check_line(stripped);
	g_assert_cmpuint(strlen(stripped), <=, strlen(line));
	return 0;
}
