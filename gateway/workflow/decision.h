/* decision.h: written decisions: opened, answered, objected to, settled. TIME G. */
#ifndef WORKFLOW_DECISION_H
#define WORKFLOW_DECISION_H

#include "workflow/clock_level.h"
#include "workflow/desk.h"
#include "workflow/method_judge.h"

/* A mail whose tag opens a decision. */
void decision_open(Turn *turn);

/* A reply to a draft that says more: fields are added, and a whole one goes on its way.
 * False: it is no draft, or says nothing that helps. */
bool decision_complete(Turn *turn);

/* A mail on a decision: its position and its commands, each with a line of transcript. */
void decision_position(Turn *turn, const Command *command, const Position *position);
/* False if the command means nothing to a decision. */
bool decision_command(Turn *turn, const Command *command);

/* DUTY_CLOSE: the deadline is here, a pause is over, or an early end is to be looked at.
 */
void decision_due(Turn *turn, const Duty *duty);

/* The reminder to a decider who has not answered. */
void decision_remind(Turn *turn, const Duty *duty);

/* A level after its close, for one person. */
void decision_tell_level(Turn *turn, const LevelCall *call, const Person *to);

/* DUTY_REVIEW: the owner is asked whether it helped, or has not answered. */
void decision_review(Turn *turn, const Duty *duty);

/* DUTY_OBJECTION: its author is asked whether it stands; later it may be parked. */
void decision_objection(Turn *turn, const Duty *duty);
/* After any mail of somebody: their objection, if one stands, is not stale. */
void decision_heard(Turn *turn);

/* It has begun to run: the owner's mails and the invitations are planned. */
void decision_watch(Turn *turn);
/* DUTY_PROGRESS: how it stands, if that has changed since the owner last heard. */
void decision_tell_progress(Turn *turn);
/* DUTY_INVITE: in private, to someone who has not written. */
void decision_invite(Turn *turn, const Duty *duty);
/* After any mail of somebody: they have been heard. */
void decision_note_heard(Turn *turn);
/* The one mail a day an owner gets on a running decision: true if today's is still to
 * be had, and it is taken. */
bool decision_take_owners_day(Turn *turn, const Person *owner);

/* Is the sender one of those whose position is waited for, and has none yet? Its owner is
 * not. */
bool decision_waits_for(const Turn *turn);

/* Text without a command: told to whom it concerns. */
void decision_comment(Turn *turn, const char *text);

/* Everyone who hears of it: owner, opener, deciders, consulted, informed, whoever spoke.
 */
GPtrArray *decision_audience(const Item *item);

/* ---- between the files of decisions ---- */

bool decision_is_running(const Item *item);
/* Who owns it by the mail; the owner it has, if the mail names none. */
void decision_take_owner(Turn *turn);
/* The one whose word ends it, where a line names them (`Approver:`, `Decide:`). */
void decision_take_approver(Turn *turn);
/* Whose word ends it where no count does: the approver, else the owner. A person's id. */
const char *decision_last_word(const Item *item);
/* Those the mail names; else those the draft had, the rule's, or everybody who was
 * written to and the sender's groups. Ids; array owned. */
GPtrArray *decision_deciders(Turn *turn);
/* By its line, or by a role that is named, or by its rule. */
const Method *decision_method(const Turn *turn);
/* The phrase for the close, if the mail says none; NULL: what ends in a last round has no
 * end before that round. */
const char *decision_default_due(const Turn *turn, const Method *method);
/* What keeps it a draft: a field that is missing, or that says what cannot be. */
typedef struct {
	const char *field;
	char *suggestion; /* what it might say; "": that is for the writer to know */
} Gap;
/* Of Gap, owned; mistakes are put into the transcript. */
GPtrArray *decision_gaps(Turn *turn, const GPtrArray *deciders);
/* Proposed or recorded if there is no gap; else the deciders are kept for later. */
void decision_go_on(Turn *turn, const GPtrArray *gaps, GPtrArray *deciders);
void decision_send_draft(Turn *turn, const GPtrArray *gaps);
/* Fields in a reply to what is no draft any more: each an order. How many there were. */
guint decision_take_fields(Turn *turn);
/* Every decider who has no position yet is asked, and reminded by the clock (or NULL). */
void decision_ask_all(Turn *turn, const GPtrArray *deciders, const Clock *clock);
/* Those whom the field names are told; `role` is the section of the template. */
void decision_inform(Turn *turn, const char *field, const char *role);
/* The close has moved: those who are silent are asked again, with the new one; what of
 * the old ask is still queued is not sent. */
