/* settings_file.c: bounded reading, and include patterns.
 *
 * SPDX-License-Identifier: MIT */
#include "base/settings_file.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"

#define FILE_BYTES_MAX	((size_t)16 << 20)
#define CHUNK_BYTES	((size_t)64 << 10)
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static GString *read_bytes(FILE *file, const char *path, GError **error)
{
	g_autofree char *chunk = g_malloc(CHUNK_BYTES);
	g_autoptr(GString) bytes = g_string_new(NULL);
	size_t count = 0;
	while ((count = fread(chunk, 1, CHUNK_BYTES, file)) > 0) {
		g_string_append_len(bytes, chunk, (gssize)count);
		if (bytes->len > FILE_BYTES_MAX) {
			fault(error, FAULT_SETUP, "cannot read '%s': it is over 16 MiB",
			      path);
			return NULL;
		}
	}
	if (ferror(file)) {
		fault(error, FAULT_SETUP, "cannot read '%s': %s", path,
		      g_strerror(errno));
		return NULL;
	}
	return g_steal_pointer(&bytes);
}

static int line_of(const char *text, const char *position)
{
	int line = 1;
	for (; text < position; text++)
		line += *text == '\n';
	return line;
}

char *settings_file_text(const char *path, int *out_bad_line, GError **error)
{
	FILE *file = fopen(path, "re");
	if (file == NULL) {
		fault(error, FAULT_SETUP, "cannot read '%s': %s", path,
		      g_strerror(errno));
		return NULL;
	}
	g_autoptr(GString) bytes = read_bytes(file, path, error);
	fclose(file);
	if (bytes == NULL)
		return NULL;
	if (g_str_has_prefix(bytes->str, BYTE_ORDER_MARK))
		g_string_erase(bytes, 0, strlen(BYTE_ORDER_MARK));
	const char *bad = NULL;
	bool is_good = g_utf8_validate(bytes->str, (gssize)bytes->len, &bad);
	*out_bad_line = is_good ? 0 : line_of(bytes->str, bad);
	return g_utf8_make_valid(bytes->str, (gssize)bytes->len);
}

/* The folder may have any name; only what the include itself says is a pattern. */
static void append_literal(GString *pattern, const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr("*?[]\\", *text) != NULL)
			g_string_append_c(pattern, '\\');
		g_string_append_c(pattern, *text);
	}
}

static char **expand(const char *folder, const char *name)
{
	g_autoptr(GString) pattern = g_string_new(NULL);
	append_literal(pattern, folder);
	g_string_append(pattern, name);
	glob_t found = {0};
	char **paths = NULL;
	if (glob(pattern->str, 0, NULL, &found) == 0)
		paths = g_strdupv(found.gl_pathv);
	globfree(&found);
	return paths != NULL ? paths : g_new0(char *, 1);
}

char **settings_file_included(const char *from, const char *name)
{
	const char *slash = strrchr(from, '/');
	g_autofree char *folder = g_path_is_absolute(name) || slash == NULL
					  ? g_strdup("")
					  : g_strndup(from, (size_t)(slash - from) + 1);
	if (strpbrk(name, "*?") != NULL)
		return expand(folder, name);
	char **paths = g_new0(char *, 2);
	paths[0] = g_strconcat(folder, name, NULL);
	return paths;
}

char *settings_file_identity(const char *path)
{
	g_autofree char *real = realpath(path, NULL);
	return g_strdup(real != NULL ? real : path);
}
