/* cmd_deliver.c: one mail from a mail server's alias into the spool beside the store,
 * from where `run` or `once` takes it.
 *
 * The mail server keeps a mail until we say that it is ours: 0 only after it is on disk.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/output.h"
#include "transport/maildir.h"

/* Whatever is wrong with the disk passes: the mail server shall keep the mail, not send
 * it back. */
static int deliver(const char *path, GError **error)
{
	g_autofree char *name = maildir_name();
	return maildir_make(path, error) &&
			       maildir_deliver_stream(path, name, STDIN_FILENO, error)
		       ? EX_OK
		       : EX_TEMPFAIL;
}

int cmd_deliver(const Invocation *invocation)
{
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(Config) config = config_read(invocation->config_path, problems);
	if (config == NULL || config_spool_path(config) == NULL) {
		output_problems(problems);
		return EX_CONFIG;
	}
	g_autoptr(GError) error = NULL;
	int status = deliver(config_spool_path(config), &error);
	if (error != NULL)
		fprintf(stderr, "mailmoot: %s\n", error->message);
	return status;
}
