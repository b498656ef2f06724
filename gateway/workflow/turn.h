/* turn.h: what one mail does to one item: its commands, its position, its text. */
#ifndef WORKFLOW_TURN_H
#define WORKFLOW_TURN_H

#include "workflow/desk.h"

/* The sender's turn. `item` is a working copy, or NULL; what is passed stays whose it is,
 * and the caller gives the item to the plan. */
Turn turn_of(const Desk *desk, const Reading *reading, Item *item, Plan *plan,
	     Transcript *transcript);

/* One command, with its line in the transcript. */
void turn_run(Turn *turn, const Command *command);

/* All of the mail at the turn's item. */
void turn_take(Turn *turn);

#endif
