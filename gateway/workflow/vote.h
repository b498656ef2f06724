/* vote.h: is this line, or this text, plainly a vote? MAIL 8. Fails closed: in any doubt
 * the answer is unclear. */
#ifndef WORKFLOW_VOTE_H
#define WORKFLOW_VOTE_H

#include "workflow/command.h"

/* One line: NULL if it is no vote at all. An owned Position; `unclear` if it begins like
 * one and hedges, negates or goes on in a way the grammar does not know. */
Position *vote_read_line(const char *line);

/* A numeric token in a short sentence anywhere in the text ("Here is my +1"), trailers of
 * `sender`, `Vote:` lines. `first` is what the first line said, or NULL; contradictions
 * make it unclear. Owned, NULL: nothing. */
Position *vote_read_text(char **lines, int from, const char *sender,
			 const Position *first);

/* What the word says that a line begins with, if nothing behind it hedges; NONE: no such
 * word. */
PositionValue vote_leans(const char *line);

/* Is the line a vote in numbers? */
bool vote_is_numeric(const char *line);

/* "Seconded, +1": a numeric token behind other words and a comma or a full stop. */
bool vote_ends_line(const char *line);

/* Does the text take a vote back ("scratch that"), or list the votes of several people?
 */
bool vote_is_undone(char **lines, int from);

/* Trailers (`Approved-by:`) of others than `sender`: what is said of them, which counts
 * for nobody. GPtrArray of char *, owned. */
GPtrArray *vote_claims(const char *text, const char *sender);

/* Combine two findings of one mail: the same value stays, different ones are unclear.
 * Takes both. */
Position *vote_combine(Position *a, Position *b);

/* Typographic variants made plain: fullwidth digits, curly quotes, NBSP, dashes and minus
 * signs. Owned. */
char *vote_plain(const char *line);

void position_free(Position *position);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Position, position_free)

#endif
