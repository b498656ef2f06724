/* item_json.c: items as other programs see them. New keys may appear, none change
 * meaning.
 *
 * SPDX-License-Identifier: MIT */
#include "cli/item_json.h"

#include "cli/holding.h"
#include "store/inbox.h"
#include "store/outbox.h"
#include "workflow/badge.h"
#include "workflow/clock_explain.h"
#include "workflow/method.h"

json_t *item_brief_json(const Item *item)
{
	json_t *object = json_object();
	json_t *tags = json_array();
	for (guint i = 0; i < item->tags->len; i++)
		json_array_append_new(tags, json_text(g_ptr_array_index(item->tags, i)));
	json_object_set_new(object, "id", json_text(item->id));
	json_object_set_new(object, "kind", json_text(kind_name(item->kind)));
	json_object_set_new(object, "title", json_text(item->title));
	json_object_set_new(object, "state", json_text(state_name(item->state)));
	json_object_set_new(object, "owner", json_text(item->owner));
	json_object_set_new(object, "opener", json_text(item->opener));
	json_object_set_new(object, "project", json_text(item->project));
	json_object_set_new(object, "opened", json_instant(item->opened));
	json_object_set_new(object, "changed", json_instant(item->changed));
	json_object_set_new(object, "closed", json_instant(item->closed));
	json_object_set_new(object, "due", json_instant(item->due));
	json_object_set_new(object, "tags", tags);
	json_object_set_new(object, "badges", badge_json(item));
	json_object_set_new(object, "review_overdue",
			    json_boolean(badge_is_review_overdue(item)));
	return object;
}

static json_t *positions_json(const Item *item)
{
	json_t *array = json_array();
	for (guint i = 0; i < item->stances->len && !method_is_sealed(item); i++) {
		json_array_append_new(array,
				      stance_json(g_ptr_array_index(item->stances, i)));
	}
	return array;
}

static json_t *objections_json(const Item *item)
{
	json_t *objections = json_object_get(item->details, "objections");
	return objections != NULL && !method_is_sealed(item) ? json_deep_copy(objections)
							     : json_array();
}

/* All from which somebody's position could be told. */
static void hide_what_was_said(json_t *details)
{
	static const char *const KEYS[] = {"choices",	 "objection_asks", "ticked",
					   "settled_at", "seconds",	   "progress"};
	for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++)
		json_object_del(details, KEYS[i]);
}

static json_t *outcome_json(const Item *item)
{
	static const char *const keys[] = {"decision", "rationale", "decided_by",
					   "decided_at", "recorded_at"};
	const json_t *outcome = json_object_get(item->details, "outcome");
	if (!json_is_object(outcome))
		return json_null();
	json_t *object = json_object();
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		json_object_set_new(object, keys[i],
				    json_text(json_get_text(outcome, keys[i])));
	return object;
}

/* As trackers export it: a goal in seconds of the person's time, what of it is used and
 * left, whether it stands still. */
static void put_reckoning(json_t *object, const Clock *clock, const Person *person,
			  Instant now)
{
	Instant until = clock->stopped != INSTANT_NONE ? clock->stopped : now;
	json_object_set_new(object, "goal", json_integer(clock_goal(clock, person)));
	json_object_set_new(object, "elapsed",
			    json_integer(clock_elapsed(clock, person, until)));
	json_object_set_new(object, "remaining",
			    json_integer(clock_left(clock, person, until)));
	json_object_set_new(object, "within_hours",
			    json_boolean(hours_is_open(person->hours, now)));
}

json_t *item_clock_json(const Engine *engine, const Clock *clock)
{
	Instant now = world_now(engine->world);
	const Person *person =
		clock->person != NULL ? people_find(engine->people, clock->person) : NULL;
	json_t *object = json_object();
	json_object_set_new(object, "name", json_text(clock->name));
	json_object_set_new(object, "person", json_text(clock->person));
	json_object_set_new(object, "started", json_instant(clock->started));
	json_object_set_new(object, "due", json_instant(clock->due));
	json_object_set_new(object, "stopped", json_instant(clock->stopped));
	json_object_set_new(object, "state", json_text(clock_state_name(clock->state)));
	json_object_set_new(object, "norm", json_text(clock->norm));
	json_object_set_new(object, "generation", json_integer(clock->generation));
	json_object_set_new(object, "risk", json_text(clock_risk(clock, now)));
	json_object_set_new(object, "paused", json_boolean(clock_is_paused(clock)));
	json_object_set_new(object, "breached",
			    json_boolean(clock->state == CLOCK_BREACHED));
	if (person != NULL)
		put_reckoning(object, clock, person, now);
	return object;
}

