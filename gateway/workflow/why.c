/* why.c: an item explained.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/why.h"

#include <string.h>

#include "workflow/clock_explain.h"
#include "workflow/clock_level.h"

static void put_instant(json_t *object, const char *key, Instant at, const Zone *zone)
{
	g_autofree char *local_key = g_strconcat(key, "_local", NULL);
	g_autofree char *local = at != INSTANT_NONE ? zone_format(zone, at) : NULL;
	json_object_set_new(object, key, json_instant(at));
	json_object_set_new(object, local_key, json_text(local));
}

static void put_text(json_t *object, const char *key, const char *text)
{
	json_object_set_new(object, key, json_text(text));
}

/* ---- what happened ------------------------------------------------------- */

static json_t *history_model(const GPtrArray *events, const Zone *zone)
{
	json_t *rows = json_array();
	for (guint i = 0; i < events->len; i++) {
		const Event *event = g_ptr_array_index(events, i);
		json_t *row = json_object();
		put_instant(row, "at", event->at, zone);
		put_text(row, "person", event->person);
		put_text(row, "what", event->what);
		put_text(row, "detail", event->detail);
		json_array_append_new(rows, row);
	}
	return rows;
}

/* ---- clocks -------------------------------------------------------------- */

static json_t *piece_model(const HoursPiece *piece, const Zone *zone)
{
	json_t *row = json_object();
	put_instant(row, "from", piece->span.start, zone);
	put_instant(row, "until", piece->span.end, zone);
	json_object_set_new(row, "seconds",
			    json_integer(piece->span.end - piece->span.start));
	json_object_set_new(row, "counts", json_boolean(piece->is_counted));
	put_text(row, "why", piece->why);
	return row;
}

/* Nights and weekends are nobody's news; a day off, an absence and a pause have a name.
 */
static bool has_name(const HoursPiece *piece)
{
	return !piece->is_counted && strchr(piece->why, ':') != NULL;
}

static void put_pieces(json_t *object, const Clock *clock, const Person *person)
{
	g_autoptr(GPtrArray) pieces = clock_pieces(clock, person);
	json_t *rows = json_array(), *skipped = json_array();
	int64_t counted = 0;
	for (guint i = 0; i < pieces->len; i++) {
		const HoursPiece *piece = g_ptr_array_index(pieces, i);
		json_array_append_new(rows, piece_model(piece, person->zone));
		if (has_name(piece))
			json_array_append_new(skipped, piece_model(piece, person->zone));
		counted += piece->is_counted ? piece->span.end - piece->span.start : 0;
	}
	json_object_set_new(object, "pieces", rows);
	json_object_set_new(object, "skipped", skipped);
	json_object_set_new(object, "counted", json_integer(counted));
}

static json_t *pauses_model(const Clock *clock, const Person *person)
{
	g_autoptr(GArray) pauses = clock_pauses(clock);
	json_t *rows = json_array();
	for (guint i = 0; i < pauses->len; i++) {
		const ClockPause *pause = &g_array_index(pauses, ClockPause, i);
		json_t *row = json_object();
		put_instant(row, "from", pause->from, person->zone);
		put_instant(row, "until", pause->until, person->zone);
		put_text(row, "kind", pause_kind_name(pause->kind));
		put_text(row, "reason", pause->reason);
		json_array_append_new(rows, row);
	}
	return rows;
}

/* Its own events, with instants as everywhere else. */
static json_t *events_model(const Clock *clock, const Person *person)
{
	json_t *rows = json_array();
	size_t index;
	json_t *event;
	static const char *const INSTANTS[] = {"at", "due", "before", "grace"};
	json_array_foreach(json_object_get(clock->data, "events"), index, event)
	{
		json_t *row = json_copy(event);
		for (size_t i = 0; i < G_N_ELEMENTS(INSTANTS); i++) {
			const json_t *at = json_object_get(event, INSTANTS[i]);
			if (at != NULL)
				put_instant(row, INSTANTS[i], json_integer_value(at),
					    person->zone);
		}
		json_array_append_new(rows, row);
	}
	return rows;
}

static void put_risk(json_t *object, const Clock *clock, const Zone *zone)
{
	const json_t *risk = json_object_get(clock->data, "risk");
	json_t *at = json_object();
	put_instant(at, "medium", json_get_number(risk, "medium", INSTANT_NONE), zone);
	put_instant(at, "high", json_get_number(risk, "high", INSTANT_NONE), zone);
	json_object_set_new(object, "risk_at", at);
}

