/* phrase_words.h: what people write around dates, made plain. For when.c alone. */
#ifndef CALENDAR_PHRASE_WORDS_H
#define CALENDAR_PHRASE_WORDS_H

#include "calendar/zone.h"

/* The words, folded, without punctuation, "2 pm" as one, the clock last ("14:00
 * tomorrow"), numbers in digits. A zone at the end is taken off: *out_zone, or, owned,
 * *out_unknown_zone if nobody knows it; both NULL if there is none. NULL-terminated,
 * owned.
 */
char **phrase_words(const char *line, const Zone **out_zone, char **out_unknown_zone);

/* What people write often, and what says it here; else `otherwise`. Owned. */
char *phrase_nearest(const char *folded, const char *otherwise);

#endif
