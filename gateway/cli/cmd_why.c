/* cmd_why.c: everything that happened to an item, and why: each clock with its pieces of
 * time, each notice, what comes next.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/holding.h"
#include "cli/output.h"
#include "store/duties.h"
#include "store/history.h"
#include "store/outbox.h"
#include "workflow/clock_time.h"

static void print_history(const Engine *engine, const GPtrArray *events)
{
	static const char *const head[] = {"WHEN", "WHO", "WHAT", "", NULL};
	output_heading("\nHistory");
	Table *table = table_new(head, 2);
	for (guint i = 0; i < events->len; i++) {
		const Event *event = g_ptr_array_index(events, i);
		g_autofree char *at =
			zone_format_short(people_zone(engine->people), event->at);
		table_add(table, at, event->person != NULL ? event->person : "-",
			  event->what, event->detail != NULL ? event->detail : "", NULL);
	}
	table_print(table);
}

static char *length_text(int64_t seconds)
{
	return g_strdup_printf("%" G_GINT64_FORMAT ":%02d", seconds / 3600,
			       (int)(seconds % 3600 / 60));
}

static void print_pieces(const Person *person, const Clock *clock)
{
	static const char *const head[] = {"FROM", "UNTIL", "COUNTS", "WHY", NULL};
	g_autoptr(GPtrArray) pieces = clock_pieces(clock, person);
	Table *table = table_new(head, 4);
	int64_t counted = 0;
	for (guint i = 0; i < pieces->len; i++) {
		const HoursPiece *piece = g_ptr_array_index(pieces, i);
		int64_t seconds = piece->span.end - piece->span.start;
		g_autofree char *from =
			zone_format_short(person->zone, piece->span.start);
		g_autofree char *until = zone_format_short(person->zone, piece->span.end);
		g_autofree char *length = length_text(seconds);
		counted += piece->is_counted ? seconds : 0;
		table_add(table, from, until, piece->is_counted ? length : "-",
			  piece->why, NULL);
	}
	table_print(table);
	g_autofree char *total = length_text(counted);
	printf("    working time counted: %s hours in %s\n", total,
	       zone_name(person->zone));
}

static void print_clock(const Engine *engine, const Clock *clock)
{
	const Person *person =
		clock->person != NULL ? people_find(engine->people, clock->person) : NULL;
	const Zone *zone = person != NULL ? person->zone : people_zone(engine->people);
	g_autofree char *started = zone_format(zone, clock->started);
	g_autofree char *due = zone_format(zone, clock->due);
	printf("  %s (%s%s%s), %s: started %s, due %s\n", clock->name,
	       clock->norm != NULL ? clock->norm : "until the due date",
	       clock->person != NULL ? " of " : "",
	       clock->person != NULL ? clock->person : "", clock_state_name(clock->state),
	       started, due);
	if (person != NULL && clock->due > clock->started)
		print_pieces(person, clock);
}

static void print_next(const Engine *engine, const GPtrArray *duties,
		       const GPtrArray *notices)
{
	output_heading("\nNext");
	bool is_any = false;
	for (guint i = 0; i < duties->len; i++) {
		const Duty *duty = g_ptr_array_index(duties, i);
		g_autofree char *due =
			zone_format(people_zone(engine->people), duty->due);
		printf("  %s  %s %s\n", due, duty_kind_name(duty->kind),
		       duty->person != NULL ? duty->person : "");
		is_any = true;
	}
	for (guint i = 0; i < notices->len; i++) {
		const OutboxRow *row = g_ptr_array_index(notices, i);
		g_autofree char *due =
			zone_format(people_zone(engine->people), row->try_at);
		printf("  %s  mail: %s to %s (%s)\n", due, row->notice, row->address,
		       outbox_state_name(row->state));
		is_any = true;
	}
	if (!is_any)
		printf("  nothing\n");
}

static int explain(Engine *engine, const Item *item)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) events = history_list(engine->store, item->id, &error);
	g_autoptr(GPtrArray) duties =
		events != NULL ? duties_list(engine->store, item->id, 0, &error) : NULL;
	g_autoptr(GPtrArray) notices =
		duties != NULL ? outbox_list(engine->store, item->id, true, 0, &error)
			       : NULL;
	if (notices == NULL)
		return output_fault(error);
	g_autofree char *head = g_strdup_printf(
		"%s  %s (%s), opened by rule \"%s\"", item->id, item->title,
		state_name(item->state), item->rule != NULL ? item->rule : "-");
	output_heading(head);
	print_history(engine, events);
	if (item->clocks->len > 0)
		output_heading("\nClocks");
	for (guint i = 0; i < item->clocks->len; i++)
		print_clock(engine, g_ptr_array_index(item->clocks, i));
	if (!holding_print(engine, item, &error))
		return output_fault(error);
	print_next(engine, duties, notices);
	return 0;
}

int cmd_why(const Invocation *invocation)
{
	int status = 0;
	g_autoptr(World) world = output_world(invocation_value(invocation, "now"));
	g_autoptr(Item) item = NULL;
	if (world == NULL)
		return EXIT_USAGE;
	g_autoptr(Engine) engine = output_open_engine(invocation->config_path, world,
						      OUTPUT_STORE_READ, &status);
	if (engine == NULL ||
	    !output_find_item(engine, invocation->arguments[0], &item, &status))
		return status;
	return explain(engine, item);
}
