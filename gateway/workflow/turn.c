/* turn.c: what one mail does to one item.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/turn.h"

#include "workflow/decision.h"
#include "workflow/escalation.h"
#include "workflow/opening.h"
#include "workflow/query.h"
#include "workflow/question.h"
#include "workflow/self.h"
#include "workflow/transcript.h"
#include "workflow/vote.h"

Turn turn_of(const Desk *desk, const Reading *reading, Item *item, Plan *plan,
	     Transcript *transcript)
{
	return (Turn){.desk = desk,
		      .reading = reading,
		      .sender = reading->sender,
		      .item = item,
		      .plan = plan,
		      .transcript = transcript};
}

static bool kind_command(Turn *turn, const Command *command)
{
	switch (turn->item->kind) {
	case KIND_DECISION:
		return decision_command(turn, command);
	case KIND_QUESTION:
		return question_command(turn, command);
	case KIND_ESCALATION:
		return escalation_command(turn, command);
	case KIND_STATUS:
	case KIND_AGENDA:
	case KIND_PREREAD:
	case KIND_NOTES:
	case KIND_MEMO:
	case KIND_NOTE:
	case KIND_PROFILE:
	case KIND_QUERY:
		return false;
	}
	return false;
}

void turn_run(Turn *turn, const Command *command)
{
	if (command->name == COMMAND_POSITION && !command->ok) {
		transcript_bad(turn->transcript, command->line, command->written,
			       "unclear", NULL);
		return;
	}
	if (!command->ok) {
		transcript_not_understood(turn->transcript, command);
		return;
	}
	if (command->name == COMMAND_HELP) {
		transcript_good(turn->transcript, command->line, command->written, "help",
				NULL);
		return;
	}
	if (command->name == COMMAND_POSITION && turn->item->kind == KIND_DECISION) {
		Position position = {.value = command->value,
				     .token = command->word,
				     .reason = command->argument};
		const Position *whole = turn->reading->commands->position;
		bool is_whole = whole != NULL && whole->value == command->value;
		decision_position(turn, command, is_whole ? whole : &position);
		return;
	}
	if (command->name == COMMAND_WHY) {
		query_why(turn, command);
		return;
	}
	if (!self_command(turn, command) && !kind_command(turn, command))
		transcript_bad(turn->transcript, command->line, command->written,
			       "not_here",
			       json_pack("{s:s, s:s}", "word", command->word, "kind",
					 kind_name(turn->item->kind)));
}

/* The position stands in a sentence, not on a command line of its own. */
static bool has_loose_position(const Reading *reading)
{
	const GPtrArray *commands = reading->commands->commands;
	for (guint i = 0; i < commands->len; i++)
		if (((const Command *)g_ptr_array_index(commands, i))->name ==
		    COMMAND_POSITION)
			return false;
	return reading->commands->position != NULL;
}

/* What the mail says others said: listed, never counted. */
static guint take_claims(Turn *turn)
{
	const Reading *reading = turn->reading;
	g_autoptr(GPtrArray) claims =
		vote_claims(reading->quote->new_text, reading->message->from->address);
	for (guint i = 0; i < claims->len; i++) {
		const char *line = g_ptr_array_index(claims, i);
		plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
			   "claimed", "%s", line);
		transcript_good(turn->transcript, 0, line, "claimed", NULL);
	}
	return claims->len;
}

static void take_text(Turn *turn)
{
	if (turn->item->kind == KIND_QUESTION) {
		question_reply(turn);
		return;
	}
	g_autofree char *text = opening_body(turn->reading);
	if (*text == '\0')
		return;
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "comment", "%s", text);
	bool is_decision = turn->item->kind == KIND_DECISION;
	if (is_decision)
		decision_comment(turn, text);
	/* Whoever writes "fine with me" must not think that it was counted. */
	transcript_good(turn->transcript, 0, NULL, "comment_recorded",
			json_pack("{s:b}", "is_awaited",
				  is_decision && decision_waits_for(turn)));
}

/* Fields of a draft are no orders: they complete it. */
static bool is_order(const Turn *turn, const Command *command)
{
	return !command->is_field || turn->item->state != STATE_DRAFT;
}

void turn_take(Turn *turn)
{
	const GPtrArray *commands = turn->reading->commands->commands;
	bool is_decision = turn->item->kind == KIND_DECISION;
	guint count = 0;
	if (is_decision && decision_complete(turn)) {
		turn->item->changed = turn->desk->now;
		return;
	}
	if (is_decision)
		count += decision_take_fields(turn) + take_claims(turn);
	for (guint i = 0; i < commands->len; i++) {
		const Command *command = g_ptr_array_index(commands, i);
		/* "Yes, it is" answers a question; it votes on nothing. */
		if ((command->name == COMMAND_POSITION && !is_decision) ||
		    !is_order(turn, command))
			continue;
		turn_run(turn, command);
		count++;
	}
	if (is_decision && has_loose_position(turn->reading))
		decision_position(turn, NULL, turn->reading->commands->position);
	else if (count == 0)
		take_text(turn);
	if (is_decision)
		decision_heard(turn);
	turn->item->changed = turn->desk->now;
}
