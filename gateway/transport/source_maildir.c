/* source_maildir.c: mail from a Maildir on this machine; folders as Maildir++ names them.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/source_private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "transport/maildir.h"

typedef struct {
	Source base;
	char *inbox, *archive, *aside; /* paths */
	GHashTable *offered;	       /* names handed over in this session */
	int watch;		       /* inotify, or -1 */
} MaildirSource;

/* "Archive/2026" lies in ".Archive.2026"; the inbox is the Maildir itself. */
static char *folder_path(const char *root, const char *name)
{
	if (name == NULL || g_ascii_strcasecmp(name, "INBOX") == 0)
		return g_strdup(root);
	g_autofree char *dotted = g_strconcat(".", name, NULL);
	g_strdelimit(dotted, "/", '.');
	return g_build_filename(root, dotted, NULL);
}

/* ---- listing ------------------------------------------------------------ */

static void list_part(const MaildirSource *source, const char *part, GPtrArray *names)
{
	g_autofree char *path = g_build_filename(source->inbox, part, NULL);
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	const char *name = NULL;
	while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
		if (name[0] == '.')
			continue;
		char *place = g_build_filename(part, name, NULL);
		if (g_hash_table_contains(source->offered, place))
			g_free(place);
		else
			g_ptr_array_add(names, place);
	}
}

static int compare_names(gconstpointer a, gconstpointer b)
{
	const char *first = strrchr(*(const char *const *)a, '/');
	const char *second = strrchr(*(const char *const *)b, '/');
	return strcmp(first, second);
}

static GPtrArray *list_names(const MaildirSource *source)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	list_part(source, "cur", names);
	list_part(source, "new", names);
	g_ptr_array_sort(names, compare_names);
	return names;
}

/* ---- reading ------------------------------------------------------------ */

static bool read_whole(int fd, size_t size, GBytes **out_bytes)
{
	g_autofree guint8 *bytes = g_malloc(size + 1);
	size_t got = 0;
	while (got < size) {
		ssize_t count = read(fd, bytes + got, size - got);
		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			break;
		got += (size_t)count;
	}
	*out_bytes = g_bytes_new(bytes, got);
	return got == size;
}

/* Who delivers without the folder `tmp` would have us read half a mail. A lease on
 * reading is given only while nobody has the file open for writing. */
static bool is_being_written(int fd)
{
	if (fcntl(fd, F_SETLEASE, F_RDLCK) != 0)
		return errno == EAGAIN;
	(void)fcntl(fd, F_SETLEASE, F_UNLCK);
	return false;
}

/* NULL without an error: gone meanwhile, not yet whole, or no file at all. */
static SourceMail *read_mail(const MaildirSource *source, const char *name,
			     GError **error)
{
	g_autofree char *path = g_build_filename(source->inbox, name, NULL);
	g_autoptr(SourceMail) mail = source_mail_new();
	struct stat facts;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0) {
		if (errno != ENOENT && errno != ELOOP)
			fault(error, FAULT_LATER, "%s: %s", path, g_strerror(errno));
		return NULL;
	}
	mail->fd = fd;
	if (is_being_written(fd) || fstat(fd, &facts) != 0 || !S_ISREG(facts.st_mode))
		return NULL;
	mail->place.name = g_strdup(name);
	mail->received = facts.st_mtime;
	mail->bytes = (size_t)facts.st_size;
	if (mail->bytes <= SOURCE_INLINE_BYTES) {
		if (!read_whole(fd, mail->bytes, &mail->raw)) {
			fault(error, FAULT_LATER, "%s: could not be read to its end",
			      path);
			return NULL;
		}
		close(fd);
		mail->fd = -1;
	}
	return g_steal_pointer(&mail);
}

static GPtrArray *next_maildir(Source *base, size_t max_count, size_t max_bytes,
			       GError **error)
{
	MaildirSource *source = (MaildirSource *)base;
	g_autoptr(GPtrArray) names = list_names(source);
	g_autoptr(GPtrArray) mails =
		g_ptr_array_new_with_free_func((GDestroyNotify)source_mail_free);
	size_t bytes = 0;
	for (guint i = 0; i < names->len && mails->len < max_count && bytes < max_bytes;
	     i++) {
		const char *name = g_ptr_array_index(names, i);
		g_autoptr(GError) why = NULL;
		SourceMail *mail = read_mail(source, name, &why);
		if (mail == NULL && why != NULL) {
			g_propagate_error(error, g_steal_pointer(&why));
			return NULL;
		}
		if (mail == NULL)
			continue;
		bytes += mail->bytes;
		g_ptr_array_add(mails, mail);
		g_hash_table_add(source->offered, g_strdup(name));
	}
	return g_steal_pointer(&mails);
}