void decision_ask_again(Turn *turn);
void decision_send_receipt(Turn *turn, const GPtrArray *deciders);
/* State and hour of the end, for answers that refuse. */
json_t *decision_closed_values(const Turn *turn);
/* The lines that would choose each option, for an answer that refuses. */
json_t *decision_options_values(const Turn *turn, const char *order);
/* How it ended; strings are borrowed. */
typedef struct {
	State state;
	const char *decision;
	const char *rationale;	/* NULL or "": what the proposal says */
	const char *decided_by; /* a person; NULL: the count */
	const char *how;	/* "method", "owner", "elsewhere": whose word it was */
} Ending;
/* The end, with its outcome; everybody hears it. */
void decision_settle(Turn *turn, const Ending *ending);
/* All that the end rests on, for whoever wants to work it out again (L16). Owned. */
json_t *decision_basis(const Item *item, const char *how);
/* More time by half, once: too few have spoken, or nobody has seconded it. */
bool decision_extend_once(Turn *turn, Verdict verdict);
/* The deadline: settled if it can be, else extended once or late. */
void decision_close(Turn *turn);
/* Settled now, as the method says; only where it can be. */
void decision_conclude(Turn *turn);
/* What stands against it, by its method. */
size_t decision_live_objections(const Item *item);
/* The sender lets go of all of theirs, by taking another position. */
void decision_lift_objections(Turn *turn);
/* Everyone has a working day after the last that blocked is gone; then it goes on. */
void decision_after_objections(Turn *turn, size_t live_before);
/* After anything was said: the last round begins or ends, or nothing can change any more.
 */
void decision_progress(Turn *turn);
/* On hold until then; whoever asked for it is noted by the caller. */
void decision_pause(Turn *turn, Instant until);
/* When every decider has had the method's minimum of their own working time. */
Instant decision_earliest(const Turn *turn, const Method *method);
/* A date that leaves somebody less than that is moved, and the answer says so. */
Instant decision_not_before_minimum(Turn *turn, const Method *method, Instant due);
void decision_set_due(Turn *turn, Instant due, const char *norm);
void decision_schedule_close(Turn *turn);
/* The clock is due at another time: the close goes with it, and those who are silent are
 * reminded by it. */
void decision_clock_moved(Turn *turn, const Clock *clock);
/* A pause is over: everyone gets the working time back that it took. */
void decision_resume_clock(Turn *turn);
/* Its silent deciders are reminded by their own time until it closes. */
void decision_plan_reminders(Turn *turn, const Clock *clock);
/* What the close leaves each decider, into the record (TIME K, L1). */
void decision_audit(Turn *turn);
/* The same for a mail: rows {name, time, due, none, away}; the least in percent of the
 * most. */
json_t *decision_fairness_model(const Turn *turn, const GPtrArray *deciders);
int decision_fairness_index(const Turn *turn, const GPtrArray *deciders);
/* Says who has nothing, or less than the rule's floor, and what would be fair. */
void decision_warn_due(Turn *turn, const GPtrArray *deciders);
/* Nobody who decides has any working time of their own before it (TIME K, L1). Whoever
 * sets it has chosen it, and counts only where nobody else decides. */
bool decision_is_in_the_night(const Turn *turn, const GPtrArray *deciders, Instant due);
/* True, after having said so, if that is the date somebody ordered. */
bool decision_refuses_due(Turn *turn, const Command *command, Instant due,
			  const GPtrArray *deciders);
/* When `*phrase` (NULL: nothing) closes it; if it leaves somebody nothing, the fair one
 * takes its place. */
Instant decision_fair_due(Turn *turn, const GPtrArray *deciders, const char **phrase);
/* Every decider has at least a working day from now (TIME G, L8): when that is over, and
 * the close moved so far. */
Instant decision_floor(const Turn *turn);
void decision_keep_floor(Turn *turn);
void decision_ask(Turn *turn, const Person *person, const char *what);
/* The positions in a mail; none but the reader's own while they are hidden. */
void decision_show_positions(Notice *notice, const Turn *turn, const Person *to);

/* `choose 2 > 1`: a position on the options, where the method ballots on them. */
bool decision_choose(Turn *turn, const Command *command);
bool decision_reopen(Turn *turn, const Command *command);
bool decision_deprecate(Turn *turn, const Command *command);
/* A draft, or what is overdue, ends by itself when nobody has written for ten working
 * days of its owner: a duty at that hour, which is returned; and what it does. */
Instant decision_plan_expiry(Turn *turn);
void decision_expire(Turn *turn);
/* The pause is over, now. */
void decision_resume(Turn *turn);
/* Another decision that this one or the mail names; NULL: there is none. Borrowed. */
const Item *decision_related(const Turn *turn, const char *id);
/* Commands, each in decision_role.c, decision_link.c, decision_review.c,
 * decision_extend.c or decision_objection.c; always true. */
bool decision_second(Turn *turn, const Command *command);
bool decision_delegate(Turn *turn, const Command *command);
bool decision_owner(Turn *turn, const Command *command);
bool decision_hold(Turn *turn, const Command *command);
bool decision_supersedes(Turn *turn, const Command *command);
bool decision_set_review(Turn *turn, const Command *command);
/* `helped`, `improve`: the answers to a review. */
bool decision_reviewed(Turn *turn, const Command *command);
/* `drop` of what is in force: an answer to a review, and the end of its effect. */
bool decision_drop(Turn *turn, const Command *command);
bool decision_park(Turn *turn, const Command *command);
bool decision_resolve(Turn *turn, const Command *command);
bool decision_extend(Turn *turn, const Command *command);
/* The fields of the same meaning. */
void decision_take_supersedes(Turn *turn, const char *id, int line, const char *written);
void decision_take_review(Turn *turn, const char *phrase, int line, const char *written);
/* It has been accepted: what it supersedes, and the day of its review. */
void decision_supersede_all(Turn *turn);
void decision_plan_review(Turn *turn);
/* Nobody is asked how it went any more. */
void decision_forget_review(Turn *turn, const char *why);

#endif
