/* mail_files.c: mails from files.
 *
 * SPDX-License-Identifier: MIT */
#include "cli/mail_files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MBOX_MARK   "From "
#define LARGE_BYTES (1024 * 1024)
#define START_BYTES 80

/* Old programs put spaces before the colon of a field. */
static bool is_mbox(const char *bytes, size_t length)
{
	size_t at = strlen(MBOX_MARK);
	if (length <= at || memcmp(bytes, MBOX_MARK, at) != 0)
		return false;
	while (at < length && (bytes[at] == ' ' || bytes[at] == '\t'))
		at++;
	return at == length || bytes[at] != ':';
}

bool mail_files_is_collection(const char *path)
{
	char start[START_BYTES] = "";
	if (g_str_equal(path, "-"))
		return false;
	if (g_file_test(path, G_FILE_TEST_IS_DIR))
		return true;
	/* What a pipe has given it does not give again. */
	if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
		return false;
	FILE *file = fopen(path, "re");
	size_t got = file != NULL ? fread(start, 1, sizeof start, file) : 0;
	if (file != NULL)
		(void)fclose(file);
	return is_mbox(start, got);
}

/* ---- one file ----------------------------------------------------------- */

/* The next line that begins a mail: "From " after an empty line. */
static const char *next_mail(const char *at, const char *end)
{
	bool is_after_empty = false;
	while (at < end) {
		if (is_after_empty && is_mbox(at, (size_t)(end - at)))
			return at;
		const char *line_end = memchr(at, '\n', (size_t)(end - at));
		if (line_end == NULL)
			return end;
		is_after_empty = line_end == at || (line_end == at + 1 && *at == '\r');
		at = line_end + 1;
	}
	return end;
}

static void each_of_mbox(const char *name, GBytes *whole, MailFilesEach each, void *data)
{
	gsize length = 0;
	const char *bytes = g_bytes_get_data(whole, &length);
	const char *end = bytes + length;
	const char *at = bytes;
	for (int number = 1; at < end; number++) {
		const char *line = memchr(at, '\n', (size_t)(end - at));
		const char *start = line != NULL ? line + 1 : end;
		const char *next = next_mail(start, end);
		g_autoptr(GBytes) raw = g_bytes_new_from_bytes(
			whole, (gsize)(start - bytes), (gsize)(next - start));
		g_autofree char *title = g_strdup_printf("%s#%d", name, number);
		MailFile file = {.name = title, .is_part = true, .raw = raw, .fd = -1};
		each(&file, data);
		at = next;
	}
}

static void each_of_bytes(const MailFile *file, MailFilesEach each, void *data)
{
	gsize length = 0;
	const char *start = g_bytes_get_data(file->raw, &length);
	if (is_mbox(start, length))
		each_of_mbox(file->name, file->raw, each, data);
	else
		each(file, data);
}

static bool each_of_stream(const char *name, int fd, MailFilesEach each, void *data,
			   GError **error)
{
	g_autoptr(GByteArray) input = g_byte_array_new();
	guint8 room[65536];
	ssize_t got = 0;
	while ((got = read(fd, room, sizeof room)) > 0)
		g_byte_array_append(input, room, (guint)got);
	if (got < 0)
		return fault(error, FAULT_UNREADABLE, "%s: %s", name, g_strerror(errno));
	g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(g_steal_pointer(&input));
	MailFile whole = {.name = name, .raw = bytes, .fd = -1};
	each_of_bytes(&whole, each, data);
	return true;
}

static bool each_of_mapped(const char *path, int fd, MailFilesEach each, void *data,
			   GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GMappedFile) file = g_mapped_file_new_from_fd(fd, FALSE, &why);
	if (file == NULL)
		return fault(error, FAULT_UNREADABLE, "%s: %s", path, why->message);
	g_autoptr(GBytes) bytes = g_mapped_file_get_bytes(file);
	const char *start = g_mapped_file_get_contents(file);
	size_t length = g_mapped_file_get_length(file);
	bool is_large = length > LARGE_BYTES && !is_mbox(start, length);
	MailFile whole = {
		.name = path, .is_whole = true, .raw = bytes, .fd = is_large ? fd : -1};
	each_of_bytes(&whole, each, data);
	return true;
}

/* A pipe, as shells make them of commands, cannot be mapped. */
static bool each_of_file(const char *path, MailFilesEach each, void *data, GError **error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fault(error, FAULT_UNREADABLE, "%s: %s", path, g_strerror(errno));
	bool is_read = g_file_test(path, G_FILE_TEST_IS_REGULAR)
			       ? each_of_mapped(path, fd, each, data, error)
			       : each_of_stream(path, fd, each, data, error);
	close(fd);
	return is_read;
}

/* ---- folders ------------------------------------------------------------ */

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Plain files of a folder; of a Maildir those in new/ and cur/. */
static void list_folder(const char *folder, GPtrArray *paths)
{
	static const char *const parts[] = {"new", "cur"};
	g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
	const char *name = NULL;
	while (directory != NULL && (name = g_dir_read_name(directory)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
			g_ptr_array_add(paths, g_steal_pointer(&path));
	}
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *below = g_build_filename(folder, parts[i], NULL);
		if (g_file_test(below, G_FILE_TEST_IS_DIR))
			list_folder(below, paths);
	}
}

bool mail_files_each(const char *path, MailFilesEach each, void *data, GError **error)
{
	if (g_str_equal(path, "-"))
		return each_of_stream("-", STDIN_FILENO, each, data, error);
	if (!g_file_test(path, G_FILE_TEST_IS_DIR))
		return each_of_file(path, each, data, error);
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
	list_folder(path, paths);
	g_ptr_array_sort(paths, by_name);
	for (guint i = 0; i < paths->len; i++) {
		if (!each_of_file(g_ptr_array_index(paths, i), each, data, error))
			return false;
	}
	return true;
}
