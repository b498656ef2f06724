/* method.h: how a decision is made, as data: who has the word, what passes, what an
 * objection does, how long it must run. TIME G. Pure.
 *
 * A running decision keeps a copy of its method: later changes of the rules do not change
 * it. */
#ifndef WORKFLOW_METHOD_H
#define WORKFLOW_METHOD_H

#include "workflow/ballot.h"
#include "workflow/item.h"

typedef enum {
	DECIDES_CONSENT, /* accepted at the close unless something stands against it */
	DECIDES_OWNER,	 /* the owner's word ends it */
	DECIDES_VOTE,	 /* counted at the close */
} Decides;
/* "consent", also what a rules file says. Static. */
const char *decides_name(Decides decides);
/* In any case of letters. */
bool decides_from_name(const char *name, Decides *out_decides);

typedef struct Method {
	char *name;
	Decides decides;
	bool objection_blocks;
	bool concern_blocks; /* a concern must be resolved too, as in a final comment
				period */
	int quorum_percent;  /* of deciders who must have taken a position; 0: none */
	int agrees_min;	     /* so many must agree; 0: none */
	int pass_percent;    /* of agree; 0: not counted */
	bool is_pass_above;  /* more than that, not as much */
	bool is_of_eligible; /* of all deciders, not of agree and disagree */
	int seconds_min;     /* so many besides the proposer must second or agree */
	char *due;	     /* if neither mail nor rule says when; or NULL */
	char *minimum;	     /* working time each decider must have had; NULL: none */
	bool closes_early;   /* as soon as nobody who is still silent can change it */
	char *final_call;    /* how long the last round is, once it is reached; or NULL */
	int outstanding_max; /* silent deciders with which it is reached */
	BallotKind ballot;   /* how an option is chosen; none: by the owner */
	bool is_hidden;	     /* nobody is shown a position before the close */
	GPtrArray *roles;    /* of char *: lines that each name the one person who has the
				last word; NULL in a copy out of an item */
	char *outcome;	     /* template of the last mail; NULL: "outcome" */
} Method;

void method_free(Method *method);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Method, method_free)

/* Into and out of an item's details. NULL gives consent. Owned. */
void method_keep(Item *item, const Method *method);
Method *method_of(const Item *item);

/* Positions that nobody may see yet: in no mail, no list, no history. */
bool method_is_sealed(const Item *item);

#endif
