/* rollup.h: several notices to one person as one mail of numbered lines, each of which is
 * answered as a digest's is. TIME H, L4. Pure. */
#ifndef WORKFLOW_ROLLUP_H
#define WORKFLOW_ROLLUP_H

#include "workflow/desk.h"

/* One notice that is to go into it. */
typedef struct {
	const Item *item;
	const char *kind;    /* "ask" */
	const char *subject; /* of the mail it would have been */
	const char *text;    /* its text, without the foot */
	const char *token;   /* by which a reply to it alone is known */
	Instant due;	     /* what it must precede; INSTANT_NONE: nothing */
} RollupLine;

/* In the order in which `to` has working time left for them; those with none last. */
void rollup_sort(GPtrArray *lines);

/* The notice, to leave at once; `number` as in digests. `later`: how many more wait for
 * later today; `is_last`: it is the last unasked mail of the day. Buttons carry the
 * lines' own tokens. */
Notice *rollup_notice(const Desk *desk, const Person *to, const GPtrArray *lines,
		      int64_t number, int64_t later, bool is_last);

#endif
