/* remind.c: what a duty means for the item it belongs to.
 *
 * A duty is re-checked against the item as it is now: who has answered is not reminded,
 * whatever was planned.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/remind.h"

#include "workflow/clock_plan.h"
#include "workflow/decision.h"
#include "workflow/escalation.h"
#include "workflow/question.h"

static bool is_of_old_clock(const Duty *duty, const Item *item)
{
	const char *name = json_get_text(duty->data, "clock");
	const Clock *clock = name != NULL ? item_clock(item, name) : NULL;
	return clock != NULL &&
	       (json_get_number(duty->data, "generation", 1) != clock->generation ||
		json_get_number(duty->data, "revision", 0) != clock_revision(clock));
}

static void remind_of(Turn *turn, const Duty *duty)
{
	if (turn->item->kind == KIND_DECISION &&
	    json_object_get(duty->data, "level") != NULL)
		level_due(turn, duty, decision_tell_level);
	else if (turn->item->kind == KIND_DECISION)
		decision_remind(turn, duty);
	else if (turn->item->kind == KIND_QUESTION)
		level_due(turn, duty, question_tell);
}

static void carry_out(Turn *turn, const Duty *duty)
{
	switch (duty->kind) {
	case DUTY_REMIND:
	case DUTY_WARN:
		remind_of(turn, duty);
		return;
	case DUTY_RISK:
		clock_note_risk(turn, duty);
		return;
	case DUTY_RESUME:
		if (turn->item->kind == KIND_QUESTION)
			question_resume(turn);
		return;
	case DUTY_BREACH:
		if (turn->item->kind == KIND_QUESTION)
			question_breach(turn, duty);
		return;
	case DUTY_CLOSE:
		decision_due(turn, duty);
		return;
	case DUTY_OBJECTION:
		decision_objection(turn, duty);
		return;
	case DUTY_PROGRESS:
		decision_tell_progress(turn);
		return;
	case DUTY_INVITE:
		decision_invite(turn, duty);
		return;
	case DUTY_REVIEW:
		decision_review(turn, duty);
		return;
	case DUTY_STEP:
		escalation_step(turn, duty);
		return;
	case DUTY_LAPSE:
		escalation_lapse(turn, duty);
		return;
	case DUTY_DEPART:
	case DUTY_RETURN:
	case DUTY_DIGEST:
	case DUTY_HELD:
	case DUTY_STATS:
		return;
	}
}

Plan *remind(const Desk *desk, const Duty *duty, const Item *item)
{
	Plan *plan = plan_new();
	bool is_live = item != NULL && (item_is_open(item) || duty->kind == DUTY_REVIEW);
	if (!is_live || is_of_old_clock(duty, item)) {
		plan_dispose(plan, DISPOSITION_IGNORED, "no longer needed");
		return plan;
	}
	Turn turn = {.desk = desk, .item = item_copy(item), .plan = plan};
	carry_out(&turn, duty);
	plan_dispose(plan, DISPOSITION_APPLIED, "%s", duty_kind_name(duty->kind));
	if (turn.has_changed)
		plan_item(plan, turn.item);
	else
		item_free(turn.item);
	return plan;
}