static json_t *clocks_json(const Engine *engine, const Item *item)
{
	json_t *array = json_array();
	for (guint i = 0; i < item->clocks->len; i++)
		json_array_append_new(
			array,
			item_clock_json(engine, g_ptr_array_index(item->clocks, i)));
	return array;
}

json_t *item_sender_json(const Engine *engine, const char *address)
{
	const Person *person =
		address != NULL ? people_by_address(engine->people, address) : NULL;
	return json_text(person != NULL ? person->id : address);
}

static json_t *messages_json(const Engine *engine, const Item *item, GError **error)
{
	g_autoptr(GPtrArray) rows = inbox_list(engine->store, -1, item->id, 0, error);
	if (rows == NULL)
		return NULL;
	json_t *array = json_array();
	for (guint i = rows->len; i > 0; i--) {
		const InboxRow *row = g_ptr_array_index(rows, i - 1);
		json_t *object = json_object();
		json_object_set_new(object, "message_id", json_text(row->message_id));
		json_object_set_new(object, "from", item_sender_json(engine, row->from));
		json_object_set_new(object, "subject", json_text(row->subject));
		json_object_set_new(object, "at", json_instant(row->at));
		json_object_set_new(object, "disposition",
				    json_text(disposition_name(row->disposition)));
		json_object_set_new(object, "reason", json_text(row->reason));
		json_object_set_new(object, "proof", json_text(row->proof));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *notices_json(const Engine *engine, const Item *item, GError **error)
{
	g_autoptr(GPtrArray) rows = outbox_list(engine->store, item->id, false, 0, error);
	if (rows == NULL)
		return NULL;
	json_t *array = json_array();
	for (guint i = 0; i < rows->len; i++) {
		const OutboxRow *row = g_ptr_array_index(rows, i);
		json_t *object = json_object();
		json_object_set_new(object, "kind", json_text(row->notice));
		json_object_set_new(object, "to", json_text(row->address));
		json_object_set_new(object, "person", json_text(row->person));
		json_object_set_new(object, "queued", json_instant(row->queued));
		json_object_set_new(object, "not_before", json_instant(row->try_at));
		json_object_set_new(object, "sent",
				    json_instant(row->state == OUTBOX_SENT
							 ? row->sent
							 : INSTANT_NONE));
		json_object_set_new(object, "state",
				    json_text(outbox_state_name(row->state)));
		json_object_set_new(object, "message_id", json_text(row->message_id));
		holding_json(object, row);
		json_array_append_new(array, object);
	}
	return array;
}

/* What a decision rests on, what it should bring, how it was looked at again. */
static void put_lines(json_t *object, const Item *item)
{
	static const char *const KEYS[] = {"assumptions", "expectations", "reviews"};
	for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
		json_t *lines = json_object_get(item->details, KEYS[i]);
		json_object_set_new(object, KEYS[i],
				    lines != NULL ? json_deep_copy(lines) : json_array());
	}
}

json_t *item_whole_json(const Engine *engine, const Item *item, GError **error)
{
	g_autoptr(json_t) object = item_brief_json(item);
	json_t *messages = messages_json(engine, item, error);
	if (messages == NULL)
		return NULL;
	json_object_set_new(object, "messages", messages);
	json_t *notices = notices_json(engine, item, error);
	if (notices == NULL)
		return NULL;
	json_object_set_new(object, "notices", notices);
	json_object_set(object, "fields", item->fields);
	json_t *details = json_deep_copy(item->details);
	json_object_set_new(object, "objections", objections_json(item));
	json_object_del(details, "objections");
	if (method_is_sealed(item))
		hide_what_was_said(details);
	json_object_set_new(object, "details", details);
	json_t *fairness = json_object_get(item->details, "fairness");
	json_object_set(object, "fairness", fairness != NULL ? fairness : json_null());
	put_lines(object, item);
	json_object_set_new(object, "positions", positions_json(item));
	json_object_set_new(object, "outcome", outcome_json(item));
	json_object_set_new(object, "clocks", clocks_json(engine, item));
	return g_steal_pointer(&object);
}
