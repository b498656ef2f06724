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
#include "workflow/vote.h"

#define NAME_WORDS_MAX 3

static const struct {
	const char *word;
	CommandName name;
	ArgumentShape shape;
	const char *form; /* what a valid line looks like */
} WORDS[] = {
	{"resolve", COMMAND_RESOLVE, ARGUMENT_MAY_NAME, "resolve"},
	{"second", COMMAND_SECOND, ARGUMENT_NONE, "second"},
	{"hold", COMMAND_HOLD, ARGUMENT_UNTIL, "hold until 2026-12-01"},
	{"decide", COMMAND_DECIDE, ARGUMENT_TEXT, "decide: OPTION, because WHY"},
	{"reject", COMMAND_REJECT, ARGUMENT_TEXT, "reject: WHY"},
	{"withdraw", COMMAND_WITHDRAW, ARGUMENT_REASON, "withdraw"},
	{"reopen", COMMAND_REOPEN, ARGUMENT_REASON, "reopen"},
	{"implemented", COMMAND_IMPLEMENTED, ARGUMENT_REASON, "implemented"},
	{"deprecate", COMMAND_DEPRECATE, ARGUMENT_TEXT, "deprecate: WHY"},
	{"supersedes", COMMAND_SUPERSEDES, ARGUMENT_ID, "supersedes D-7"},
	{"choose", COMMAND_CHOOSE, ARGUMENT_NUMBERS, "choose 2 > 1 > 3"},
	{"park", COMMAND_PARK, ARGUMENT_NAME, "park NAME"},
	{"review", COMMAND_REVIEW, ARGUMENT_DATE, "review 2026-12-01"},
	{"due", COMMAND_DUE, ARGUMENT_DATE, "due 2026-12-01"},
	{"window", COMMAND_WINDOW, ARGUMENT_NUMBERS, "window 1"},
	{"extend", COMMAND_EXTEND, ARGUMENT_MAY_DURATION, "extend 2wd"},
	{"drop", COMMAND_DROP, ARGUMENT_LINE, "drop: WHY"},
	{"helped", COMMAND_HELPED, ARGUMENT_REASON, "helped"},
	{"improve", COMMAND_IMPROVE, ARGUMENT_TEXT, "improve: WHAT"},
	{"held", COMMAND_HELD, ARGUMENT_LINE, "held 1"},
	{"failed", COMMAND_FAILED, ARGUMENT_LINE, "failed 1: WHY"},
	{"unclear", COMMAND_UNCLEAR, ARGUMENT_LINE, "unclear 1"},
	{"broken", COMMAND_BROKEN, ARGUMENT_LINE_OF, "broken D-12#2: EVIDENCE"},
	{"keep", COMMAND_KEEP, ARGUMENT_LINE, "keep 1: WHY"},
	{"change", COMMAND_CHANGE, ARGUMENT_LINE, "change 1: WHAT"},
	{"owner", COMMAND_OWNER, ARGUMENT_NAME, "owner NAME"},
	{"delegate", COMMAND_DELEGATE, ARGUMENT_NAME, "delegate NAME"},
	{"snooze", COMMAND_SNOOZE, ARGUMENT_DURATION, "snooze 2wd"},
	{"ack", COMMAND_ACK, ARGUMENT_REASON, "ack"},
	{"update", COMMAND_UPDATE, ARGUMENT_TEXT, "update: HOW IT STANDS"},
	{"waiting", COMMAND_WAITING, ARGUMENT_TEXT, "waiting: WHAT IS MISSING"},
	{"resolved", COMMAND_RESOLVED, ARGUMENT_REASON, "resolved: WHAT"},
	{"escalate", COMMAND_ESCALATE, ARGUMENT_REASON, "escalate"},
	{"urgent", COMMAND_URGENT, ARGUMENT_YES_NO, "urgent yes"},
	{"done", COMMAND_DONE, ARGUMENT_REASON, "done"},
	{"answer", COMMAND_ANSWER, ARGUMENT_REASON, "answer: TEXT"},
	{"read", COMMAND_READ, ARGUMENT_PERCENT, "read"},
	{"takeaway", COMMAND_TAKEAWAY, ARGUMENT_TEXT, "takeaway: TEXT"},
	{"away", COMMAND_AWAY, ARGUMENT_LEAVE,
	 "away 2026-08-03..2026-08-17 delegate NAME"},
	{"back", COMMAND_BACK, ARGUMENT_NONE, "back"},
	{"tz", COMMAND_ZONE, ARGUMENT_ZONE, "tz Europe/Berlin"},
	{"hours", COMMAND_HOURS, ARGUMENT_WEEK, "hours Mon-Fri 09:00-17:00"},
	{"focus", COMMAND_FOCUS, ARGUMENT_WEEK, "focus Mon-Fri 09:00-11:00"},
	{"slots", COMMAND_SLOTS, ARGUMENT_SLOTS, "slots 09:30 13:00 16:30"},
	{"digest", COMMAND_DIGEST, ARGUMENT_RHYTHM, "digest weekly Mon 09:00"},
	{"mute", COMMAND_MUTE, ARGUMENT_NONE, "mute"},
	{"unmute", COMMAND_UNMUTE, ARGUMENT_NONE, "unmute"},
	{"why", COMMAND_WHY, ARGUMENT_MAY_ID, "why D-7"},
	{"help", COMMAND_HELP, ARGUMENT_NONE, "help"},
	{"new", COMMAND_NEW, ARGUMENT_NONE, "!new"},
	{"confirm", COMMAND_CONFIRM, ARGUMENT_NONE, "confirm"},
};

