/* leaves.c: somebody goes, somebody comes back.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/leaves.h"

#include "engine/calendars.h"
#include "store/leaves.h"

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
		    !calendars_move(engine, now, change->person, why, error))
			return false;
	}
	return true;
}
