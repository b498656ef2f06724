/* item.h: one piece of work: an id, a state, an owner, what people said, the clocks that
 * run. Facts only; what may happen to it stands in decision.c, question.c, escalation.c
 * and status.c. */
#ifndef WORKFLOW_ITEM_H
#define WORKFLOW_ITEM_H

#include "base/json.h"
#include "workflow/command.h"
#include "workflow/rules.h"

typedef enum {
	STATE_DRAFT,
	STATE_PROPOSED,
	STATE_ON_HOLD,
	STATE_FINAL_CALL,
	STATE_ACCEPTED,
	STATE_REJECTED,
	STATE_WITHDRAWN,
	STATE_IMPLEMENTED,
	STATE_SUPERSEDED,
	STATE_DEPRECATED,
	STATE_EXPIRED,
	STATE_OPEN,
	STATE_ANSWERED,
	STATE_CLOSED,
	STATE_RECORDED,
	STATE_RAISED,
	STATE_ACKNOWLEDGED,
	STATE_RESOLVED,
	STATE_EXHAUSTED,
	STATE_ANNOUNCED,
	STATE_READING,
	STATE_RELEASED,
	STATE_HELD,
	STATE_NOTED,
} State;
const char *state_name(State state);
bool state_from_name(const char *name, State *out_state);

typedef enum {
	CLOCK_RUNNING,
	CLOCK_PAUSED,
	CLOCK_MET,
	CLOCK_BREACHED,
	CLOCK_CANCELLED
} ClockState;
const char *clock_state_name(ClockState state);
bool clock_state_from_name(const char *name, ClockState *out_state);

typedef struct {
	char *name;   /* "first-response", "update", "resolution", "decision" */
	char *person; /* whose working time it counts, id */
	Instant started;
	Instant due;
	Instant stopped; /* INSTANT_NONE while it runs */
	ClockState state;
	int generation; /* 1, 2, ... each time it is started anew */
	char *norm;	/* as written in the rule: "2wd" */
	json_t *data;	/* object: what happened to it; clock_time.h */
} Clock;

/* What one person said; the latest before the close counts. */
typedef struct {
	char *person;
	PositionValue value;
	char *reason;
	Instant at;
	char *proof; /* "token" */
	char *message_id;
	bool is_resolved; /* an objection its author has let go */
	bool is_counted;  /* from a decider */
} Stance;

typedef struct {
	char *id; /* "D-12" */
	Kind kind;
	int64_t number;
	State state;
	char *title;
	char *owner; /* person id, or an address */
	char *opener;
	char *project; /* or NULL */
	char *rule;    /* name of the rule that opened it */
	Instant opened, changed, closed, due;
	char *root_message_id; /* of the mail that opened it */
	GPtrArray *tags;       /* of char * */
	json_t *fields;	       /* object of strings: as written, canonical names */
	json_t *details;       /* object: what the kind keeps (deciders, method, policy
				  snapshot, step, outcome ...) */
	GPtrArray *stances;    /* of Stance: current ones */
	GPtrArray *clocks;     /* of Clock */
} Item;

Item *item_new(Kind kind, int64_t number);
Item *item_copy(const Item *item);
void item_free(Item *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Item, item_free)
void stance_free(Stance *stance);
void clock_free(Clock *clock);

/* A position as other programs see it. */
json_t *stance_json(const Stance *stance);
Stance *item_stance(const Item *item, const char *person);
/* NULL if there is none of that name, or no name. */
Clock *item_clock(const Item *item, const char *name);
bool item_is_open(const Item *item);
/* A decision that holds: accepted, or carried out. */
bool item_has_effect(const Item *item);

/* Is the move from one state to the other in the table of TIME G? */
bool state_may_become(Kind kind, State from, State to);

/* details[key] as an array of ids; empty if missing. GPtrArray of const char *, owned
 * array, borrowed strings. */
GPtrArray *item_people(const Item *item, const char *key);
void item_set_people(Item *item, const char *key, const GPtrArray *ids);

#endif
