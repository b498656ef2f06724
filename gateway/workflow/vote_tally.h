/* vote_tally.h: mails that tell how others voted. */
#ifndef WORKFLOW_VOTE_TALLY_H
#define WORKFLOW_VOTE_TALLY_H

#include <stdbool.h>

/* "[RESULT] [VOTE] ...", "[CANCELLED] ...": does that subject say how a vote ended? Not
 * that of a reply to such a mail. */
bool vote_is_announced(const char *subject);

/* Does the text say that a vote is over? */
bool vote_is_result(char **lines);

/* Does it list the votes of several people? */
bool vote_is_tally(char **lines, int from);

#endif