static void put_reckoning(json_t *object, const Desk *desk, const Clock *clock,
			  const Person *person)
{
	Instant until = clock->stopped != INSTANT_NONE ? clock->stopped : desk->now;
	json_object_set_new(object, "goal", json_integer(clock_goal(clock, person)));
	json_object_set_new(object, "elapsed",
			    json_integer(clock_elapsed(clock, person, until)));
	json_object_set_new(object, "remaining",
			    json_integer(clock_left(clock, person, until)));
	json_object_set_new(object, "pauses", pauses_model(clock, person));
	json_object_set_new(object, "events", events_model(clock, person));
	put_pieces(object, clock, person);
	put_risk(object, clock, person->zone);
}

static json_t *clock_model(const Desk *desk, const Clock *clock)
{
	const Person *person = people_find(desk->people, clock->person);
	const Zone *zone = person != NULL ? person->zone : people_zone(desk->people);
	json_t *object = json_object();
	put_text(object, "name", clock->name);
	put_text(object, "person", clock->person);
	put_text(object, "zone", zone_name(zone));
	put_text(object, "norm", clock->norm);
	put_text(object, "state", clock_state_name(clock->state));
	put_text(object, "risk", clock_risk(clock, desk->now));
	json_object_set_new(object, "generation", json_integer(clock->generation));
	json_object_set_new(object, "paused", json_boolean(clock_is_paused(clock)));
	json_object_set_new(object, "breached",
			    json_boolean(clock->state == CLOCK_BREACHED));
	put_instant(object, "started", clock->started, zone);
	put_instant(object, "from", clock_from(clock), zone);
	put_instant(object, "due", clock->due, zone);
	put_instant(object, "stopped", clock->stopped, zone);
	if (person != NULL)
		put_reckoning(object, desk, clock, person);
	return object;
}

static json_t *clocks_model(const Desk *desk, const Item *item)
{
	json_t *rows = json_array();
	for (guint i = 0; i < item->clocks->len; i++)
		json_array_append_new(
			rows, clock_model(desk, g_ptr_array_index(item->clocks, i)));
	return rows;
}

/* ---- mails --------------------------------------------------------------- */

static json_t *notices_model(const GArray *notices, const Zone *zone)
{
	json_t *rows = json_array();
	for (guint i = 0; i < notices->len; i++) {
		const WhyNotice *notice = &g_array_index(notices, WhyNotice, i);
		json_t *row = json_object();
		put_text(row, "kind", notice->kind);
		put_text(row, "to", notice->address);
		put_text(row, "person", notice->person);
		put_text(row, "state", notice->state);
		put_text(row, "reason", notice->reason);
		put_text(row, "pace", notice->pace);
		put_instant(row, "queued", notice->queued, zone);
		put_instant(row, "could_leave", notice->could_leave, zone);
		put_instant(row, "not_before", notice->try_at, zone);
		put_instant(row, "ended", notice->ended, zone);
		json_array_append_new(rows, row);
	}
	return rows;
}

/* ---- what comes next ------------------------------------------------------ */

/* Whom the level names now. */
static json_t *told_by(const Desk *desk, const Item *item, const Duty *duty)
{
	json_t *names = json_array();
	Turn turn = {.desk = desk, .item = (Item *)(uintptr_t)item};
	const Clock *clock = item_clock(item, json_get_text(duty->data, "clock"));
	const char *at = json_get_text(duty->data, "level");
	if (clock == NULL || at == NULL) {
		if (duty->person != NULL && duty->kind != DUTY_RISK &&
		    duty->kind != DUTY_BREACH)
			json_array_append_new(names, json_text(duty->person));
		return names;
	}
	g_autoptr(GPtrArray) levels = level_list(&turn, clock);
	for (guint i = 0; i < levels->len; i++) {
		const Level *level = g_ptr_array_index(levels, i);
		if (strcmp(level->at, at) != 0)
			continue;
		g_autoptr(GPtrArray) ids = level_recipients(&turn, level);
		for (guint j = 0; j < ids->len; j++)
			json_array_append_new(names,
					      json_text(g_ptr_array_index(ids, j)));
	}
	return names;
}

