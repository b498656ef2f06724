/* vote_words.h: the words that undo a vote. For what reads votes alone. */
#ifndef WORKFLOW_VOTE_WORDS_H
#define WORKFLOW_VOTE_WORDS_H

#include "workflow/command.h"

/* Does the text negate, ask, soften or bind to something what stands before it? */
bool vote_hedges(const char *text);

/* The same without what negates, or leads to the other side, as what is said for an
 * objection does: "It does not build, but -1" asks. */
bool vote_softens(const char *text);

/* Does the text turn what stands in it into its opposite? */
bool vote_negates(const char *text);

/* Does the reason for an agreement bind it to something? */
bool vote_binds(const char *reason);

/* "to what Ann said", "for waiting", "without the last part": `rest` follows a token, and
 * is about something else than what was asked, or about less. */
bool vote_is_aside(const char *rest);

/* "-1 if the tests fail": not even an objection, whose reason may say what it likes. */
bool vote_starts_bound(const char *rest);

/* "+1 from Ann", but not "+1 from me": `rest` follows the token. */
bool vote_is_from_others(const char *rest);

/* Up to where the clause ends, or it is too long to be one; folded. Owned. */
char *vote_first_clause(const char *text);

bool vote_is_word_end(char c);

/* Does it stand in the text as a word of its own? */
bool vote_has_word(const char *text, const char *word);

Position *vote_position(PositionValue value, const char *token, const char *reason);

#endif
