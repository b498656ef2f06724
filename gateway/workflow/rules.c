/* rules.c: all sections of all rule files as one: which of them counts, and what a tag
 * means.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/rules.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "workflow/dialect.h"
#include "workflow/method_read.h"
#include "workflow/norm.h"
#include "workflow/rules_value.h"

struct Rules {
	GPtrArray *rules;    /* of Rule */
	GPtrArray *policies; /* of Policy */
	GPtrArray *methods;  /* of Method */
	GPtrArray *norms;    /* of Norm */
	GHashTable *by_tag;  /* upper-case tag to Rule */
	Dialect *dialect;
};

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

static gboolean is_same_rule(gconstpointer a, gconstpointer b)
{
	return strcmp(((const Rule *)a)->name, ((const Rule *)b)->name) == 0;
}

static gboolean is_same_policy(gconstpointer a, gconstpointer b)
{
	return strcmp(((const Policy *)a)->name, ((const Policy *)b)->name) == 0;
}

static gboolean is_same_norm(gconstpointer a, gconstpointer b)
{
	return strcmp(((const Norm *)a)->title, ((const Norm *)b)->title) == 0;
}

/* A later section of the same name takes the place of an earlier one. */
static void replace(GPtrArray *sections, gpointer section, GEqualFunc is_same)
{
	guint index = 0;
	if (g_ptr_array_find_with_equal_func(sections, section, is_same, &index))
		g_ptr_array_remove_index(sections, index);
	g_ptr_array_add(sections, section);
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

static const Policy *find_policy(const Rules *rules, const char *name)
{
	for (guint i = 0; name != NULL && i < rules->policies->len; i++) {
		const Policy *policy = g_ptr_array_index(rules->policies, i);
		if (g_ascii_strcasecmp(policy->name, name) == 0)
			return policy;
	}
	return NULL;
}

/* The shipped rules name it, and leave it to the team whether there is one. */
static bool is_default(const char *policy)
{
	return g_ascii_strcasecmp(policy, "default") == 0;
}

/* Where the section that counts says so; rule files are many, and a rule has many lines.
 */
static Place place_of(const Settings *settings, const char *kind, const char *title,
		      const char *key, Place otherwise)
{
	for (guint i = settings->sections->len; i > 0; i--) {
		const SettingsSection *section =
			g_ptr_array_index(settings->sections, i - 1);
		if (strcmp(section->kind, kind) == 0 &&
		    strcmp(section->title, title) == 0)
			return rules_place(section, key);
	}
	return otherwise;
}

/* A norm for a tag that nothing has would never count. */
static void check_norm_tags(const Rules *rules, const Settings *settings,
			    GPtrArray *problems)
{
	for (guint i = 0; i < rules->norms->len; i++) {
		const Norm *norm = g_ptr_array_index(rules->norms, i);
		for (guint j = 0; j < norm->tags->len; j++) {
			const char *tag = g_ptr_array_index(norm->tags, j);
			if (rules_by_tag(rules, tag) != NULL)
				continue;
			const char *near = rules_near_tag(rules, tag);
			problems_add(problems,
				     place_of(settings, "norm", norm->title, "tags",
					      norm->place),
				     "norm '%s': no rule has the tag '%s'%s%s%s",
				     norm->title, tag,
				     near != NULL ? " (did you mean '" : "",
				     near != NULL ? near : "", near != NULL ? "'?)" : "");
		}
	}
}

static void check_references(const Rules *rules, const Settings *settings,
			     GPtrArray *problems)
{
	for (guint i = 0; i < rules->rules->len; i++) {
		const Rule *rule = g_ptr_array_index(rules->rules, i);
		if (rule->policy != NULL && !is_default(rule->policy) &&
		    find_policy(rules, rule->policy) == NULL)
			problems_add(problems,
				     place_of(settings, "rule", rule->name, "policy",
					      rule->place),
				     "rule '%s': there is no policy '%s'", rule->name,
				     rule->policy);
		if (rule->method != NULL && rules_method(rules, rule->method) == NULL)
			problems_add(problems,
				     place_of(settings, "rule", rule->name, "method",
					      rule->place),
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
			replace(rules->rules, rule_read(section, people, problems),
				is_same_rule);
		else if (strcmp(section->kind, "policy") == 0)
			replace(rules->policies, policy_read(section, people, problems),
				is_same_policy);
		else if (strcmp(section->kind, "method") == 0)
			g_ptr_array_insert(rules->methods, 0,
					   method_read(section, problems));
		else if (strcmp(section->kind, "norm") == 0)
			replace(rules->norms, norm_read(section, people, problems),
				is_same_norm);
		else if (strcmp(section->kind, "words") == 0)
			dialect_add(rules->dialect, section, problems);
	}
	index_tags(rules, problems);
	check_references(rules, settings, problems);
	check_norm_tags(rules, settings, problems);
	norm_check_ties(rules->norms, problems);
	return rules;
}

/* ---- questions ------------------------------------------------------------- */

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
		if (words_list_has(method->roles, role))
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

const Policy *rules_policy(const Rules *rules, const char *name, const char *project)
{
	const Policy *policy = find_policy(rules, project);
	if (policy == NULL)
		policy = find_policy(rules, name);
	return policy != NULL ? policy : find_policy(rules, "default");
}
