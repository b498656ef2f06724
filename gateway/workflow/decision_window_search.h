/* decision_window_search.h: looks for an hour in which everyone who decides is at work.
 * TIME K, L2.
 *
 * A window is an object: start and end (as text), at and close (instants), minutes,
 * circle (whose it is: ids joined with commas) and people, rows {person, from, until,
 * outside}, `outside` being minutes outside their hours. */
#ifndef WORKFLOW_DECISION_WINDOW_SEARCH_H
#define WORKFLOW_DECISION_WINDOW_SEARCH_H

#include "workflow/decision.h"

#define WINDOW_WORD "overlap"

/* The first window by `phrase` ("overlap 60m"). NULL, after having said so and put the
 * least bad ones into the item's `windows`, if there is none. `line` of the mail ordered
 * it (0: none); `is_new`: the decision is not running yet. Owned. */
json_t *window_find(Turn *turn, const char *phrase, const GPtrArray *deciders, int line,
		    bool is_new);

#endif
