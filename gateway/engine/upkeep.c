/* upkeep.c: time passes.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/upkeep.h"

#include "base/crash.h"
#include "base/log.h"
#include "engine/apply.h"
#include "engine/calendars.h"
#include "engine/delivery.h"
#include "engine/digests.h"
#include "engine/feeds.h"
#include "engine/intake_attempts.h"
#include "engine/monthly.h"
#include "engine/related.h"
#include "engine/returns.h"
#include "store/duties.h"
#include "store/items.h"
#include "workflow/remind.h"

static bool carry_out_item(Engine *engine, Instant now, const Duty *duty, GError **error)
{
	g_autoptr(Item) item = NULL;
	g_autoptr(GPtrArray) related = NULL;
	Desk desk;
	if ((duty->item != NULL &&
	     !items_find(engine->store, duty->item, &item, error)) ||
	    !engine_desk(engine, now, &desk, error) ||
	    !related_load(engine, item, NULL, &related, error))
		return false;
	desk.related = related;
	g_autoptr(Plan) plan = remind(&desk, duty, item);
	g_autofree char *what = plan_describe(plan);
	log_event(LOG_LEVEL_INFO, "duty", "kind", duty_kind_name(duty->kind), "item",
		  duty->item, "person", duty->person, "plan", what, NULL);
	return apply_plan(engine, now, plan, 0, error);
}

static bool carry_out(Engine *engine, Instant now, const Duty *duty, GError **error)
{
	switch (duty->kind) {
	case DUTY_DIGEST:
		return digests_send(engine, now, duty, error);
	case DUTY_HELD:
		return digests_send_held(engine, now, duty, error);
	case DUTY_STATS:
		return monthly_send(engine, now, duty, error);
	case DUTY_DEPART:
		return returns_depart(engine, now, duty, error);
	case DUTY_RETURN:
		return returns_return(engine, now, duty, error);
	case DUTY_REMIND:
	case DUTY_WARN:
	case DUTY_BREACH:
	case DUTY_CLOSE:
	case DUTY_STEP:
	case DUTY_LAPSE:
	case DUTY_REVIEW:
	case DUTY_OBJECTION:
	case DUTY_PROGRESS:
	case DUTY_INVITE:
	case DUTY_RISK:
	case DUTY_RESUME:
		return carry_out_item(engine, now, duty, error);
	}
	return true;
}

/* Done first: what the duty plans may carry the same key with a later due. */
static bool run_one(Engine *engine, Instant now, Horizon horizon, bool *out_any,
		    GError **error)
{
	g_autoptr(Duty) duty = NULL;
	if (!duties_next(engine->store, horizon.judged, horizon.hurried, &duty, error))
		return false;
	*out_any = duty != NULL;
	return duty == NULL || (duties_done(engine->store, duty->id, now, error) &&
				carry_out(engine, now, duty, error));
}

bool upkeep_run(Engine *engine, Instant now, Horizon horizon, size_t max,
		size_t *out_done, GError **error)
{
	Instant due = INSTANT_NONE;
	*out_done = 0;
	if (!duties_next_instant(engine->store, &due, error))
		return false;
	if (due == INSTANT_NONE || due > horizon.hurried)
		return true;
	g_autoptr(StoreTxn) txn = store_begin(engine->store, error);
	bool is_any = txn != NULL;
	size_t done = 0;
	while (is_any && done < max) {
		if (!run_one(engine, now, horizon, &is_any, error))
			return false;
		done += is_any ? 1 : 0;
	}
	crash_point("before duty commit");
	if (txn == NULL || !store_commit(g_steal_pointer(&txn), error))
		return false;
	crash_point("after duty commit");
	*out_done = done;
	return true;
}

bool upkeep_recover(Engine *engine, Instant now, GError **error)
{
	if (!intake_recover(engine, error) || !delivery_recover(engine, now, error))
		return false;
	g_autoptr(StoreTxn) txn = store_begin(engine->store, error);
	return txn != NULL && calendars_check(engine, now, error) &&
	       digests_plan_all(engine, now, error) &&
	       returns_plan_all(engine, now, error) &&
	       monthly_plan_all(engine, now, error) &&
	       store_commit(g_steal_pointer(&txn), error) &&
	       feeds_look(engine, now, error);
}
