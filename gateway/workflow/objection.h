/* objection.h: what is held against a decision, each by its name: objections and
 * concerns, open until their author lets go of them or they are parked. TIME G, L8. Pure.
 *
 * A person may hold several. They stand in the item's details as `objections`, an array
 * of {name, person, kind, reason, at, state, counted}; nothing leaves it. */
#ifndef WORKFLOW_OBJECTION_H
#define WORKFLOW_OBJECTION_H

#include "workflow/method.h"

typedef enum {
	RAISED_NEW,	  /* or open again */
	RAISED_REWORDED,  /* it stood already; its reason is another now */
	RAISED_NAME_USED, /* nothing has changed: the name was taken */
} Raised;

/* "backups - who restores them?" is the reason "who restores them?" under the name
 * "backups"; without a name it goes by its author's. Where names are used once (a final
 * comment period), a name that anybody has used is refused. */
Raised objection_raise(Item *item, const Stance *stance, const Method *method);

/* The open one of that person, by name; NULL name: their only one. NULL: there is none,
 * or `*out_count` are open and none is named. */
json_t *objection_open_of(const Item *item, const char *person, const char *name,
			  int *out_count);
/* Names of a person's open ones. GPtrArray of const char *, owned array. */
GPtrArray *objection_names(const Item *item, const char *person);
/* Whose is it: by a name, or the person of that id. NULL: nobody's that is open. */
const char *objection_author(const Item *item, const char *word);

/* "resolved" or "parked"; what was said stays. */
void objection_close(json_t *objection, const char *state);

/* Does it keep the decision from being accepted? */
bool objection_is_live(const Item *item, const Method *method, const json_t *objection);
int objection_count_live(const Item *item, const Method *method);
/* Is one of this person's live? The first, or NULL. */
const json_t *objection_live_of(const Item *item, const Method *method,
				const char *person);

/* The person's word counts, or counts no more. */
void objection_count_person(Item *item, const char *person, bool is_counted);

#endif
