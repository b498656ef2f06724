/* decision_window_mail.h: mails that speak of a decision's window, each with its calendar
 * file. */
#ifndef WORKFLOW_DECISION_WINDOW_MAIL_H
#define WORKFLOW_DECISION_WINDOW_MAIL_H

#include "workflow/decision.h"

/* The window into a mail, with its calendar file. Nothing if there is none. */
void window_attach(Notice *notice, const Turn *turn, const Person *to);
/* Everybody gets the window whose ask does not bring it. */
void window_tell(Turn *turn);
/* This one, which they had, is off. */
void window_tell_gone(Turn *turn, const json_t *window);
/* It has ended before its window: the calendar file that says so, into the last mail. */
void window_call_off(Notice *notice, const Turn *turn);

#endif
