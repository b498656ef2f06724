/* status.c: how a project stands, in the words of who writes it.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/status.h"

#include <string.h>

#include "base/text.h"
#include "workflow/letter.h"
#include "workflow/opening.h"
#include "workflow/transcript.h"

static const struct {
	const char *word, *health;
} HEALTH[] = {
	{"green", "green"},   {"on track", "green"}, {"ok", "green"},
	{"good", "green"},    {"amber", "amber"},    {"yellow", "amber"},
	{"at risk", "amber"}, {"red", "red"},	     {"off track", "red"},
	{"late", "red"},
};

static const char *health_of(const char *written)
{
	g_autofree char *folded = text_fold(written);
	for (size_t i = 0; i < G_N_ELEMENTS(HEALTH); i++)
		if (strcmp(HEALTH[i].word, folded) == 0)
			return HEALTH[i].health;
	return NULL;
}

static void keep_health(Turn *turn)
{
	const char *written = field_get(turn->reading->fields, "health");
	if (written == NULL)
		return;
	const char *health = health_of(written);
	if (health != NULL)
		json_object_set_new(turn->item->details, "health", json_text(health));
	else
		transcript_bad(turn->transcript, 0, written, "unknown_health", NULL);
}

/* "none", "-", "nothing" say that nothing blocks. */
static void keep_blocked(Turn *turn)
{
	static const char *const NOTHING[] = {"none", "no", "-", "nothing", "n/a"};
	const char *written = field_get(turn->reading->fields, "blocked");
	if (written == NULL)
		return;
	g_autofree char *folded = text_fold(written);
	for (size_t i = 0; i < G_N_ELEMENTS(NOTHING); i++)
		if (strcmp(NOTHING[i], folded) == 0)
			return;
	json_object_set_new(turn->item->details, "blocked", json_text(written));
}

static void finish(Turn *turn)
{
	turn->item->closed = turn->desk->now;
	if (turn->reading->origin->may_answer) {
		Notice *receipt = letter_answer(turn, "receipt", "receipt-status");
		json_object_set_new(receipt->model, "results",
				    transcript_model(turn->transcript));
		plan_notice(turn->plan, receipt);
	}
	plan_dispose(turn->plan, DISPOSITION_APPLIED, "recorded %s", turn->item->id);
}

void status_open(Turn *turn)
{
	opening_begin(turn, KIND_STATUS, STATE_RECORDED);
	opening_report_problems(turn);
	keep_health(turn);
	keep_blocked(turn);
	if (turn->item->project == NULL)
		transcript_bad(turn->transcript, 0, NULL, "no_project", NULL);
	finish(turn);
}

void note_open(Turn *turn)
{
	opening_begin(turn, KIND_NOTE, STATE_RECORDED);
	opening_report_problems(turn);
	finish(turn);
}
