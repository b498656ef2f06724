/* dialect.h: what a team writes instead of the English words for a position, and what
 * undoes a vote in its language. From `words` sections of the rules. */
#ifndef WORKFLOW_DIALECT_H
#define WORKFLOW_DIALECT_H

#include "base/settings.h"

typedef struct Dialect Dialect;

Dialect *dialect_new(void);
void dialect_free(Dialect *dialect);

/* True of NULL too. */
bool dialect_is_empty(const Dialect *dialect);

/* Adds the words of one section; a word with two meanings is a problem. */
void dialect_add(Dialect *dialect, const SettingsSection *section, GPtrArray *problems);

/* A line that starts with one of the words, with the English one in its place, and the
 * word as it was written. NULL: it starts with none. Both owned. */
char *dialect_translate(const Dialect *dialect, const char *line, char **out_word);

/* Does one of the team's own words that bind, soften or negate a vote stand in the line?
 * Those of the most usual languages are known without being told (vote_abroad.h). */
bool dialect_hedges(const Dialect *dialect, const char *line);

/* Does the line begin with one? */
bool dialect_starts_hedged(const Dialect *dialect, const char *line);

#endif
