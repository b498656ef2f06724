/* mend_boundary.c: what parts a mail, as it is named and as it stands.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/mend_boundary.h"

#include <string.h>

#define BOUNDARIES_MAX 200

size_t mend_skip_space(const char *bytes, size_t at, size_t end)
{
	while (at < end && g_ascii_isspace(bytes[at]))
		at++;
	return at;
}

MendBoundary mend_boundary_of(const Mend *mend, size_t at, size_t end)
{
	static const char name[] = "boundary";
	const char *bytes = mend->bytes;
	MendBoundary found = {.at = end};
	for (at += 1; at + strlen(name) < end; at++) {
		bool is_start = bytes[at - 1] == ';' || g_ascii_isspace(bytes[at - 1]);
		if (!is_start || g_ascii_strncasecmp(bytes + at, name, strlen(name)) != 0)
			continue;
		size_t value = mend_skip_space(bytes, at + strlen(name), end);
		if (value == end || bytes[value] != '=') {
			found.is_strange |= value < end && bytes[value] == '*';
			continue;
		}
		value = mend_skip_space(bytes, value + 1, end);
		bool is_quoted = value < end && bytes[value] == '"';
		found.at = value += is_quoted ? 1 : 0;
		while (value < end && (is_quoted ? bytes[value] != '"'
						 : !g_ascii_isspace(bytes[value]) &&
							   bytes[value] != ';'))
			value++;
		found.length = value - found.at;
		found.is_strange = memchr(bytes + found.at, '\\', found.length) != NULL ||
				   memchr(bytes + found.at, '\n', found.length) != NULL;
		return found;
	}
	return found;
}

/* Few bytes of a mail are dashes, and they are found fastest. */
size_t mend_find_mark(const char *bytes, size_t length, size_t at, const char *mark,
		      size_t mark_length)
{
	const char *dash = NULL;
	while (at < length && (dash = memchr(bytes + at, '-', length - at)) != NULL) {
		at = (size_t)(dash - bytes);
		bool is_start = at == 0 || dash[-1] == '\n';
		if (is_start && length - at >= mark_length &&
		    memcmp(dash, mark, mark_length) == 0)
			return at;
		at++;
	}
	return length;
}

char *mend_mark_of(const char *bytes, size_t length)
{
	g_autofree char *value = g_strndup(bytes, length);
	return g_strconcat("--", g_strchomp(value), NULL);
}

/* A space at its end is forbidden, and servers cut it off the lines that part the mail,
 * but not off the field. */
void mend_cut_space(Mend *mend, MendBoundary *boundary)
{
	const char *value = mend->bytes + boundary->at;
	size_t length = boundary->length;
	while (length > 0 && (value[length - 1] == ' ' || value[length - 1] == '\t'))
		length--;
	if (length == boundary->length || boundary->is_strange)
		return;
	mend_edit(mend, boundary->at + length, boundary->length - length, NULL);
	boundary->length = length;
}

bool mend_occurs(const Mend *mend, const MendBoundary *boundary, size_t body)
{
	if (boundary->length == 0)
		return false;
	g_autofree char *mark =
		mend_mark_of(mend->bytes + boundary->at, boundary->length);
	return mend_find_mark(mend->bytes, mend->length, body, mark, strlen(mark)) <
	       mend->length;
}

void mend_remember(Mend *mend, const char *bytes, size_t length)
{
	if (mend->boundaries == NULL)
		mend->boundaries =
			g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (length > 0 && g_hash_table_size(mend->boundaries) < BOUNDARIES_MAX)
		g_hash_table_add(mend->boundaries, g_strndup(bytes, length));
}
