/* maildir.c: files in a Maildir.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/maildir.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COPY_BYTES 65536

bool maildir_make(const char *path, GError **error)
{
	static const char *const parts[] = {"cur", "new", "tmp"};
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *folder = g_build_filename(path, parts[i], NULL);
		if (g_mkdir_with_parents(folder, 0700) != 0)
			return fault(error, FAULT_SETUP, "%s: %s", folder,
				     g_strerror(errno));
	}
	return true;
}

char *maildir_name(void)
{
	static unsigned int count;
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return g_strdup_printf("%lld.M%06ldP%dQ%u.%s", (long long)now.tv_sec,
			       now.tv_nsec / 1000, (int)getpid(), count++,
			       g_get_host_name());
}

static bool sync_folder(const char *folder, GError **error)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool is_synced = fd >= 0 && fsync(fd) == 0;
	int trouble = errno;
	if (fd >= 0)
		close(fd);
	return is_synced ||
	       fault(error, FAULT_LATER, "%s: %s", folder, g_strerror(trouble));
}

static bool sync_parent(const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	return sync_folder(folder, error);
}

static bool write_bytes(int fd, const char *next, size_t left)
{
	while (left > 0) {
		ssize_t written = write(fd, next, left);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		next += written;
		left -= (size_t)written;
	}
	return true;
}

static bool copy_stream(int fd, int from_fd)
{
	g_autofree char *room = g_malloc(COPY_BYTES);
	for (;;) {
		ssize_t got = read(from_fd, room, COPY_BYTES);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0;
		if (!write_bytes(fd, room, (size_t)got))
			return false;
	}
}

/* `mail`, or what comes from `from_fd`. */
static bool write_file(const char *path, GBytes *mail, int from_fd, GError **error)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return fault(error, FAULT_LATER, "%s: %s", path, g_strerror(errno));
	gsize size = 0;
	const char *bytes = mail != NULL ? g_bytes_get_data(mail, &size) : NULL;
	bool is_written =
		mail != NULL ? write_bytes(fd, bytes, size) : copy_stream(fd, from_fd);
	is_written = is_written && fsync(fd) == 0;
	int trouble = errno;
	close(fd);
	if (is_written)
		return true;
	(void)unlink(path);
	return fault(error, FAULT_LATER, "%s: %s", path, g_strerror(trouble));
}

static bool deliver(const char *path, const char *name, GBytes *mail, int from_fd,
		    GError **error)
{
	g_autofree char *temporary = g_build_filename(path, "tmp", name, NULL);
	g_autofree char *final = g_build_filename(path, "new", name, NULL);
	return write_file(temporary, mail, from_fd, error) &&
	       maildir_move(temporary, final, error);
}

bool maildir_deliver(const char *path, const char *name, GBytes *mail, GError **error)
{
	return deliver(path, name, mail, -1, error);
}

bool maildir_deliver_stream(const char *path, const char *name, int from_fd,
			    GError **error)
{
	return deliver(path, name, NULL, from_fd, error);
}

bool maildir_move(const char *from_path, const char *to_path, GError **error)
{
	if (rename(from_path, to_path) != 0) {
		if (errno == ENOENT && g_access(from_path, F_OK) != 0)
			return true;
		return fault(error, FAULT_LATER, "%s: %s", to_path, g_strerror(errno));
	}
	return sync_parent(to_path, error) && sync_parent(from_path, error);
}