/* What fell due is not done before what was written till then has been read. */
static json_t *waits_for(const Desk *desk, const Duty *duty, const GArray *unread,
			 const Zone *zone)
{
	json_t *rows = json_array();
	for (guint i = 0; duty->due <= desk->now && i < unread->len; i++) {
		const WhyUnread *mailbox = &g_array_index(unread, WhyUnread, i);
		Instant until = duty_is_hurried(duty->kind) ? mailbox->hurried_until
							    : mailbox->judged_until;
		if (until <= desk->now)
			continue;
		json_t *row = json_object();
		put_text(row, "mailbox", mailbox->mailbox);
		put_instant(row, "since", mailbox->since, zone);
		put_instant(row, "until", until, zone);
		json_array_append_new(rows, row);
	}
	return rows;
}

static bool is_waited_for(const json_t *next, const char *name)
{
	size_t at, i;
	const json_t *duty, *row;
	json_array_foreach(next, at, duty)
	{
		json_array_foreach(json_object_get(duty, "waits_for"), i, row)
		{
			if (g_strcmp0(json_get_text(row, "mailbox"), name) == 0)
				return true;
		}
	}
	return false;
}

/* The mailboxes for which any of `next` waits, each once. */
static json_t *unread_model(const json_t *next, const GArray *unread, const Zone *zone)
{
	json_t *rows = json_array();
	for (guint i = 0; i < unread->len; i++) {
		const WhyUnread *mailbox = &g_array_index(unread, WhyUnread, i);
		if (!is_waited_for(next, mailbox->mailbox))
			continue;
		json_t *row = json_object();
		put_text(row, "mailbox", mailbox->mailbox);
		put_instant(row, "since", mailbox->since, zone);
		json_array_append_new(rows, row);
	}
	return rows;
}

static json_t *duty_model(const Desk *desk, const Item *item, const Duty *duty,
			  const Zone *zone)
{
	json_t *row = json_object();
	put_instant(row, "at", duty->due, zone);
	put_text(row, "what", duty_kind_name(duty->kind));
	put_text(row, "person", duty->person);
	put_text(row, "clock", json_get_text(duty->data, "clock"));
	const char *level = json_get_text(duty->data, "level");
	const char *risk = json_get_text(duty->data, "risk");
	int64_t percent = json_get_number(duty->data, "percent", 0);
	g_autofree char *share =
		percent > 0 ? g_strdup_printf("%" G_GINT64_FORMAT "%%", percent) : NULL;
	put_text(row, "level", level != NULL ? level : risk != NULL ? risk : share);
	put_text(row, "reason", duty->reason);
	json_object_set_new(row, "tells", told_by(desk, item, duty));
	return row;
}

static json_t *given_up_model(const Desk *desk, const WhyFacts *facts, const Zone *zone)
{
	json_t *rows = json_array();
	for (guint i = 0; i < facts->given_up->len; i++) {
		const Duty *duty = g_ptr_array_index(facts->given_up, i);
		json_array_append_new(rows, duty_model(desk, facts->item, duty, zone));
	}
	return rows;
}

static json_t *next_model(const Desk *desk, const WhyFacts *facts, const Zone *zone)
{
	json_t *rows = json_array();
	for (guint i = 0; i < facts->duties->len; i++) {
		const Duty *duty = g_ptr_array_index(facts->duties, i);
		json_t *row = duty_model(desk, facts->item, duty, zone);
		json_object_set_new(row, "waits_for",
				    waits_for(desk, duty, facts->unread, zone));
		json_array_append_new(rows, row);
	}
	return rows;
}

json_t *why_model(const Desk *desk, const WhyFacts *facts, const Zone *zone)
{
	const Item *item = facts->item;
	json_t *model = json_object();
	put_text(model, "id", item->id);
	put_text(model, "title", item->title);
	put_text(model, "kind", kind_name(item->kind));
	put_text(model, "state", state_name(item->state));
	put_text(model, "owner", item->owner);
	put_text(model, "rule", item->rule);
	json_object_set_new(model, "history", history_model(facts->events, zone));
	json_object_set_new(model, "clocks", clocks_model(desk, item));
	json_object_set_new(model, "notices", notices_model(facts->notices, zone));
	json_object_set_new(model, "given_up", given_up_model(desk, facts, zone));
	json_t *next = next_model(desk, facts, zone);
	json_object_set_new(model, "next", next);
	json_object_set_new(model, "unread", unread_model(next, facts->unread, zone));
	return model;
}
