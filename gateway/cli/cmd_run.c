/* cmd_run.c: the daemon, or one pass of it.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "base/log.h"
#include "cli/command.h"
#include "cli/output.h"
#include "engine/loop.h"

#define STORE_PATIENCE_SECONDS 10

/* One life with one reading of the configuration. Returns an exit status, or -1: read it
 * again. */
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
		return -1;
	case LOOP_LATER:
		return EXIT_LATER;
	case LOOP_SETUP:
		return EXIT_SETUP;
	}
	return 0;
}

/* A mistake in a configuration that is read again must not stop what runs: it is checked
 * first. */
static bool may_reload(const Invocation *invocation, World *world)
{
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(Engine) engine = engine_new(invocation->config_path, world, problems);
	for (guint i = 0; i < problems->len; i++) {
		g_autofree char *text = problem_text(g_ptr_array_index(problems, i));
		log_event(LOG_LEVEL_ERROR, "configuration not reloaded", "why", text,
			  NULL);
	}
	return engine != NULL;
}

int cmd_run(const Invocation *invocation)
{
	g_autoptr(World) world = world_new();
	log_open("core", invocation->is_verbose ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
	for (;;) {
		int status = live(invocation, world, false);
		/* The store was busy or the disk full: the world is unwell, not we. */
		if (status == EXIT_LATER)
			g_usleep(STORE_PATIENCE_SECONDS * G_USEC_PER_SEC);
		else if (status != -1)
			return status;
		while (status == -1 && !may_reload(invocation, world))
			g_usleep(STORE_PATIENCE_SECONDS * G_USEC_PER_SEC);
	}
}

int cmd_once(const Invocation *invocation)
{
	g_autoptr(World) world = output_world(invocation_value(invocation, "now"));
	if (world == NULL)
		return EXIT_USAGE;
	int status = live(invocation, world, true);
	return status == -1 ? 0 : status;
}
