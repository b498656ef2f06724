/* turn.h: what one mail does to one item: its commands, its position, its text. */
#ifndef WORKFLOW_TURN_H
#define WORKFLOW_TURN_H

#include "workflow/desk.h"

/* One command, with its line in the transcript. */
void turn_run(Turn *turn, const Command *command);

/* All of the mail at the turn's item. */
void turn_take(Turn *turn);

#endif
