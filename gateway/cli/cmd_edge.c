/* cmd_edge.c: the process that the core starts for each mailbox and for delivery. Not for
 * people.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "base/log.h"
#include "cli/command.h"
#include "transport/edge.h"

#define LINE_FD 3

static bool is_line_there(void)
{
	struct stat status;
	return fstat(LINE_FD, &status) == 0 && S_ISSOCK(status.st_mode);
}

int cmd_edge(const Invocation *invocation)
{
	const char *role = invocation->arguments[0];
	const char *name = invocation->arguments[1];
	bool once = invocation->arguments[2] != NULL;
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(Config) config = config_read(invocation->config_path, problems);
	if (!is_line_there()) {
		fprintf(stderr,
			"mailmoot: edge is started by `mailmoot run`, not by hand\n");
		return EXIT_USAGE;
	}
	if (config == NULL)
		return EXIT_SETUP;
	(void)prctl(PR_SET_NAME, "mailmoot-edge");
	log_open(role, LOG_LEVEL_WARNING);
	if (g_str_equal(role, "delivery") && config->outgoing != NULL)
		return edge_delivery_main(config, LINE_FD);
	const ConfigMailbox *mailbox = config_mailbox(config, name);
	return mailbox != NULL ? edge_intake_main(config, mailbox, LINE_FD, once)
			       : EXIT_SETUP;
}
