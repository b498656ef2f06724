/* holding.c: the counterfactual, told.
 *
 * SPDX-License-Identifier: MIT */
#include "cli/holding.h"

#include <stdio.h>

#include "engine/bundles.h"

void holding_json(json_t *object, const OutboxRow *row)
{
	json_object_set_new(object, "pace", json_text(pace_reason_name(row->pace)));
	json_object_set_new(object, "could_leave", json_instant(row->free_at));
	json_object_set_new(object, "must_precede", json_instant(row->due));
	json_object_set_new(object, "carrier",
			    row->carrier > 0 ? json_integer(row->carrier) : json_null());
}

static void print_row(const Engine *engine, const OutboxRow *row)
{
	const Person *person =
		row->person != NULL ? people_find(engine->people, row->person) : NULL;
	const Zone *zone = person != NULL ? person->zone : people_zone(engine->people);
	Instant left = row->planned != INSTANT_NONE ? row->planned : row->try_at;
	g_autofree char *could = zone_format_short(zone, row->free_at);
	g_autofree char *planned = zone_format_short(zone, left);
	g_autofree char *carried =
		row->carrier > 0
			? g_strdup_printf(", in mail %" G_GINT64_FORMAT, row->carrier)
			: g_strdup("");
	printf("  %s to %s: could leave %s, %s %s (%s%s)\n", row->notice, row->address,
	       could, row->state == OUTBOX_QUEUED ? "waits until" : "was held until",
	       planned, pace_reason_name(row->pace), carried);
}

static bool is_held(const OutboxRow *row)
{
	return row->free_at != INSTANT_NONE && row->try_at < OUTBOX_NEVER &&
	       row->state != OUTBOX_CANCELLED &&
	       (row->planned > row->free_at || row->carrier > 0);
}

bool holding_print(Engine *engine, const Item *item, GError **error)
{
	g_autoptr(GPtrArray) rows = outbox_list(engine->store, item->id, false, 0, error);
	g_autoptr(json_t) report = NULL;
	guint held = 0;
	if (rows == NULL || !bundles_verify(engine, item->id, &report, error))
		return false;
	for (guint i = 0; i < rows->len; i++)
		held += is_held(g_ptr_array_index(rows, i)) ? 1 : 0;
	if (held == 0)
		return true;
	output_heading("\nHeld");
	for (guint i = 0; i < rows->len; i++) {
		const OutboxRow *row = g_ptr_array_index(rows, i);
		if (is_held(row))
			print_row(engine, row);
	}
	size_t late = json_array_size(json_object_get(report, "late"));
	printf("  late because of being held: %s%zu\n", late == 0 ? "none, of " : "",
	       late == 0 ? (size_t)json_get_number(report, "checked", 0) : late);
	return true;
}
