/* rule.h: what a tag opens and how that goes on, as data: one rule section. */
#ifndef WORKFLOW_RULE_H
#define WORKFLOW_RULE_H

#include "base/settings.h"
#include "workflow/kind.h"
#include "workflow/people.h"

/* How soon something is expected: norm.h. */
typedef struct NormTerms NormTerms;

typedef struct {
	char *name;
	Place place;
	GPtrArray *tags; /* of char *, upper case */
	Kind opens;
	char *method;	     /* name of a Method; decisions */
	GPtrArray *deciders; /* of char *; empty: To and Cc people we know and the
				sender's groups */
	GPtrArray *informed;
	char *due;	  /* phrase for when_read; NULL: none */
	NormTerms *terms; /* its own norms, which `norm` sections refine */
	int overlap_days; /* how far ahead `overlap` looks; 0: the default */
	char *floor;	  /* "4wh": below it a close is called short; NULL: the default */
	GArray *remind;	  /* of int: percent of the recipient's working time, ascending */
	char *overdue;	  /* "owner's manager", or a word for people_resolve; NULL */
	char *policy;	  /* escalations */
	GPtrArray *needs; /* of char *: fields without which it stays a draft */
	bool waits_for_absent; /* away = pause: nobody stands in for who is asked */
	bool is_decided;       /* taken elsewhere: recorded as accepted */
	int64_t grace_seconds;
} Rule;

/* Mistakes to `problems`; people are looked for in `people` (NULL: not). Owned. */
Rule *rule_read(const SettingsSection *section, const People *people,
		GPtrArray *problems);
void rule_free(Rule *rule);

#endif
