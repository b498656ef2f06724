/* desk.h: what lies on the table while one mail or one duty is decided: rules, people,
 * the hour. Const; the core takes it and gives back a Plan. */
#ifndef WORKFLOW_DESK_H
#define WORKFLOW_DESK_H

#include "workflow/people.h"
#include "workflow/plan.h"
#include "workflow/reading.h"
#include "workflow/rules.h"

typedef struct {
	const Config *config;
	const Rules *rules;
	const People *people;
	Instant now;
	int64_t next_number[KIND_COUNT]; /* the number the next item of each kind will
					    have */
	const GPtrArray *related; /* of Item: others that the one at hand or the mail
				     names; may be NULL */
	const GPtrArray *burdens; /* of Burden: who took late hours; may be NULL */
} Desk;

/* Which item a mail belongs to, and by what evidence (MAIL 5). */
typedef struct {
	const Item *item;  /* NULL: none */
	const char *how;   /* "token", "in-reply-to", "references", "subject id"; NULL:
			      nothing */
	bool is_ambiguous; /* two items at the same level: refuse and ask */
	bool is_weak;	   /* by the subject alone: only for who takes part already */
	char other[24];	   /* the item that weaker evidence names; "": they agree */
} Match;

/* One mail's turn at one item; what its commands change. */
typedef struct Transcript Transcript;
typedef struct {
	const Desk *desk;
	const Reading *reading;
	const Person *sender;
	Item *item; /* a working copy; the plan gets it at the end */
	Plan *plan;
	Transcript *transcript;
	bool has_changed; /* item must be saved */
	bool has_answer;  /* a mail of its own answers; no transcript is needed */
} Turn;

#endif
