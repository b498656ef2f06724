/* cmd_show.c: one item.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/decision_print.h"
#include "cli/item_json.h"
#include "cli/output.h"
#include "cli/proof_export.h"
#include "workflow/badge.h"
#include "workflow/method.h"
#include "store/items.h"

/* Further lines of a value stand below its first. */
static void print_pair(const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	g_auto(GStrv) lines = text_lines(value);
	for (guint i = 0; lines[i] != NULL; i++) {
		g_autofree char *clean = text_clean(lines[i], -1);
		printf("  %-12s %s\n", i == 0 ? name : "", clean);
	}
}

static void print_instant(const Engine *engine, const char *name, Instant instant)
{
	g_autofree char *text =
		instant != INSTANT_NONE
			? zone_format(people_zone(engine->people), instant)
			: NULL;
	print_pair(name, text);
}

static void print_stamp(const Engine *engine, const char *name, const char *stamp)
{
	Instant instant = INSTANT_NONE;
	if (stamp != NULL && text_read_rfc3339(stamp, &instant))
		print_instant(engine, name, instant);
}

static void print_ids(const char *name, const Item *item, const char *key)
{
	g_autoptr(GPtrArray) ids = item_people(item, key);
	g_ptr_array_add(ids, NULL);
	g_autofree char *text = g_strjoinv(", ", (char **)ids->pdata);
	print_pair(name, text);
}

static void print_decision(const Item *item)
{
	if (item->kind != KIND_DECISION)
		return;
	print_pair("method", json_get_text(item->details, "method"));
	print_pair("last word", json_get_text(item->details, "approver"));
	print_ids("deciders", item, "deciders");
	print_ids("consulted", item, "consulted");
	print_ids("informed", item, "informed");
	print_ids("supersedes", item, "supersedes");
	print_pair("superseded", json_get_text(item->details, "superseded_by"));
	print_pair("review", json_get_text(item->details, "review"));
}

static void print_head(const Engine *engine, const Item *item)
{
	g_autofree char *head = g_strdup_printf("%s  %s", item->id, item->title);
	output_heading(head);
	print_pair("kind", kind_name(item->kind));
	print_pair("state", state_name(item->state));
	g_autofree char *badge = badge_text(item);
	print_pair("attention", badge);
	print_pair("owner", item->owner);
	print_pair("opened by", item->opener);
	print_pair("project", item->project);
	print_instant(engine, "opened", item->opened);
	print_instant(engine, "due", item->due);
	print_instant(engine, "closed", item->closed);
	print_decision(item);
}

static void print_fields(const Item *item)
{
	const char *name = NULL;
	json_t *value = NULL;
	if (json_object_size(item->fields) == 0)
		return;
	output_heading("\nFields");
	json_object_foreach(item->fields, name, value)
	{
		print_pair(name, json_string_value(value));
	}
}

static void print_positions(const Engine *engine, const Item *item)
{
	static const char *const head[] = {"PERSON", "POSITION", "AT",
					   "PROOF",  "REASON",	 NULL};
	if (item->stances->len == 0 || method_is_sealed(item))
		return;
	output_heading("\nPositions");
	Table *table = table_new(head, 2);
	for (guint i = 0; i < item->stances->len; i++) {
		const Stance *stance = g_ptr_array_index(item->stances, i);
		g_autofree char *at =
			zone_format_short(people_zone(engine->people), stance->at);
		g_autofree char *value =
			g_strconcat(position_value_name(stance->value),
				    stance->is_resolved ? " (resolved)" : "", NULL);
		table_add(table, stance->person, value, at,
			  stance->proof != NULL ? stance->proof : "",
			  stance->reason != NULL ? stance->reason : "", NULL);
	}
	table_print(table);
}

