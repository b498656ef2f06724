/* rules.h: what tags mean, how decisions are made, who is asked when it burns. Data, read
 * from rule sections; later ones override earlier ones of the same name. Const once
 * built. */
#ifndef WORKFLOW_RULES_H
#define WORKFLOW_RULES_H

#include "workflow/kind.h"
#include "workflow/policy.h"
#include "workflow/rules_value.h"

/* How a decision is made: method.h. */
typedef struct Method Method;

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

typedef struct Rules Rules;
typedef struct Dialect Dialect; /* dialect.h */

/* From all rule, policy and method sections; references to people are checked against
 * `people` (NULL: not). */
Rules *rules_new(const Settings *settings, const People *people, GPtrArray *problems);
void rules_free(Rules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rules, rules_free)

/* `tag` in any case; NULL if it means nothing here. */
const Rule *rules_by_tag(const Rules *rules, const char *tag);

/* The tag that `word` is, or is in reach of by a typing error; NULL if there is none. */
const char *rules_near_tag(const Rules *rules, const char *word);
const Rule *rules_find(const Rules *rules, const char *name);
const Method *rules_method(const Rules *rules, const char *name);
/* Of Norm: the `norm` sections. */
const GPtrArray *rules_norms(const Rules *rules);
/* The one that gives a role of that name the last word; NULL: none does. */
const Method *rules_method_of_role(const Rules *rules, const char *role);
/* What is written instead of the English words for a position. */
const Dialect *rules_dialect(const Rules *rules);
/* "consent, majority, ...". Owned. */
char *rules_method_names(const Rules *rules);
/* The policy for a project if there is one of that name, else `name`, else "default".
 * NULL if there is none. */
const Policy *rules_policy(const Rules *rules, const char *name, const char *project);

#endif
