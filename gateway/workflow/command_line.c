/* command_line.c: one line as an order: its word, its argument, and what was meant if it
 * is nearly one.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/command_line.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "workflow/argument.h"
#include "workflow/assumption.h"
#include "workflow/command_word.h"
#include "workflow/vote.h"

#define NAME_WORDS_MAX 3

typedef struct {
	int target; /* `3: agree` */
	bool has_sigil;
	char *word;   /* lower case */
	char mark;    /* ':', ' ' or 0 */
	bool is_soft; /* a comma or a dash for the colon */
	char *argument;
} Line;

static void line_clear(Line *line)
{
	g_free(line->word);
	g_free(line->argument);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Line, line_clear)

/* `3: ` or `3. ` before a command; not the `0` of a vote. */
static const char *skip_target(const char *text, int *out_target)
{
	size_t digits = strspn(text, "0123456789");
	if (digits == 0 || digits > 4 || (text[digits] != ':' && text[digits] != ')') ||
	    strtol(text, NULL, 10) == 0)
		return text;
	const char *rest = text + digits + 1;
	rest += strspn(rest, " \t");
	if (*rest == '\0')
		return text;
	*out_target = (int)strtol(text, NULL, 10);
	return rest;
}

/* "/etc/passwd" is the name of a file. */
static bool is_path(const char *text)
{
	size_t end = 1;
	while (g_ascii_isalnum(text[end]))
		end++;
	return *text == '/' && text[end] == '/';
}

static void take_apart(const char *written, Line *out_line)
{
	g_autofree char *plain = vote_plain(written);
	const char *text = skip_target(plain, &out_line->target);
	if ((*text == '!' || *text == '/') && g_ascii_isalpha(text[1])) {
		out_line->has_sigil = !is_path(text);
		text += out_line->has_sigil;
	} else if ((*text == '!' || *text == '/') && (text[1] == '+' || text[1] == '-') &&
		   g_ascii_isdigit(text[2])) {
		out_line->has_sigil = true;
		text++;
	}
	size_t length = 0;
	while (g_ascii_isalpha(text[length]))
		length++;
	out_line->word = g_ascii_strdown(text, (gssize)length);
	const char *rest = text + length;
	out_line->mark = *rest == ':' ? ':' : *rest == '\0' ? '\0' : ' ';
	/* "ack - on it", but not "snooze -1". */
	const char *dash = rest + strspn(rest, " \t");
	bool is_dash = length > 0 && g_str_has_prefix(dash, "- ");
	out_line->is_soft = *rest == ',' || is_dash;
	if (out_line->is_soft)
		out_line->mark = ':';
	rest = is_dash ? dash + 1 : rest;
	rest += strspn(rest, ":, \t");
	out_line->argument = g_strstrip(g_strdup(rest));
	size_t end = strlen(out_line->argument);
	if (length > 0 && (strcmp(out_line->argument, ".") == 0 ||
			   strcmp(out_line->argument, "!") == 0))
		out_line->argument[end - 1] = '\0';
}

static Command *command_new(int number, const char *written, CommandName name)
{
	Command *command = g_new0(Command, 1);
	command->line = number;
	command->written = text_single_line(written, 200);
	command->name = name;
	command->argument = g_strdup("");
	return command;
}

static Command *position_command(int number, const char *written, const Line *line)
{
	g_autofree char *plain = vote_plain(written);
	int target = 0;
	const char *text = skip_target(plain, &target);
	text += line->has_sigil ? 1 : 0;
	g_autoptr(Position) position = vote_read_line(text);
	if (position == NULL)
		return NULL;
	Command *command = command_new(number, written, COMMAND_POSITION);
	command->target = line->target;
	command->value = position->value;
	command->word = g_strdup(position_value_name(position->value));
	g_free(command->argument);
	command->argument = g_strdup(position->reason);
	command->ok = position->value != POSITION_UNCLEAR;
	if (!command->ok) {
		command->error = g_strdup("not plainly a vote");
		command->suggestion = g_strdup("agree");
	}
	return command;
}

static Command *bad_command(int number, const char *written, const Line *line,
			    CommandName name, const char *error, const char *suggestion)
{
	Command *command = command_new(number, written, name);
	command->target = line->target;
	command->word =
		g_strdup(name == COMMAND_UNKNOWN ? line->word : command_word(name));
	command->error = g_strdup(error);
	command->suggestion = g_strdup(suggestion);
	g_free(command->argument);
	command->argument = g_strdup(line->argument);
	return command;
}

