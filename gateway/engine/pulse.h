/* pulse.h: does time go on as it should? The wall clock, beside one that cannot be set.
 * Pure: who reads the clocks hands them in. */
#ifndef ENGINE_PULSE_H
#define ENGINE_PULSE_H

#include "base/world.h"

typedef struct {
	bool has_beaten;
	Instant wall;	/* at the last beat */
	int64_t steady; /* milliseconds that also count sleep */
	int64_t awake;	/* milliseconds that do not */
} Pulse;

typedef struct {
	int64_t set_seconds; /* the clock was set, forward or back (< 0); 0: it was not */
	int64_t slept_seconds; /* the machine slept for so long */
	int64_t still_seconds; /* nobody looked for so long, though it was awake */
} PulseNews;

/* Called at least every `expected` milliseconds. False: all is well. */
bool pulse_beat(Pulse *pulse, Instant wall, int64_t steady, int64_t awake,
		int64_t expected, PulseNews *out_news);

#endif
