/* vote_nothing.h: "I don't see any problem": what negates, and yet says nothing against
 * it. For vote*.c alone. */
#ifndef WORKFLOW_VOTE_NOTHING_H
#define WORKFLOW_VOTE_NOTHING_H

/* Such phrases become blanks. `folded` is as text_fold() gives it. */
void vote_forget_nothing(char *folded);

#endif
