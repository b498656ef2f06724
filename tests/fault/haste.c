/* haste.c: preloaded into the program, it makes patience short: the clock that never
 * steps runs HASTE times as fast, and poll waits so much less. Dates stay what they are.
 * So a server that is silent for ten minutes costs a test seconds.
 *
 * SPDX-License-Identifier: MIT */
#include <dlfcn.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>

#define REAL(name) ((__typeof__(&(name)))dlsym(RTLD_NEXT, #name))

static long haste(void)
{
	const char *text = getenv("HASTE");
	long factor = text != NULL ? strtol(text, NULL, 10) : 1;
	return factor > 0 ? factor : 1;
}

int clock_gettime(clockid_t clock, struct timespec *out)
{
	int result = REAL(clock_gettime)(clock, out);
	if (result != 0 || clock != CLOCK_MONOTONIC)
		return result;
	__int128 whole = ((__int128)out->tv_sec * 1000000000 + out->tv_nsec) * haste();
	out->tv_sec = (time_t)(whole / 1000000000);
	out->tv_nsec = (long)(whole % 1000000000);
	return 0;
}

int poll(struct pollfd *entries, nfds_t count, int milliseconds)
{
	int less = milliseconds > 0 ? (int)(milliseconds / haste()) + 1 : milliseconds;
	return REAL(poll)(entries, count, less);
}
