/* cmd_run.c: the daemon, or one pass of it.
 *
 * SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdio.h>

#include "base/log.h"
#include "cli/command.h"
#include "cli/output.h"
#include "engine/loop.h"

#define PATIENCE_SECONDS 10

/* No exit status: read the configuration again. */
#define RELOAD (-1)

/* One life with one reading of the configuration. Returns an exit status, or RELOAD. */
static int live(const Invocation *invocation, World *world, bool once)
{
	int status = 0;
	LoopEnd end = LOOP_STOPPED;
	g_autoptr(GError) error = NULL;
	g_autoptr(Engine) engine = output_open_engine(invocation->config_path, world,
						      OUTPUT_STORE_WRITE, &status);
	if (engine == NULL)
		return status;
	log_event(LOG_LEVEL_INFO, "started", "config", invocation->config_path, NULL);
	if (!loop_run(engine, once, &end, &error))
		return output_fault(error);
	switch (end) {
	case LOOP_STOPPED:
		return 0;
	case LOOP_RELOAD:
		return RELOAD;
	case LOOP_LATER:
		return EXIT_LATER;
	case LOOP_SETUP:
		return EXIT_SETUP;
	}
	return 0;
}

/* The world is unwell, not we: wait, unless somebody wants us to stop. SIGHUP ends the
 * wait. */
static bool wait_patiently(void)
{
	const struct timespec patience = {.tv_sec = PATIENCE_SECONDS};
	sigset_t wanted;
	sigemptyset(&wanted);
	sigaddset(&wanted, SIGTERM);
	sigaddset(&wanted, SIGINT);
	sigaddset(&wanted, SIGHUP);
	(void)sigprocmask(SIG_BLOCK, &wanted, NULL);
	int signal_number = sigtimedwait(&wanted, NULL, &patience);
	return signal_number < 0 || signal_number == SIGHUP;
}

int cmd_run(const Invocation *invocation)
{
	g_autoptr(World) world = world_new();
	log_open("core", invocation->is_verbose ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
	for (;;) {
		int status = live(invocation, world, false);
		if (status == EXIT_LATER && !wait_patiently())
			return 0;
		if (status != EXIT_LATER && status != RELOAD)
			return status;
	}
}

int cmd_once(const Invocation *invocation)
{
	g_autoptr(World) world = output_world(invocation_value(invocation, "now"));
	if (world == NULL)
		return EXIT_USAGE;
	int status = live(invocation, world, true);
	return status == RELOAD ? 0 : status;
}
