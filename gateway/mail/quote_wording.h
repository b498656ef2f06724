/* quote_wording.h: the words by which mail programs say who wrote, in every language. For
 * quote_claim.c and quote_attribution.c alone. */
#ifndef MAIL_QUOTE_WORDING_H
#define MAIL_QUOTE_WORDING_H

#include <stdbool.h>

/* Is a folded word "wrote", or does it end so in a script that puts no spaces between
 * words? */
bool quote_ends_in_verb(const char *word);

/* A folded text begins with "on", "am", "le" and so on: what stands before a date. */
bool quote_has_lead(const char *folded);

/* The same of a text as it is written. Cheap. */
bool quote_starts_with_lead(const char *text);

/* A folded text begins as only a mail program begins a line. */
bool quote_has_opening(const char *folded);

#endif
