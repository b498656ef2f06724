/* decision.h: written decisions: opened, answered, objected to, settled. TIME G. */
#ifndef WORKFLOW_DECISION_H
#define WORKFLOW_DECISION_H

#include "workflow/desk.h"

/* A mail whose tag opens a decision. */
void decision_open(Turn *turn);

/* A mail on a decision: its position and its commands, each with a line of transcript. */
void decision_position(Turn *turn, const Command *command, const Position *position);
/* False if the command means nothing to a decision. */
bool decision_command(Turn *turn, const Command *command);

/* DUTY_CLOSE: the deadline is here. */
void decision_close(Turn *turn);

/* The reminder to a decider who has not answered. */
void decision_remind(Turn *turn, const Duty *duty);

/* For decision.c, decision_open.c and decision_close.c alone. */
void decision_settle(Turn *turn, State state, const char *decision, const char *rationale,
		     const char *decided_by);
size_t decision_live_objections(const Item *item);
void decision_ask(Turn *turn, const Person *person, const char *what);
void decision_schedule_close(Turn *turn);
GPtrArray *decision_audience(const Item *item);

/* Text without a command: told to whom it concerns. */
void decision_comment(Turn *turn, const char *text);

#endif
