/* reschedule.c: clocks after a change of somebody's calendar.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/reschedule.h"

#include <string.h>

#include "workflow/clock.h"

/* False: it does not depend on the calendar. */
static bool new_due(const Clock *clock, const Person *person, Instant *out_due)
{
	Duration norm;
	g_autofree char *why = NULL;
	return clock->norm != NULL && duration_read(clock->norm, &norm, &why) &&
	       norm.is_working &&
	       duration_apply(&norm, person->zone, person->hours,
			      person_next_delivery(person, clock->started), out_due,
			      NULL) &&
	       *out_due != clock->due;
}

Plan *reschedule(const Desk *desk, const Item *item, const Person *person,
		 const char *why)
{
	Plan *plan = plan_new();
	Turn turn = {.desk = desk, .item = item_copy(item), .plan = plan};
	for (guint i = 0; i < turn.item->clocks->len; i++) {
		Clock *clock = g_ptr_array_index(turn.item->clocks, i);
		Instant due = INSTANT_NONE;
		if (clock->state == CLOCK_RUNNING && clock->stopped == INSTANT_NONE &&
		    g_strcmp0(clock->person, person->id) == 0 &&
		    new_due(clock, person, &due))
			clock_move(&turn, clock, due, rules_find(desk->rules, item->rule),
				   why);
	}
	plan_dispose(plan, DISPOSITION_APPLIED, "calendar of %s", person->id);
	if (turn.has_changed)
		plan_item(plan, turn.item);
	else
		item_free(turn.item);
	return plan;
}
