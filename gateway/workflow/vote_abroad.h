/* vote_abroad.h: what binds or negates in other languages. For vote*.c alone. */
#ifndef WORKFLOW_VOTE_ABROAD_H
#define WORKFLOW_VOTE_ABROAD_H

#include <stdbool.h>

/* "if", "but", "except", "would". `folded` is text as text_fold() leaves it. */
bool vote_binds_abroad(const char *folded);

/* The same as its first word. */
bool vote_starts_bound_abroad(const char *folded);

/* "not", "no", "withdraw". */
bool vote_negates_abroad(const char *folded);

#endif
