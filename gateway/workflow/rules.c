/* rules.c: rule, policy and method sections into Rules; every mistake with its line.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "workflow/dialect.h"
#include "workflow/method.h"
#include "workflow/norm.h"

struct Rules {
	GPtrArray *rules;    /* of Rule */
	GPtrArray *policies; /* of Policy */
	GPtrArray *methods;  /* of Method */
	GPtrArray *norms;    /* of Norm */
	GHashTable *by_tag;  /* upper-case tag to Rule */
	Dialect *dialect;
};

static void rule_free(Rule *rule)
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

void rules_free(Rules *rules)
{
	if (rules == NULL)
		return;
	g_hash_table_unref(rules->by_tag);
	g_ptr_array_unref(rules->rules);
	g_ptr_array_unref(rules->policies);
	g_ptr_array_unref(rules->methods);
	g_ptr_array_unref(rules->norms);
	dialect_free(rules->dialect);
	g_free(rules);
}

/* ---- sections -------------------------------------------------------------- */

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
		char *end = NULL;
		int percent = (int)strtol(text, &end, 10);
		if (end != text && *end == '\0' && percent > 0 && percent < 100)
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

static Rule *rule_from(const SettingsSection *section, const People *people,
		       GPtrArray *problems)
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
	rule->needs = rules_words(section, "needs");
	const char *decided = settings_get_text(section, "decided");
	rule->is_decided = decided != NULL && g_ascii_strcasecmp(decided, "yes") == 0;
	Duration grace = {0};
	if (rules_duration(section, "grace", &grace, problems))
		rule->grace_seconds = grace.seconds;
	return rule;
}

/* ---- the whole ------------------------------------------------------------- */

/* A later rule of the same name takes the place of an earlier one. */
static void replace_rule(Rules *rules, Rule *rule)
{
	for (guint i = 0; i < rules->rules->len; i++) {
		const Rule *old = g_ptr_array_index(rules->rules, i);
		if (strcmp(old->name, rule->name) == 0) {
			g_ptr_array_remove_index(rules->rules, i);
			break;
		}
	}
	g_ptr_array_add(rules->rules, rule);
}

static void replace_policy(Rules *rules, Policy *policy)
{
	for (guint i = 0; i < rules->policies->len; i++) {
		const Policy *old = g_ptr_array_index(rules->policies, i);
		if (strcmp(old->name, policy->name) == 0) {
			g_ptr_array_remove_index(rules->policies, i);
			break;
		}
	}
	g_ptr_array_add(rules->policies, policy);
}

static void replace_norm(Rules *rules, Norm *norm)
{
	for (guint i = 0; i < rules->norms->len; i++) {
		const Norm *old = g_ptr_array_index(rules->norms, i);
		if (strcmp(old->title, norm->title) == 0) {
			g_ptr_array_remove_index(rules->norms, i);
			break;
		}
	}
	g_ptr_array_add(rules->norms, norm);
}

static void index_tags(Rules *rules, GPtrArray *problems)
{
	for (guint i = 0; i < rules->rules->len; i++) {
		Rule *rule = g_ptr_array_index(rules->rules, i);
		for (guint j = 0; j < rule->tags->len; j++) {
			char *tag = g_ptr_array_index(rule->tags, j);
			const Rule *other = g_hash_table_lookup(rules->by_tag, tag);
			if (other != NULL && other != rule)
				problems_add(
					problems, rule->place,
					"tag %s belongs to rule '%s' (%s:%d) already",
					tag, other->name, other->place.file,
					other->place.line);
			else
				g_hash_table_insert(rules->by_tag, tag, rule);
		}
	}
}

static void check_references(const Rules *rules, GPtrArray *problems)
{
	for (guint i = 0; i < rules->rules->len; i++) {
		const Rule *rule = g_ptr_array_index(rules->rules, i);
		if (rule->method != NULL && rules_method(rules, rule->method) == NULL)
			problems_add(problems, rule->place,
				     "rule '%s': there is no method '%s'", rule->name,
				     rule->method);
	}
}

