/* question.h: a question somebody owes an answer to. */
#ifndef WORKFLOW_QUESTION_H
#define WORKFLOW_QUESTION_H

#include "workflow/desk.h"

void question_open(Turn *turn);
/* A reply without commands: an answer if it comes from the responsible side, else a
 * comment. */
void question_reply(Turn *turn);
bool question_command(Turn *turn, const Command *command);
void question_remind(Turn *turn, const Duty *duty);
/* DUTY_WARN and DUTY_BREACH of its clock. */
void question_warn(Turn *turn, const Duty *duty);
void question_breach(Turn *turn, const Duty *duty);

#endif
