/* command.c: the first lines of a reply, read as orders.
 *
 * Reading stops at the first line that is no order: what follows is prose. A line with a
 * sigil is an order wherever the first or the last block of the text has it, and if it
 * makes no sense it is answered with the nearest form.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/command.h"

#include <string.h>

#include "base/text.h"
#include "workflow/command_line.h"
#include "workflow/command_vote.h"
#include "workflow/dialect.h"
#include "workflow/vote.h"
#include "workflow/vote_bound.h"
#include "workflow/vote_box.h"

#define COMMANDS_MAX 10
#define UNKNOWN_MAX  5

static const char *const VALUE_NAMES[] = {
	[POSITION_NONE] = "none",	[POSITION_AGREE] = "agree",
	[POSITION_ABSTAIN] = "abstain", [POSITION_DISAGREE] = "disagree",
	[POSITION_CONCERN] = "concern", [POSITION_OBJECT] = "object",
	[POSITION_UNCLEAR] = "unclear",
};

const char *position_value_name(PositionValue value)
{
	return VALUE_NAMES[value];
}

bool position_value_from_name(const char *name, PositionValue *out_value)
{
	for (size_t i = 0; i < G_N_ELEMENTS(VALUE_NAMES); i++) {
		if (strcmp(VALUE_NAMES[i], name) == 0) {
			*out_value = (PositionValue)i;
			return true;
		}
	}
	return false;
}

void command_free(Command *command)
{
	g_free(command->written);
	g_free(command->word);
	g_free(command->argument);
	g_free(command->error);
	g_free(command->suggestion);
	g_free(command);
}

void command_free_all(Commands *commands)
{
	if (commands == NULL)
		return;
	g_ptr_array_unref(commands->commands);
	position_free(commands->position);
	g_free(commands);
}

/* ---- the text ------------------------------------------------------------------- */

static const char *skip_blanks(const char *line)
{
	while (*line == ' ' || *line == '\t')
		line++;
	return line;
}

static bool is_blank(const char *line)
{
	return *skip_blanks(line) == '\0';
}

/* A quote that was not recognised as one, or the sample lines of our own mails: never an
 * order. */
static bool is_echo(const char *line)
{
	const char *start = skip_blanks(line);
	return *start == '>' || *start == '|';
}

/* Beyond ASCII letters have other forms: any of them may be the next one. */
static bool may_start_with(const char *line, const char *start)
{
	for (; *start != '\0' && (unsigned char)*line < 0x80; start++, line++)
		if (g_ascii_tolower(*line) != *start)
			return false;
	return true;
}

/* Most lines need not be folded to know that they are none of those. */
static bool may_end_parsing(const char *line)
{
	while (g_ascii_isspace(*line))
		line++;
	switch (g_ascii_tolower(*line)) {
	case '-':
		return may_start_with(line, "--");
	case 't':
		return may_start_with(line, "tha");
	case 'q':
		return may_start_with(line, "qui");
	case 's':
		return may_start_with(line, "sto");
	default:
		return (unsigned char)*line >= 0x80;
	}
}

static bool ends_parsing(const char *line)
{
	static const char *const ENDS[] = {
		"--",	"thanks",    "thanks!",	   "thanks.",	 "quit",
		"stop", "thank you", "thank you!", "thank you.", NULL};
	if (!may_end_parsing(line))
		return false;
	g_autofree char *folded = text_fold(line);
	return g_strv_contains(ENDS, folded);
}

/* "[ ] -1 do not": the rest of a ballot is nobody's reason. */
static bool is_of_ballot(const char *line)
{
	return vote_box_start(&line) != BOX_NONE;
}

/* Does that line say something by itself? `is_plain`: and without a doubt. */
static bool is_order(char **lines, int at, bool is_plain)
{
	Command *order = command_line_read(at + 1, lines[at]);
	bool is_one = order != NULL && (order->ok || !is_plain);
	if (order != NULL)
		command_free(order);
	return is_one;
}

/* Free text may be wrapped: lines up to the next blank one or the next order belong to
 * it. */
