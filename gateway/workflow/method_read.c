/* method_read.c: method sections.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/method_read.h"

#include <string.h>

#include "base/words.h"
#include "workflow/rules_value.h"

static void read_decides(Method *method, const SettingsSection *section,
			 GPtrArray *problems)
{
	const char *text = settings_get_text(section, "decides");
	if (text != NULL && !decides_from_name(text, &method->decides))
		rules_blame(section, "decides", "consent, owner or vote", problems);
}

/* One of two words; the first if the key is not there. */
static bool is_second(const SettingsSection *section, const char *key, const char *first,
		      const char *second, GPtrArray *problems)
{
	const char *text = settings_get_text(section, key);
	if (text == NULL || g_ascii_strcasecmp(text, first) == 0)
		return false;
	if (g_ascii_strcasecmp(text, second) == 0)
		return true;
	g_autofree char *expected = g_strdup_printf("%s or %s", first, second);
	rules_blame(section, key, expected, problems);
	return false;
}

/* As it is written, also if it is wrong. */
static char *duration(const SettingsSection *section, const char *key, bool must_work,
		      GPtrArray *problems)
{
	const char *text = settings_get_text(section, key);
	Duration read;
	g_autofree char *why = NULL;
	if (text == NULL)
		return NULL;
	if (!duration_read(text, &read, &why) || (must_work && !read.is_working))
		rules_blame(section, key,
			    must_work ? "working time, such as 3wd or 8wh"
				      : "a duration such as 10d, 3wd or 8wh",
			    problems);
	return g_strdup(text);
}

/* "66", or "more than 50". */
static void read_pass(Method *method, const SettingsSection *section, GPtrArray *problems)
{
	static const char MORE[] = "more than ";
	const char *text = settings_get_text(section, "pass");
	if (text == NULL)
		return;
	method->is_pass_above = g_ascii_strncasecmp(text, MORE, strlen(MORE)) == 0;
	text += method->is_pass_above ? strlen(MORE) : 0;
	if (!rules_read_number(text, 0, 100, &method->pass_percent))
		rules_blame(section, "pass", "a whole number from 0 to 100", problems);
}

static void read_ballot(Method *method, const SettingsSection *section,
			GPtrArray *problems)
{
	const char *text = settings_get_text(section, "ballot");
	if (text != NULL && !ballot_kind_from_name(text, &method->ballot))
		rules_blame(section, "ballot", "none, approval or ranked", problems);
}

static void read_roles(Method *method, const SettingsSection *section,
		       GPtrArray *problems)
{
	static const char *const ROLES[] = {"approver", "decide"};
	g_autoptr(GPtrArray) written = rules_words(section, "roles");
	method->roles = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < written->len; i++) {
		const char *role = g_ptr_array_index(written, i);
		if (words_have(ROLES, G_N_ELEMENTS(ROLES), role))
			g_ptr_array_add(method->roles, g_strdup(role));
		else
			problems_add(problems, rules_place(section, "roles"),
				     "roles: '%s': expected approver or decide", role);
	}
}

/* Settings that each make sense and together do not. */
static void check_whole(const Method *method, const SettingsSection *section,
			GPtrArray *problems)
{
	const bool is_vote = method->decides == DECIDES_VOTE;
	const struct {
		const char *key;
		bool is_wrong;
		const char *why;
	} CHECKS[] = {
		{"final-call",
		 method->final_call != NULL && method->decides != DECIDES_CONSENT,
		 "a last round needs decides = consent"},
		{"outstanding", method->outstanding_max > 0 && method->final_call == NULL,
		 "it means nothing without final-call"},
		{"ballot", method->ballot != BALLOT_NONE && !is_vote,
		 "a ballot needs decides = vote"},
		{"pass", method->decides == DECIDES_OWNER && method->pass_percent > 0,
		 "nothing is counted where the owner decides"},
		{"roles", method->roles->len > 0 && method->decides != DECIDES_OWNER,
		 "one has the last word only where decides = owner"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CHECKS); i++)
		if (CHECKS[i].is_wrong)
			problems_add(problems, rules_place(section, CHECKS[i].key),
				     "%s: %s", CHECKS[i].key, CHECKS[i].why);
}

Method *method_read(const SettingsSection *section, GPtrArray *problems)
{
	Method *method = g_new0(Method, 1);
	method->name = g_strdup(section->title);
	read_decides(method, section, problems);
	method->objection_blocks =
		!is_second(section, "objection", "blocks", "recorded", problems);
	method->concern_blocks =
		is_second(section, "concern", "recorded", "blocks", problems);
	method->quorum_percent = rules_number(section, "quorum", 0, 100, problems);
	method->agrees_min = rules_number(section, "agrees", 0, 1000, problems);
	read_pass(method, section, problems);
	method->is_of_eligible = is_second(section, "of", "cast", "eligible", problems);
	method->seconds_min = rules_number(section, "seconds", 0, 100, problems);
	method->due = rules_phrase(section, "due", problems);
	method->minimum = duration(section, "minimum", true, problems);
	method->closes_early = is_second(section, "early", "no", "yes", problems);
	method->final_call = duration(section, "final-call", false, problems);
	method->outstanding_max = rules_number(section, "outstanding", 0, 1000, problems);
	method->is_hidden = is_second(section, "positions", "shown", "hidden", problems);
	method->outcome = g_strdup(settings_get_text(section, "outcome"));
	read_ballot(method, section, problems);
	read_roles(method, section, problems);
	check_whole(method, section, problems);
	return method;
}
