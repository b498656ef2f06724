/* reschedule.c: clocks after a change of somebody's calendar.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/reschedule.h"

#include <string.h>

#include "workflow/clock.h"
#include "workflow/decision.h"

Plan *reschedule(const Desk *desk, const Item *item, const Person *person,
		 const char *why)
{
	Plan *plan = plan_new();
	Turn turn = {.desk = desk, .item = item_copy(item), .plan = plan};
	for (guint i = 0; i < turn.item->clocks->len; i++) {
		Clock *clock = g_ptr_array_index(turn.item->clocks, i);
		Instant before = clock->due;
		bool is_going =
			clock->state == CLOCK_RUNNING || clock->state == CLOCK_PAUSED;
		if (!is_going || !clock_is_derived(clock) ||
		    g_strcmp0(clock->person, person->id) != 0)
			continue;
		clock_follow_calendar(&turn, clock, person, why);
		if (item->kind == KIND_DECISION && clock->state == CLOCK_RUNNING &&
		    clock->due != before)
			decision_clock_moved(&turn, clock);
	}
	plan_dispose(plan, DISPOSITION_APPLIED, "calendar of %s", person->id);
	if (turn.has_changed)
		plan_item(plan, turn.item);
	else
		item_free(turn.item);
	return plan;
}
