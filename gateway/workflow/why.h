/* why.h: everything that happened to an item and what comes next, as data: for the
 * command, for programs and for mail. Pure. TIME J. */
#ifndef WORKFLOW_WHY_H
#define WORKFLOW_WHY_H

#include "workflow/desk.h"

/* A mail that was sent, will be, or was not. */
typedef struct {
	const char *kind, *address, *person, *state;
	const char *reason; /* the server's last words, or why it was given up; or NULL */
	const char *pace;   /* what holds or held it: "slot" */
	Instant queued, try_at;
	Instant could_leave; /* had there been neither slots nor focus */
	Instant ended;	     /* sent, refused or cancelled; INSTANT_NONE: not yet */
} WhyNotice;

/* A mailbox that cannot be read. What falls due waits for it, each kind until then. */
typedef struct {
	const char *mailbox;
	Instant since;
	Instant judged_until, hurried_until; /* see duty_is_hurried */
} WhyUnread;

typedef struct {
	const Item *item;
	const GPtrArray *events;   /* of Event, oldest first */
	const GPtrArray *duties;   /* of Duty that are still to be done, by due */
	const GPtrArray *given_up; /* of Duty that never will be */
	const GArray *notices;	   /* of WhyNotice, oldest first */
	const GArray *unread;	   /* of WhyUnread */
} WhyFacts;

/* {id, title, kind, state, owner, rule, history[], clocks[{name, person, norm, state,
 * risk, started, from, due, stopped, goal, elapsed, remaining, counted, pieces[{from,
 * until, seconds, counts, why}], skipped[], pauses[], risk_at{medium, high}, events[]}],
 * notices[], given_up[], next[{at, what, person, clock, level, tells,
 * waits_for[{mailbox, since, until}]}]}. Each instant stands as RFC 3339 and, with
 * `_local` behind its name, as `zone` has it (for clocks: as their person has it). The
 * seconds of the pieces that count are `counted`. */
json_t *why_model(const Desk *desk, const WhyFacts *facts, const Zone *zone);

#endif
