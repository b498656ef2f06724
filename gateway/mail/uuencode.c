/* uuencode.c: files in the oldest form.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/uuencode.h"

#include <string.h>

#define BEGIN "begin "

static bool is_of_alphabet(char c)
{
	return c >= ' ' && c <= '`';
}

static unsigned value_of(const char *line, size_t length, size_t at)
{
	return at < length ? ((unsigned)line[at] - ' ') & 63 : 0;
}

static size_t characters_for(size_t bytes)
{
	return (bytes + 2) / 3 * 4;
}

bool uuencode_line(const char *line, size_t length, GByteArray *out)
{
	for (size_t i = 0; i < length; i++)
		if (!is_of_alphabet(line[i]))
			return false;
	size_t bytes = value_of(line, length, 0);
	for (size_t i = 0; i < bytes; i++) {
		size_t at = 1 + i / 3 * 4 + i % 3;
		unsigned pair =
			value_of(line, length, at) << 6 | value_of(line, length, at + 1);
		guint8 byte = (guint8)(pair >> (4 - i % 3 * 2));
		g_byte_array_append(out, &byte, 1);
	}
	return true;
}

/* ---- in a text ---------------------------------------------------------- */

typedef struct {
	const char *name, *name_end, *end; /* behind the line "end" */
	size_t bytes;
} File;

static const char *line_end(const char *line)
{
	return line + strcspn(line, "\n");
}

static const char *next_line(const char *end)
{
	return *end == '\n' ? end + 1 : end;
}

/* "begin 644 name" */
static bool read_begin(const char *line, File *file)
{
	const char *mode = line + strlen(BEGIN);
	size_t digits = strspn(mode, "01234567");
	if (digits < 3 || digits > 4 || mode[digits] != ' ')
		return false;
	file->name = mode + digits + 1;
	file->name_end = line_end(file->name);
	return file->name_end > file->name;
}

/* Stricter than the decoder: some programs put one more character behind. */
static bool is_data(const char *line, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!is_of_alphabet(line[i]))
			return false;
	size_t bytes = value_of(line, length, 0), wanted = characters_for(bytes) + 1;
	return bytes > 0 && (length == wanted || length == wanted + 1);
}

static bool is_end(const char *line)
{
	const char *end = line_end(line);
	return g_str_has_prefix(line, "end") && line + 3 + strspn(line + 3, " ") == end;
}

static bool read_file(const char *line, File *file)
{
	file->bytes = 0;
	if (!read_begin(line, file))
		return false;
	for (line = next_line(file->name_end); *line != '\0';) {
		const char *end = line_end(line);
		size_t length = (size_t)(end - line);
		if (!is_data(line, length)) {
			bool is_last = length <= 1 && value_of(line, length, 0) == 0;
			file->end = next_line(line_end(next_line(end)));
			return is_last && is_end(next_line(end));
		}
		file->bytes += value_of(line, length, 0);
		line = next_line(end);
	}
	return false;
}

char *uuencode_strip(const char *text, UuencodeFound found, void *data)
{
	g_autoptr(GString) out = NULL;
	const char *kept = text, *at = text;
	while ((at = strstr(at, BEGIN)) != NULL) {
		File file;
		if ((at > text && at[-1] != '\n') || !read_file(at, &file)) {
			at += strlen(BEGIN);
			continue;
		}
		if (out == NULL)
			out = g_string_sized_new(strlen(text));
		g_string_append_len(out, kept, at - kept);
		g_autofree char *name = g_strndup(file.name, file.name_end - file.name);
		found(name, file.bytes, data);
		kept = at = file.end;
	}
	if (out == NULL)
		return NULL;
	g_string_append(out, kept);
	return g_strdup(out->str);
}
