/* decision_print.c: fairness of a deadline, as tables.
 *
 * SPDX-License-Identifier: MIT */
#include "cli/decision_print.h"

#include <stdio.h>

#include "base/text.h"
#include "cli/output.h"

static char *instant_text(const Engine *engine, const char *rfc3339)
{
	Instant at = INSTANT_NONE;
	return rfc3339 != NULL && text_read_rfc3339(rfc3339, &at)
		       ? zone_format_short(people_zone(engine->people), at)
		       : g_strdup("");
}

void decision_print_fairness(const Engine *engine, const Item *item)
{
	static const char *const head[] = {"DECIDER", "HOURS", "FROM", NULL};
	const json_t *fairness = json_object_get(item->details, "fairness");
	size_t index = 0;
	json_t *row = NULL;
	if (!json_is_object(fairness))
		return;
	output_heading("\nWorking hours before the close");
	Table *table = table_new(head, 2);
	json_array_foreach(json_object_get(fairness, "deciders"), index, row)
	{
		int64_t seconds = json_get_number(row, "working_seconds", 0);
		bool is_away = json_is_true(json_object_get(row, "away"));
		g_autofree char *hours =
			g_strdup_printf("%" G_GINT64_FORMAT ":%02d", seconds / 3600,
					(int)(seconds % 3600 / 60));
		g_autofree char *from = instant_text(engine, json_get_text(row, "from"));
		table_add(table, json_get_text(row, "person"), is_away ? "away" : hours,
			  from, NULL);
	}
	table_print(table);
	printf("  fairness: the least is %d percent of the most\n",
	       (int)json_get_number(fairness, "index", 0));
}

static void print_lines(const Item *item, const char *key, const char *heading)
{
	static const char *const head[] = {"LINE", "STATE", "TEXT", "SAID", NULL};
	const json_t *rows = json_object_get(item->details, key);
	size_t index = 0;
	json_t *row = NULL;
	if (json_array_size(rows) == 0)
		return;
	output_heading(heading);
	Table *table = table_new(head, 2);
	json_array_foreach(rows, index, row)
	{
		const json_t *challenge = json_object_get(row, "challenge");
		const char *said = json_get_text(challenge, "answer");
		if (said == NULL)
			said = json_get_text(challenge, "evidence");
		if (said == NULL)
			said = json_get_text(row, "why");
		g_autofree char *line = g_strdup_printf("%s#%zu", item->id, index + 1);
		table_add(table, line, json_get_text(row, "state"),
			  json_get_text(row, "text"), said != NULL ? said : "", NULL);
	}
	table_print(table);
}

void decision_print_lines(const Item *item)
{
	static const char *const head[] = {"REVIEWED", "BY", "RESULT", "TEXT", NULL};
	const json_t *reviews = json_object_get(item->details, "reviews");
	size_t index = 0;
	json_t *row = NULL;
	print_lines(item, "assumptions", "\nRests on");
	print_lines(item, "expectations", "\nExpected");
	if (json_array_size(reviews) == 0)
		return;
	output_heading("\nReviews");
	Table *table = table_new(head, 2);
	json_array_foreach(reviews, index, row)
		table_add(table, json_get_text(row, "at"), json_get_text(row, "person"),
			  json_get_text(row, "result"), json_get_text(row, "text"), NULL);
	table_print(table);
}
