/* command_word.h: the words of orders, and what each takes. For command*.c alone. */
#ifndef WORKFLOW_COMMAND_WORD_H
#define WORKFLOW_COMMAND_WORD_H

#include "workflow/argument.h"
#include "workflow/command.h"

typedef struct {
	const char *word;
	CommandName name;
	ArgumentShape shape;
	const char *form; /* what a valid line looks like */
} CommandWord;

/* "position", "unknown" for what has no word of its own. */
const char *command_word(CommandName name);

/* `word` is in lower case. NULL: it is none. */
const CommandWord *command_word_find(const char *word);

/* The valid form nearest to a word, within two slips; NULL if there is none. After a
 * sigil more words are thought of. */
const char *command_word_nearest(const char *word, bool has_sigil);

#endif
