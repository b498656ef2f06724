/* cmd_held.c: mail that waits for an operator's word.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "cli/command.h"
#include "cli/item_json.h"
#include "cli/output.h"
#include "engine/intake_release.h"
#include "store/inbox.h"

static json_t *row_json(gconstpointer pointer, const Engine *engine)
{
	const InboxRow *row = pointer;
	json_t *object = json_object();
	json_object_set_new(object, "id", json_integer(row->id));
	json_object_set_new(object, "from", item_sender_json(engine, row->from));
	json_object_set_new(object, "subject", json_text(row->subject));
	json_object_set_new(object, "reason", json_text(row->reason));
	json_object_set_new(object, "at", json_instant(row->at));
	json_object_set_new(object, "disposition",
			    json_text(disposition_name(row->disposition)));
	json_object_set_new(object, "item", json_text(row->item));
	json_object_set_new(object, "message_id", json_text(row->message_id));
	return object;
}

static void add_row(Table *table, gconstpointer pointer, const Engine *engine)
{
	const InboxRow *row = pointer;
	g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, row->id);
	g_autofree char *at = zone_format_short(people_zone(engine->people), row->at);
	table_add(table, id, at, row->from != NULL ? row->from : "",
		  row->subject != NULL ? row->subject : "",
		  row->reason != NULL ? row->reason : "", NULL);
}

static const char *const head[] = {"ID", "AT", "FROM", "SUBJECT", "REASON", NULL};
static const Listing listing = {head, add_row, row_json};

static bool is_waiting(const InboxRow *row)
{
	return row->disposition == DISPOSITION_HELD ||
	       row->disposition == DISPOSITION_ASIDE;
}

/* What nobody could read waits for a person just as much. */
static int list(const Engine *engine, bool as_json)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows =
		inbox_list(engine->store, DISPOSITION_HELD, NULL, 0, &error);
	g_autoptr(GPtrArray) aside =
		rows != NULL
			? inbox_list(engine->store, DISPOSITION_ASIDE, NULL, 0, &error)
			: NULL;
	if (aside == NULL)
		return output_fault(error);
	g_ptr_array_extend_and_steal(rows, g_steal_pointer(&aside));
	return output_listing(&listing, rows, engine, as_json);
}

static int show(const Engine *engine, int64_t id, bool as_json)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(InboxRow) row = NULL;
	if (!inbox_find_id(engine->store, id, &row, &error))
		return output_fault(error);
	if (row == NULL || !is_waiting(row)) {
		fprintf(stderr, "mailmoot: no held mail has that number\n");
		return EXIT_INPUT;
	}
	if (as_json) {
		json_t *object = row_json(row, engine);
		json_object_set_new(object, "text", json_text(row->text));
		output_json(object, false);
		return 0;
	}
	printf("From: %s\nSubject: %s\nHeld: %s\n\n", row->from != NULL ? row->from : "",
	       row->subject != NULL ? row->subject : "",
	       row->reason != NULL ? row->reason : "");
	output_text(row->text != NULL ? row->text : "", 0);
	return 0;
}

static bool drop(const Engine *engine, int64_t id, GError **error)
{
	g_autoptr(InboxRow) row = NULL;
	if (!inbox_find_id(engine->store, id, &row, error))
		return false;
	if (row == NULL || !is_waiting(row))
		return fault(error, FAULT_UNREADABLE, "no held mail has that number");
	return inbox_change(engine->store, id, DISPOSITION_IGNORED,
			    "dropped by the operator", NULL, error);
}

static int change(Engine *engine, int64_t id, bool is_release)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(StoreTxn) txn = store_begin(engine->store, &error);
	bool is_done = txn != NULL &&
		       (is_release ? intake_release(engine, id, PROOF_TOKEN,
						    "released by the operator", &error)
				   : drop(engine, id, &error)) &&
		       store_commit(g_steal_pointer(&txn), &error);
	return is_done ? 0 : output_fault(error);
}

int cmd_held(const Invocation *invocation)
{
	const char *verb = invocation->arguments[0];
	const char *which = verb != NULL ? invocation->arguments[1] : NULL;
	bool is_list = verb == NULL || (g_str_equal(verb, "list") && which == NULL);
	int64_t id = 0;
	bool is_show = !is_list && g_str_equal(verb, "show");
	bool is_release = !is_list && g_str_equal(verb, "release");
	int status = 0;
	bool is_known = is_list || (which != NULL &&
				    (is_show || is_release || g_str_equal(verb, "drop")));
	if (!is_known) {
		fprintf(stderr,
			"mailmoot: held takes list, show ID, release ID or drop ID\n");
		return EXIT_USAGE;
	}
	if (!is_list && !output_read_number(which, &id))
		return EXIT_USAGE;
	g_autoptr(World) world = output_world(invocation_value(invocation, "now"));
	if (world == NULL)
		return EXIT_USAGE;
	g_autoptr(Engine) engine = output_open_engine(
		invocation->config_path, world,
		is_list || is_show ? OUTPUT_STORE_READ : OUTPUT_STORE_WRITE, &status);
	if (engine == NULL)
		return status;
	if (is_list)
		return list(engine, invocation_has(invocation, "json"));
	return is_show ? show(engine, id, invocation_has(invocation, "json"))
		       : change(engine, id, is_release);
}
