/* rule.c: rule sections.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/rule.h"

#include <string.h>

#include "workflow/field.h"
#include "workflow/norm.h"
#include "workflow/rules_value.h"

void rule_free(Rule *rule)
{
	g_free(rule->name);
	g_ptr_array_unref(rule->tags);
	g_free(rule->method);
	g_ptr_array_unref(rule->deciders);
	g_ptr_array_unref(rule->informed);
	g_free(rule->due);
	norm_terms_free(rule->terms);
	g_free(rule->floor);
	g_array_unref(rule->remind);
	g_free(rule->overdue);
	g_free(rule->policy);
	g_ptr_array_unref(rule->needs);
	g_free(rule);
}

static int compare_numbers(gconstpointer a, gconstpointer b)
{
	return *(const int *)a - *(const int *)b;
}

static GArray *percents_of(const SettingsSection *section, GPtrArray *problems)
{
	GArray *percents = g_array_new(FALSE, FALSE, sizeof(int));
	g_autoptr(GPtrArray) texts = rules_words(section, "remind");
	for (guint i = 0; i < texts->len; i++) {
		const char *text = g_ptr_array_index(texts, i);
		int percent = 0;
		if (rules_read_number(text, 1, 99, &percent))
			g_array_append_val(percents, percent);
		else
			problems_add(problems, rules_place(section, "remind"),
				     "remind: '%s' is no percentage from 1 to 99", text);
	}
	g_array_sort(percents, compare_numbers);
	return percents;
}

static void read_tags(Rule *rule, const SettingsSection *section, GPtrArray *problems)
{
	g_autoptr(GPtrArray) written = rules_words(section, "tags");
	rule->tags = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < written->len; i++) {
		const char *tag = g_ptr_array_index(written, i);
		if (*tag == '\0' || strpbrk(tag, " []:=\"") != NULL)
			problems_add(problems, rules_place(section, "tags"),
				     "'%s' cannot be a tag: one word without brackets, "
				     "colon or =",
				     tag);
		else
			g_ptr_array_add(rule->tags, g_utf8_strup(tag, -1));
	}
	if (rule->tags->len == 0)
		problems_add(problems, section->place, "rule '%s' has no tags",
			     section->title);
}

static void read_kind(Rule *rule, const SettingsSection *section, GPtrArray *problems)
{
	const char *opens = settings_get_text(section, "opens");
	if (opens == NULL)
		problems_add(problems, section->place,
			     "rule '%s' does not say what it opens", section->title);
	else if (!kind_from_name(opens, &rule->opens))
		rules_blame(section, "opens",
			    "decision, question, status, escalation, agenda, preread, "
			    "notes, memo, note, profile or query",
			    problems);
}

/* Levels say who hears of what is late, and when; what says the same once more would send
 * it twice. */
static void check_levels(const Rule *rule, const SettingsSection *section,
			 GPtrArray *problems)
{
	static const char *const SHORT[] = {"remind", "warn", "overdue"};
	if (rule->terms->levels == NULL || rule->opens == KIND_DECISION)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(SHORT); i++)
		if (settings_get(section, SHORT[i]) != NULL)
			problems_add(problems, rules_place(section, SHORT[i]),
				     "rule '%s' has levels: they say it all, and %s "
				     "would be one more",
				     rule->name, SHORT[i]);
}

/* Who is asked and away: their clocks pause, or their delegate is asked. */
static bool waits_for_absent(const SettingsSection *section, GPtrArray *problems)
{
	const char *word = settings_get_text(section, "away");
	if (word == NULL || g_str_equal(word, "delegate"))
		return false;
	if (!g_str_equal(word, "pause"))
		rules_blame(section, "away", "delegate or pause", problems);
	return true;
}

/* A field that nobody can write would keep every decision a draft. */
static GPtrArray *read_needs(const SettingsSection *section, GPtrArray *problems)
{
	g_autoptr(GPtrArray) written = rules_words(section, "needs");
	GPtrArray *needs = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < written->len; i++) {
		const char *word = g_ptr_array_index(written, i), *near = NULL;
		const char *field = field_canonical(word, &near);
		if (field != NULL)
			g_ptr_array_add(needs, g_strdup(field));
		else
			problems_add(problems, rules_place(section, "needs"),
				     "needs: '%s' is no field%s%s%s", word,
				     near != NULL ? " (did you mean '" : "",
				     near != NULL ? near : "", near != NULL ? "'?)" : "");
	}
	return needs;
}

static bool is_yes(const SettingsSection *section, const char *key, GPtrArray *problems)
{
	const char *word = settings_get_text(section, key);
	bool is_no = word == NULL || g_ascii_strcasecmp(word, "no") == 0;
	if (!is_no && g_ascii_strcasecmp(word, "yes") != 0)
		rules_blame(section, key, "yes or no", problems);
	return !is_no;
}

/* The least working time a close should leave each decider. */
static void read_floor(Rule *rule, const SettingsSection *section, GPtrArray *problems)
{
	Duration floor;
	if (!rules_duration(section, "floor", &floor, problems))
		return;
	rule->floor = g_strdup(settings_get_text(section, "floor"));
	if (!floor.is_working)
		rules_blame(section, "floor", "working time, such as 4wh or 1wd",
			    problems);
}

Rule *rule_read(const SettingsSection *section, const People *people, GPtrArray *problems)
{
	Rule *rule = g_new0(Rule, 1);
	rule->name = g_strdup(section->title);
	rule->place = section->place;
	read_tags(rule, section, problems);
	read_kind(rule, section, problems);
	rule->method = g_strdup(settings_get_text(section, "method"));
	rule->deciders = rules_words(section, "deciders");
	rules_check_people(section, "deciders", rule->deciders, people, problems);
	rule->informed = rules_words(section, "informed");
	rules_check_people(section, "informed", rule->informed, people, problems);
	rule->terms = norm_terms_read(section, people, problems);
	rule->due = g_strdup(rule->terms->texts[NORM_DUE]);
	read_floor(rule, section, problems);
	rule->overlap_days = rules_number(section, "overlap-within", 1, 60, problems);
	rule->remind = percents_of(section, problems);
	rule->overdue = g_strdup(settings_get_text(section, "overdue"));
	g_autoptr(GPtrArray) overdue = rules_words(section, "overdue");
	rules_check_people(section, "overdue", overdue, people, problems);
	check_levels(rule, section, problems);
	rule->waits_for_absent = waits_for_absent(section, problems);
	rule->policy = g_strdup(settings_get_text(section, "policy"));
	rule->needs = read_needs(section, problems);
	rule->is_decided = is_yes(section, "decided", problems);
	Duration grace = {0};
	if (rules_duration(section, "grace", &grace, problems))
		rule->grace_seconds = grace.seconds;
	return rule;
}
