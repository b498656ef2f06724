/* world.c: the only reader of the clock and of randomness.
 *
 * SPDX-License-Identifier: MIT */
#include "base/world.h"

#include <sys/random.h>
#include <time.h>

struct World {
	bool is_fixed;
	bool is_seeded;
	Instant now;
	uint64_t seed;
};

World *world_new(void)
{
	return g_new0(World, 1);
}

World *world_new_fixed(Instant now)
{
	World *world = g_new0(World, 1);
	world->is_fixed = true;
	world->now = now;
	return world;
}

World *world_new_seeded(Instant now, uint64_t seed)
{
	World *world = world_new_fixed(now);
	world->is_seeded = true;
	world->seed = seed;
	return world;
}

void world_free(World *world)
{
	g_free(world);
}

Instant world_now(const World *world)
{
	return world->is_fixed ? world->now : (Instant)time(NULL);
}

void world_set(World *world, Instant now)
{
	g_assert(world->is_fixed);
	world->now = now;
}

bool world_is_fixed(const World *world)
{
	return world->is_fixed;
}

/* SplitMix64: a full-period sequence, good enough to tell test values apart. */
static uint64_t next_of(uint64_t *seed)
{
	uint64_t value = (*seed += UINT64_C(0x9e3779b97f4a7c15));
	value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
	return value ^ (value >> 31);
}

void world_random(World *world, uint8_t *bytes, size_t length)
{
	size_t done = 0;
	while (done < length && !world->is_seeded) {
		ssize_t got = getrandom(bytes + done, length - done, 0);
		g_assert(got > 0);
		done += (size_t)got;
	}
	for (; done < length; done++)
		bytes[done] = (uint8_t)next_of(&world->seed);
}

int64_t world_monotonic_milliseconds(void)
{
	return g_get_monotonic_time() / 1000;
}

int64_t world_steady_milliseconds(void)
{
	struct timespec now;
	int code = clock_gettime(CLOCK_BOOTTIME, &now);
	g_assert(code == 0);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
