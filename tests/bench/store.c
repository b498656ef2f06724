/* store.c: how long the core takes with a large store: to start, to know what falls due
 * next, to do what is due.
 *
 * usage: store CONFIG NOW LOOKS
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/text.h"
#include "engine/engine.h"
#include "engine/upkeep.h"
#include "store/duties.h"

#define DUTIES_A_COMMIT 50

static double seconds_since(int64_t start)
{
	return (double)(g_get_monotonic_time() - start) / 1e6;
}

static Engine *start_engine(const char *config, World *world)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) problems = problems_new();
	int64_t start = g_get_monotonic_time();
	Engine *engine = engine_new(config, world, problems);
	if (engine == NULL)
		g_error("mistakes in %s", config);
	if (!engine_open_store(engine, &error) ||
	    !upkeep_recover(engine, world_now(world), &error))
		g_error("%s", error->message);
	printf("start %.4f\n", seconds_since(start));
	return engine;
}

static void look(Engine *engine, int looks)
{
	g_autoptr(GError) error = NULL;
	Instant due = INSTANT_NONE;
	int64_t start = g_get_monotonic_time();
	for (int i = 0; i < looks; i++)
		if (!duties_next_instant(engine->store, &due, &error))
			g_error("%s", error->message);
	printf("next %.9f\n", seconds_since(start) / looks);
}

static void fire(Engine *engine, Instant now)
{
	g_autoptr(GError) error = NULL;
	size_t done = 1, all = 0;
	int64_t start = g_get_monotonic_time();
	while (done > 0) {
		if (!upkeep_run(engine, now, (Horizon){now, now}, DUTIES_A_COMMIT, &done,
				&error))
			g_error("%s", error->message);
		all += done;
	}
	printf("fired %zu %.4f\n", all, seconds_since(start));
}

int main(int argc, char **argv)
{
	Instant now = 0;
	if (argc != 4 || !text_read_rfc3339(argv[2], &now)) {
		fprintf(stderr, "usage: store CONFIG NOW LOOKS\n");
		return 2;
	}
	log_open("bench", LOG_LEVEL_ERROR);
	g_autoptr(World) world = world_new_fixed(now);
	g_autoptr(Engine) engine = start_engine(argv[1], world);
	look(engine, atoi(argv[3]));
	fire(engine, now);
	return 0;
}
