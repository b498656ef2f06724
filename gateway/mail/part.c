/* part.c: one part of a mail: its type, its name, its bytes.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/part.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "mail/encoded_word.h"
#include "mail/header_field.h"
#include "mail/transfer.h"

/* Where a name is given twice, the one that says its charset is the better one. */
static const char *best_parameter(GMimeParamList *list, const char *name)
{
	const char *best = NULL;
	for (int i = 0; list != NULL && i < g_mime_param_list_length(list); i++) {
		GMimeParam *param = g_mime_param_list_get_parameter_at(list, i);
		if (g_ascii_strcasecmp(g_mime_param_get_name(param), name) == 0 &&
		    (best == NULL || g_mime_param_get_charset(param) != NULL))
			best = g_mime_param_get_value(param);
	}
	return best;
}

static const char *raw_value(GMimeObject *object, const char *name)
{
	int at = 0;
	GMimeHeader *field =
		header_field_next(g_mime_object_get_header_list(object), name, &at);
	return field != NULL ? g_mime_header_get_raw_value(field) : NULL;
}

/* The value of a field that the library would read wrong, as it reads it right; NULL if
 * there is nothing of that. Of words in base64 that follow each other it joins the
 * letters before it decodes them, and so reads no further than to the padding of the
 * first; bytes that say nothing of their charset are to it always those of Windows. */
static char *mended_value(GMimeObject *object, const char *name, const char *charset)
{
	const char *raw = raw_value(object, name);
	const char *word = raw != NULL ? strstr(raw, "=?") : NULL;
	bool has_words = word != NULL && strstr(word + 2, "=?") != NULL;
	if (raw == NULL || (!has_words && g_str_is_ascii(raw)))
		return NULL;
	g_autofree char *unfolded = g_mime_utils_header_unfold(raw);
	return encoded_word_normal(unfolded, charset);
}

static char *name_of_disposition(GMimeObject *object, const char *charset)
{
	g_autofree char *mended = mended_value(object, "Content-Disposition", charset);
	g_autoptr(GMimeContentDisposition) again =
		mended != NULL
			? g_mime_content_disposition_parse(library_options(), mended)
			: NULL;
	GMimeContentDisposition *disposition =
		again != NULL ? again : g_mime_object_get_content_disposition(object);
	return disposition != NULL
		       ? g_strdup(best_parameter(
				 g_mime_content_disposition_get_parameters(disposition),
				 "filename"))
		       : NULL;
}

static char *name_of_type(GMimeObject *object, const char *charset)
{
	g_autofree char *mended = mended_value(object, "Content-Type", charset);
	g_autoptr(GMimeContentType) again =
		mended != NULL ? g_mime_content_type_parse(library_options(), mended)
			       : NULL;
	GMimeContentType *type =
		again != NULL ? again : g_mime_object_get_content_type(object);
	return g_strdup(best_parameter(g_mime_content_type_get_parameters(type), "name"));
}

/* Of a field in which the library found no parameter of that name, since no semicolon
 * stands before it. NULL if there is none. */
static char *loose_parameter(const char *value, const char *name)
{
	for (const char *at = value; at != NULL && *at != '\0'; at++) {
		if ((at > value && strchr(" \t\r\n,;", at[-1]) == NULL) ||
		    g_ascii_strncasecmp(at, name, strlen(name)) != 0)
			continue;
		const char *sign = at + strlen(name);
		sign += strspn(sign, " \t");
		if (*sign != '=' && *sign != ':')
			continue;
		const char *start = sign + 1 + strspn(sign + 1, " \t");
		bool is_quoted = *start == '"' || *start == '\'';
		start += is_quoted ? 1 : 0;
		size_t length = is_quoted ? strcspn(start, "\r\n\"'")
					  : strcspn(start, " \t\r\n\"';,()");
		return length > 0 ? g_strndup(start, length) : NULL;
	}
	return NULL;
}

static bool is_empty(const char *text)
{
	return text == NULL || *text == '\0';
}

/* Where it is mostly written, then where it may be. NULL: nowhere. */
static char *written_name(GMimeObject *object, const char *charset)
{
	char *name = name_of_disposition(object, charset);
	if (is_empty(name)) {
		g_free(name);
		name = name_of_type(object, charset);
	}
	if (is_empty(name)) {
		g_free(name);
		name = loose_parameter(raw_value(object, "Content-Disposition"),
				       "filename");
	}
	if (is_empty(name)) {
		g_free(name);
		name = loose_parameter(raw_value(object, "Content-Type"), "name");
	}
	return name;
}

/* Words that stood in pieces are whole only now; a quote that nothing ends is none. */
static char *readable_name(const char *written, const char *charset)
{
	g_autofree char *decoded = encoded_word_decode(written, charset);
	g_autofree char *line = text_single_line(decoded, 250);
	const char *start = line + strspn(line, "\"");
	size_t length = strlen(start);
	while (length > 0 && start[length - 1] == '"')
		length--;
	return g_strndup(start, length);
}