/* What is held against it, open or not. */
static void print_objections(const Engine *engine, const Item *item)
{
	static const char *const head[] = {"OBJECTION", "PERSON", "KIND", "STATE",
					   "AT",	"REASON", NULL};
	const json_t *objections = json_object_get(item->details, "objections");
	size_t index = 0;
	json_t *one = NULL;
	if (json_array_size(objections) == 0 || method_is_sealed(item))
		return;
	output_heading("\nObjections");
	Table *table = table_new(head, 2);
	json_array_foreach(objections, index, one)
	{
		Instant when = INSTANT_NONE;
		(void)text_read_rfc3339(json_get_text(one, "at"), &when);
		g_autofree char *at =
			zone_format_short(people_zone(engine->people), when);
		table_add(table, json_get_text(one, "name"), json_get_text(one, "person"),
			  json_get_text(one, "kind"), json_get_text(one, "state"), at,
			  json_get_text(one, "reason"), NULL);
	}
	table_print(table);
}

static void print_outcome(const Engine *engine, const Item *item)
{
	const json_t *outcome = json_object_get(item->details, "outcome");
	if (!json_is_object(outcome))
		return;
	output_heading("\nOutcome");
	print_pair("decision", json_get_text(outcome, "decision"));
	print_pair("rationale", json_get_text(outcome, "rationale"));
	print_pair("decided by", json_get_text(outcome, "decided_by"));
	print_stamp(engine, "decided at", json_get_text(outcome, "decided_at"));
	print_stamp(engine, "recorded at", json_get_text(outcome, "recorded_at"));
	print_pair("review", json_get_text(item->details, "review"));
}

static void print_clocks(const Engine *engine, const Item *item)
{
	static const char *const head[] = {"CLOCK", "OF", "NORM", "DUE", "STATE", NULL};
	if (item->clocks->len == 0)
		return;
	output_heading("\nClocks");
	Table *table = table_new(head, 2);
	for (guint i = 0; i < item->clocks->len; i++) {
		const Clock *clock = g_ptr_array_index(item->clocks, i);
		g_autofree char *due =
			zone_format_short(people_zone(engine->people), clock->due);
		table_add(table, clock->name, clock->person != NULL ? clock->person : "",
			  clock->norm != NULL ? clock->norm : "", due,
			  clock_state_name(clock->state), NULL);
	}
	table_print(table);
}

static void print_thread(const json_t *whole)
{
	static const char *const messages_head[] = {"FROM", "AT", "DISPOSITION",
						    "SUBJECT", NULL};
	static const char *const notices_head[] = {"NOTICE", "TO", "STATE", "NOT BEFORE",
						   NULL};
	size_t index = 0;
	json_t *entry = NULL;
	output_heading("\nMessages");
	Table *table = table_new(messages_head, 2);
	json_array_foreach(json_object_get(whole, "messages"), index, entry)
	{
		table_add(table, json_get_text(entry, "from"), json_get_text(entry, "at"),
			  json_get_text(entry, "disposition"),
			  json_get_text(entry, "subject"), NULL);
	}
	table_print(table);
	output_heading("\nNotices");
	table = table_new(notices_head, 2);
	json_array_foreach(json_object_get(whole, "notices"), index, entry)
	{
		table_add(table, json_get_text(entry, "kind"), json_get_text(entry, "to"),
			  json_get_text(entry, "state"),
			  json_get_text(entry, "not_before"), NULL);
	}
	table_print(table);
}

static int show(const Invocation *invocation, const Engine *engine, const Item *item)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(json_t) whole = item_whole_json(engine, item, &error);
	if (whole == NULL)
		return output_fault(error);
	if (invocation_has(invocation, "json")) {
		output_json(g_steal_pointer(&whole), false);
		return 0;
	}
	print_head(engine, item);
	print_fields(item);
	const char *body = json_get_text(item->details, "body");
	if (body != NULL) {
		output_heading("\nText");
		output_text(body, 2);
	}
	print_positions(engine, item);
	print_objections(engine, item);
	print_outcome(engine, item);
	print_clocks(engine, item);
	decision_print_lines(item);
	decision_print_fairness(engine, item);
	print_thread(whole);
	return 0;
}

int cmd_show(const Invocation *invocation)
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
	return invocation_has(invocation, "proof") ? proof_print(engine, item)
						   : show(invocation, engine, item);
}
