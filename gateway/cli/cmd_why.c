/* cmd_why.c: everything that happened to an item, and why: each clock with its pieces of
 * time, each notice, what comes next.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/decision_print.h"
#include "cli/holding.h"
#include "cli/output.h"
#include "engine/explain.h"
#include "workflow/badge.h"

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_get_text(object, key);
	return text != NULL ? text : "";
}

/* "Mon 2026-03-02 10:00 Europe/Berlin" without the zone, which stands above. */
static char *hour_of(const json_t *object, const char *key)
{
	const char *local = text_of(object, key);
	return g_strndup(local, MIN(strlen(local), strlen("Mon 2026-03-02 10:00")));
}

static char *length_text(int64_t seconds)
{
	return seconds % 60 == 0
		       ? g_strdup_printf("%" G_GINT64_FORMAT ":%02d", seconds / 3600,
					 (int)(seconds % 3600 / 60))
		       : g_strdup_printf("%" G_GINT64_FORMAT ":%02d:%02d", seconds / 3600,
					 (int)(seconds % 3600 / 60), (int)(seconds % 60));
}

static void print_history(const json_t *model)
{
	static const char *const head[] = {"WHEN", "WHO", "WHAT", "", NULL};
	output_heading("\nHistory");
	Table *table = table_new(head, 2);
	size_t index;
	json_t *event;
	json_array_foreach(json_object_get(model, "history"), index, event)
	{
		g_autofree char *at = hour_of(event, "at_local");
		const char *person = json_get_text(event, "person");
		table_add(table, at, person != NULL ? person : "-",
			  text_of(event, "what"), text_of(event, "detail"), NULL);
	}
	table_print(table);
}

/* ---- clocks ------------------------------------------------------------- */

static void print_pieces(const json_t *clock)
{
	static const char *const head[] = {"FROM", "UNTIL", "COUNTS", "WHY", NULL};
	Table *table = table_new(head, 4);
	size_t index;
	json_t *piece;
	json_array_foreach(json_object_get(clock, "pieces"), index, piece)
	{
		g_autofree char *from = hour_of(piece, "from_local");
		g_autofree char *until = hour_of(piece, "until_local");
		g_autofree char *length =
			length_text(json_get_number(piece, "seconds", 0));
		table_add(table, from, until,
			  json_is_true(json_object_get(piece, "counts")) ? length : "-",
			  text_of(piece, "why"), NULL);
	}
	table_print(table);
}

static void print_reckoning(const json_t *clock)
{
	g_autofree char *counted = length_text(json_get_number(clock, "counted", 0));
	g_autofree char *elapsed = length_text(json_get_number(clock, "elapsed", 0));
	g_autofree char *left = length_text(json_get_number(clock, "remaining", 0));
	const json_t *risk = json_object_get(clock, "risk_at");
	printf("    working time counted: %s hours in %s; used %s, left %s\n", counted,
	       text_of(clock, "zone"), elapsed, left);
	if (json_get_text(risk, "medium") != NULL)
		printf("    risk: %s; medium from %s, high from %s\n",
		       text_of(clock, "risk"), text_of(risk, "medium_local"),
		       text_of(risk, "high_local"));
}

static void print_pauses(const json_t *clock)
{
	size_t index;
	json_t *pause;
	json_array_foreach(json_object_get(clock, "pauses"), index, pause)
	{
		const char *until = json_get_text(pause, "until_local");
		printf("    paused (%s) from %s until %s: %s\n", text_of(pause, "kind"),
		       text_of(pause, "from_local"), until != NULL ? until : "now",
		       text_of(pause, "reason"));
	}
}

static void print_clocks(const json_t *model)
{
	const json_t *clocks = json_object_get(model, "clocks");
	size_t index;
	json_t *clock;
	if (json_array_size(clocks) > 0)
		output_heading("\nClocks");
	json_array_foreach(clocks, index, clock)
	{
		const char *norm = json_get_text(clock, "norm");
		printf("  %s (%s of %s), %s: started %s, due %s\n",
		       text_of(clock, "name"), norm != NULL ? norm : "until the due date",
		       text_of(clock, "person"), text_of(clock, "state"),
		       text_of(clock, "started_local"), text_of(clock, "due_local"));
		if (json_object_get(clock, "pieces") == NULL)
			continue;
		print_pieces(clock);
		print_reckoning(clock);
		print_pauses(clock);
	}
}

