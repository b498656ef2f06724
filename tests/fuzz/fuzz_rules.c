/* fuzz_rules.c: rules and configuration: any file gives sections, or mistakes with a
 * line. Seeds: rules
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "base/config.h"
#include "workflow/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *path = g_build_filename(fuzz_folder(), "x.conf", NULL);
	g_assert_true(
		g_file_set_contents(path, (const char *)bytes, (gssize)length, NULL));
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(Config) config = config_read_rules_only(path, problems);
	if (config == NULL)
		return 0;
	Rules *read = rules_new(config->settings, NULL, problems);
	rules_free(read);
	return 0;
}
