/* vote_number.h: numbers that are votes, and those that are not. For what reads votes
 * alone. */
#ifndef WORKFLOW_VOTE_NUMBER_H
#define WORKFLOW_VOTE_NUMBER_H

#include "workflow/command.h"

/* Where `+1`, `-1`, `+0` or `-0` stands in a sentence, not a measure or a telephone
 * number; NULL if it does not. It is two bytes long. */
const char *vote_find_numeric(const char *sentence, PositionValue *out_value);

/* Does a token stand within a word, as in languages without spaces? */
bool vote_is_glued(const char *sentence, const char *token);

/* "+1 for A, -1 for B", "changed from +1 to -1": two votes, or one that was. */
bool vote_has_other(const char *text, PositionValue value);

/* "Jane: +1, Bob: +1": any vote in numbers, whatever it says. */
bool vote_has_number(const char *text);

/* "+1 day", "-1 means": `rest` is what follows the first digit. */
bool vote_is_number(const char *rest);

/* "+1 555 1234", "+1 (555) 1234": `rest` is what follows the first digit. */
bool vote_is_telephone(const char *rest);

#endif
