/* opaque.c: what is wrapped in its signature.
 *
 * Of ASN.1 only what leads to the content: its elements follow each other, each with a
 * tag and a length, or with no length and an end of its own.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/opaque.h"

#include <stdbool.h>
#include <string.h>

#include "mail/mend.h"
#include "mail/part.h"
#include "mail/prescan.h"

#define SET_MAX_DEPTH	 8
#define OPAQUE_MAX_BYTES ((size_t)32 * 1024 * 1024)

enum {
	END = 0x00,
	INTEGER = 0x02,
	OCTETS = 0x04,
	OBJECT = 0x06,
	OCTETS_IN_PIECES = 0x24,
	SEQUENCE = 0x30,
	SET = 0x31,
	EXPLICIT = 0xa0,
};

typedef struct {
	const guint8 *at, *end;
} Reader;

typedef struct {
	guint8 tag;
	Reader inside; /* up to the end of all where the length is not known */
	bool is_open;  /* ... which is this */
} Element;

/* The header of the next element; `in` goes to what is inside. */
static bool read_header(Reader *in, Element *out)
{
	if (in->end - in->at < 2)
		return false;
	out->tag = *in->at++;
	size_t length = *in->at++;
	out->is_open = length == 0x80;
	if (length > 0x80) {
		size_t count = length & 0x7f;
		if (count > 4 || (size_t)(in->end - in->at) < count)
			return false;
		for (length = 0; count > 0; count--)
			length = length << 8 | *in->at++;
	}
	size_t left = (size_t)(in->end - in->at);
	out->inside = *in;
	if (!out->is_open)
		out->inside.end = in->at + MIN(length, left);
	return true;
}

/* Goes into the next element, which must be one of that kind. */
static bool enter(Reader *in, guint8 tag)
{
	Element element;
	if (!read_header(in, &element) || element.tag != tag)
		return false;
	*in = element.inside;
	return true;
}

static bool skip(Reader *in, guint8 tag, int depth)
{
	Element element;
	if (depth > SET_MAX_DEPTH || !read_header(in, &element) ||
	    (tag != END && element.tag != tag))
		return false;
	if (!element.is_open) {
		in->at = element.inside.end;
		return true;
	}
	while (in->end - in->at >= 2) {
		if (in->at[0] == END && in->at[1] == 0) {
			in->at += 2;
			return true;
		}
		if (!skip(in, END, depth + 1))
			return false;
	}
	return false;
}

static bool is_object(Reader *in, const char *name, size_t length)
{
	Element element;
	if (!read_header(in, &element) || element.tag != OBJECT || element.is_open)
		return false;
	in->at = element.inside.end;
	return (size_t)(element.inside.end - element.inside.at) == length &&
	       memcmp(element.inside.at, name, length) == 0;
}

/* One string, or one in pieces. */
static GByteArray *read_octets(Reader *in)
{
	Element element;
	if (!read_header(in, &element))
		return NULL;
	GByteArray *bytes = g_byte_array_new();
	if (element.tag == OCTETS && !element.is_open) {
		g_byte_array_append(bytes, element.inside.at,
				    (guint)(element.inside.end - element.inside.at));
		return bytes;
	}
	Reader pieces = element.inside;
	Element piece;
	while (element.tag == OCTETS_IN_PIECES && read_header(&pieces, &piece) &&
	       piece.tag == OCTETS && !piece.is_open) {
		g_byte_array_append(bytes, piece.inside.at,
				    (guint)(piece.inside.end - piece.inside.at));
		pieces.at = piece.inside.end;
	}
	return bytes;
}

GByteArray *opaque_content(const guint8 *bytes, size_t length)
{
	static const char signed_data[] = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
	static const char data[] = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
	Reader in = {.at = bytes, .end = bytes + length};
	bool is_there = enter(&in, SEQUENCE) &&
			is_object(&in, signed_data, sizeof signed_data - 1) &&
			enter(&in, EXPLICIT) && enter(&in, SEQUENCE) &&
			skip(&in, INTEGER, 0) && skip(&in, SET, 0) &&
			enter(&in, SEQUENCE) && is_object(&in, data, sizeof data - 1) &&
			enter(&in, EXPLICIT);
	return is_there ? read_octets(&in) : NULL;
}

/* ---- the body inside ---------------------------------------------------- */

static bool is_opaque(GMimePart *part)
{
	g_autofree char *type = part_type(GMIME_OBJECT(part));
	if (!g_str_equal(type, "application/pkcs7-mime") &&
	    !g_str_equal(type, "application/x-pkcs7-mime"))
		return false;
	g_autofree char *name = part_name(GMIME_OBJECT(part), NULL);
	return *name == '\0' || g_ascii_strcasecmp(name, "smime.p7m") == 0;
}

static bool begins(const GByteArray *content, const char *word)
{
	size_t length = strlen(word);
	return content->len > length &&
	       g_ascii_strncasecmp((const char *)content->data, word, length) == 0;
}

GByteArray *opaque_unwrap(GMimePart *part, GByteArray **out_wrapper)
{
	size_t total = 0;
	*out_wrapper = NULL;
	if (!is_opaque(part))
		return NULL;
	g_autoptr(GByteArray) bytes = part_bytes(part, OPAQUE_MAX_BYTES, &total);
	GByteArray *content = bytes->len > 0 && total <= bytes->len
				      ? opaque_content(bytes->data, bytes->len)
				      : NULL;
	if (content != NULL)
		*out_wrapper = g_steal_pointer(&bytes);
	return content;
}

GMimeObject *opaque_body(GMimePart *part, const MessageLimits *limits)
{
	g_autoptr(GByteArray) wrapper = NULL;
	g_autoptr(GByteArray) content = opaque_unwrap(part, &wrapper);
	if (content == NULL ||
	    (!begins(content, "Content-") && !begins(content, "MIME-")))
		return NULL;
	const char *inside = (const char *)content->data;
	if (!prescan(inside, content->len, limits, NULL, NULL))
		return NULL;
	g_autoptr(GMimeStream) stream =
		g_mime_stream_mem_new_with_buffer(inside, content->len);
	g_autoptr(GMimeStream) mended =
		mend(stream, inside, content->len, limits->max_parts);
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(mended);
	return g_mime_parser_construct_part(parser, library_options());
}
