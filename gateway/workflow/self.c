/* self.c: people about themselves.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/self.h"

#include <string.h>

#include "workflow/away.h"
#include "workflow/profile_mail.h"
#include "workflow/transcript.h"

bool self_is_line(const Command *command)
{
	switch ((int)command->name) {
	case COMMAND_AWAY:
	case COMMAND_BACK:
	case COMMAND_ZONE:
	case COMMAND_HOURS:
	case COMMAND_FOCUS:
	case COMMAND_SLOTS:
	case COMMAND_DIGEST:
	case COMMAND_MUTE:
	case COMMAND_UNMUTE:
		return true;
	default:
		return false;
	}
}

bool self_command(Turn *turn, const Command *command)
{
	return away_command(turn, command) || profile_mail_command(turn, command);
}

bool self_is_meant(const Reading *reading)
{
	const GPtrArray *commands = reading->commands->commands;
	for (guint i = 0; i < commands->len; i++)
		if (!self_is_line(g_ptr_array_index(commands, i)))
			return false;
	return commands->len > 0;
}

void self_finish(const Turn *turn, Notice *answer)
{
	if (turn->plan->profiles->len > 0)
		profile_mail_echo(turn, answer);
}

static void answer(Turn *turn, bool shows_profile)
{
	bool has_failed = transcript_has_errors(turn->transcript);
	plan_dispose(turn->plan, has_failed ? DISPOSITION_ANSWERED : DISPOSITION_APPLIED,
		     "%s about themselves", turn->sender->id);
	if (!turn->reading->origin->may_answer)
		return;
	Notice *notice = transcript_letter(turn->transcript, turn->desk, turn->reading,
					   turn->item);
	json_object_set_new(notice->model, "has_results",
			    json_boolean(transcript_length(turn->transcript) > 0));
	if (shows_profile)
		profile_mail_echo(turn, notice);
	plan_notice(turn->plan, notice);
}

static void take_line(Turn *turn, const Command *command)
{
	if (!command->ok)
		transcript_not_understood(turn->transcript, command);
	else if (!self_command(turn, command))
		transcript_bad(turn->transcript, command->line, command->written,
			       "not_here",
			       json_pack("{s:s, s:s}", "word", command->word, "kind",
					 "profile"));
}

static guint take_lines(Turn *turn, const Commands *commands)
{
	for (guint i = 0; i < commands->commands->len; i++)
		take_line(turn, g_ptr_array_index(commands->commands, i));
	return commands->commands->len;
}

void self_take(Turn *turn)
{
	(void)take_lines(turn, turn->reading->commands);
	answer(turn, turn->plan->profiles->len > 0);
}

/* In a mail of its own every line is meant; a subject may be a title too. */
static void open_profile(Turn *turn)
{
	const Reading *reading = turn->reading;
	g_autoptr(Commands) subject =
		command_read(reading->tag->title, 0, true, NULL, NULL);
	g_autoptr(Commands) body =
		command_read(reading->quote->new_text, 0, true, NULL, NULL);
	guint count = take_lines(turn, subject) + take_lines(turn, body);
	bool is_silent =
		*reading->tag->title == '\0' && *reading->quote->new_text == '\0';
	if (count == 0 && !is_silent)
		transcript_bad(turn->transcript, 0,
			       *reading->tag->title != '\0' ? reading->tag->title : NULL,
			       "no_profile", NULL);
	answer(turn, true);
}

void self_open(Turn *turn)
{
	const char *word = turn->reading->tag->word;
	if (g_ascii_strcasecmp(word, "PROFILE") == 0) {
		open_profile(turn);
		return;
	}
	away_open(turn);
	answer(turn, false);
}