/* ---- mails, and what comes next ----------------------------------------- */

static void print_notices(const json_t *model)
{
	static const char *const head[] = {"MAIL", "TO", "STATE", "WHEN", "", NULL};
	output_heading("\nMails");
	Table *table = table_new(head, 2);
	size_t index;
	json_t *notice;
	json_array_foreach(json_object_get(model, "notices"), index, notice)
	{
		bool is_over = json_get_text(notice, "ended") != NULL;
		g_autofree char *at =
			hour_of(notice, is_over ? "ended_local" : "not_before_local");
		table_add(table, text_of(notice, "kind"), text_of(notice, "to"),
			  text_of(notice, "state"), at, text_of(notice, "reason"), NULL);
	}
	json_array_foreach(json_object_get(model, "given_up"), index, notice)
	{
		g_autofree char *at = hour_of(notice, "at_local");
		const char *level = json_get_text(notice, "level");
		table_add(table, "reminder", level != NULL ? level : "", "given up", at,
			  text_of(notice, "reason"), NULL);
	}
	table_print(table);
}

static char *names_of(const json_t *names)
{
	GString *text = g_string_new(NULL);
	size_t index;
	json_t *name;
	json_array_foreach(names, index, name)
	{
		g_string_append_printf(text, "%s%s", index > 0 ? ", " : "",
				       json_string_value(name));
	}
	return g_string_free(text, FALSE);
}

static void print_waits(const json_t *duty)
{
	size_t index;
	json_t *mailbox;
	json_array_foreach(json_object_get(duty, "waits_for"), index, mailbox)
	{
		printf("  %s waits for mailbox %s, at most until %s\n",
		       text_of(duty, "what"), text_of(mailbox, "mailbox"),
		       text_of(mailbox, "until_local"));
	}
}

static void print_unread(const json_t *model)
{
	size_t index;
	json_t *mailbox;
	json_array_foreach(json_object_get(model, "unread"), index, mailbox)
	{
		printf("  mailbox %s cannot be read since %s\n",
		       text_of(mailbox, "mailbox"), text_of(mailbox, "since_local"));
	}
}

static void print_next(const json_t *model)
{
	static const char *const head[] = {"WHEN",  "WHAT",  "CLOCK",
					   "LEVEL", "TELLS", NULL};
	const json_t *next = json_object_get(model, "next");
	output_heading("\nNext");
	if (json_array_size(next) == 0) {
		printf("  nothing\n");
		return;
	}
	Table *table = table_new(head, 2);
	size_t index;
	json_t *duty;
	json_array_foreach(next, index, duty)
	{
		g_autofree char *names = names_of(json_object_get(duty, "tells"));
		table_add(table, text_of(duty, "at_local"), text_of(duty, "what"),
			  text_of(duty, "clock"), text_of(duty, "level"), names, NULL);
	}
	table_print(table);
	json_array_foreach(next, index, duty)
	{
		print_waits(duty);
	}
	print_unread(model);
}

int cmd_why(const Invocation *invocation)
{
	int status = 0;
	g_autoptr(GError) error = NULL;
	g_autoptr(World) world = output_world(invocation_value(invocation, "now"));
	g_autoptr(Item) item = NULL;
	if (world == NULL)
		return EXIT_USAGE;
	g_autoptr(Engine) engine = output_open_engine(invocation->config_path, world,
						      OUTPUT_STORE_READ, &status);
	if (engine == NULL ||
	    !output_find_item(engine, invocation->arguments[0], &item, &status))
		return status;
	g_autoptr(json_t) model = explain_item(engine, world_now(world), item,
					       people_zone(engine->people), &error);
	if (model == NULL)
		return output_fault(error);
	if (invocation_has(invocation, "json")) {
		output_json(g_steal_pointer(&model), false);
		return 0;
	}
	g_autofree char *badge = badge_text(item);
	g_autofree char *head = g_strdup_printf(
		"%s  %s (%s%s%s), opened by rule \"%s\"", item->id, item->title,
		state_name(item->state), badge != NULL ? ", " : "",
		badge != NULL ? badge : "", item->rule != NULL ? item->rule : "-");
	output_heading(head);
	print_history(model);
	print_clocks(model);
	decision_print_fairness(engine, item);
	print_notices(model);
	if (!holding_print(engine, item, &error))
		return output_fault(error);
	print_next(model);
	return 0;
}
