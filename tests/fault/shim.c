/* shim.c: preloaded into the program, it lets the n-th call that changes the world fail,
 * once, as a full or broken disk or network would. FAULT_COUNT names a file in which all
 * processes count together; FAULT_AT says which call fails.
 *
 * SPDX-License-Identifier: MIT */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* By system call, or we would count ourselves. The name of each call stands in the file
 * beside the count that ends in ".steps". */
static void note_step(const char *path, const char *name)
{
	char place[4096];
	char line[32];
	snprintf(place, sizeof place, "%s.steps", path);
	int length = snprintf(line, sizeof line, "%s\n", name);
	int fd = (int)syscall(SYS_openat, AT_FDCWD, place,
			      O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	syscall(SYS_write, fd, line, (size_t)length);
	syscall(SYS_close, fd);
}

static long next_count(const char *path, const char *name)
{
	char digits[24] = "";
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC,
			      0600);
	if (fd < 0)
		return 0;
	syscall(SYS_flock, fd, LOCK_EX);
	long got = syscall(SYS_pread64, fd, digits, sizeof digits - 1, 0L);
	long count = (got > 0 ? strtol(digits, NULL, 10) : 0) + 1;
	int length = snprintf(digits, sizeof digits, "%-20ld", count);
	syscall(SYS_pwrite64, fd, digits, (size_t)length, 0L);
	note_step(path, name);
	syscall(SYS_close, fd);
	return count;
}

static int fails(const char *name, int trouble)
{
	static __thread int is_inside;
	const char *counter = getenv("FAULT_COUNT");
	const char *at = getenv("FAULT_AT");
	if (counter == NULL || is_inside)
		return 0;
	is_inside = 1;
	long count = next_count(counter, name);
	is_inside = 0;
	if (at == NULL || count != strtol(at, NULL, 10))
		return 0;
	errno = trouble;
	return 1;
}

#define REAL(name) ((__typeof__(&(name)))dlsym(RTLD_NEXT, #name))

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at)
{
	return fails(__func__, ENOSPC) ? -1 : REAL(pwrite64)(fd, bytes, length, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at)
{
	return fails(__func__, ENOSPC) ? -1 : REAL(pwrite)(fd, bytes, length, at);
}

ssize_t write(int fd, const void *bytes, size_t length)
{
	/* What is said to a person or a log may be lost. */
	return fd > 2 && fails(__func__, EIO) ? -1 : REAL(write)(fd, bytes, length);
}

int fsync(int fd)
{
	return fails(__func__, EIO) ? -1 : REAL(fsync)(fd);
}

int fdatasync(int fd)
{
	return fails(__func__, EIO) ? -1 : REAL(fdatasync)(fd);
}

int rename(const char *from, const char *to)
{
	return fails(__func__, EIO) ? -1 : REAL(rename)(from, to);
}

int mkdir(const char *path, mode_t mode)
{
	return fails(__func__, ENOSPC) ? -1 : REAL(mkdir)(path, mode);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	return fails(__func__, EPIPE) ? -1 : REAL(sendmsg)(fd, message, flags);
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	return fails(__func__, ECONNRESET) ? -1 : REAL(recvmsg)(fd, message, flags);
}

ssize_t send(int fd, const void *bytes, size_t length, int flags)
{
	return fails(__func__, EPIPE) ? -1 : REAL(send)(fd, bytes, length, flags);
}

ssize_t recv(int fd, void *bytes, size_t room, int flags)
{
	return fails(__func__, ECONNRESET) ? -1 : REAL(recv)(fd, bytes, room, flags);
}

int connect(int fd, const struct sockaddr *address, socklen_t length)
{
	return fails(__func__, ECONNREFUSED) ? -1 : REAL(connect)(fd, address, length);
}

int socketpair(int domain, int type, int protocol, int ends[2])
{
	return fails(__func__, EMFILE) ? -1
				       : REAL(socketpair)(domain, type, protocol, ends);
}
