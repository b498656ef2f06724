/* question_level.c: who is told that a question is nearly due, or overdue.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/question.h"

#include <string.h>

#include "workflow/clock.h"
#include "workflow/letter.h"

void question_breach(Turn *turn, const Duty *duty)
{
	Clock *clock = item_clock(turn->item, json_get_text(duty->data, "clock"));
	if (turn->item->state != STATE_OPEN || clock == NULL ||
	    clock->state != CLOCK_RUNNING)
		return;
	/* A clock of before there were levels has planned nothing for this hour. */
	bool is_old = json_object_get(clock->data, "events") == NULL;
	const Person *person = people_find(turn->desk->people, clock->person);
	clock_breach(turn, clock);
	if (is_old && person != NULL)
		level_plan_all(turn, clock, person);
}

static void name_clock(Notice *notice, const LevelCall *call)
{
	const char *name = call->clock->name;
	json_object_set_new(notice->model, "is_update",
			    json_boolean(strcmp(name, CLOCK_UPDATE) == 0));
	json_object_set_new(notice->model, "is_resolution",
			    json_boolean(strcmp(name, CLOCK_RESOLUTION) == 0));
	json_object_set_new(notice->model, "has_missed",
			    json_boolean(json_array_size(call->missed) > 0));
	json_object_set(notice->model, "missed", call->missed);
	if (call->repeat > 0)
		json_object_set_new(notice->model, "again",
				    json_pack("{s:i}", "count", call->repeat));
}

void question_tell(Turn *turn, const LevelCall *call, const Person *to)
{
	const Item *item = turn->item;
	const Person *manager = people_manager(turn->desk->people, item->owner);
	bool is_owner = g_strcmp0(item->owner, to->id) == 0;
	const char *kind = call->is_late      ? "breach"
			   : call->is_warning ? "warning"
					      : "reminder";
	g_autofree char *what = level_what(call);
	Notice *notice = letter_new(
		turn->desk, LETTER_PATIENT, kind,
		call->is_late ? "overdue-question" : "reminder-question", item, to, what);
	json_object_set_new(notice->model, "is_owner", json_boolean(is_owner));
	json_object_set_new(notice->model, "is_manager",
			    json_boolean(!is_owner && manager == to));
	json_object_set_new(notice->model, "is_other",
			    json_boolean(!is_owner && manager != to));
	json_object_set_new(notice->model, "is_warning", json_boolean(call->is_warning));
	json_object_set_new(notice->model, "clock_due",
			    letter_time(to, call->clock->due));
	name_clock(notice, call);
	letter_button(notice, "answer", "answer\n\n");
	if (is_owner)
		letter_button(notice, "delegate", "delegate ");
	plan_notice(turn->plan, notice);
}
