/* header_field.c: the fields of a header as the library keeps them.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/header_field.h"

#include <string.h>

#include "base/text.h"
#include "mail/encoded_word.h"

#define VALUE_MAX_BYTES 4000

static bool is_named(GMimeHeader *field, const char *name)
{
	const char *is = g_mime_header_get_name(field);
	size_t length = strlen(name);
	return header_field_may_be(is, name) &&
	       g_ascii_strncasecmp(is, name, length) == 0 &&
	       is[length + strspn(is + length, " \t")] == '\0';
}

GMimeHeader *header_field_next(GMimeHeaderList *list, const char *name, int *at)
{
	int count = g_mime_header_list_get_count(list);
	while (*at < count) {
		GMimeHeader *field = g_mime_header_list_get_header_at(list, (*at)++);
		if (is_named(field, name))
			return field;
	}
	return NULL;
}

bool header_field_is_plain(const char *raw_value)
{
	const char *end = raw_value + strcspn(raw_value, "\r\n");
	return end[strspn(end, "\r\n")] == '\0' && encoded_word_is_plain(raw_value);
}

char *header_field_decode(const char *raw_value, const char *charset)
{
	if (header_field_is_plain(raw_value))
		return text_single_line(raw_value, VALUE_MAX_BYTES);
	g_autofree char *unfolded = g_mime_utils_header_unfold(raw_value);
	g_autofree char *decoded = encoded_word_decode(unfolded, charset);
	return text_single_line(decoded, VALUE_MAX_BYTES);
}
