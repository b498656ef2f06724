/* cmd_queue.c: mail we owe, and an operator's hand on it.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "cli/command.h"
#include "cli/holding.h"
#include "cli/output.h"
#include "store/outbox.h"

static bool is_held(const OutboxRow *row)
{
	return row->try_at >= OUTBOX_NEVER;
}

static json_t *row_json(gconstpointer pointer, const Engine *engine)
{
	const OutboxRow *row = pointer;
	bool will_be_tried = row->state == OUTBOX_QUEUED && !is_held(row);
	json_t *object = json_object();
	(void)engine;
	json_object_set_new(object, "id", json_integer(row->id));
	json_object_set_new(object, "notice", json_text(row->notice));
	json_object_set_new(object, "item", json_text(row->item));
	json_object_set_new(object, "to", json_text(row->address));
	json_object_set_new(object, "person", json_text(row->person));
	json_object_set_new(object, "state", json_text(outbox_state_name(row->state)));
	json_object_set_new(object, "attempts", json_integer(row->attempts));
	json_object_set_new(object, "next_try",
			    json_instant(will_be_tried ? row->try_at : INSTANT_NONE));
	json_object_set_new(object, "answer", json_text(row->answer));
	json_object_set_new(object, "message_id", json_text(row->message_id));
	holding_json(object, row);
	return object;
}

static void add_row(Table *table, gconstpointer pointer, const Engine *engine)
{
	const OutboxRow *row = pointer;
	g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, row->id);
	g_autofree char *tries = g_strdup_printf("%d", row->attempts);
	g_autofree char *next =
		is_held(row)
			? g_strdup("held")
			: zone_format_short(people_zone(engine->people), row->try_at);
	table_add(table, id, outbox_state_name(row->state), tries, next, row->notice,
		  row->item != NULL ? row->item : "", row->address,
		  row->answer != NULL ? row->answer : "", NULL);
}

static const char *const head[] = {"ID",   "STATE", "TRIES",  "NEXT", "NOTICE",
				   "ITEM", "TO",    "ANSWER", NULL};
static const Listing listing = {head, add_row, row_json};

static int list(const Invocation *invocation)
{
	int status = 0;
	g_autoptr(World) world = output_world(invocation_value(invocation, "now"));
	g_autoptr(GError) error = NULL;
	if (world == NULL)
		return EXIT_USAGE;
	g_autoptr(Engine) engine = output_open_engine(invocation->config_path, world,
						      OUTPUT_STORE_READ, &status);
	if (engine == NULL)
		return status;
	g_autoptr(GPtrArray) rows = outbox_list(engine->store, NULL, true, 0, &error);
	return rows != NULL ? output_listing(&listing, rows, engine,
					     invocation_has(invocation, "json"))
			    : output_fault(error);
}

static int act(const Invocation *invocation, OutboxAction action, const char *word)
{
	int status = 0;
	int64_t id = 0;
	bool is_done = false;
	g_autoptr(GError) error = NULL;
	if (!output_read_number(word, &id))
		return EXIT_USAGE;
	g_autoptr(World) world = output_world(invocation_value(invocation, "now"));
	if (world == NULL)
		return EXIT_USAGE;
	g_autoptr(Engine) engine = output_open_engine(invocation->config_path, world,
						      OUTPUT_STORE_WRITE, &status);
	if (engine == NULL)
		return status;
	g_autoptr(StoreTxn) txn = store_begin(engine->store, &error);
	if (txn == NULL ||
	    !outbox_act(engine->store, id, action, world_now(world), &is_done, &error) ||
	    !store_commit(g_steal_pointer(&txn), &error))
		return output_fault(error);
	if (is_done)
		return 0;
	fprintf(stderr, "mailmoot: %s is not waiting in the queue\n", word);
	return EXIT_INPUT;
}

int cmd_queue(const Invocation *invocation)
{
	static const struct {
		const char *word;
		OutboxAction action;
	} actions[] = {
		{"retry", OUTBOX_RETRY}, {"drop", OUTBOX_DROP}, {"hold", OUTBOX_HOLD}};
	const char *verb = invocation->arguments[0];
	const char *which = verb != NULL ? invocation->arguments[1] : NULL;
	if (verb == NULL || (g_str_equal(verb, "list") && which == NULL))
		return list(invocation);
	for (size_t i = 0; which != NULL && i < G_N_ELEMENTS(actions); i++) {
		if (g_str_equal(verb, actions[i].word))
			return act(invocation, actions[i].action, which);
	}
	fprintf(stderr, "mailmoot: queue takes list, retry ID, drop ID or hold ID\n");
	return EXIT_USAGE;
}
