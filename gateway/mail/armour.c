/* armour.c: "-----BEGIN PGP SIGNED MESSAGE-----" and what else stands in such frames.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/armour.h"

#include <stdbool.h>
#include <string.h>
#include <glib.h>

#define BEGIN "-----BEGIN "
#define END   "-----END "

/* What is sealed fills its lines, which have 64 letters or more. */
#define SEALED_LINE_BYTES 60

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

static char *without_last_end(GString *out)
{
	/* The last line had no end of its own. */
	if (out->len > 0)
		g_string_truncate(out, out->len - 1);
	return g_strdup(out->str);
}

/* What is signed, without the frame; NULL: nothing is. */
static char *signed_text(const char *text)
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
	return without_last_end(out);
}

/* ---- what is sealed ----------------------------------------------------- */

/* Base64, or nothing; `out_letters` is how much. */
static bool is_sealed(const char *line, size_t *out_letters)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789+/=";
	const char *start = line + strspn(line, " \t");
	*out_letters = strspn(start, letters);
	const char *end = start + *out_letters;
	return end[strspn(end, " \t\r")] == '\0';
}

/* Where the frame that begins at `from` ends, if all in it is sealed; else -1. Words
 * alone, which people put into such frames in fun, are none of them so long. */
static int end_of_sealed(char **lines, int from)
{
	if (!g_str_has_prefix(lines[from], BEGIN))
		return -1;
	int i = from + 1;
	while (lines[i] != NULL && strstr(lines[i], ": ") != NULL)
		i++;
	size_t letters = 0, most = 0;
	for (; lines[i] != NULL && is_sealed(lines[i], &letters); i++)
		most = MAX(most, letters);
	bool is_end = lines[i] != NULL && g_str_has_prefix(lines[i], END);
	return is_end && most >= SEALED_LINE_BYTES ? i : -1;
}

/* Of a message in cipher or a key the frame alone: nobody reads the rest, and lines of it
 * look like commands. NULL: there is none. */
static char *without_sealed(const char *text)
{
	if (strstr(text, BEGIN) == NULL)
		return NULL;
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(GString) out = g_string_sized_new(strlen(text));
	for (int i = 0; lines[i] != NULL; i++) {
		int end = end_of_sealed(lines, i);
		put_line(out, lines[i]);
		if (end > i)
			put_line(out, lines[i = end]);
	}
	return without_last_end(out);
}

char *armour_strip(const char *text)
{
	char *bare = signed_text(text);
	char *open = without_sealed(bare != NULL ? bare : text);
	if (open == NULL)
		return bare;
	g_free(bare);
	return open;
}
