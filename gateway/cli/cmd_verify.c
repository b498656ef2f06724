/* cmd_verify.c: does the record keep what the program promises?
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "cli/command.h"
#include "cli/output.h"
#include "engine/bundles.h"

static void print_late(const json_t *report)
{
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(json_object_get(report, "late"), i, row)
	{
		printf("  %s to %s about %s: could leave %s, left %s, due %s\n",
		       json_get_text(row, "notice"), json_get_text(row, "to"),
		       json_get_text(row, "item"), json_get_text(row, "could_leave"),
		       json_get_text(row, "left"), json_get_text(row, "due"));
	}
}

int cmd_verify(const Invocation *invocation)
{
	int status = 0;
	g_autoptr(GError) error = NULL;
	g_autoptr(json_t) holding = NULL;
	g_autoptr(World) world = world_new();
	g_autoptr(Engine) engine = output_open_engine(invocation->config_path, world,
						      OUTPUT_STORE_READ, &status);
	if (engine == NULL)
		return status;
	if (!bundles_verify(engine, NULL, &holding, &error))
		return output_fault(error);
	size_t late = json_array_size(json_object_get(holding, "late"));
	if (invocation_has(invocation, "json")) {
		output_json(json_pack("{s:O}", "holding", holding), false);
		return late == 0 ? 0 : EXIT_INPUT;
	}
	printf("holding: %" G_GINT64_FORMAT
	       " mails that had to precede a due, %" G_GINT64_FORMAT
	       " of them held, %zu late by it\n",
	       json_get_number(holding, "checked", 0),
	       json_get_number(holding, "held", 0), late);
	print_late(holding);
	return late == 0 ? 0 : EXIT_INPUT;
}
