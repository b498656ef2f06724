/* vote_words.h: the words that undo a vote, and numbers that are one. For what reads
 * votes. */
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

/* Where `+1`, `-1`, `+0` or `-0` stands in a sentence, not a measure or a telephone
 * number; NULL if it does not. It is two bytes long. */
const char *vote_find_numeric(const char *sentence, PositionValue *out_value);

/* Does a token stand within a word, as in languages without spaces? */
bool vote_is_glued(const char *sentence, const char *token);

/* "+1 for A, -1 for B", "changed from +1 to -1": two votes, or one that was. */
bool vote_has_other(const char *text, PositionValue value);

/* "Jane: +1, Bob: +1": any vote in numbers, whatever it says. */
bool vote_has_number(const char *text);

/* "to what Ann said", "for waiting", "without the last part": `rest` follows a token, and
 * is about something else than what was asked, or about less. */
bool vote_is_aside(const char *rest);

/* "-1 if the tests fail": not even an objection, whose reason may say what it likes. */
bool vote_starts_bound(const char *rest);

/* "+1 from Ann", but not "+1 from me": `rest` follows the token. */
bool vote_is_from_others(const char *rest);

/* "+1 day", "-1 means": `rest` is what follows the first digit. */
bool vote_is_number(const char *rest);

/* "+1 555 1234", "+1 (555) 1234": `rest` is what follows the first digit. */
bool vote_is_telephone(const char *rest);

bool vote_is_word_end(char c);

/* Does it stand in the text as a word of its own? */
bool vote_has_word(const char *text, const char *word);

Position *vote_position(PositionValue value, const char *token, const char *reason);

#endif
