/* assumption.h: what a decision rests on (`Because:`) and what it should bring
 * (`Expect:`), as numbered lines that people can speak of: `broken D-12#2: evidence`.
 * TIME K, L9. */
#ifndef WORKFLOW_ASSUMPTION_H
#define WORKFLOW_ASSUMPTION_H

#include "workflow/desk.h"

/* The fields become numbered lines of the item; once. */
void assumption_keep(Turn *turn);

/* "2: why", "#2: why", "D-12#2: why", or only "why". */
typedef struct {
	char *item; /* upper case; NULL: the one at hand */
	int number; /* 0: none */
	char *text; /* "" if none */
} Numbered;
void numbered_clear(Numbered *numbered);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Numbered, numbered_clear)
/* False: it begins with no number, and all of it is text. */
bool numbered_read(const char *argument, Numbered *out_numbered);

/* The item a command of the mail names by itself (`broken D-12#2`); NULL: none. Owned. */
char *assumption_named_item(const Reading *reading);

/* Commands; always true. */
bool assumption_broken(Turn *turn, const Command *command);
bool assumption_judge(Turn *turn, const Command *command); /* keep, change */
bool assumption_score(Turn *turn, const Command *command); /* held, failed, unclear */
/* `drop`: the challenge, if there is one, was right. */
void assumption_drop(Turn *turn, const Numbered *numbered);

/* How many await their owner's word. */
size_t assumption_challenges(const Item *item);

#endif
