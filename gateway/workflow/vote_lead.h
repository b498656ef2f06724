/* vote_lead.h: what stands before a vote, and whether it is said to bind. For vote*.c
 * alone. */
#ifndef WORKFLOW_VOTE_LEAD_H
#define WORKFLOW_VOTE_LEAD_H

#include <stdbool.h>

/* Behind "Vote: ", "My vote is ", "I vote ", where a position may begin; `line` itself if
 * it begins otherwise. */
const char *vote_skip_lead(const char *line);

/* `(binding)`, `non-binding`, `[nb]`: moves past it. Is it one that does not bind? */
bool vote_skip_binding(const char **rest);

#endif
