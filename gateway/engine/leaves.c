/* leaves.c: somebody goes, somebody comes back.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/leaves.h"

#include "engine/apply.h"
#include "store/items.h"
#include "store/leaves.h"
#include "workflow/reschedule.h"

/* Longer ago than any clock runs. */
#define MEMORY_SECONDS (400 * 24 * 3600LL)

bool leaves_load(Engine *engine, GError **error)
{
	g_autoptr(GPtrArray) leaves = leaves_list(
		engine->store, world_now(engine->world) - MEMORY_SECONDS, error);
	if (leaves == NULL)
		return false;
	people_set_leaves(engine->people, leaves);
	return true;
}

static bool move_clocks(Engine *engine, Instant now, const char *id, const char *why,
			GError **error)
{
	const Person *person = people_find(engine->people, id);
	g_autoptr(GPtrArray) items = leaves_items_of(engine->store, id, error);
	if (items == NULL)
		return false;
	for (guint i = 0; person != NULL && i < items->len; i++) {
		g_autoptr(Item) item = NULL;
		Desk desk;
		if (!items_find(engine->store, g_ptr_array_index(items, i), &item,
				error) ||
		    !engine_desk(engine, now, &desk, error))
			return false;
		g_autoptr(Plan) plan =
			item != NULL ? reschedule(&desk, item, person, why) : plan_new();
		if (!apply_plan(engine, now, plan, 0, error))
			return false;
	}
	return true;
}

bool leaves_apply(Engine *engine, Instant now, const Plan *plan, GError **error)
{
	for (guint i = 0; i < plan->leaves->len; i++) {
		const LeaveChange *change = g_ptr_array_index(plan->leaves, i);
		bool is_away = change->leave != NULL;
		g_autofree char *why = g_strdup_printf("%s is %s", change->person,
						       is_away ? "away" : "back");
		if (!(is_away ? leaves_add(engine->store, change->leave, now, error)
			      : leaves_end(engine->store, change->person, now, error)) ||
		    !leaves_load(engine, error) ||
		    !move_clocks(engine, now, change->person, why, error))
			return false;
	}
	return true;
}
