/* prescan.c: the raw bytes against the limits.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/prescan.h"

#include <string.h>

/* Each nested address group costs the library's stack a frame. */
#define ADDRESS_MAX_COLONS 1000

/* A multiple of every page size there is. */
#define FORGET_BYTES (4 * 1024 * 1024)

typedef struct {
	const char *bytes;
	size_t length, at, forgotten;
	PrescanForget forget;
} Lines;

static bool next_line(Lines *lines, const char **out_line, size_t *out_length)
{
	if (lines->at >= lines->length)
		return false;
	const char *start = lines->bytes + lines->at;
	const char *end = memchr(start, '\n', lines->length - lines->at);
	size_t length = end != NULL ? (size_t)(end - start) : lines->length - lines->at;
	if (lines->forget != NULL && lines->at - lines->forgotten > FORGET_BYTES) {
		lines->forget(lines->bytes + lines->forgotten, FORGET_BYTES);
		lines->forgotten += FORGET_BYTES;
	}
	lines->at += length + 1;
	/* A server that ends lines itself makes CR CR LF of a line that was ended. */
	while (length > 0 && start[length - 1] == '\r')
		length--;
	*out_line = start;
	*out_length = length;
	return true;
}

bool prescan_is_cr_only(const char *bytes, size_t length)
{
	return memchr(bytes, '\n', length) == NULL && memchr(bytes, '\r', length) != NULL;
}

bool prescan_has_doubled_ends(const char *bytes, size_t length)
{
	const char *end = memchr(bytes, '\n', length);
	return end != NULL && end - bytes >= 2 && end[-1] == '\r' && end[-2] == '\r';
}

static bool is_address_field(const char *line, size_t name_length)
{
	static const char *const names[] = {"to",	  "cc",		  "bcc",
					    "from",	  "reply-to",	  "sender",
					    "resent-to",  "resent-cc",	  "resent-from",
					    "resent-bcc", "resent-sender"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (strlen(names[i]) == name_length &&
		    g_ascii_strncasecmp(line, names[i], name_length) == 0)
			return true;
	}
	return false;
}

static size_t name_length(const char *line, size_t length)
{
	size_t at = 0;
	while (at < length && at < 70 && (g_ascii_isalnum(line[at]) || line[at] == '-'))
		at++;
	return at > 0 && at < length && line[at] == ':' ? at : 0;
}

typedef struct {
	size_t field_bytes, colons;
	bool is_address, is_top, has_begun;
	size_t top_bytes;
} FieldScan;

/* Anything shaped like an address field counts, wherever it stands: nested mails are
 * parsed too. */
static bool scan_field_line(FieldScan *scan, const char *line, size_t length,
			    const MessageLimits *limits, GError **error)
{
	bool is_continued = length > 0 && (line[0] == ' ' || line[0] == '\t');
	if (!is_continued) {
		size_t name = name_length(line, length);
		scan->field_bytes = 0;
		scan->colons = 0;
		scan->is_address = name > 0 && is_address_field(line, name);
	}
	/* Most lines are some text's. */
	if (!scan->is_top && !scan->is_address)
		return true;
	scan->field_bytes += length + 1;
	if (scan->is_top)
		scan->top_bytes += length + 1;
	if (scan->field_bytes > limits->max_header_bytes)
		return fault(error, FAULT_UNREADABLE, "a header field is over %zu bytes",
			     limits->max_header_bytes);
	if (scan->top_bytes > limits->max_headers_bytes)
		return fault(error, FAULT_UNREADABLE, "the header is over %zu bytes",
			     limits->max_headers_bytes);
	if (!scan->is_address)
		return true;
	for (size_t i = 0; i < length; i++)
		scan->colons += line[i] == ':';
	if (scan->colons > ADDRESS_MAX_COLONS)
		return fault(error, FAULT_UNREADABLE,
			     "an address field has too many groups");
	return true;
}

static bool scan_fields(const char *bytes, size_t length, const MessageLimits *limits,
			PrescanForget forget, size_t *out_dashes, GError **error)
{
	Lines lines = {.bytes = bytes, .length = length, .forget = forget};
	FieldScan scan = {.is_top = true};
	const char *line = NULL;
	size_t size = 0;
	size_t dashes = 0;
	while (next_line(&lines, &line, &size)) {
		/* Empty lines above a header are passed over. */
		if (size == 0 && scan.has_begun)
			scan.is_top = false;
		scan.has_begun |= size > 0;
		if (!scan_field_line(&scan, line, size, limits, error))
			return false;
		dashes += size > 2 && line[0] == '-' && line[1] == '-';
	}
	*out_dashes = dashes;
	return true;
}

/* ---- parts: counted exactly only where lines that begin with -- are many ---- */

static bool add_boundary(const char *at, const char *end, GHashTable *boundaries)
{
	at += strlen("boundary");
	while (at < end && g_ascii_isspace(*at))
		at++;
	if (at == end || *at != '=')
		return at < end && *at == '*';
	at++;
	while (at < end && g_ascii_isspace(*at))
		at++;
	bool is_quoted = at < end && *at == '"';
	at += is_quoted ? 1 : 0;
	const char *start = at;
	while (at < end && at - start < 256 && *at != '\n' && *at != '\r' &&
	       (is_quoted ? *at != '"' : !g_ascii_isspace(*at) && *at != ';'))
		at++;
	g_hash_table_add(boundaries, g_strndup(start, (gsize)(at - start)));
	return false;
}

/* True if a boundary is written in a way this count cannot follow (RFC 2231). */
static bool find_boundaries(const char *bytes, size_t length, GHashTable *boundaries)
{
	const char *end = bytes + length;
	bool is_strange = false;
	for (const char *at = bytes; at + 8 < end; at++) {
		at = memchr(at, '=', (size_t)(end - at));
		if (at == NULL)
			break;
		const char *start = at;
		while (start > bytes && at - start < 16 && start[-1] != ';' &&
		       start[-1] != '\n')
			start--;
		for (; start + 8 <= at; start++) {
			if (g_ascii_strncasecmp(start, "boundary", 8) == 0) {
				is_strange |= add_boundary(start, end, boundaries);
				break;
			}
		}
	}
	return is_strange;
}

static bool count_parts(const char *bytes, size_t length, const MessageLimits *limits,
			GError **error)
{
	g_autoptr(GHashTable) boundaries =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	bool is_strange = find_boundaries(bytes, length, boundaries);
	Lines lines = {.bytes = bytes, .length = length};
	const char *line = NULL;
	size_t size = 0;
	size_t parts = 0;
	while (next_line(&lines, &line, &size)) {
		if (size < 3 || size > 300 || line[0] != '-' || line[1] != '-')
			continue;
		g_autofree char *mark = g_strndup(line + 2, size - 2);
		g_strchomp(mark);
		parts += is_strange || g_hash_table_contains(boundaries, mark);
		if (parts > limits->max_parts)
			return fault(error, FAULT_UNREADABLE, "more than %zu parts",
				     limits->max_parts);
	}
	return true;
}

bool prescan(const char *bytes, size_t length, const MessageLimits *limits,
	     PrescanForget forget, GError **error)
{
	size_t dashes = 0;
	if (length > limits->max_bytes)
		return fault(error, FAULT_UNREADABLE, "oversize: %zu bytes", length);
	if (!scan_fields(bytes, length, limits, forget, &dashes, error))
		return false;
	return dashes <= limits->max_parts || count_parts(bytes, length, limits, error);
}
