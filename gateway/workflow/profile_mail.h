/* profile_mail.h: people say by mail how they work: `tz`, `hours`, `focus`, `slots`,
 * `digest`, `mute` and `unmute`, in a mail of its own or in any reply. DESIGN 6.1. */
#ifndef WORKFLOW_PROFILE_MAIL_H
#define WORKFLOW_PROFILE_MAIL_H

#include "workflow/desk.h"

/* False: another command. `hours` and `focus` on several lines of one mail add up. */
bool profile_mail_command(Turn *turn, const Command *command);

/* The whole profile as it is after the plan, each value with where it comes from, into
 * the answer. */
void profile_mail_echo(const Turn *turn, Notice *answer);

#endif
