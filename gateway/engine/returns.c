/* returns.c: somebody goes, somebody is back.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/returns.h"

#include "base/log.h"
#include "engine/apply.h"
#include "engine/digests.h"
#include "store/duties.h"
#include "store/items.h"
#include "store/leaves.h"
#include "workflow/absence.h"
#include "workflow/stand_in.h"

static const Leave *leave_of(const Engine *engine, const Duty *duty)
{
	Instant start = json_get_number(duty->data, "start", 0);
	Instant end = json_get_number(duty->data, "end", 0);
	g_autoptr(GPtrArray) leaves =
		people_leaves_of(engine->people, duty->person, start);
	for (guint i = 0; i < leaves->len; i++) {
		const Leave *leave = g_ptr_array_index(leaves, i);
		if (leave->start == start && leave->end == end)
			return leave;
	}
	return NULL;
}

static bool apply_for(Engine *engine, Instant now, const Item *item, Plan *taken,
		      GError **error)
{
	g_autoptr(Plan) plan = taken;
	g_autofree char *what = plan_describe(plan);
	if (plan->items->len > 0)
		log_event(LOG_LEVEL_INFO, "absence", "item", item->id, "plan", what,
			  NULL);
	return apply_plan(engine, now, plan, 0, error);
}

/* ---- going -------------------------------------------------------------- */

bool returns_depart(Engine *engine, Instant now, const Duty *duty, GError **error)
{
	const Person *person = people_find(engine->people, duty->person);
	const Leave *leave = person != NULL ? leave_of(engine, duty) : NULL;
	if (leave == NULL || leave->end <= now)
		return true;
	g_autoptr(GPtrArray) ids =
		leaves_items_of(engine->store, person->id, false, error);
	if (ids == NULL)
		return false;
	for (guint i = 0; i < ids->len; i++) {
		g_autoptr(Item) item = NULL;
		Desk desk;
		if (!items_find(engine->store, g_ptr_array_index(ids, i), &item, error) ||
		    !engine_desk(engine, now, &desk, error))
			return false;
		if (item != NULL && !apply_for(engine, now, item,
					       stand_in_take(&desk, item, person), error))
			return false;
	}
	return true;
}

/* ---- coming back -------------------------------------------------------- */

static bool give_back(Engine *engine, Instant now, const Person *person, GError **error)
{
	ItemFilter open = {.kind = KIND_QUESTION,
			   .open_only = true,
			   .overdue_at = INSTANT_NONE,
			   .changed_since = INSTANT_NONE};
	g_autoptr(GPtrArray) items = items_list(engine->store, &open, error);
	if (items == NULL)
		return false;
	for (guint i = 0; i < items->len; i++) {
		const Item *item = g_ptr_array_index(items, i);
		Desk desk;
		if (!engine_desk(engine, now, &desk, error) ||
		    !apply_for(engine, now, item, stand_in_give_back(&desk, item, person),
			       error))
			return false;
	}
	return true;
}

/* What waited is told when it can be read, as it is then. */
static bool plan_welcome(Engine *engine, const Duty *duty, Instant at, GError **error)
{
	g_autoptr(Duty) later = duty_new(DUTY_RETURN, NULL, duty->person, at);
	g_free(later->key);
	later->key = g_strdup_printf("%s:welcome", duty->key);
	later->data = json_deep_copy(duty->data);
	json_object_set_new(later->data, "is_welcome", json_true());
	return duties_add(engine->store, later, error);
}

static bool welcome(Engine *engine, Instant now, const Person *person, const Leave *leave,
		    GError **error)
{
	g_autoptr(Digest) digest = NULL;
	int64_t number = 0;
	Desk desk;
	if (!digests_build(engine, now, person, leave->start, &digest, error) ||
	    !engine_desk(engine, now, &desk, error))
		return false;
	if (digest->is_empty)
		return true;
	if (!digests_number_lines(engine, digest->lines, &number, error))
		return false;
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	bool is_one = leave->delegate != NULL &&
		      people_resolve(engine->people, leave->delegate, ids) &&
		      ids->len == 1;
	const Person *stood_in =
		is_one ? people_find(engine->people, g_ptr_array_index(ids, 0)) : NULL;
	g_autoptr(Plan) plan = plan_new();
	plan_notice(plan, digest_welcome(&desk, person, digest, number, stood_in));
	return apply_plan(engine, now, plan, 0, error);
}

bool returns_return(Engine *engine, Instant now, const Duty *duty, GError **error)
{
	const Person *person = people_find(engine->people, duty->person);
	const Leave *leave = person != NULL ? leave_of(engine, duty) : NULL;
	/* One absence may follow on another. */
	if (leave == NULL || people_leave_at(engine->people, person->id, now) != NULL)
		return true;
	if (json_is_true(json_object_get(duty->data, "is_welcome")))
		return welcome(engine, now, person, leave, error);
	Instant at = person_next_delivery(person, now);
	if (!give_back(engine, now, person, error))
		return false;
	return at > now ? plan_welcome(engine, duty, at, error)
			: welcome(engine, now, person, leave, error);
}

/* ---- planning ----------------------------------------------------------- */

static bool plan_ends(Engine *engine, Instant now, const Leave *leave, GError **error)
{
	g_autoptr(Duty) back = absence_return_duty(leave);
	g_autoptr(Duty) depart = absence_depart_duty(leave);
	if (leave->source == LEAVE_SUGGESTED || leave->end <= now)
		return true;
	return duties_add(engine->store, back, error) &&
	       (depart == NULL || duties_add(engine->store, depart, error));
}

bool returns_plan_all(Engine *engine, Instant now, GError **error)
{
	for (size_t i = 0; i < people_count(engine->people); i++) {
		const Person *person = people_at(engine->people, i);
		g_autoptr(GPtrArray) leaves =
			people_leaves_of(engine->people, person->id, now);
		for (guint j = 0; j < leaves->len; j++)
			if (!plan_ends(engine, now, g_ptr_array_index(leaves, j), error))
				return false;
	}
	return true;
}
