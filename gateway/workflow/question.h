/* question.h: a question somebody owes an answer to.
 *
 * Who satisfies what (TIME E): the owner's answer, or one given with the word `answer`,
 * satisfies every clock. `ack` satisfies the first response alone; `update: text` that
 * and the update; `waiting: what` the first response, and the others stand still until
 * the asker writes. What the asker or anybody else writes satisfies nothing, and does not
 * start the first response anew. */
#ifndef WORKFLOW_QUESTION_H
#define WORKFLOW_QUESTION_H

#include "workflow/clock_level.h"
#include "workflow/desk.h"

void question_open(Turn *turn);
/* A reply without commands: an answer if it comes from the responsible side, else a
 * comment. */
void question_reply(Turn *turn);
bool question_command(Turn *turn, const Command *command);

/* DUTY_BREACH of one of its clocks. */
void question_breach(Turn *turn, const Duty *duty);
/* A level of one of its clocks, for one person. */
void question_tell(Turn *turn, const LevelCall *call, const Person *to);
/* DUTY_RESUME: a snooze is over. */
void question_resume(Turn *turn);

/* ---- between the files of questions ---- */

/* `date`: a due that was asked for, INSTANT_NONE: the norm's; `phrase` as it was written.
 */
void question_start_clocks(Turn *turn, const Person *owner, Instant date,
			   const char *phrase);
/* Another person answers for it now. */
void question_hand_clocks(Turn *turn, const Person *owner);
void question_stop_clocks(Turn *turn, ClockState as);
/* The asker has written again: what waited for that goes on, and word is owed. */
void question_asked_again(Turn *turn, const char *text);
/* `ack`, `update: text`, `waiting: what`, `snooze 2wd`, `due DATE`: false if it is none.
 */
bool question_clock_command(Turn *turn, const Command *command);

/* Somebody else is asked from now on, with a clock of their own. `instead_of` is away, or
 * NULL; `key` tells the ask from others, NULL: no mail, they know. */
void question_hand_to(Turn *turn, const Person *owner, const Person *instead_of,
		      const char *key);

#endif
