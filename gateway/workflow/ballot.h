/* ballot.h: choosing among several options: by ranking (Schulze) or by approval. Pure. */
#ifndef WORKFLOW_BALLOT_H
#define WORKFLOW_BALLOT_H

#include "base/fault.h"

typedef enum { BALLOT_NONE, BALLOT_APPROVAL, BALLOT_RANKED } BallotKind;
/* "ranked", also what a rules file says. Static. */
const char *ballot_kind_name(BallotKind kind);
/* In any case of letters. */
bool ballot_kind_from_name(const char *name, BallotKind *out_kind);

/* "2 > 1 > 3", "2, 3": numbers from 1 to `options`, each once. GArray of int, owned; NULL
 * and FAULT_UNREADABLE with a sentence. */
GArray *ballot_read(const char *text, int options, GError **error);

/* `ballots`, of GArray of int. The number of the one option that wins; 0 if there is
 * none: nobody chose, or two are level.
 *
 * Ranked: Schulze's method, winning votes; what is not named stands below what is.
 * Approval: the option named most. */
int ballot_winner(BallotKind kind, const GPtrArray *ballots, int options);

#endif
