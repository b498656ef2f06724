/* method_judge.h: what was said on a decision, and what its method makes of it: passed,
 * not passed, or why not yet. TIME G. Pure. */
#ifndef WORKFLOW_METHOD_JUDGE_H
#define WORKFLOW_METHOD_JUDGE_H

#include "workflow/method.h"

/* What has been said by those who count. */
typedef struct {
	int eligible, spoken, agree, disagree, abstain, concern, object;
	int silent;  /* deciders who have said nothing */
	int live;    /* objections and concerns that block (objection.h) */
	int ticked;  /* have said yes, no or that they do not mind */
	int seconds; /* deciders besides the opener who agree */
} Tally;
Tally method_tally(const Method *method, const Item *item);

/* Does a position of this person count: a decider, or somebody a decider handed over to?
 */
bool method_has_voice(const Item *item, const char *person);

typedef enum {
	VERDICT_PASSES,
	VERDICT_FAILS,	   /* counted, and not enough */
	VERDICT_OBJECTION, /* something stands that blocks */
	VERDICT_QUORUM,	   /* too few have spoken */
	VERDICT_SECOND,	   /* nobody has seconded it */
	VERDICT_OWNER,	   /* the owner has not decided */
	VERDICT_CHOICE,	   /* options, and none chosen */
} Verdict;
const char *verdict_name(Verdict verdict);

/* The option that the deciders have chosen by ballot, by its number; 0: none, or it is
 * not chosen so. */
int method_choice(const Method *method, const Item *item);

/* If it closed now. */
Verdict method_judge(const Method *method, const Item *item);

/* Would it end the same way whatever those who are silent said? */
bool method_is_certain(const Method *method, const Item *item);

/* May the final call begin: nothing stands against it, few are silent, and fewer than
 * have spoken. */
bool method_is_ready(const Method *method, const Item *item);

#endif
