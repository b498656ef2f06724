/* test_tag.c: the word in brackets at the start of a subject.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/tag.h"

#include "base/config.h"

static const struct {
	const char *subject, *word, *project, *title;
} rows[] = {
	{"[DECISION] Move CI", "DECISION", NULL, "Move CI"},
	{"[decision]Move CI", "DECISION", NULL, "Move CI"},
	{" [ Decision ]  Move CI ", "DECISION", NULL, "Move CI"},
	{"[STATUS:Apollo] week 47", "STATUS", "apollo", "week 47"},
	{"[STATUS: apollo health=green] week 47", "STATUS", "apollo", "week 47"},
	{"[DECISION project=apollo] x", "DECISION", "apollo", "x"},
	{"DECISION: Move CI", "DECISION", NULL, "Move CI"},
	{"Decision : Move CI", "DECISION", NULL, "Move CI"},
	/* As keyboards of the East type them; the title stays. */
	{"\u3010DECISION\u3011 CI\u3010x\u3011", "DECISION", NULL, "CI\u3010x\u3011"},
	{"\uff3b\uff24\uff25\uff23\uff29\uff33\uff29\uff2f\uff2e\uff3d x", "DECISION",
	 NULL, "x"},
	{"DECISION\uff1aMove CI", "DECISION", NULL, "Move CI"},
	{"\u200b[DECISION]\u00a0x", "DECISION", NULL, "x"},
	/* One list marker, item ids. */
	{"[acme-dev] [DECISION] x", "DECISION", NULL, "x"},
	{"[D-12] [URGENT] x", "URGENT", NULL, "x"},
	{"[URGENT] [#D-12] x", "URGENT", NULL, "x"},
	{"[D-12] x", NULL, NULL, "x"},
	/* Ordinary text. */
	{"[FOO] x", NULL, NULL, "[FOO] x"},
	{"\u3010FOO\u3011 x", NULL, NULL, "\u3010FOO\u3011 x"},
	{"[DECISION please] x", NULL, NULL, "[DECISION please] x"},
	{"[DECISION x", NULL, NULL, "[DECISION x"},
	{"x [DECISION]", NULL, NULL, "x [DECISION]"},
	{"Reminder: x", NULL, NULL, "Reminder: x"},
	{"", NULL, NULL, ""},
};

static void test_rows(void)
{
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(Config) config =
		config_read_rules_only("rules/default.rules", problems);
	g_assert_nonnull(config);
	g_autoptr(Rules) rules = rules_new(config->settings, NULL, problems);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Tag) tag = tag_read(rows[i].subject, rules);
		g_test_message("%s", rows[i].subject);
		g_assert_cmpstr(tag->word, ==, rows[i].word);
		g_assert_cmpstr(tag->project, ==, rows[i].project);
		g_assert_cmpstr(tag->title, ==, rows[i].title);
	}
}

static const struct {
	const char *subject, *meant;
} slips[] = {
	{"[DECISON] Move CI", "[DECISION] Move CI"},
	{"[decsion:infra] Move CI", "[DECISION:infra] Move CI"},
	{"[URGNT] checkout is down", "[URGENT] checkout is down"},
	{"[URGENT checkout is down", "[URGENT] checkout is down"},
	{"[DECISION please] Move CI", "[DECISION] Move CI"},
	{"[DECISION]] Move CI", "[DECISION]] Move CI"},
	{"DECISON: Move CI", "[DECISION] Move CI"},
	{"[infra-list] [DECISON] Move CI", "[DECISION] Move CI"},
	{"[infra-list] [decision-makers] Move CI", NULL},
	{"\u3010DECISON\u3011 CI", "[DECISION] CI"},
	{"Decisions: where we stand", NULL},
	{"[EXTERNAL] Move CI", NULL},
	{"[ops] Move CI", NULL},
	{"[", NULL},
	{"", NULL},
};

static void test_slips(void)
{
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(Config) config =
		config_read_rules_only("rules/default.rules", problems);
	g_autoptr(Rules) rules = rules_new(config->settings, NULL, problems);
	for (size_t i = 0; i < G_N_ELEMENTS(slips); i++) {
		g_autofree char *meant = tag_meant(slips[i].subject, rules);
		g_test_message("%s", slips[i].subject);
		g_assert_cmpstr(meant, ==, slips[i].meant);
	}
}

static const struct {
	const char *subject, *of_list, *of_person; /* titles */
} markers[] = {
	{"[infra] Move CI", "Move CI", "[infra] Move CI"},
	{"[infra] [bug] Move CI", "[bug] Move CI", "[infra] [bug] Move CI"},
	{"[EXTERNAL] Move CI", "Move CI", "Move CI"},
	{"[External Email] [infra] Move CI", "Move CI", "[infra] Move CI"},
	{"[infra] [D-12] Move CI", "Move CI", "[infra] [D-12] Move CI"},
	{"[DECISON] Move CI", "[DECISON] Move CI", "[DECISON] Move CI"},
	{"[DECISION] [infra] CI", "[infra] CI", "[infra] CI"},
	{"[internal] CI", "CI", "[internal] CI"},
	{"[infra]", "[infra]", "[infra]"},
	{"[infra CI", "[infra CI", "[infra CI"},
	{"", "", ""},
};

static void test_markers(void)
{
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(Config) config =
		config_read_rules_only("rules/default.rules", problems);
	g_autoptr(Rules) rules = rules_new(config->settings, NULL, problems);
	for (size_t i = 0; i < G_N_ELEMENTS(markers); i++) {
		g_autoptr(Tag) of_list = tag_read(markers[i].subject, rules);
		g_autoptr(Tag) of_person = tag_read(markers[i].subject, rules);
		tag_drop_markers(of_list, true, config->noise, rules);
		tag_drop_markers(of_person, false, config->noise, rules);
		g_test_message("%s", markers[i].subject);
		g_assert_cmpstr(of_list->title, ==, markers[i].of_list);
		g_assert_cmpstr(of_person->title, ==, markers[i].of_person);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/tag/rows", test_rows);
	g_test_add_func("/tag/slips", test_slips);
	g_test_add_func("/tag/markers", test_markers);
	return g_test_run();
}
