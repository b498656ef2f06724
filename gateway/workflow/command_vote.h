/* command_vote.h: votes among the orders of a mail. For command.c alone. */
#ifndef WORKFLOW_COMMAND_VOTE_H
#define WORKFLOW_COMMAND_VOTE_H

#include "workflow/command.h"

/* A vote that is not plainly one. */
void command_vote_undo(Command *command);

/* Apart from a vote in numbers "No issues found" is prose: `command` is not yet one of
 * `commands`. */
bool command_vote_is_prose(const Commands *commands, const Command *command,
			   char **lines);

/* What the orders say on the item at hand; two different positions are none. Owned; NULL:
 * nothing. */
Position *command_vote_read(const Commands *commands, char **lines);

/* What the whole mail says, with what stands in its text `below` the orders, which is
 * taken. */
void command_vote_judge(Commands *commands, char **lines, int from, Position *below,
			bool is_reply);

/* An agreement beside a word of the team's own language that binds or negates it is not
 * plainly one. */
void command_vote_hedge(Commands *commands, char **lines, int from,
			const Dialect *dialect);

#endif