char *part_name(GMimeObject *object, const char *charset)
{
	g_autofree char *written = written_name(object, charset);
	g_autofree char *line = readable_name(written != NULL ? written : "", charset);
	const char *start = line;
	for (const char *c = line; *c != '\0'; c++) {
		if (*c == '/' || *c == '\\')
			start = c + 1;
	}
	return g_strdup(start);
}

/* What names no type in full is text, RFC 2045 5.2; but nobody writes one into a file in
 * base64 and calls it something else. */
static const char *type_of_none(GMimeObject *object, const char *raw)
{
	const char *transfer = raw_value(object, "Content-Transfer-Encoding");
	if (transfer_kind(transfer) != TRANSFER_BASE64 ||
	    g_ascii_strncasecmp(raw + strspn(raw, " \t\r\n"), "text", 4) == 0)
		return "text/plain";
	g_autofree char *name = part_name(object, NULL);
	return *name == '\0' ? "text/plain" : "application/octet-stream";
}

char *part_type(GMimeObject *object)
{
	const char *raw = g_mime_object_get_header(object, "Content-Type");
	if (raw != NULL && memchr(raw, '/', strcspn(raw, ";")) == NULL)
		return g_strdup(type_of_none(object, raw));
	GMimeContentType *type = g_mime_object_get_content_type(object);
	const char *kind = g_mime_content_type_get_media_type(type);
	const char *own = g_mime_content_type_get_media_subtype(type);
	g_autofree char *written = g_strconcat(kind != NULL ? kind : "text", "/",
					       own != NULL ? own : "plain", NULL);
	char *line = text_single_line(written, 200);
	for (char *c = line; *c != '\0'; c++)
		*c = g_ascii_tolower(*c);
	return line;
}

char *part_charset(GMimeObject *object)
{
	const char *declared =
		g_mime_object_get_content_type_parameter(object, "charset");
	if (declared != NULL)
		return g_strdup(declared);
	return loose_parameter(raw_value(object, "Content-Type"), "charset");
}

/* What stands behind `before` is new; of all together `max` is kept. */
static void keep(GByteArray *bytes, guint before, size_t max, size_t *total)
{
	*total += bytes->len - before;
	if (bytes->len > max)
		g_byte_array_set_size(bytes, (guint)max);
}

static GMimeStream *encoded_stream(GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	return content != NULL ? g_mime_data_wrapper_get_stream(content) : NULL;
}

static TransferKind kind_of(GMimePart *part)
{
	return transfer_kind(g_mime_object_get_header(GMIME_OBJECT(part),
						      "Content-Transfer-Encoding"));
}

static GByteArray *read_as(TransferKind kind, GMimeStream *encoded, size_t max,
			   size_t *out_total)
{
	GByteArray *bytes = g_byte_array_new();
	*out_total = 0;
	if (encoded == NULL)
		return bytes;
	g_mime_stream_reset(encoded);
	Transfer transfer;
	transfer_init(&transfer, kind);
	char room[16384];
	ssize_t got = 0;
	while ((got = g_mime_stream_read(encoded, room, sizeof room)) > 0) {
		guint before = bytes->len;
		transfer_feed(&transfer, room, (size_t)got, bytes);
		keep(bytes, before, max, out_total);
	}
	guint before = bytes->len;
	transfer_end(&transfer, bytes);
	keep(bytes, before, max, out_total);
	return bytes;
}

GByteArray *part_bytes(GMimePart *part, size_t max, size_t *out_total)
{
	return read_as(kind_of(part), encoded_stream(part), max, out_total);
}

GByteArray *part_text(GMimePart *part, size_t max, size_t *out_total)
{
	TransferKind kind = kind_of(part);
	GMimeStream *encoded = encoded_stream(part);
	GByteArray *bytes = read_as(kind, encoded, max, out_total);
	if (encoded == NULL || (kind != TRANSFER_BASE64 && kind != TRANSFER_UU))
		return bytes;
	char head[1024];
	g_mime_stream_reset(encoded);
	ssize_t got = g_mime_stream_read(encoded, head, sizeof head);
	if (got <= 0 || !transfer_is_missing(kind, head, (size_t)got, bytes))
		return bytes;
	g_byte_array_unref(bytes);
	return read_as(TRANSFER_PLAIN, encoded, max, out_total);
}

/* What the library writes to this is only counted; it writes an empty line even where
 * there is nothing. */
size_t part_raw_bytes(GMimeObject *object)
{
	g_autoptr(GMimeStream) nothing = g_mime_stream_null_new();
	g_mime_stream_null_set_count_newlines(GMIME_STREAM_NULL(nothing), FALSE);
	gint64 written = g_mime_object_write_to_stream(object, NULL, nothing);
	return written > 1 ? (size_t)written : 0;
}
