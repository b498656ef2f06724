/* query.h: mails that ask and change nothing: `[WHY] D-12`, and `why` in a reply. */
#ifndef WORKFLOW_QUERY_H
#define WORKFLOW_QUERY_H

#include "workflow/desk.h"

/* A mail whose tag asks. Opens no item. */
void query_open(Turn *turn);

/* A subject that asks without a tag: "WHY D-12". */
bool query_is_plain(const Reading *reading);

/* The item that the subject asks about, "D-12"; NULL: none. Owned. */
char *query_subject_id(const Reading *reading);

/* `why`, `why D-7` in a reply: answered by a mail of its own. */
void query_why(Turn *turn, const Command *command);

#endif
