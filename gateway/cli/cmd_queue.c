/* cmd_queue.c: mail we owe, and an operator's hand on it.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "cli/command.h"
#include "cli/output.h"
#include "store/outbox.h"

static json_t *row_json(const OutboxRow *row)
{
	json_t *object = json_object();
	json_object_set_new(object, "id", json_integer(row->id));
	json_object_set_new(object, "notice", json_text(row->notice));
	json_object_set_new(object, "item", json_text(row->item));
	json_object_set_new(object, "to", json_text(row->address));
	json_object_set_new(object, "person", json_text(row->person));
	json_object_set_new(object, "state", json_text(outbox_state_name(row->state)));
	json_object_set_new(object, "attempts", json_integer(row->attempts));
	json_object_set_new(
		object, "next_try",
		json_instant(row->state == OUTBOX_QUEUED && row->try_at < OUTBOX_NEVER
				     ? row->try_at
				     : INSTANT_NONE));
	json_object_set_new(object, "answer", json_text(row->answer));
	json_object_set_new(object, "message_id", json_text(row->message_id));
	return object;
}

static int print_rows(const Invocation *invocation, const Engine *engine)
{
	static const char *const head[] = {"ID",   "STATE", "TRIES",  "NEXT", "NOTICE",
					   "ITEM", "TO",    "ANSWER", NULL};
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows = outbox_list(engine->store, NULL, true, 0, &error);
	if (rows == NULL)
		return output_fault(error);
	json_t *array = json_array();
	Table *table = table_new(head, 0);
	for (guint i = 0; i < rows->len; i++) {
		const OutboxRow *row = g_ptr_array_index(rows, i);
		g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, row->id);
		g_autofree char *tries = g_strdup_printf("%d", row->attempts);
		g_autofree char *next =
			row->try_at < OUTBOX_NEVER
				? zone_format_short(people_zone(engine->people),
						    row->try_at)
				: g_strdup("held");
		table_add(table, id, outbox_state_name(row->state), tries, next,
			  row->notice, row->item != NULL ? row->item : "", row->address,
			  row->answer != NULL ? row->answer : "", NULL);
		json_array_append_new(array, row_json(row));
	}
	if (invocation_has(invocation, "json")) {
		output_json(array, false);
		return 0;
	}
	json_decref(array);
	table_print(table);
	return 0;
}

static int act(const Engine *engine, OutboxAction action, const char *word)
{
	char *end = NULL;
	g_autoptr(GError) error = NULL;
	int64_t id = g_ascii_strtoll(word, &end, 10);
	bool is_done = false;
	if (id <= 0 || *end != '\0') {
		fprintf(stderr, "mailmoot: '%s' is no number of the queue\n", word);
		return EXIT_USAGE;
	}
	g_autoptr(StoreTxn) txn = store_begin(engine->store, &error);
	if (txn == NULL ||
	    !outbox_act(engine->store, id, action, world_now(engine->world), &is_done,
			&error) ||
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
	bool is_list = verb == NULL || (g_str_equal(verb, "list") && which == NULL);
	int status = 0;
	g_autoptr(World) world = world_new();
	g_autoptr(Engine) engine = output_open_engine(
		invocation->config_path, world,
		is_list ? OUTPUT_STORE_READ : OUTPUT_STORE_WRITE, &status);
	if (engine == NULL)
		return status;
	if (is_list)
		return print_rows(invocation, engine);
	for (size_t i = 0; which != NULL && i < G_N_ELEMENTS(actions); i++) {
		if (g_str_equal(verb, actions[i].word))
			return act(engine, actions[i].action, which);
	}
	fprintf(stderr, "mailmoot: queue takes list, retry ID, drop ID or hold ID\n");
	return EXIT_USAGE;
}
