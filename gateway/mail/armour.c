/* armour.c: "-----BEGIN PGP SIGNED MESSAGE-----" and what belongs to it.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/armour.h"

#include <stdbool.h>
#include <string.h>
#include <glib.h>

#define BEGIN_TEXT	"-----BEGIN PGP SIGNED MESSAGE-----"
#define BEGIN_SIGNATURE "-----BEGIN PGP SIGNATURE-----"
#define END_SIGNATURE	"-----END PGP SIGNATURE-----"

static bool is_line(const char *line, const char *mark)
{
	size_t length = strlen(mark);
	return strncmp(line, mark, length) == 0 &&
	       line[length + strspn(line + length, " \t\r")] == '\0';
}

static int find_line(char **lines, int from, const char *mark)
{
	for (int i = from; lines[i] != NULL; i++)
		if (is_line(lines[i], mark))
			return i;
	return -1;
}

static void put_line(GString *out, const char *line)
{
	g_string_append(out, line);
	g_string_append_c(out, '\n');
}

/* Behind the armour headers ("Hash: SHA256") and the blank line that ends them. */
static int skip_headers(char **lines, int from, int end)
{
	int i = from;
	while (i < end && strstr(lines[i], ": ") != NULL)
		i++;
	return i < end && lines[i][strspn(lines[i], " \t\r")] == '\0' ? i + 1 : from;
}

char *armour_strip(const char *text)
{
	if (strstr(text, BEGIN_TEXT) == NULL)
		return NULL;
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(GString) out = g_string_sized_new(strlen(text));
	for (int i = 0; lines[i] != NULL; i++) {
		bool begins = is_line(lines[i], BEGIN_TEXT);
		int signature = begins ? find_line(lines, i, BEGIN_SIGNATURE) : -1;
		int end =
			signature >= 0 ? find_line(lines, signature, END_SIGNATURE) : -1;
		if (end < 0) {
			put_line(out, lines[i]);
			/* One frame that never ends is enough to look for. */
			for (i++; begins && lines[i] != NULL; i++)
				put_line(out, lines[i]);
			i--;
			continue;
		}
		for (int at = skip_headers(lines, i + 1, signature); at < signature; at++)
			put_line(out, g_str_has_prefix(lines[at], "- ") ? lines[at] + 2
									: lines[at]);
		i = end;
	}
	/* The last line had no end of its own. */
	if (out->len > 0)
		g_string_truncate(out, out->len - 1);
	return g_strdup(out->str);
}
