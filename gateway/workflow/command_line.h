/* command_line.h: one line as an order. For command.c alone. */
#ifndef WORKFLOW_COMMAND_LINE_H
#define WORKFLOW_COMMAND_LINE_H

#include "workflow/command.h"

/* An order, a slip of one (not `ok`, with the nearest form), or NULL: prose. Owned.
 * `number` is that of the line in the new text, from 1. */
Command *command_line_read(int number, const char *written);

/* `!word`, `/word`: an order wherever it may stand. */
bool command_line_has_sigil(const char *written);

/* "/Anna", "/Anna Berg": of an unknown order that resembles none, whether people also
 * sign like that. */
bool command_line_may_be_name(const char *written);

/* `broken D-12#2: evidence` says what it is about, and needs no mail to answer. */
bool command_line_says_of_what(const char *written);

void command_free(Command *command);

#endif
