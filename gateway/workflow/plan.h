/* plan.h: what the core wants done about one mail or one duty, as data. The engine
 * carries it out in one transaction; nothing here acts. */
#ifndef WORKFLOW_PLAN_H
#define WORKFLOW_PLAN_H

#include "calendar/invite.h"
#include "workflow/burden.h"
#include "workflow/item.h"
#include "workflow/pace.h"

typedef enum {
	DISPOSITION_APPLIED,
	DISPOSITION_ANSWERED,
	DISPOSITION_IGNORED,
	DISPOSITION_HELD,
	DISPOSITION_ASIDE,
	DISPOSITION_DUPLICATE,
} Disposition;
const char *disposition_name(Disposition disposition);

typedef enum {
	DUTY_REMIND,	/* person has not answered */
	DUTY_WARN,	/* a clock nears its due: of stores before levels */
	DUTY_BREACH,	/* a clock is over */
	DUTY_CLOSE,	/* a decision's deadline */
	DUTY_STEP,	/* the next rung of an escalation */
	DUTY_LAPSE,	/* an acknowledgement has run out */
	DUTY_DIGEST,	/* person's digest */
	DUTY_HELD,	/* tell the operator what is held */
	DUTY_REVIEW,	/* did a decision help? */
	DUTY_OBJECTION, /* does an objection still stand? */
	DUTY_PROGRESS,	/* the owner hears how a decision stands */
	DUTY_INVITE,	/* somebody consulted has not written */
	DUTY_RISK,	/* a clock comes to medium or high risk */
	DUTY_RESUME,	/* a pause of limited length is over */
	DUTY_DEPART,	/* somebody goes away, and another stands in */
	DUTY_RETURN,	/* somebody is back */
	DUTY_STATS,	/* the report of the month before */
	DUTY_LAST = DUTY_STATS,
} DutyKind;
const char *duty_kind_name(DutyKind kind);
/* Is it soon carried out though an answer may lie in a mailbox that cannot be read? */
bool duty_is_hurried(DutyKind kind);
bool duty_kind_from_name(const char *name, DutyKind *out_kind);

typedef struct {
	int64_t id; /* 0 until stored */
	char *key;  /* unique; the same key again is no second duty */
	DutyKind kind;
	char *item;   /* or NULL */
	char *person; /* or NULL */
	Instant due;
	json_t *data; /* percent, step, clock, generation ... or NULL */
	char *reason; /* why it was given up, or NULL */
} Duty;
Duty *duty_new(DutyKind kind, const char *item, const char *person, Instant due);
void duty_free(Duty *duty);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Duty, duty_free)

/* One line of history, what `why` prints. */
typedef struct {
	char *item;
	Instant at;
	char *person; /* who caused it; NULL: time did */
	char *what;   /* "opened", "position", "clock started", ... */
	char *detail; /* one sentence */
	json_t *data; /* or NULL */
	char *link;   /* to the event before; only of stored ones, NULL for old ones */
} Event;
void event_free(Event *event);

/* One mail we owe one person. */
typedef struct {
	char *key;    /* unique in the store for ever */
	char *kind;   /* DESIGN 7.2: "receipt", "ask", ... */
	char *item;   /* or NULL */
	char *person; /* id, or NULL for an address nobody declared */
	char *address;
	char *name;	/* display name */
	char *template; /* "ask-decision": templates/ask-decision.txt (its first lines are
			   headers: Subject) and .html */
	json_t *model;	/* object; each of `buttons` ({NAME: {body}}) gets its href when
			   the mail is made */
	Instant try_at; /* not before */
	PaceReason pace;  /* why then */
	Instant free_at;  /* when it could have left without slots and focus */
	Instant due;	  /* what it must precede; INSTANT_NONE: nothing */
	Instant expires;  /* of no use after; INSTANT_NONE: never */
	bool is_answer;	  /* to what the person has just written */
	bool is_doubtful; /* an answer to a mail that may be anybody's */
	bool is_urgent;
	bool is_bulk;
	char *echo;   /* what it answers, as a hash, where the same need not be answered
			 twice in a day; or NULL */
	bool is_news; /* about what somebody else owns; nothing is asked */
	char *in_reply_to;    /* message id, or NULL */
	char *root;	      /* message id of the item's first mail, or NULL */
	int64_t serial;	      /* goes into the token */
	char *explains;	      /* an item's id: the model gets `why` when it is made */
	Invite *invite;	      /* an appointment that goes with it, or NULL */
	bool asks_to_confirm; /* its token confirms a held mail: the one at hand, or */
	int64_t confirms;     /* this one, if it is not 0 */
} Notice;
void notice_free(Notice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Notice, notice_free)

/* Forget duties and queued notices that no longer matter. NULL and -1 stand for "any". */
typedef struct {
	char *item;
	char *person;
	int duty_kind;	   /* DutyKind or -1 */
	char *notice_kind; /* queued notices of that kind; NULL: any; "" : none */
	char *clock; /* of this clock alone: keys have its name in the third place of a
			duty's, the fourth of a notice's; NULL: any */
	char *reason;
} Cancel;
void cancel_free(Cancel *cancel);

/* Somebody is away, or back. */
typedef struct {
	Leave *leave; /* NULL: back */
	char *person;
} LeaveChange;

typedef struct {
	Disposition disposition;
	char *reason;	     /* one line */
	char *item;	     /* id the mail belongs to, or NULL */
	GPtrArray *items;    /* of Item: as they are afterwards */
	GPtrArray *events;   /* of Event */
	GPtrArray *cancels;  /* of Cancel: done before duties and notices are added */
	GPtrArray *duties;   /* of Duty */
	GPtrArray *notices;  /* of Notice */
	GPtrArray *leaves;   /* of LeaveChange */
	GPtrArray *profiles; /* of ProfileLine: of one person */
	GPtrArray *releases; /* of char *: items whose burdens are forgotten, unless their
				hour has begun; done before burdens are added */
	GPtrArray *burdens;  /* of Burden */
} Plan;
Plan *plan_new(void);
void plan_free(Plan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, plan_free)

void plan_dispose(Plan *plan, Disposition disposition, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
void plan_event(Plan *plan, const char *item, Instant at, const char *person,
		const char *what, const char *format, ...) G_GNUC_PRINTF(6, 7);
/* What the last event says, for programs. Takes it. */
void plan_event_data(Plan *plan, json_t *data);
/* What this plan has of such duties is taken out too. */
void plan_cancel(Plan *plan, const char *item, const char *person, int duty_kind,
		 const char *notice_kind, const char *reason);
/* Duties of a kind (-1: none), or queued notices of a kind (NULL: none), of one clock. */
void plan_cancel_clock(Plan *plan, const char *item, const char *clock, int duty_kind,
		       const char *notice_kind, const char *reason);
void plan_item(Plan *plan, Item *item);	      /* takes it */
void plan_duty(Plan *plan, Duty *duty);	      /* takes it */
void plan_notice(Plan *plan, Notice *notice); /* takes it */

void plan_leave(Plan *plan, Leave *leave);	  /* takes it */
void plan_profile(Plan *plan, ProfileLine *line); /* takes it */
void plan_burden(Plan *plan, Burden *burden);	  /* takes it */
void plan_release(Plan *plan, const char *item);
void plan_back(Plan *plan, const char *person);

/* One line that says what the plan does, for logs and tests. Owned. */
char *plan_describe(const Plan *plan);

#endif
