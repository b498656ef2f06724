/* staff.c: somebody goes, somebody comes back, somebody works otherwise.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/staff.h"

#include "engine/calendars.h"
#include "engine/digests.h"
#include "store/bundle.h"
#include "store/burdens.h"
#include "store/leaves.h"
#include "store/profiles.h"

/* Longer ago than any clock runs. */
#define MEMORY_SECONDS (400 * 24 * 3600LL)

bool staff_load(Engine *engine, GError **error)
{
	g_autoptr(GPtrArray) profiles = profiles_list(engine->store, error);
	g_autoptr(GPtrArray) leaves =
		profiles != NULL
			? leaves_list(engine->store,
				      world_now(engine->world) - MEMORY_SECONDS, error)
			: NULL;
	g_autoptr(GPtrArray) burdens =
		leaves != NULL ? burdens_list(engine->store, error) : NULL;
	if (burdens == NULL ||
	    !store_other_changes(engine->store, &engine->staff_mark, error))
		return false;
	g_clear_pointer(&engine->burdens, g_ptr_array_unref);
	engine->burdens = g_steal_pointer(&burdens);
	people_set_profiles(engine->people, NULL, profiles);
	people_set_leaves(engine->people, leaves);
	return true;
}

bool staff_refresh(Engine *engine, GError **error)
{
	int64_t mark = 0;
	if (!store_other_changes(engine->store, &mark, error))
		return false;
	return mark == engine->staff_mark || staff_load(engine, error);
}

/* ---- what follows ------------------------------------------------------- */

/* What waits for a reason that is not the hours goes on waiting for that. */
static bool pace_anew(Engine *engine, Instant now, const Person *person, GError **error)
{
	g_autoptr(GPtrArray) rows = bundle_queued(engine->store, person->id, error);
	if (rows == NULL)
		return false;
	for (guint i = 0; i < rows->len; i++) {
		const OutboxRow *row = g_ptr_array_index(rows, i);
		Pace pace = pace_plan(person, now, row->due);
		bool waits_for_hours = row->pace >= PACE_HOURS && row->pace <= PACE_DUE &&
				       row->attempts == 0 && row->try_at < OUTBOX_NEVER;
		if (waits_for_hours && pace.at != row->try_at &&
		    !bundle_hold(engine->store, row->id, pace.at, pace.reason, error))
			return false;
	}
	return true;
}

bool staff_reckon(Engine *engine, Instant now, const char *id, const char *why,
		  json_t *moved, GError **error)
{
	const Person *person = people_find(engine->people, id);
	return person == NULL || (calendars_move(engine, now, id, why, moved, error) &&
				  pace_anew(engine, now, person, error));
}

/* ---- plans -------------------------------------------------------------- */

static bool apply_leaves(Engine *engine, Instant now, const Plan *plan, json_t *moved,
			 GError **error)
{
	for (guint i = 0; i < plan->leaves->len; i++) {
		const LeaveChange *change = g_ptr_array_index(plan->leaves, i);
		bool is_away = change->leave != NULL;
		g_autofree char *why = g_strdup_printf("%s is %s", change->person,
						       is_away ? "away" : "back");
		if (!(is_away ? leaves_add(engine->store, change->leave, now, error)
			      : leaves_end(engine->store, change->person, now, error)) ||
		    !staff_load(engine, error) ||
		    !staff_reckon(engine, now, change->person, why, moved, error))
			return false;
	}
	return true;
}

static bool apply_profile(Engine *engine, Instant now, const char *id, json_t *moved,
			  GError **error)
{
	g_autofree char *why = g_strdup_printf("%s works otherwise", id);
	const Person *person = people_find(engine->people, id);
	return staff_load(engine, error) &&
	       staff_reckon(engine, now, id, why, moved, error) &&
	       (person == NULL || digests_plan_anew(engine, now, person, error));
}

/* All lines of a mail are one change of its writer. */
static bool apply_profiles(Engine *engine, Instant now, const Plan *plan, json_t *moved,
			   GError **error)
{
	const char *person = NULL;
	for (guint i = 0; i < plan->profiles->len; i++) {
		const ProfileLine *line = g_ptr_array_index(plan->profiles, i);
		person = line->person;
		if (!profiles_put(engine->store, line, error))
			return false;
	}
	return person == NULL || apply_profile(engine, now, person, moved, error);
}

bool staff_apply(Engine *engine, Instant now, const Plan *plan, json_t *moved,
		 GError **error)
{
	return apply_profiles(engine, now, plan, moved, error) &&
	       apply_leaves(engine, now, plan, moved, error);
}
