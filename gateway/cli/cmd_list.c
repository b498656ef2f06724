/* cmd_list.c: items, as a table or as JSON.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "cli/command.h"
#include "cli/item_json.h"
#include "cli/output.h"
#include "store/items.h"
#include "workflow/badge.h"

static json_t *row_json(gconstpointer row, const Engine *engine)
{
	(void)engine;
	return item_brief_json(row);
}

static void add_row(Table *table, gconstpointer row, const Engine *engine)
{
	const Item *item = row;
	g_autofree char *due =
		item->due != INSTANT_NONE
			? zone_format_short(people_zone(engine->people), item->due)
			: g_strdup("");
	bool is_late = item->due != INSTANT_NONE &&
		       item->due < world_now(engine->world) && item_is_open(item);
	g_autofree char *marked = g_strconcat(due, is_late ? " late" : "", NULL);
	g_autofree char *badge = badge_text(item);
	g_autofree char *state =
		badge != NULL ? g_strdup_printf("%s (%s)", state_name(item->state), badge)
			      : g_strdup(state_name(item->state));
	table_add(table, item->id, state, marked, item->owner != NULL ? item->owner : "",
		  item->title, NULL);
}

static const char *const head[] = {"ID", "STATE", "DUE", "OWNER", "TITLE", NULL};
static const Listing listing = {head, add_row, row_json};

static bool read_filter(const Invocation *invocation, Instant now, ItemFilter *filter)
{
	Kind kind = KIND_DECISION;
	State state = STATE_OPEN;
	const char *word = invocation->arguments[0];
	*filter = (ItemFilter){.kind = -1,
			       .overdue_at = INSTANT_NONE,
			       .changed_since = INSTANT_NONE,
			       .state = invocation_value(invocation, "state"),
			       .owner = invocation_value(invocation, "owner"),
			       .project = invocation_value(invocation, "project")};
	if (word != NULL && !kind_from_name(word, &kind)) {
		fprintf(stderr, "mailmoot: no kind of item is called '%s'\n", word);
		return false;
	}
	if (filter->state != NULL && !state_from_name(filter->state, &state)) {
		fprintf(stderr, "mailmoot: no state is called '%s'\n", filter->state);
		return false;
	}
	if (word != NULL)
		filter->kind = (int)kind;
	if (invocation_has(invocation, "overdue")) {
		filter->open_only = true;
		filter->overdue_at = now;
	}
	return true;
}

int cmd_list(const Invocation *invocation)
{
	int status = 0;
	ItemFilter filter;
	g_autoptr(GError) error = NULL;
	g_autoptr(World) world = output_world(invocation_value(invocation, "now"));
	if (world == NULL || !read_filter(invocation, world_now(world), &filter))
		return EXIT_USAGE;
	g_autoptr(Engine) engine = output_open_engine(invocation->config_path, world,
						      OUTPUT_STORE_READ, &status);
	if (engine == NULL)
		return status;
	g_autoptr(GPtrArray) items = items_list(engine->store, &filter, &error);
	if (items == NULL)
		return output_fault(error);
	return output_listing(&listing, items, engine,
			      invocation_has(invocation, "json"));
}
