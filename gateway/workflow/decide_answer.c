/* decide_answer.c: what the sender is told of their mail: what became of each line, or
 * why nothing could be made of it.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decide_answer.h"

#include "workflow/letter.h"
#include "workflow/self.h"
#include "workflow/transcript.h"

/* ---- of what nothing could be made ----------------------------------------------- */

static bool is_answerable(const Reading *reading, Plan *plan, const char *reason)
{
	plan_dispose(plan, DISPOSITION_ANSWERED, "%s", reason);
	if (!reading->origin->may_answer)
		plan_dispose(plan, DISPOSITION_IGNORED,
			     "%s; an answer is not allowed: %s", reason,
			     reading->origin->reason);
	return reading->origin->may_answer;
}

/* The same words that were not understood are not answered twice in a day: a robot that
 * says what it is by no header would go on for ever. */
static char *echo_of(const Reading *reading, const char *template)
{
	const char *title = reading->tag->title;
	g_autofree char *said = g_strjoin("\n", template, title != NULL ? title : "",
					  reading->quote->new_text, NULL);
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, said, -1);
}

void decide_answer_puzzled(const Desk *desk, const Reading *reading, Plan *plan,
			   const char *template, const char *reason)
{
	if (!is_answerable(reading, plan, reason))
		return;
	Notice *notice = letter_answer_mail(desk, reading, "answer", template, NULL);
	notice->echo = echo_of(reading, template);
	g_autofree char *meant = tag_meant(reading->thread->subject, desk->rules);
	if (meant != NULL)
		json_object_set_new(notice->model, "meant", json_text(meant));
	plan_notice(plan, notice);
}

void decide_answer_help(const Desk *desk, const Reading *reading, Plan *plan)
{
	if (is_answerable(reading, plan, "asked for help"))
		plan_notice(plan, letter_answer_mail(desk, reading, "answer",
						     "answer-help", NULL));
}

void decide_answer_unknown(const Desk *desk, const Reading *reading, Plan *plan,
			   const char *id)
{
	g_autoptr(Transcript) transcript = transcript_new();
	const Command *command = g_ptr_array_index(reading->commands->commands, 0);
	transcript_bad(transcript, command->line, command->written, "no_such_item",
		       json_pack("{s:s}", "id", id));
	plan_dispose(plan, DISPOSITION_ANSWERED, "names %s, which there is not", id);
	if (reading->origin->may_answer)
		plan_notice(plan, transcript_letter(transcript, desk, reading, NULL));
}

/* ---- of a turn ------------------------------------------------------------------ */

/* Words that ordered nothing and changed nothing: a robot's, if they come again. */
static bool is_mere_talk(const Turn *turn)
{
	const GPtrArray *commands = turn->reading->commands->commands;
	const Position *position = turn->reading->commands->position;
	bool is_talk = !turn->has_changed &&
		       (position == NULL || position->value == POSITION_UNCLEAR);
	for (guint i = 0; is_talk && i < commands->len; i++)
		is_talk = !((const Command *)g_ptr_array_index(commands, i))->ok;
	return is_talk;
}

void decide_answer_turn(Turn *turn)
{
	if (turn->has_answer && transcript_length(turn->transcript) == 0) {
		plan_dispose(turn->plan, DISPOSITION_ANSWERED, "%s", turn->item->id);
		return;
	}
	if (transcript_length(turn->transcript) == 0)
		transcript_bad(turn->transcript, 0, NULL, "empty", NULL);
	plan_dispose(turn->plan,
		     transcript_has_errors(turn->transcript) ? DISPOSITION_ANSWERED
							     : DISPOSITION_APPLIED,
		     "%s", turn->item->id);
	if (!turn->reading->origin->may_answer)
		return;
	Notice *notice = transcript_letter(turn->transcript, turn->desk, turn->reading,
					   turn->item);
	if (is_mere_talk(turn))
		notice->echo = echo_of(turn->reading, turn->item->id);
	self_finish(turn, notice);
	plan_notice(turn->plan, notice);
}
