/* crash.c: dying on purpose, in the crash flavour only. The count is kept in the file
 * that MAILMOOT_CRASH_COUNT names, so that all processes of a run count together; the
 * names of the points stand in the file beside it that ends in ".steps".
 *
 * SPDX-License-Identifier: MIT */
#include "base/crash.h"

#ifdef MAILMOOT_CRASH_POINTS
#include <fcntl.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static long next_count(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return 0;
	flock(fd, LOCK_EX);
	char digits[24] = "";
	ssize_t got = pread(fd, digits, sizeof(digits) - 1, 0);
	long count = (got > 0 ? strtol(digits, NULL, 10) : 0) + 1;
	g_autofree char *text = g_strdup_printf("%-20ld", count);
	if (pwrite(fd, text, 20, 0) != 20)
		count = 0;
	close(fd);
	return count;
}

static void note_step(const char *path, const char *where)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	g_autofree char *line = g_strconcat(where, "\n", NULL);
	if (write(fd, line, strlen(line)) < 0)
		abort();
	close(fd);
}

void crash_point(const char *where)
{
	const char *counter = getenv("MAILMOOT_CRASH_COUNT");
	const char *at = getenv("MAILMOOT_CRASH_AT");
	if (counter == NULL)
		return;
	long count = next_count(counter);
	g_autofree char *steps = g_strconcat(counter, ".steps", NULL);
	note_step(steps, where);
	if (at != NULL && count == strtol(at, NULL, 10)) {
		/* The death of a child does not show in its parent's status. */
		g_autofree char *mark = g_strconcat(counter, ".died", NULL);
		(void)g_file_set_contents(mark, where, -1, NULL);
		_exit(100);
	}
}
#else
/* ISO C wants a translation unit to hold something. */
typedef int crash_unused;
#endif
