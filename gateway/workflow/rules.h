/* rules.h: what tags mean, how decisions are made, who is asked when it burns. Data, read
 * from rule sections; later ones override earlier ones of the same name. Const once
 * built. */
#ifndef WORKFLOW_RULES_H
#define WORKFLOW_RULES_H

#include "workflow/kind.h"
#include "workflow/policy.h"
#include "workflow/rule.h"

/* How a decision is made: method.h. */
typedef struct Method Method;

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
