/* trust.h: how well a sender must be proven for what a mail wants to do. DESIGN 7.3,
 * MAIL 6. */
#ifndef WORKFLOW_TRUST_H
#define WORKFLOW_TRUST_H

#include "workflow/desk.h"

typedef enum {
	ACTION_OPEN,
	ACTION_COMMENT,
	ACTION_ANSWER,
	ACTION_VOTE,
	ACTION_DECIDE,
	ACTION_ACKNOWLEDGE,
	ACTION_PROFILE,
} Action;

/* The level the configuration asks for. */
Proof trust_needed(const Config *config, Action action);

/* What a command does, in these terms. */
Action trust_action(const Command *command, Kind kind);

/* The highest level that any of the mail's commands and its position need. */
Proof trust_needed_for(const Desk *desk, const Reading *reading, const Item *item);

#endif