/* ---- settling ----------------------------------------------------------- */

static bool settle_maildir(Source *base, GPtrArray *places, Settle where, GError **error)
{
	MaildirSource *source = (MaildirSource *)base;
	const char *target = where == SETTLE_ASIDE ? source->aside : source->archive;
	if (!maildir_make(target, error))
		return false;
	for (guint i = 0; i < places->len; i++) {
		const MailPlace *place = g_ptr_array_index(places, i);
		if (place->name == NULL || strchr(place->name, '/') == NULL)
			continue;
		const char *name = strrchr(place->name, '/') + 1;
		g_autofree char *from =
			g_build_filename(source->inbox, place->name, NULL);
		/* An archived mail counts as read; the flags stand after ":2,". */
		g_autofree char *seen =
			strstr(name, ":2,") != NULL || where == SETTLE_ASIDE
				? g_strdup(name)
				: g_strconcat(name, ":2,S", NULL);
		const char *half = strstr(seen, ":2,") != NULL ? "cur" : "new";
		g_autofree char *to = g_build_filename(target, half, seen, NULL);
		if (!maildir_move(from, to, error))
			return false;
		g_hash_table_remove(source->offered, place->name);
	}
	return true;
}

/* ---- waiting ------------------------------------------------------------ */

static void forget_events(int watch)
{
	char room[4096];
	while (read(watch, room, sizeof room) > 0)
		continue;
}

static bool wait_maildir(Source *base, int interrupt_fd, int seconds, bool *out_news,
			 GError **error)
{
	MaildirSource *source = (MaildirSource *)base;
	/* poll skips entries below 0. */
	struct pollfd entries[2] = {{.fd = interrupt_fd, .events = POLLIN},
				    {.fd = source->watch, .events = POLLIN}};
	int count = poll(entries, 2, seconds * 1000);
	if (count < 0 && errno != EINTR)
		return fault(error, FAULT_LATER, "poll: %s", g_strerror(errno));
	*out_news = count > 0 && entries[1].revents != 0;
	if (*out_news)
		forget_events(source->watch);
	return true;
}

static void close_maildir(Source *base)
{
	MaildirSource *source = (MaildirSource *)base;
	if (source->watch >= 0)
		close(source->watch);
	g_hash_table_unref(source->offered);
	g_free(source->inbox);
	g_free(source->archive);
	g_free(source->aside);
	g_free(source);
}

/* It waits for no server. */
static void set_meanwhile(Source *base, const Meanwhile *meanwhile)
{
	(void)base;
	(void)meanwhile;
}

static const SourceKind maildir_kind = {next_maildir, settle_maildir, wait_maildir,
					set_meanwhile, close_maildir};

static int watch_new(const char *inbox)
{
	g_autofree char *path = g_build_filename(inbox, "new", NULL);
	int watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (watch >= 0)
		(void)inotify_add_watch(watch, path,
					IN_MOVED_TO | IN_CREATE | IN_CLOSE_WRITE);
	return watch;
}

Source *source_open_maildir(const ConfigMailbox *mailbox, ServerUrl *url, GError **error)
{
	g_autofree char *root = g_strdup(url->host);
	server_url_free(url);
	g_autofree char *inbox = folder_path(root, mailbox->inbox);
	g_autofree char *fresh = g_build_filename(inbox, "new", NULL);
	if (!g_file_test(fresh, G_FILE_TEST_IS_DIR)) {
		fault(error, FAULT_SETUP, "%s: no Maildir there", inbox);
		return NULL;
	}
	/* A writer that meets our lease is told of by this signal. */
	(void)signal(SIGIO, SIG_IGN);
	MaildirSource *source = g_new0(MaildirSource, 1);
	source->base.kind = &maildir_kind;
	source->inbox = g_steal_pointer(&inbox);
	source->archive = folder_path(root, mailbox->archive);
	source->aside = folder_path(root, mailbox->aside);
	source->offered = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	source->watch = watch_new(source->inbox);
	return &source->base;
}