/* "delegate to jonas", "snooze for 2wd", "choose option 2": said politely. */
static void drop_preposition(ArgumentShape shape, Line *line)
{
	const char *word = shape == ARGUMENT_NAME	? "to "
			   : shape == ARGUMENT_DURATION ? "for "
			   : shape == ARGUMENT_NUMBERS	? "option "
							: NULL;
	if (word != NULL && g_ascii_strncasecmp(line->argument, word, strlen(word)) == 0)
		memmove(line->argument, line->argument + strlen(word),
			strlen(line->argument) - strlen(word) + 1);
}

/* "snooze 2d.", "owner maria!": the end of a sentence; "J. S." keeps its dot, and dates
 * know theirs. */
static void drop_full_stop(ArgumentShape shape, char *argument)
{
	static const ArgumentShape SHAPES[] = {
		ARGUMENT_NAME,	       ARGUMENT_MAY_NAME, ARGUMENT_DURATION,
		ARGUMENT_MAY_DURATION, ARGUMENT_ID,	  ARGUMENT_MAY_ID,
		ARGUMENT_YES_NO,       ARGUMENT_RHYTHM,	  ARGUMENT_NUMBERS,
		ARGUMENT_ZONE,	       ARGUMENT_PERCENT};
	size_t end = strlen(argument);
	bool is_initial = end >= 2 && g_ascii_isupper(argument[end - 2]) &&
			  (end == 2 || !g_ascii_isalnum(argument[end - 3]));
	for (size_t i = 0; i < G_N_ELEMENTS(SHAPES); i++)
		if (SHAPES[i] == shape && end > 1 && strchr(".!", argument[end - 1]) &&
		    !is_initial)
			argument[end - 1] = '\0';
}

static Command *good_command(int number, const char *written, const Line *line,
			     const CommandWord *known)
{
	Command *command = command_new(number, written, known->name);
	command->target = line->target;
	command->word = g_strdup(known->word);
	g_free(command->argument);
	command->argument = g_strdup(line->argument);
	command->ok = true;
	return command;
}

/* A known word whose argument does not fit is an error where it can only have been meant
 * as an order: after a sigil, with a colon, or in a line too short to be prose. */
static bool was_meant(const Line *line)
{
	return line->has_sigil || (line->mark == ':' && *line->argument == '\0') ||
	       argument_count_words(line->argument) <= 1;
}

/* "review in general looks fine" is prose, "due 13/8/2026" is not. */
static bool was_meant_as_date(const Line *line)
{
	return line->has_sigil || line->mark == ':' ||
	       argument_count_words(line->argument) <= 2 ||
	       strpbrk(line->argument, "0123456789") != NULL;
}

/* "until 03/04/2026" is meant as one, "until I know more" is prose. */
static bool starts_like_leave(const char *text)
{
	static const char *const BEFORE[] = {"until ", "till ", "from "};
	for (size_t i = 0; i < G_N_ELEMENTS(BEFORE); i++)
		if (g_ascii_strncasecmp(text, BEFORE[i], strlen(BEFORE[i])) == 0)
			return argument_starts_like_date(text + strlen(BEFORE[i]));
	return argument_starts_like_date(text);
}

/* `decide: overlap 60m`, `decide by overlap`: the date, not the decision. */
static void take_overlap(Line *line)
{
	static const char by[] = "by ";
	const char *rest = line->argument;
	if (strcmp(line->word, "decide") != 0)
		return;
	if (g_ascii_strncasecmp(rest, by, strlen(by)) == 0)
		rest += strlen(by);
	if (g_ascii_strncasecmp(rest, "overlap", strlen("overlap")) != 0 ||
	    argument_count_words(rest) > 3)
		return;
	char *argument = g_strdup(rest);
	g_free(line->argument);
	line->argument = argument;
	g_free(line->word);
	line->word = g_strdup("due");
}