Rules *rules_new(const Settings *settings, const People *people, GPtrArray *problems)
{
	Rules *rules = g_new0(Rules, 1);
	rules->rules = g_ptr_array_new_with_free_func((GDestroyNotify)rule_free);
	rules->policies = g_ptr_array_new_with_free_func((GDestroyNotify)policy_free);
	rules->methods = g_ptr_array_new_with_free_func((GDestroyNotify)method_free);
	rules->norms = g_ptr_array_new_with_free_func((GDestroyNotify)norm_free);
	rules->dialect = dialect_new();
	rules->by_tag = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < settings->sections->len; i++) {
		const SettingsSection *section = g_ptr_array_index(settings->sections, i);
		if (strcmp(section->kind, "rule") == 0)
			replace_rule(rules, rule_from(section, people, problems));
		else if (strcmp(section->kind, "policy") == 0)
			replace_policy(rules, policy_read(section, people, problems));
		else if (strcmp(section->kind, "method") == 0)
			g_ptr_array_insert(rules->methods, 0,
					   method_read(section, problems));
		else if (strcmp(section->kind, "norm") == 0)
			replace_norm(rules, norm_read(section, people, problems));
		else if (strcmp(section->kind, "words") == 0)
			dialect_add(rules->dialect, section, problems);
	}
	index_tags(rules, problems);
	check_references(rules, problems);
	norm_check_ties(rules->norms, problems);
	return rules;
}

const Dialect *rules_dialect(const Rules *rules)
{
	return rules->dialect;
}

const Rule *rules_by_tag(const Rules *rules, const char *tag)
{
	g_autofree char *upper = g_utf8_strup(tag, -1);
	return g_hash_table_lookup(rules->by_tag, upper);
}

/* A short word is near to everything. */
const char *rules_near_tag(const Rules *rules, const char *word)
{
	g_autofree char *upper = g_utf8_strup(word, -1);
	int length = (int)g_utf8_strlen(upper, -1);
	int nearest = length < 3 ? 0 : length < 6 ? 1 : 2;
	const char *found = NULL;
	for (guint i = 0; i < rules->rules->len; i++) {
		const Rule *rule = g_ptr_array_index(rules->rules, i);
		for (guint j = 0; j < rule->tags->len; j++) {
			const char *tag = g_ptr_array_index(rule->tags, j);
			int distance = text_distance(upper, tag, nearest);
			if (distance > nearest || (distance == nearest && found != NULL))
				continue;
			nearest = distance;
			found = tag;
		}
	}
	return found;
}

const Rule *rules_find(const Rules *rules, const char *name)
{
	for (guint i = 0; name != NULL && i < rules->rules->len; i++) {
		const Rule *rule = g_ptr_array_index(rules->rules, i);
		if (strcmp(rule->name, name) == 0)
			return rule;
	}
	return NULL;
}

const Method *rules_method(const Rules *rules, const char *name)
{
	for (guint i = 0; name != NULL && i < rules->methods->len; i++) {
		const Method *method = g_ptr_array_index(rules->methods, i);
		if (g_ascii_strcasecmp(method->name, name) == 0)
			return method;
	}
	return NULL;
}

const GPtrArray *rules_norms(const Rules *rules)
{
	return rules->norms;
}

const Method *rules_method_of_role(const Rules *rules, const char *role)
{
	for (guint i = 0; i < rules->methods->len; i++) {
		const Method *method = g_ptr_array_index(rules->methods, i);
		if (g_ptr_array_find_with_equal_func(method->roles, role, g_str_equal,
						     NULL))
			return method;
	}
	return NULL;
}

char *rules_method_names(const Rules *rules)
{
	GString *names = g_string_new(NULL);
	for (guint i = rules->methods->len; i > 0; i--) {
		const Method *method = g_ptr_array_index(rules->methods, i - 1);
		g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "",
				       method->name);
	}
	return g_string_free(names, FALSE);
}

static const Policy *find_policy(const Rules *rules, const char *name)
{
	for (guint i = 0; name != NULL && i < rules->policies->len; i++) {
		const Policy *policy = g_ptr_array_index(rules->policies, i);
		if (g_ascii_strcasecmp(policy->name, name) == 0)
			return policy;
	}
	return NULL;
}

const Policy *rules_policy(const Rules *rules, const char *name, const char *project)
{
	const Policy *policy = find_policy(rules, project);
	if (policy == NULL)
		policy = find_policy(rules, name);
	return policy != NULL ? policy : find_policy(rules, "default");
}