static int join_wrapped(Command *command, char **lines, int next)
{
	bool takes_text =
		command->ok && *command->argument != '\0' &&
		(command->name == COMMAND_POSITION || command->name == COMMAND_DECIDE ||
		 command->name == COMMAND_REJECT || command->name == COMMAND_DROP ||
		 command->name == COMMAND_HELPED || command->name == COMMAND_IMPROVE ||
		 command->name == COMMAND_BROKEN || command->name == COMMAND_KEEP ||
		 command->name == COMMAND_CHANGE || command->name == COMMAND_RESOLVED ||
		 command->name == COMMAND_ANSWER || command->name == COMMAND_TAKEAWAY ||
		 command->name == COMMAND_ACK);
	while (takes_text && lines[next] != NULL && !is_blank(lines[next]) &&
	       !is_of_ballot(lines[next]) && !g_str_has_prefix(lines[next], "Ref: ") &&
	       !ends_parsing(lines[next]) && !is_order(lines, next, false)) {
		g_autofree char *before = command->argument;
		g_autofree char *more = g_strstrip(g_strdup(lines[next]));
		command->argument = g_strconcat(before, " ", more, NULL);
		next++;
	}
	return next;
}

/* `object` alone: the paragraph below is the reason, unless it says something itself. */
static int take_reason_below(Command *command, char **lines, int next)
{
	bool wants = command->name == COMMAND_POSITION && *command->argument == '\0' &&
		     (command->value == POSITION_OBJECT ||
		      command->value == POSITION_CONCERN ||
		      command->value == POSITION_DISAGREE);
	int from = next;
	while (wants && lines[from] != NULL && is_blank(lines[from]))
		from++;
	wants = wants && lines[from] != NULL && !is_order(lines, from, true);
	g_autoptr(GString) reason = g_string_new(NULL);
	while (wants && lines[from] != NULL && !is_blank(lines[from]) &&
	       !g_str_has_prefix(lines[from], "Ref: ") && !ends_parsing(lines[from])) {
		g_string_append_printf(reason, "%s%s", reason->len > 0 ? " " : "",
				       g_strstrip(lines[from]));
		from++;
	}
	if (reason->len == 0)
		return next;
	g_free(command->argument);
	command->argument = g_strdup(reason->str);
	return from;
}

bool command_is_full(const Commands *commands)
{
	guint unknown = 0;
	for (guint i = 0; i < commands->commands->len; i++)
		unknown += ((Command *)g_ptr_array_index(commands->commands, i))->name ==
			   COMMAND_UNKNOWN;
	return commands->commands->len >= COMMANDS_MAX || unknown >= UNKNOWN_MAX;
}

/* A vote without reasons of its own, which the next line may bind to something. */
static bool is_agreement(const Command *command)
{
	return command->name == COMMAND_POSITION && command->ok &&
	       command->value == POSITION_AGREE;
}

/* From line `at` on, by `step`, there is text. */
static bool has_text(char **lines, int at, int step)
{
	for (; at >= 0 && lines[at] != NULL; at += step)
		if (!is_blank(lines[at]) && !g_str_has_prefix(lines[at], "Ref: "))
			return true;
	return false;
}

/* Who signs "/Anna" below what they wrote has not mistyped an order. */
static bool is_sign_off(const Command *command, char **lines, int line)
{
	return command->name == COMMAND_UNKNOWN &&
	       command_line_may_be_name(lines[line]) && !has_text(lines, line + 1, 1) &&
	       has_text(lines, line - 1, -1);
}

/* The order on that line; NULL if it is prose. Owned. */
static Command *read_order(char **lines, int line)
{
	Command *command = command_line_read(line + 1, lines[line]);
	if (command == NULL || !is_sign_off(command, lines, line))
		return command;
	command_free(command);
	return NULL;
}