static Command *word_command(int number, const char *written, Line *line)
{
	take_overlap(line);
	const CommandWord *known = command_word_find(line->word);
	if (known == NULL || (known->name == COMMAND_NEW && !line->has_sigil))
		return NULL;
	drop_preposition(known->shape, line);
	drop_full_stop(known->shape, line->argument);
	if (!argument_fits(known->shape, line->argument, line->mark))
		return was_meant(line)
			       ? bad_command(number, written, line, known->name,
					     "this word needs another form", known->form)
			       : NULL;
	g_autofree char *instead = NULL;
	g_autofree char *mistake =
		argument_mistake(known->shape, line->argument, &instead);
	if (mistake == NULL)
		return good_command(number, written, line, known);
	if (known->shape == ARGUMENT_LEAVE && !was_meant(line) &&
	    !starts_like_leave(line->argument))
		return NULL;
	if (known->shape == ARGUMENT_DATE && !was_meant_as_date(line))
		return NULL;
	g_autofree char *form = instead != NULL
					? g_strdup_printf("%s %s", known->word, instead)
					: g_strdup(known->form);
	return bad_command(number, written, line, known->name, mistake, form);
}

/* A line that is short, or whose first word has a colon, may be an order with a slip;
 * "Mark, " calls somebody by name. */
static bool may_be_slip(const char *written, const Line *line)
{
	return !line->is_soft && (*line->argument == '\0' || line->mark == ':') &&
	       strlen(line->word) >= 4 && argument_count_words(written) <= 12;
}

/* "Away until Monday, +1 from me": what looks like a slip leads to a vote. */
static bool is_of_vote(const char *written, const Line *line)
{
	return !line->has_sigil && vote_ends_line(written);
}

/* An order, a slip of one, or NULL: prose. */
Command *command_line_read(int number, const char *written)
{
	g_auto(Line) line = {0};
	take_apart(written, &line);
	Command *command = word_command(number, written, &line);
	if (command != NULL && !command->ok && is_of_vote(written, &line)) {
		command_free(command);
		return NULL;
	}
	if (command == NULL)
		command = position_command(number, written, &line);
	if (command != NULL)
		return command;
	bool is_meant = line.has_sigil ||
			(may_be_slip(written, &line) && !is_of_vote(written, &line));
	const char *near =
		is_meant ? command_word_nearest(line.word, line.has_sigil) : NULL;
	if (near == NULL && line.has_sigil)
		near = "help";
	return near != NULL ? bad_command(number, written, &line, COMMAND_UNKNOWN,
					  "no such command", near)
			    : NULL;
}

/* "Anna", "Anna Berg", "J. Berg". */
static bool is_name(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	for (char **word = words; *word != NULL; word++) {
		if (!g_unichar_isupper(g_utf8_get_char(*word)))
			return false;
		for (const char *at = *word; *at != '\0'; at = text_next(at))
			if (!g_unichar_isalpha(g_utf8_get_char(at)) &&
			    strchr(".-'", *at) == NULL)
				return false;
	}
	guint count = g_strv_length(words);
	return count >= 1 && count <= NAME_WORDS_MAX;
}

bool command_line_may_be_name(const char *written)
{
	g_autofree char *plain = vote_plain(written);
	if (*plain != '/' || !is_name(plain + 1))
		return false;
	/* "/Ok" was rather meant as an answer. */
	if (g_utf8_strlen(plain, -1) == 3)
		return false;
	g_auto(Line) line = {0};
	take_apart(plain, &line);
	return command_word_nearest(line.word, true) == NULL;
}

bool command_line_says_of_what(const char *written)
{
	g_auto(Line) apart = {0};
	g_auto(Numbered) numbered = {0};
	if (g_ascii_strncasecmp(written, "broken", strlen("broken")) != 0)
		return false;
	take_apart(written, &apart);
	return strcmp(apart.word, "broken") == 0 &&
	       numbered_read(apart.argument, &numbered) && numbered.item != NULL;
}

/* It begins with a sigil, or with the number of what it is about. Beyond ASCII they have
 * other forms. */
static bool may_have_sigil(const char *written)
{
	while (g_ascii_isspace(*written))
		written++;
	return *written == '!' || *written == '/' || g_ascii_isdigit(*written) ||
	       (unsigned char)*written >= 0x80;
}

bool command_line_has_sigil(const char *written)
{
	if (!may_have_sigil(written))
		return false;
	g_auto(Line) apart = {0};
	take_apart(written, &apart);
	return apart.has_sigil;
}
