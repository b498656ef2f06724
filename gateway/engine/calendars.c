/* calendars.c: calendars that have changed while nobody looked.
 *
 * Each person's calendar has a print: a hash of all that it is made of. One that differs
 * from the one kept is a change.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/calendars.h"

#include "engine/apply.h"
#include "engine/digests.h"
#include "engine/staff.h"
#include "store/calendars.h"
#include "store/items.h"
#include "store/leaves.h"
#include "workflow/reschedule.h"

/* Rules of a zone are looked at so often, from 2026-01-01 on. */
#define SAMPLES_FROM   1767225600
#define SAMPLE_SECONDS (10 * 24 * 3600LL)
#define SAMPLES	       400

static void put(GChecksum *sum, const char *text)
{
	g_checksum_update(sum, (const guchar *)text, -1);
	g_checksum_update(sum, (const guchar *)"\n", 1);
}

static void put_all(GChecksum *sum, const char *name, const GPtrArray *values)
{
	put(sum, name);
	for (guint i = 0; i < values->len; i++)
		put(sum, g_ptr_array_index(values, i));
}

/* Made once for each file and each zone. */
static const char *remembered(GHashTable *known, const char *name,
			      char *(*make)(const char *))
{
	if (!g_hash_table_contains(known, name))
		g_hash_table_insert(known, g_strdup(name), make(name));
	return g_hash_table_lookup(known, name);
}

static char *print_of_file(const char *path)
{
	g_autofree char *text = NULL;
	gsize length = 0;
	if (!g_file_get_contents(path, &text, &length, NULL))
		return g_strdup("-");
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, (gssize)length);
}

static char *print_of_zone(const char *name)
{
	const Zone *zone = zone_find(name);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	for (int i = 0; zone != NULL && i < SAMPLES; i++) {
		int offset = zone_offset_seconds(zone, SAMPLES_FROM + i * SAMPLE_SECONDS);
		g_checksum_update(sum, (const guchar *)&offset, sizeof offset);
	}
	return g_strdup(g_checksum_get_string(sum));
}

static char *print_of(const Person *person, const ConfigPerson *from, GHashTable *known)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	put(sum, zone_name(person->zone));
	put(sum, remembered(known, zone_name(person->zone), print_of_zone));
	put_all(sum, "hours", from->hours);
	put_all(sum, "holidays", from->holidays);
	put_all(sum, "absences", from->absences);
	for (guint i = 0; i < from->holidays->len; i++) {
		const char *holiday = g_ptr_array_index(from->holidays, i);
		if (g_str_has_suffix(holiday, ".ics"))
			put(sum, remembered(known, holiday, print_of_file));
	}
	return g_strdup(g_checksum_get_string(sum));
}

static void note_moved(const Person *person, const Item *before, const Plan *plan,
		       json_t *moved)
{
	for (guint i = 0; moved != NULL && i < plan->items->len; i++) {
		const Item *after = g_ptr_array_index(plan->items, i);
		if (after->due == before->due || after->due == INSTANT_NONE)
			continue;
		g_autofree char *due = zone_format(person->zone, after->due);
		g_autofree char *old = before->due != INSTANT_NONE
					       ? zone_format(person->zone, before->due)
					       : NULL;
		json_array_append_new(moved, json_pack("{s:o, s:o, s:s, s:o}", "id",
						       json_text(after->id), "title",
						       json_text(after->title), "due",
						       due, "before", json_text(old)));
	}
}

bool calendars_move(Engine *engine, Instant now, const char *id, const char *why,
		    json_t *moved, GError **error)
{
	const Person *person = people_find(engine->people, id);
	g_autoptr(GPtrArray) items = leaves_items_of(engine->store, id, true, error);
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
		if (item != NULL)
			note_moved(person, item, plan, moved);
	}
	return true;
}

/* Clocks, waiting mail, and the digest to come. */
static bool follow(Engine *engine, Instant now, const Person *person, GError **error)
{
	g_autofree char *why =
		g_strdup_printf("the calendar of %s has changed", person->id);
	return staff_reckon(engine, now, person->id, why, NULL, error) &&
	       digests_plan_anew(engine, now, person, error);
}

static bool check_one(Engine *engine, Instant now, const Person *person,
		      const char *before, GHashTable *known, GError **error)
{
	const ConfigPerson *from = config_person(engine->config, person->id);
	g_autofree char *print = print_of(person, from, known);
	if (g_strcmp0(before, print) == 0)
		return true;
	return calendars_keep(engine->store, person->id, print, error) &&
	       (before == NULL || follow(engine, now, person, error));
}

bool calendars_check(Engine *engine, Instant now, GError **error)
{
	g_autoptr(GHashTable) prints = calendars_list(engine->store, error);
	g_autoptr(GHashTable) known =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	for (size_t i = 0; prints != NULL && i < people_count(engine->people); i++) {
		const Person *person = people_at(engine->people, i);
		if (!check_one(engine, now, person,
			       g_hash_table_lookup(prints, person->id), known, error))
			return false;
	}
	return prints != NULL;
}
