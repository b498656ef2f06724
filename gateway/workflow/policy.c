/* policy.c: policy sections.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/policy.h"

#include "workflow/rules_value.h"

static void step_free(PolicyStep *step)
{
	g_ptr_array_unref(step->notify);
	g_free(step);
}

void policy_free(Policy *policy)
{
	g_free(policy->name);
	g_ptr_array_unref(policy->steps);
	g_free(policy);
}

static PolicyStep *read_step(const SettingsSection *section, const People *people,
			     GPtrArray *problems)
{
	PolicyStep *step = g_new0(PolicyStep, 1);
	(void)rules_duration(section, "after", &step->after, problems);
	step->notify = rules_words(section, "notify");
	if (step->notify->len == 0)
		problems_add(problems, section->place, "this step notifies nobody");
	rules_check_people(section, "notify", step->notify, people, problems);
	return step;
}

Policy *policy_read(const SettingsSection *section, const People *people,
		    GPtrArray *problems)
{
	Policy *policy = g_new0(Policy, 1);
	policy->name = g_strdup(section->title);
	policy->steps = g_ptr_array_new_with_free_func((GDestroyNotify)step_free);
	for (guint i = 0; i < section->sections->len; i++)
		g_ptr_array_add(policy->steps,
				read_step(g_ptr_array_index(section->sections, i), people,
					  problems));
	if (policy->steps->len == 0)
		problems_add(problems, section->place, "policy '%s' has no steps",
			     section->title);
	policy->repeat = rules_number(section, "repeat", 0, 20, problems);
	policy->has_acknowledged_for = rules_duration(
		section, "acknowledged-for", &policy->acknowledged_for, problems);
	return policy;
}
