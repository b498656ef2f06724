/* fuzz.c: what the targets share.
 *
 * SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "base/config.h"
#include "base/text.h"

const Rules *fuzz_rules(void)
{
	static Config *config;
	static Rules *rules;
	if (rules == NULL) {
		g_autoptr(GPtrArray) problems = problems_new();
		config = config_read_rules_only("rules/default.rules", problems);
		g_assert_nonnull(config);
		rules = rules_new(config->settings, NULL, problems);
	}
	return rules;
}

const char *fuzz_folder(void)
{
	static char *folder;
	if (folder == NULL)
		folder = g_dir_make_tmp("mailmoot-fuzz-XXXXXX", NULL);
	return folder;
}

char *fuzz_clean(const uint8_t *bytes, size_t length)
{
	return text_clean((const char *)bytes, (ssize_t)length);
}

void fuzz_check_text(const char *text)
{
	g_assert_true(g_utf8_validate(text, -1, NULL));
	for (const char *c = text; *c != '\0'; c++)
		g_assert_true((unsigned char)*c >= 0x20 || *c == '\n' || *c == '\t');
}

void fuzz_check_line(const char *text)
{
	fuzz_check_text(text);
	g_assert_null(strpbrk(text, "\r\n"));
}

/* A line of spaces that do not break is as empty as any other. */
size_t fuzz_count_text(const char *text)
{
	size_t count = 0;
	g_autoptr(GString) spaced = g_string_new(text);
	g_string_replace(spaced, "\u00a0", " ", 0);
	g_string_replace(spaced, "\u200b", " ", 0);
	g_auto(GStrv) words = g_strsplit_set(spaced->str, " \t\n", -1);
	for (char **word = words; *word != NULL; word++)
		count += strlen(*word);
	return count;
}
