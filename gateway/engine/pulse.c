/* pulse.c: does time go on as it should?
 *
 * SPDX-License-Identifier: MIT */
#include "engine/pulse.h"

#include <stdlib.h>

/* Less is drift, rounding and a busy machine. */
#define SET_MIN_SECONDS	  30
#define SLEPT_MIN_SECONDS 120
#define STILL_MIN_SECONDS 120

bool pulse_beat(Pulse *pulse, Instant wall, int64_t steady, int64_t awake,
		int64_t expected, PulseNews *out_news)
{
	Pulse before = *pulse;
	PulseNews news = {0};
	*pulse = (Pulse){true, wall, steady, awake};
	if (!before.has_beaten)
		return false;
	int64_t passed = (steady - before.steady) / 1000;
	int64_t passed_awake = (awake - before.awake) / 1000;
	int64_t set = wall - before.wall - passed;
	int64_t slept = passed - passed_awake;
	int64_t still = passed_awake - expected / 1000;
	news.set_seconds = llabs(set) >= SET_MIN_SECONDS ? set : 0;
	news.slept_seconds = slept >= SLEPT_MIN_SECONDS ? slept : 0;
	news.still_seconds = still >= STILL_MIN_SECONDS ? still : 0;
	*out_news = news;
	return news.set_seconds != 0 || news.slept_seconds != 0 ||
	       news.still_seconds != 0;
}
