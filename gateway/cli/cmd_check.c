/* cmd_check.c: all mistakes of configuration, rules and templates, with file and line;
 * and are the servers there?
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "cli/command.h"
#include "cli/output.h"
#include "transport/edge.h"
#include "transport/sink.h"

static int tell(const char *what, const char *name, const GError *error)
{
	if (error == NULL) {
		printf("%s %s: well\n", what, name);
		return 0;
	}
	fprintf(stderr, "%s %s: %s\n", what, name, error->message);
	return fault_exit_status(error);
}

static int try_mailbox(const ConfigMailbox *mailbox)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *secret = NULL;
	if (edge_read_secret(&mailbox->secret, &secret, &error))
		source_close(source_open(mailbox, secret, &error));
	return tell("mailbox", mailbox->name, error);
}

static int try_outgoing(const ConfigOutgoing *outgoing)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *secret = NULL;
	g_autoptr(Sink) sink = NULL;
	if (edge_read_secret(&outgoing->secret, &secret, &error))
		sink = sink_open(outgoing, secret, NULL, &error);
	if (sink != NULL)
		(void)sink_probe(sink, &error);
	return tell("outgoing", outgoing->server, error);
}

/* Every server is tried; what only needs patience counts less than what needs the
 * operator. */
static int try_servers(const Config *config)
{
	int worst = 0;
	for (guint i = 0; i < config->mailboxes->len; i++) {
		int status = try_mailbox(g_ptr_array_index(config->mailboxes, i));
		worst = worst == EXIT_SETUP ? worst : MAX(worst, status);
		worst = status == EXIT_SETUP ? status : worst;
	}
	int status = config->outgoing != NULL ? try_outgoing(config->outgoing) : 0;
	return status == EXIT_SETUP || worst == EXIT_SETUP ? EXIT_SETUP
							   : MAX(worst, status);
}

/* No mistake: the folder may be made before the first start, by whoever starts us. */
static void remark_store(const Config *config, GPtrArray *problems)
{
	g_autofree char *folder = g_path_get_dirname(config->store);
	if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
		problems_remark(problems, config_gateway_place(config, "store"),
				"store: there is no folder '%s' yet", folder);
}

int cmd_check(const Invocation *invocation)
{
	g_autoptr(World) world = world_new();
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(Engine) engine = engine_new(invocation->config_path, world, problems);
	if (engine != NULL)
		remark_store(engine->config, problems);
	output_problems(problems);
	if (engine == NULL) {
		guint mistakes = problems_mistakes(problems);
		fprintf(stderr, "%u %s\n", mistakes,
			mistakes == 1 ? "mistake" : "mistakes");
		return EXIT_SETUP;
	}
	printf("%s: %zu people, %u groups, %u %s: all well\n", invocation->config_path,
	       people_count(engine->people), engine->config->groups->len,
	       engine->config->mailboxes->len,
	       engine->config->mailboxes->len == 1 ? "mailbox" : "mailboxes");
	return invocation_has(invocation, "connect") ? try_servers(engine->config) : 0;
}
