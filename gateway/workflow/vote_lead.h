/* vote_lead.h: what stands before a vote, and whether it is said to bind. For vote*.c
 * alone. */
#ifndef WORKFLOW_VOTE_LEAD_H
#define WORKFLOW_VOTE_LEAD_H

#include "workflow/command.h"

/* Behind "Vote: ", "My vote is ", "I vote ", where a position may begin; `line` itself if
 * it begins otherwise. */
const char *vote_skip_lead(const char *line);

/* "So ", "Here is my ": nothing but what leads to a vote of the writer's own. */
bool vote_is_own(const char *before);

/* "It returns -1": a number to all appearance. */
bool vote_may_be_number(const char *before, PositionValue value);

/* May a vote of that value follow these words of its sentence? */
bool vote_may_follow(const char *before, PositionValue value);

/* `(binding)`, `non-binding`, `[nb]`: moves past it. Is it one that does not bind? */
bool vote_skip_binding(const char **rest);

/* "+1 from me (non-binding)": is the first such mark in brackets one that does not bind?
 */
bool vote_is_nonbinding(const char *text);

#endif
