/* claim.c: one gateway a store.
 *
 * SPDX-License-Identifier: MIT */
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

struct StoreClaim {
	int fd;
};

void store_claim_free(StoreClaim *claim)
{
	if (claim == NULL)
		return;
	close(claim->fd);
	g_free(claim);
}

/* The number is for people; what counts is the lock, which ends with its process. */
static void write_number(int fd)
{
	g_autofree char *text = g_strdup_printf("%d\n", (int)getpid());
	size_t length = strlen(text);
	if (pwrite(fd, text, length, 0) == (ssize_t)length)
		(void)!ftruncate(fd, (off_t)length);
}

static bool refuse(int fd, const char *path, GError **error)
{
	char number[16] = "";
	ssize_t got = pread(fd, number, sizeof number - 1, 0);
	if (got <= 0)
		number[0] = '\0';
	number[strcspn(number, "\n")] = '\0';
	return fault(error, FAULT_LATER, "%s: another gateway works on it (process %s)",
		     path, number);
}

StoreClaim *store_claim(const char *path, GError **error)
{
	g_autofree char *lock = g_strconcat(path, ".lock", NULL);
	int fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0) {
		fault(error, FAULT_SETUP, "%s: %s", lock, g_strerror(errno));
		return NULL;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		(void)refuse(fd, path, error);
		close(fd);
		return NULL;
	}
	write_number(fd);
	StoreClaim *claim = g_new0(StoreClaim, 1);
	claim->fd = fd;
	return claim;
}
