/* policy.h: who is asked when it burns, as data: a ladder of steps, read from a policy
 * section. */
#ifndef WORKFLOW_POLICY_H
#define WORKFLOW_POLICY_H

#include "base/settings.h"
#include "calendar/when.h"
#include "workflow/people.h"

typedef struct {
	Duration after;	   /* since the step before it */
	GPtrArray *notify; /* of char *: words for people_resolve, "manager", "owner" */
} PolicyStep;

typedef struct {
	char *name;
	GPtrArray *steps; /* of PolicyStep */
	int repeat;	  /* how often the whole ladder is climbed again */
	Duration acknowledged_for;
	bool has_acknowledged_for;
} Policy;

/* Mistakes to `problems`; people are looked for in `people` (NULL: not). Owned. */
Policy *policy_read(const SettingsSection *section, const People *people,
		    GPtrArray *problems);
void policy_free(Policy *policy);

#endif
