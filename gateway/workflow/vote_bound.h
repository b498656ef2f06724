/* vote_bound.h: conditions on the lines around a vote. */
#ifndef WORKFLOW_VOTE_BOUND_H
#define WORKFLOW_VOTE_BOUND_H

#include <stdbool.h>

/* Does what stands below a vote bind it to something ("if the tests pass")? `next` is the
 * line below it. */
bool vote_is_bound(char **lines, int next);

/* Does the text above line `at` end in a condition that no full stop parts from it ("Only
 * if the tests pass:")? */
bool vote_is_bound_above(char **lines, int from, int at);

#endif
