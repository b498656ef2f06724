/* world.h: the one door through which time and randomness come.
 *
 * Everything that needs to know the hour, or an unguessable byte, is handed a
 * World. The real one asks the system; a fixed one stands still, for `--now`
 * and for tests. One `now` is read per unit of work and passed on as a value. */
#ifndef BASE_WORLD_H
#define BASE_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <glib.h>

/* Seconds since 1970-01-01T00:00:00Z. */
typedef int64_t Instant;

/* No instant at all: "not due", "never", "not set". */
#define INSTANT_NONE INT64_MIN

typedef struct World World;

/* The system's clock and randomness. */
World *world_new(void);

/* A clock that stands at `now`. Randomness stays the system's. */
World *world_new_fixed(Instant now);

/* A clock that stands at `now` and random bytes that follow from `seed`. */
World *world_new_seeded(Instant now, uint64_t seed);

void world_free(World *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(World, world_free)

Instant world_now(const World *world);

/* Move a fixed clock; a programmer mistake on the real one. */
void world_set(World *world, Instant now);

bool world_is_fixed(const World *world);

/* Fill `bytes` with unguessable bytes. */
void world_random(World *world, uint8_t *bytes, size_t length);

/* Milliseconds of a clock that never steps, for waiting only. */
int64_t world_monotonic_milliseconds(void);

/* The same, but it also counts the time for which the machine sleeps. */
int64_t world_steady_milliseconds(void);

#endif
