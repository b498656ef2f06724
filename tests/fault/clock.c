/* clock.c: preloaded into the program, it moves the clocks: the wall, the one that counts
 * sleep, and the one that does not, each by the seconds that the file named by CLOCK_SHIM
 * says.
 *
 * SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { WALL, STEADY, AWAKE, CLOCKS };

static void read_offsets(long offsets[CLOCKS])
{
	char text[128] = "";
	const char *path = getenv("CLOCK_SHIM");
	int fd = path != NULL ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	for (int i = 0; i < CLOCKS; i++)
		offsets[i] = 0;
	if (fd < 0)
		return;
	if (read(fd, text, sizeof text - 1) > 0)
		(void)sscanf(text, "%ld %ld %ld", &offsets[WALL], &offsets[STEADY],
			     &offsets[AWAKE]);
	close(fd);
}

int clock_gettime(clockid_t clock, struct timespec *out)
{
	long offsets[CLOCKS];
	int code = (int)syscall(SYS_clock_gettime, clock, out);
	read_offsets(offsets);
	if (clock == CLOCK_REALTIME)
		out->tv_sec += offsets[WALL];
	else if (clock == CLOCK_BOOTTIME)
		out->tv_sec += offsets[STEADY];
	else if (clock == CLOCK_MONOTONIC)
		out->tv_sec += offsets[AWAKE];
	return code;
}

time_t time(time_t *out)
{
	struct timespec now;
	(void)clock_gettime(CLOCK_REALTIME, &now);
	if (out != NULL)
		*out = now.tv_sec;
	return now.tv_sec;
}
