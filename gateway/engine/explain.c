/* explain.c: the facts behind an item.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/explain.h"

#include "engine/horizon.h"
#include "store/duties.h"
#include "store/history.h"
#include "store/items.h"
#include "store/outbox.h"
#include "workflow/pace.h"
#include "workflow/why.h"

#define MAIL_EVENTS_MAX 200

static GArray *notices_of(const GPtrArray *rows)
{
	GArray *notices = g_array_new(FALSE, FALSE, sizeof(WhyNotice));
	for (guint i = 0; i < rows->len; i++) {
		const OutboxRow *row = g_ptr_array_index(rows, i);
		const WhyNotice notice = {
			.kind = row->notice,
			.address = row->address,
			.person = row->person,
			.state = outbox_state_name(row->state),
			.reason = row->answer,
			.pace = pace_reason_name(row->pace),
			.could_leave = row->free_at,
			.queued = row->queued,
			.try_at = row->try_at,
			.ended = row->state >= OUTBOX_SENT ? row->sent : INSTANT_NONE,
		};
		g_array_append_val(notices, notice);
	}
	return notices;
}

json_t *explain_item(Engine *engine, Instant now, const Item *item, const Zone *zone,
		     GError **error)
{
	Desk desk;
	g_autoptr(GPtrArray) events = history_list(engine->store, item->id, error);
	g_autoptr(GPtrArray) duties =
		events != NULL ? duties_list(engine->store, item->id, 0, error) : NULL;
	g_autoptr(GPtrArray) given_up =
		duties != NULL ? duties_given_up(engine->store, item->id, error) : NULL;
	g_autoptr(GPtrArray) rows =
		given_up != NULL ? outbox_list(engine->store, item->id, false, 0, error)
				 : NULL;
	g_autoptr(GArray) unread = rows != NULL ? horizon_unread(engine, error) : NULL;
	if (unread == NULL || !engine_desk(engine, now, &desk, error))
		return NULL;
	g_autoptr(GArray) notices = notices_of(rows);
	const WhyFacts facts = {.item = item,
				.events = events,
				.duties = duties,
				.given_up = given_up,
				.notices = notices,
				.unread = unread};
	return why_model(&desk, &facts, zone);
}

/* A mail need not tell all of a long life. */
static void keep_last(json_t *rows)
{
	while (json_array_size(rows) > MAIL_EVENTS_MAX)
		json_array_remove(rows, 0);
}

bool explain_in_notice(Engine *engine, Instant now, const Notice *notice, GError **error)
{
	g_autoptr(Item) item = NULL;
	const Person *to = people_find(engine->people, notice->person);
	if (!items_find(engine->store, notice->explains, &item, error))
		return false;
	if (item == NULL)
		return true;
	json_t *model =
		explain_item(engine, now, item,
			     to != NULL ? to->zone : people_zone(engine->people), error);
	if (model == NULL)
		return false;
	keep_last(json_object_get(model, "history"));
	keep_last(json_object_get(model, "notices"));
	json_object_set_new(notice->model, "why", model);
	return true;
}
