/* cmd_check.c: all mistakes of configuration, rules and templates, with file and line.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "cli/command.h"
#include "cli/output.h"

int cmd_check(const Invocation *invocation)
{
	g_autoptr(World) world = world_new();
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(Engine) engine = engine_new(invocation->config_path, world, problems);
	if (engine == NULL) {
		output_problems(problems);
		fprintf(stderr, "%u %s\n", problems->len,
			problems->len == 1 ? "mistake" : "mistakes");
		return EXIT_SETUP;
	}
	printf("%s: %zu people, %u groups, %u %s: all well\n", invocation->config_path,
	       people_count(engine->people), engine->config->groups->len,
	       engine->config->mailboxes->len,
	       engine->config->mailboxes->len == 1 ? "mailbox" : "mailboxes");
	return 0;
}