/* Orders from the top. Returns the first line that was not read. */
static int read_top(Commands *commands, char **lines, int from, bool is_reply)
{
	int i = from;
	while (lines[i] != NULL && !command_is_full(commands)) {
		if (is_blank(lines[i]) || is_echo(lines[i])) {
			i++;
			continue;
		}
		bool may = is_reply || command_line_has_sigil(lines[i]) ||
			   command_line_says_of_what(lines[i]);
		if (ends_parsing(lines[i]) || !may)
			break;
		Command *command = read_order(lines, i);
		if (command == NULL)
			break;
		if (command_vote_is_prose(commands, command, lines)) {
			command_free(command);
			break;
		}
		g_ptr_array_add(commands->commands, command);
		if (is_agreement(command) && vote_is_bound(lines, i + 1))
			command_vote_undo(command);
		i = join_wrapped(command, lines, i + 1);
		i = take_reason_below(command, lines, i);
	}
	return i;
}

/* `!word` in the last block. */
static void read_bottom(Commands *commands, char **lines, int from)
{
	int end = (int)g_strv_length(lines);
	while (end > from && is_blank(lines[end - 1]))
		end--;
	int start = end;
	while (start > from && !is_blank(lines[start - 1]))
		start--;
	for (int i = start; i < end && !command_is_full(commands); i++) {
		if (ends_parsing(lines[i]))
			break;
		if (is_echo(lines[i]) || !command_line_has_sigil(lines[i]))
			continue;
		Command *command = read_order(lines, i);
		if (command != NULL)
			g_ptr_array_add(commands->commands, command);
	}
}

/* Puts lines into English. For each that changed `said` gets the word that was
 * translated; `owned` keeps what is new. */
static void translate(char **lines, int from, const Dialect *dialect, char **said,
		      GPtrArray *owned)
{
	for (int i = from; lines[i] != NULL; i++) {
		char *english = dialect_translate(dialect, lines[i], &said[i]);
		if (english == NULL)
			continue;
		g_ptr_array_add(owned, english);
		g_ptr_array_add(owned, said[i]);
		lines[i] = english;
	}
}

/* What was read in English stands in the words of who wrote it. */
static void restore_words(Commands *commands, char **written, char **said)
{
	bool is_first = true;
	for (guint i = 0; i < commands->commands->len; i++) {
		Command *command = g_ptr_array_index(commands->commands, i);
		const char *word = said[command->line - 1];
		if (word != NULL) {
			g_free(command->written);
			command->written =
				text_single_line(written[command->line - 1], 200);
		}
		if (command->name != COMMAND_POSITION || command->target != 0)
			continue;
		if (is_first && word != NULL && commands->position != NULL) {
			g_free(commands->position->token);
			commands->position->token = g_strdup(word);
		}
		is_first = false;
	}
}

static void read_lines(Commands *commands, char **lines, int from, bool is_reply,
		       const char *sender)
{
	int next = read_top(commands, lines, from, is_reply);
	read_bottom(commands, lines, next);
	g_autoptr(Position) alone = command_vote_read(commands, lines);
	Position *below = is_reply ? vote_read_text(lines, next, sender, alone) : NULL;
	command_vote_judge(commands, lines, from, below, is_reply);
}

static void read_dialect(Commands *commands, char **lines, int from, bool is_reply,
			 const char *sender, const Dialect *dialect)
{
	guint count = g_strv_length(lines) + 1;
	g_autofree char **written = g_memdup2(lines, count * sizeof *lines);
	g_autofree char **said = g_new0(char *, count);
	g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func(g_free);
	translate(lines, from, dialect, said, owned);
	read_lines(commands, lines, from, is_reply, sender);
	command_vote_hedge(commands, lines, from, dialect);
	restore_words(commands, written, said);
}

Commands *command_read(const char *text, int skip_lines, bool is_reply,
		       const char *sender, const Dialect *dialect)
{
	Commands *commands = g_new0(Commands, 1);
	commands->commands = g_ptr_array_new_with_free_func((GDestroyNotify)command_free);
	g_autofree char **lines = text_split(text);
	int from = 0;
	while (lines[from] != NULL && from < skip_lines)
		from++;
	if (dialect_is_empty(dialect))
		read_lines(commands, lines, from, is_reply, sender);
	else
		read_dialect(commands, lines, from, is_reply, sender, dialect);
	return commands;
}
