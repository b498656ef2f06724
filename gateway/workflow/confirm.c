/* confirm.c: one-time replies.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/confirm.h"

#include <string.h>

#include "base/text.h"
#include "workflow/decide_gate.h"
#include "workflow/letter.h"
#include "workflow/transcript.h"

/* Enough to know one's own words by. It may be a stranger's, and then it is sent to
 * somebody who has not asked for it. */
#define SHOWN_MAX_BYTES 2000

/* ---- asking ------------------------------------------------------------------- */

void confirm_ask(const Desk *desk, const Reading *reading, const Item *item, Proof needed,
		 Plan *plan)
{
	bool is_proven = reading->proof->proof >= needed;
	if (is_proven)
		plan_dispose(plan, DISPOSITION_HELD, "its token is another person's");
	else
		plan_dispose(plan, DISPOSITION_HELD, "proof is '%s', '%s' is needed",
			     proof_name(reading->proof->proof), proof_name(needed));
	if (item != NULL) {
		g_free(plan->item);
		plan->item = g_strdup(item->id);
		plan_event(plan, item->id, desk->now, reading->sender->id, "held", "%s",
			   plan->reason);
	}
	if (!reading->origin->may_answer) {
		decide_tell_operator(desk, plan);
		return;
	}
	Notice *notice = letter_answer_mail(desk, reading, "answer", "confirm", item);
	notice->asks_to_confirm = true;
	g_autofree char *text = text_clip(reading->quote->new_text, SHOWN_MAX_BYTES);
	json_object_set_new(notice->model, "text", json_text(text));
	json_object_set_new(notice->model, "is_proven", json_boolean(is_proven));
	letter_button(notice, "confirm", "confirm");
	plan_notice(plan, notice);
}

/* ---- answering what came back -------------------------------------------------- */

/* A robot that answers everything comes here too: the same words are answered once a day.
 */
static char *echo_of(const Reading *reading, const char *code)
{
	g_autofree char *said = g_strjoin("\n", code, reading->claim->item,
					  reading->quote->new_text, NULL);
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, said, -1);
}

static Notice *answer(const Desk *desk, const Reading *reading, const char *code,
		      json_t *values, Plan *plan)
{
	g_autoptr(Transcript) transcript = transcript_new();
	transcript_bad(transcript, 0, NULL, code, values);
	Notice *notice = transcript_letter(transcript, desk, reading, NULL);
	notice->echo = echo_of(reading, code);
	plan_notice(plan, notice);
	return notice;
}

Plan *confirm_word_missing(const Desk *desk, const Reading *reading, int64_t held)
{
	Plan *plan = plan_new();
	plan_dispose(plan, DISPOSITION_IGNORED, "a confirmation without the word");
	if (!reading->origin->may_answer)
		return plan;
	plan->disposition = DISPOSITION_ANSWERED;
	Notice *notice = answer(desk, reading, "word_missing",
				json_pack("{s:s}", "word", "confirm"), plan);
	notice->asks_to_confirm = true;
	notice->confirms = held;
	return plan;
}

Plan *confirm_failed(const Desk *desk, const Reading *reading, const char *why)
{
	Plan *plan = plan_new();
	plan_dispose(plan, DISPOSITION_IGNORED, "%s", why);
	if (!reading->origin->may_answer)
		return plan;
	plan->disposition = DISPOSITION_ANSWERED;
	(void)answer(desk, reading, "not_confirmed",
		     json_pack("{s:o}", "why", json_text(why)), plan);
	return plan;
}
