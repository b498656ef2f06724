/* apply.c: plans into rows.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/apply.h"

#include "base/crash.h"
#include "base/log.h"
#include "engine/explain.h"
#include "engine/ladder.h"
#include "engine/staff.h"
#include "engine/render.h"
#include "store/burdens.h"
#include "store/duties.h"
#include "store/history.h"
#include "store/items.h"
#include "store/outbox.h"
#include "workflow/decide_gate.h"

static bool apply_cancels(Engine *engine, Instant now, const Plan *plan, GError **error)
{
	for (guint i = 0; i < plan->cancels->len; i++) {
		const Cancel *cancel = g_ptr_array_index(plan->cancels, i);
		if (!duties_cancel(engine->store, cancel, now, error) ||
		    !outbox_cancel(engine->store, cancel, now, error))
			return false;
	}
	return true;
}

static bool apply_items(Engine *engine, const Plan *plan, GError **error)
{
	for (guint i = 0; i < plan->items->len; i++) {
		if (!items_save(engine->store, g_ptr_array_index(plan->items, i), error))
			return false;
	}
	for (guint i = 0; i < plan->events->len; i++) {
		if (!history_add(engine->store, g_ptr_array_index(plan->events, i),
				 error))
			return false;
	}
	return true;
}

static bool apply_burdens(Engine *engine, Instant now, const Plan *plan, GError **error)
{
	for (guint i = 0; i < plan->releases->len; i++) {
		if (!burdens_release(engine->store, g_ptr_array_index(plan->releases, i),
				     now, error))
			return false;
	}
	for (guint i = 0; i < plan->burdens->len; i++) {
		if (!burdens_add(engine->store, g_ptr_array_index(plan->burdens, i),
				 error))
			return false;
	}
	return plan->releases->len + plan->burdens->len == 0 || staff_load(engine, error);
}

static bool note_queued(Engine *engine, Instant now, const OutboxRow *row, GError **error)
{
	if (row->item == NULL)
		return true;
	Event event = {
		.item = row->item, .at = now, .what = (char *)(uintptr_t) "notice"};
	g_autofree char *detail = g_strdup_printf("%s for %s", row->notice, row->address);
	event.detail = detail;
	event.data = json_pack("{s:o, s:s}", "try_at", json_instant(row->try_at), "key",
			       row->key);
	bool is_added = history_add(engine->store, &event, error);
	json_decref(event.data);
	return is_added;
}

static bool note_held_back(Engine *engine, Instant now, const Notice *notice,
			   const char *limit, GError **error)
{
	log_event(LOG_LEVEL_WARNING, "notice held back", "notice", notice->key, "limit",
		  limit, NULL);
	if (notice->item == NULL)
		return true;
	g_autofree char *detail = g_strdup_printf("%s for %s not sent: %s", notice->kind,
						  notice->address, limit);
	Event event = {.item = notice->item,
		       .at = now,
		       .what = (char *)(uintptr_t) "held back",
		       .detail = detail};
	return history_add(engine->store, &event, error);
}

bool apply_tell_operator(Engine *engine, Instant now, GError **error)
{
	g_autoptr(Plan) plan = plan_new();
	Desk desk;
	if (!engine_desk(engine, now, &desk, error))
		return false;
	decide_tell_operator(&desk, plan);
	for (guint i = 0; i < plan->duties->len; i++) {
		if (!duties_add(engine->store, g_ptr_array_index(plan->duties, i), error))
			return false;
	}
	return true;
}

/* `kept`, or NULL: the limit over which it waits for the operator; nothing is lost, and a
 * loop ends. */
static bool join_outbox(Engine *engine, Instant now, OutboxRow *row, const char *kept,
			GError **error)
{
	bool is_added = false;
	if (kept != NULL) {
		row->try_at = OUTBOX_NEVER;
		row->answer = g_strdup_printf("kept back: %s", kept);
	}
	if (!outbox_add(engine->store, row, &is_added, error))
		return false;
	if (kept != NULL)
		return apply_tell_operator(engine, now, error);
	return !is_added || note_queued(engine, now, row, error);
}

/* An address nobody can send to is a fact about that person, not a reason to lose the
 * plan. */
static bool apply_notice(Engine *engine, Instant now, const Notice *notice, int64_t held,
			 GError **error)
{
	LadderWord word = LADDER_ALLOWS;
	g_autofree char *limit = NULL;
	const Person *person = people_find(engine->people, notice->person);
	if (person != NULL && person->is_muted && (notice->is_bulk || notice->is_news))
		return note_held_back(engine, now, notice, "it is muted", error);
	if (!ladder_judge(engine, now, notice, &word, &limit, error) ||
	    (word != LADDER_ALLOWS && !note_held_back(engine, now, notice, limit, error)))
		return false;
	if (word == LADDER_DROPS)
		return true;
	g_autoptr(GError) why = NULL;
	if (notice->explains != NULL && !explain_in_notice(engine, now, notice, error))
		return false;
	g_autoptr(OutboxRow) row = render_notice(engine, now, notice, held, &why);
	if (row == NULL && g_error_matches(why, FAULT, FAULT_REFUSED)) {
		log_event(LOG_LEVEL_WARNING, "notice not sendable", "notice", notice->key,
			  "why", why->message, NULL);
		return true;
	}
	if (row == NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	return join_outbox(engine, now, row, word == LADDER_KEEPS ? limit : NULL, error);
}

/* Whoever has changed their hours reads in the answer what follows. */
static void say_what_moved(const Plan *plan, json_t *moved)
{
	for (guint i = 0; json_array_size(moved) > 0 && i < plan->notices->len; i++) {
		const Notice *notice = g_ptr_array_index(plan->notices, i);
		if (notice->is_answer)
			json_object_set(notice->model, "moved", moved);
	}
}

bool apply_plan(Engine *engine, Instant now, const Plan *plan, int64_t held,
		GError **error)
{
	g_autoptr(json_t) moved = json_array();
	if (!apply_cancels(engine, now, plan, error) ||
	    !apply_items(engine, plan, error) ||
	    !staff_apply(engine, now, plan, moved, error))
		return false;
	say_what_moved(plan, moved);
	crash_point("plan half applied");
	if (!apply_burdens(engine, now, plan, error))
		return false;
	for (guint i = 0; i < plan->duties->len; i++) {
		if (!duties_add(engine->store, g_ptr_array_index(plan->duties, i), error))
			return false;
	}
	for (guint i = 0; i < plan->notices->len; i++) {
		if (!apply_notice(engine, now, g_ptr_array_index(plan->notices, i), held,
				  error))
			return false;
	}
	crash_point("plan applied");
	return true;
}