/* Positions have vote.c's grammar; here they are known for suggestions. */
static const char *const POSITION_FORMS[] = {"agree",  "approve", "abstain", "disagree",
					     "object", "concern", "veto"};

const char *command_word(CommandName name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++)
		if (WORDS[i].name == name)
			return WORDS[i].word;
	return name == COMMAND_POSITION ? "position" : "unknown";
}

/* ---- one line ------------------------------------------------------------------ */

typedef struct {
	int target; /* `3: agree` */
	bool has_sigil;
	char *word;	/* lower case */
	char mark;	/* ':', ' ' or 0 */
	bool has_comma; /* for the colon */
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
	out_line->has_comma = *rest == ',';
	if (out_line->has_comma)
		out_line->mark = ':';
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

static int find_word(const char *word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++)
		if (strcmp(WORDS[i].word, word) == 0)
			return (int)i;
	return -1;
}

/* Words with many neighbours among those of ordinary letters ("Changes:"). */
static bool is_everyday(CommandName name)
{
	return name == COMMAND_HELD || name == COMMAND_FAILED ||
	       name == COMMAND_UNCLEAR || name == COMMAND_BROKEN ||
	       name == COMMAND_KEEP || name == COMMAND_CHANGE || name == COMMAND_DROP;
}

/* The valid form nearest to a word, within two slips; NULL if there is none. */
static const char *nearest_form(const char *word, bool has_sigil)
{
	size_t length = strlen(word);
	for (int distance = 1; distance <= 2 && length >= 3; distance++) {
		if (distance == 2 && length < 6)
			break;
		for (size_t i = 0; i < G_N_ELEMENTS(POSITION_FORMS); i++)
			if (text_distance(word, POSITION_FORMS[i], 2) == distance)
				return POSITION_FORMS[i];
		for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++)
			if ((has_sigil || !is_everyday(WORDS[i].name)) &&
			    text_distance(word, WORDS[i].word, 2) == distance)
				return WORDS[i].form;
	}
	return NULL;
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

/* "delegate to jonas", "snooze for 2wd": said politely. */
static void drop_preposition(ArgumentShape shape, Line *line)
{
	const char *word = shape == ARGUMENT_NAME	? "to "
			   : shape == ARGUMENT_DURATION ? "for "
							: NULL;
	if (word != NULL && g_ascii_strncasecmp(line->argument, word, strlen(word)) == 0)
		memmove(line->argument, line->argument + strlen(word),
			strlen(line->argument) - strlen(word) + 1);
}

static Command *good_command(int number, const char *written, const Line *line, int index)
{
	Command *command = command_new(number, written, WORDS[index].name);
	command->target = line->target;
	command->word = g_strdup(WORDS[index].word);
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
	int index = find_word(line->word);
	if (index < 0 || (WORDS[index].name == COMMAND_NEW && !line->has_sigil))
		return NULL;
	drop_preposition(WORDS[index].shape, line);
	if (!argument_fits(WORDS[index].shape, line->argument, line->mark))
		return was_meant(line)
			       ? bad_command(number, written, line, WORDS[index].name,
					     "this word needs another form",
					     WORDS[index].form)
			       : NULL;
	g_autofree char *instead = NULL;
	g_autofree char *mistake =
		argument_mistake(WORDS[index].shape, line->argument, &instead);
	if (mistake == NULL)
		return good_command(number, written, line, index);
	if (WORDS[index].shape == ARGUMENT_LEAVE && !was_meant(line) &&
	    !starts_like_leave(line->argument))
		return NULL;
	if (WORDS[index].shape == ARGUMENT_DATE && !was_meant_as_date(line))
		return NULL;
	g_autofree char *form =
		instead != NULL ? g_strdup_printf("%s %s", WORDS[index].word, instead)
				: g_strdup(WORDS[index].form);
	return bad_command(number, written, line, WORDS[index].name, mistake, form);
}

/* A line that is short, or whose first word has a colon, may be an order with a slip;
 * "Mark, " calls somebody by name. */
static bool may_be_slip(const char *written, const Line *line)
{
	return !line->has_comma && (*line->argument == '\0' || line->mark == ':') &&
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
	const char *near = is_meant ? nearest_form(line.word, line.has_sigil) : NULL;
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
	return nearest_form(line.word, true) == NULL;
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
