/* decision_window.h: decisions that wait for an hour in which everyone who decides is at
 * work (`Due: overlap 60m`). TIME K, L2. */
#ifndef WORKFLOW_DECISION_WINDOW_H
#define WORKFLOW_DECISION_WINDOW_H

#include "workflow/decision.h"

/* Is it `overlap`, with or without a length? */
bool window_is_phrase(const char *phrase);

/* The close of a new decision at the end of its window, which is kept in the item.
 * INSTANT_NONE, after having said so and offered the least bad ones, if there is none. */
Instant window_due(Turn *turn, const char *phrase, const GPtrArray *deciders);

/* `due overlap 60m` and `window 2`, of a running decision; always true. */
bool window_move(Turn *turn, const Command *command);
bool window_pick(Turn *turn, const Command *command);

/* It closes at another time: what was planned is called off. */
void window_drop(Turn *turn);
/* Who would have stayed up for it is not charged. */
void window_release(Turn *turn);

#endif
