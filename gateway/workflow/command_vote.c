/* command_vote.c: votes among the orders of a mail.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/command_vote.h"

#include <string.h>

#include "workflow/argument.h"
#include "workflow/command_line.h"
#include "workflow/dialect.h"
#include "workflow/vote.h"
#include "workflow/vote_number.h"

#define GREETING_MAX_BYTES 40
#define GREETING_WORDS_MAX 4

static bool is_blank(const char *line)
{
	return line[strspn(line, " \t")] == '\0';
}

void command_vote_undo(Command *command)
{
	command->value = POSITION_UNCLEAR;
	command->ok = false;
	command->error = g_strdup("not plainly a vote");
	command->suggestion = g_strdup("agree");
}

bool command_vote_is_prose(const Commands *commands, const Command *command, char **lines)
{
	const GPtrArray *before = commands->commands;
	if (command->name != COMMAND_POSITION || command->ok || command->target != 0 ||
	    before->len == 0 || !is_blank(lines[command->line - 2]) ||
	    vote_is_numeric(lines[command->line - 1]))
		return false;
	const Command *last = g_ptr_array_index(before, before->len - 1);
	return last->name == COMMAND_POSITION && last->ok &&
	       vote_is_numeric(lines[last->line - 1]);
}

Position *command_vote_read(const Commands *commands, char **lines)
{
	Position *found = NULL;
	for (guint i = 0; i < commands->commands->len; i++) {
		const Command *command = g_ptr_array_index(commands->commands, i);
		if (command->name != COMMAND_POSITION || command->target != 0)
			continue;
		const char *line = lines[command->line - 1];
		Position *here =
			vote_read_line(line + (command_line_has_sigil(line) ? 1 : 0));
		if (here == NULL)
			continue;
		here->value = command->value;
		g_free(here->reason);
		here->reason = g_strdup(command->argument);
		found = vote_combine(found, here);
	}
	return found;
}

/* What one line says and another takes back is no vote, whichever stands last. */
static void undo_votes(Commands *commands)
{
	for (guint i = 0; i < commands->commands->len; i++) {
		Command *command = g_ptr_array_index(commands->commands, i);
		if (command->name == COMMAND_POSITION && command->target == 0 &&
		    command->ok)
			command_vote_undo(command);
	}
}

static bool is_same_side(PositionValue word, PositionValue number)
{
	return word == number || (word == POSITION_DISAGREE && number == POSITION_OBJECT);
}

/* What a vote in numbers says, on a line of its own or `below`. */
static PositionValue numeric_vote(const Commands *commands, char **lines,
				  const Position *below)
{
	for (guint i = 0; i < commands->commands->len; i++) {
		const Command *command = g_ptr_array_index(commands->commands, i);
		if (command->name == COMMAND_POSITION && command->target == 0 &&
		    command->ok && vote_is_numeric(lines[command->line - 1]))
			return command->value;
	}
	return below != NULL ? below->value : POSITION_NONE;
}

/* "Yes, let us do it" goes on in a way nobody knows, but is plain where a vote in numbers
 * below says the same. */
static void drop_doubtful_words(Commands *commands, char **lines, const Position *below)
{
	PositionValue value = numeric_vote(commands, lines, below);
	for (guint i = commands->commands->len; i > 0 && value != POSITION_NONE; i--) {
		const Command *word = g_ptr_array_index(commands->commands, i - 1);
		if (word->name == COMMAND_POSITION && word->target == 0 && !word->ok &&
		    is_same_side(vote_leans(lines[word->line - 1]), value))
			g_ptr_array_remove_index(commands->commands, i - 1);
	}
}

static int next_text(char **lines, int at)
{
	while (lines[at] != NULL && is_blank(lines[at]))
		at++;
	return at;
}

/* "Hi Tom," and below it "agree": a word votes on the first line alone, but who is polite
 * is asked. */
static Position *vote_below_greeting(char **lines, int from)
{
	int greeting = next_text(lines, from);
	int at = lines[greeting] != NULL ? next_text(lines, greeting + 1) : greeting;
	if (lines[at] == NULL || strlen(lines[greeting]) > GREETING_MAX_BYTES ||
	    argument_count_words(lines[greeting]) > GREETING_WORDS_MAX)
		return NULL;
	g_autoptr(Position) position = vote_read_line(lines[at]);
	if (position == NULL || position->value == POSITION_UNCLEAR)
		return NULL;
	position->value = POSITION_UNCLEAR;
	return g_steal_pointer(&position);
}

void command_vote_judge(Commands *commands, char **lines, int from, Position *below,
			bool is_reply)
{
	drop_doubtful_words(commands, lines, below);
	commands->position = vote_combine(command_vote_read(commands, lines), below);
	if (commands->position == NULL && commands->commands->len == 0 && is_reply)
		commands->position = vote_below_greeting(lines, from);
	Position *position = commands->position;
	if (position != NULL && vote_is_undone(lines, from))
		position->value = POSITION_UNCLEAR;
	if (position != NULL && position->value == POSITION_UNCLEAR)
		undo_votes(commands);
}

/* A vote stands on it, whatever it says. */
static bool is_of_vote(const char *line)
{
	PositionValue value = POSITION_NONE;
	g_autofree char *plain = vote_plain(line);
	g_autoptr(Position) position = vote_read_line(line);
	return *plain != '>' && (position != NULL || vote_find_numeric(plain, &value));
}

static bool ends_sentence(const char *line)
{
	g_autofree char *text = g_strchomp(g_strdup(line));
	size_t length = strlen(text);
	return length == 0 || strchr(".!?", text[length - 1]) != NULL;
}

/* On the line itself, or where its sentence may begin or go on. */
static bool is_hedged(char **lines, int from, int at, const Dialect *dialect)
{
	const char *above = at > from ? lines[at - 1] : "";
	const char *below = lines[at + 1] != NULL ? lines[at + 1] : "";
	return dialect_hedges(dialect, lines[at]) ||
	       dialect_starts_hedged(dialect, below) ||
	       (dialect_starts_hedged(dialect, above) && !ends_sentence(above));
}

/* Those of the lines of a digest too. */
static void hedge_orders(const Commands *commands, char **lines, int from,
			 const Dialect *dialect)
{
	for (guint i = 0; i < commands->commands->len; i++) {
		Command *command = g_ptr_array_index(commands->commands, i);
		if (command->name == COMMAND_POSITION && command->ok &&
		    command->value == POSITION_AGREE &&
		    is_hedged(lines, from, command->line - 1, dialect))
			command_vote_undo(command);
	}
}

void command_vote_hedge(Commands *commands, char **lines, int from,
			const Dialect *dialect)
{
	Position *position = commands->position;
	hedge_orders(commands, lines, from, dialect);
	if (position == NULL || position->value != POSITION_AGREE)
		return;
	for (int i = from; lines[i] != NULL; i++) {
		if (!is_hedged(lines, from, i, dialect) || !is_of_vote(lines[i]))
			continue;
		position->value = POSITION_UNCLEAR;
		undo_votes(commands);
		return;
	}
}
