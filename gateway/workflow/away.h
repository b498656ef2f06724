/* away.h: people say, or their mail programs let on, that they are not there. TIME D,
 * L11. */
#ifndef WORKFLOW_AWAY_H
#define WORKFLOW_AWAY_H

#include "workflow/desk.h"

/* A mail of its own: what its tag and subject say. */
void away_open(Turn *turn);

/* `away DATES` and `back` in any reply. False: another command. */
bool away_command(Turn *turn, const Command *command);

/* An out-of-office reply. It answers nothing; it pauses this person's clocks, for three
 * days unless it names an earlier day, and on the return asks for one word. */
void away_suggest(const Desk *desk, const Reading *reading, Plan *plan);

#endif
