/* self.h: what people say of themselves rather than of an item: absences and profiles, by
 * a tag of their own, or in the lines of any reply. */
#ifndef WORKFLOW_SELF_H
#define WORKFLOW_SELF_H

#include "workflow/desk.h"

/* `[AWAY] until 17 Aug, delegate li`, `[BACK]`, `[PROFILE] tz Asia/Kolkata`, and what
 * the lines below say. Opens no item. */
void self_open(Turn *turn);

/* A line about its writer. False: another command. */
bool self_command(Turn *turn, const Command *command);

/* A reply that belongs to no item and holds only such lines. */
bool self_is_meant(const Reading *reading);
bool self_is_line(const Command *command);
void self_take(Turn *turn);

/* If the plan changes the sender's profile, the answer shows all of it. */
void self_finish(const Turn *turn, Notice *answer);

#endif
