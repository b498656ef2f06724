/* quote_vote.h: votes, which nobody may take for a part of something else. For quote*.c
 * alone. */
#ifndef MAIL_QUOTE_VOTE_H
#define MAIL_QUOTE_VOTE_H

#include "mail/quote_line.h"

/* A vote and nothing else: never a signature, wherever it stands. */
bool quote_is_bare_vote(const QuoteLine *line);

/* Begins with a vote. */
bool quote_is_vote(const QuoteLine *line);

/* The same, and "So +1 from me", which is one wherever it stands. */
bool quote_holds_vote(const QuoteLine *line);

#endif
