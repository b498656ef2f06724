/* message.c: one mail as facts: ids, people, dates.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/message.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "mail/header_field.h"
#include "mail/mend.h"
#include "mail/message_date.h"
#include "mail/message_parts.h"
#include "mail/message_people.h"
#include "mail/part.h"
#include "mail/prescan.h"

#define HEADERS_MAX    2000
#define IDS_MAX	       200
#define REFERENCES_MAX 20
#define ID_MAX_BYTES   1000

const MessageLimits MESSAGE_LIMITS_DEFAULT = {
	.max_bytes = 200 * 1024 * 1024,
	.max_header_bytes = 64 * 1024,
	.max_headers_bytes = 512 * 1024,
	.max_parts = 1000,
	.max_depth = 50,
	.max_addresses = 2000,
	.max_text_bytes = 1024 * 1024,
};

static void attachment_free(Attachment *attachment)
{
	g_free(attachment->name);
	g_free(attachment->type);
	g_free(attachment);
}

static void header_free(Header *header)
{
	g_free(header->name);
	g_free(header->value);
	g_free(header);
}

static Message *message_new(void)
{
	Message *message = g_new0(Message, 1);
	message->date = INSTANT_NONE;
	message->delivered_to = g_ptr_array_new_with_free_func(g_free);
	message->attachments =
		g_ptr_array_new_with_free_func((GDestroyNotify)attachment_free);
	message->headers = g_ptr_array_new_with_free_func((GDestroyNotify)header_free);
	message->reports = g_ptr_array_new_with_free_func(g_free);
	message->trouble = g_ptr_array_new_with_free_func(g_free);
	return message;
}

void message_free(Message *message)
{
	if (message == NULL)
		return;
	GPtrArray *arrays[] = {message->to,	     message->cc,
			       message->reply_to,    message->delivered_to,
			       message->in_reply_to, message->references,
			       message->headers,     message->attachments,
			       message->reports,     message->trouble};
	for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++)
		g_clear_pointer(&arrays[i], g_ptr_array_unref);
	address_free(message->from);
	g_free(message->message_id);
	g_free(message->key);
	g_free(message->subject);
	g_free(message->content_type);
	g_free(message->report_type);
	g_free(message->text);
	g_free(message->returned);
	g_free(message->all_text);
	g_free(message);
}

/* Asked dozens of times a mail. */
static bool is_named(const Header *header, const char *name)
{
	return header_field_may_be(header->name, name) &&
	       g_ascii_strcasecmp(header->name, name) == 0;
}

const char *message_header(const Message *message, const char *name)
{
	for (guint i = 0; i < message->headers->len; i++) {
		const Header *header = g_ptr_array_index(message->headers, i);
		if (is_named(header, name))
			return header->value;
	}
	return NULL;
}

size_t message_header_count(const Message *message, const char *name)
{
	size_t count = 0;
	for (guint i = 0; i < message->headers->len; i++)
		count += is_named(g_ptr_array_index(message->headers, i), name);
	return count;
}

/* ---- header fields ------------------------------------------------------ */

/* The charset the mail declares for its text: header bytes that say nothing are in it
 * too. NULL if it declares none. */
static char *text_charset(GMimeObject *mime)
{
	GMimeObject *part = mime;
	for (int depth = 0; GMIME_IS_MULTIPART(part) && depth < 10; depth++)
		part = g_mime_multipart_get_count(GMIME_MULTIPART(part)) > 0
			       ? g_mime_multipart_get_part(GMIME_MULTIPART(part), 0)
			       : NULL;
	return part != NULL ? part_charset(part) : NULL;
}

/* Old programs put a space before the colon. */
static char *field_name(GMimeHeader *field)
{
	return text_single_line(g_mime_header_get_name(field), 200);
}

/* What speaks of the body is read with it. */
static bool is_of_body(GMimeHeader *field)
{
	return g_ascii_strncasecmp(g_mime_header_get_name(field), "Content-", 8) == 0;
}

static void read_headers(Message *message, GMimeHeaderList *list, const char *charset)
{
	int count = g_mime_header_list_get_count(list);
	if (count > HEADERS_MAX)
		g_ptr_array_add(message->trouble,
				g_strdup_printf("%d header fields", count));
	for (int i = 0; i < MIN(count, HEADERS_MAX); i++) {
		GMimeHeader *field = g_mime_header_list_get_header_at(list, i);
		if (is_of_body(field))
			continue;
		const char *raw = g_mime_header_get_raw_value(field);
		Header *header = g_new0(Header, 1);
		header->name = field_name(field);
		header->value = header_field_decode(raw != NULL ? raw : "", charset);
		g_ptr_array_add(message->headers, header);
	}
}

/* Without what folding and broken programs put into it; NULL if it has no @. */
static char *read_id(const char *start, size_t length)
{
	g_autofree char *id = g_strndup(start, length);
	char *to = id;
	for (const char *c = id; *c != '\0'; c++)
		if (g_ascii_isgraph(*c) || (unsigned char)*c >= 0x80)
			*to++ = *c;
	*to = '\0';
	return strchr(id, '@') != NULL ? text_cleaned(g_steal_pointer(&id)) : NULL;
}

/* Whatever stands between angle brackets and has an @; broken neighbours do no harm. */
static void read_bracketed(const char *at, GPtrArray *ids)
{
	while ((at = strchr(at, '<')) != NULL && ids->len < IDS_MAX) {
		size_t length = strcspn(at + 1, "<>");
		bool is_whole =
			at[1 + length] == '>' && length > 2 && length < ID_MAX_BYTES;
		char *id = is_whole ? read_id(at + 1, length) : NULL;
		if (id != NULL)
			g_ptr_array_add(ids, id);
		at++;
	}
}

/* Of the first `fields` fields of that name. */
static GPtrArray *read_ids(GMimeHeaderList *list, const char *name, int fields)
{
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
	int at = 0;
	GMimeHeader *field = NULL;
	while (fields-- > 0 && (field = header_field_next(list, name, &at)) != NULL) {
		const char *value = g_mime_header_get_raw_value(field);
		if (value != NULL)
			read_bracketed(value, ids);
	}
	return ids;
}

Instant message_arrival(const Message *message)
{
	int offset = 0;
	const char *received = message_header(message, "Received");
	const char *date = received != NULL ? strrchr(received, ';') : NULL;
	Instant instant =
		date != NULL ? message_date_read(date + 1, &offset) : INSTANT_NONE;
	return instant != INSTANT_NONE ? instant : message->date;
}

static void read_date(Message *message)
{
	const char *value = message_header(message, "Date");
	if (value != NULL)
		message->date = message_date_read(value, &message->date_offset_minutes);
}

/* ---- the ledger key ----------------------------------------------------- */

/* Over the bytes with LF line ends: the same mail through two servers has the same hash.
 */
static char *hash_of(const char *bytes, size_t length)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	size_t at = 0;
	while (at < length) {
		const char *end = memchr(bytes + at, '\r', length - at);
		size_t run = end != NULL ? (size_t)(end - bytes) - at : length - at;
		g_checksum_update(checksum, (const guchar *)bytes + at, (gssize)run);
		at += run + (end != NULL ? 1 : 0);
	}
	return g_strconcat("sha256:", g_checksum_get_string(checksum), NULL);
}

/* Some programs forget the brackets. In other fields such a word may be an address. */
static char *bare_id(GMimeHeaderList *list)
{
	int at = 0;
	GMimeHeader *field = header_field_next(list, "Message-ID", &at);
	const char *value = field != NULL ? g_mime_header_get_raw_value(field) : NULL;
	const char *start = value != NULL ? value + strspn(value, " \t\r\n") : "";
	size_t length = strcspn(start, " \t\r\n<>,;\"()");
	bool is_alone = start[length + strspn(start + length, " \t\r\n")] == '\0';
	return is_alone && length < ID_MAX_BYTES ? read_id(start, length) : NULL;
}

static void read_ids_of(Message *message, GMimeHeaderList *list, const char *bytes,
			size_t length)
{
	g_autoptr(GPtrArray) ids = read_ids(list, "Message-ID", 1);
	if (ids->len > 0)
		message->message_id = g_strdup(g_ptr_array_index(ids, 0));
	else
		message->message_id = bare_id(list);
	message->key = message->message_id != NULL ? g_strdup(message->message_id)
						   : hash_of(bytes, length);
	message->in_reply_to = read_ids(list, "In-Reply-To", 1);
	message->references = read_ids(list, "References", REFERENCES_MAX);
}

/* ---- the whole ---------------------------------------------------------- */

static Message *read_mime(GMimeObject *mime, const char *bytes, size_t length,
			  const MessageLimits *limits)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(mime);
	Message *message = message_new();
	message->bytes = length;
	g_autofree char *charset = text_charset(mime);
	read_headers(message, list, charset);
	read_ids_of(message, list, bytes, length);
	message_read_people(message, list, limits->max_addresses, charset);
	read_date(message);
	const char *subject = message_header(message, "Subject");
	message->subject = g_strdup(subject != NULL ? subject : "");
	message_read_parts(message, mime, charset, limits);
	return message;
}

static GMimeStream *undoubled(GMimeStream *stream)
{
	GMimeStream *filtered = g_mime_stream_filter_new(stream);
	g_autoptr(GMimeFilter) filter = g_mime_filter_dos2unix_new(FALSE);
	g_mime_stream_filter_add(GMIME_STREAM_FILTER(filtered), filter);
	return filtered;
}

/* As a part, not as a message: the library would read a message's people, subject and
 * date as it goes, which we read by other rules, and make objects for those that are not
 * there. That is a third of its time for a short mail. */
static Message *parse(GMimeStream *stream, const char *bytes, size_t length,
		      const MessageLimits *limits, GError **error)
{
	bool has_doubled_ends = prescan_has_doubled_ends(bytes, length);
	g_autoptr(GMimeStream) mended = mend(stream, bytes, length, limits->max_parts);
	g_autoptr(GMimeStream) filtered = has_doubled_ends ? undoubled(mended) : NULL;
	g_autoptr(GMimeParser) parser =
		g_mime_parser_new_with_stream(filtered != NULL ? filtered : mended);
	g_mime_parser_set_respect_content_length(parser, FALSE);
	g_autoptr(GMimeObject) mime =
		g_mime_parser_construct_part(parser, library_options());
	if (mime == NULL) {
		fault(error, FAULT_UNREADABLE, "this does not look like a mail");
		return NULL;
	}
	return read_mime(mime, bytes, length, limits);
}

/* Old Macs and some gateways: CR is the only line end. */
static GBytes *with_line_feeds(const char *bytes, size_t length)
{
	char *copy = g_memdup2(bytes, length);
	for (size_t i = 0; i < length; i++) {
		if (copy[i] == '\r')
			copy[i] = '\n';
	}
	return g_bytes_new_take(copy, length);
}

/* The library's own stream of bytes copies them first; this one only looks. */
static Message *parse_borrowed(const char *bytes, size_t length,
			       const MessageLimits *limits, GError **error)
{
	GByteArray *borrowed = g_byte_array_new_take((guint8 *)(uintptr_t)bytes, length);
	GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(borrowed);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
	Message *message = parse(stream, bytes, length, limits, error);
	g_object_unref(stream);
	(void)g_byte_array_free(borrowed, FALSE);
	return message;
}

Message *message_read(GBytes *raw, const MessageLimits *limits, GError **error)
{
	size_t length = 0;
	const char *bytes = g_bytes_get_data(raw, &length);
	if (length == 0) {
		fault(error, FAULT_UNREADABLE, "the mail is empty");
		return NULL;
	}
	if (prescan_is_cr_only(bytes, length)) {
		g_autoptr(GBytes) plain = with_line_feeds(bytes, length);
		return message_read(plain, limits, error);
	}
	if (!prescan(bytes, length, limits, NULL, error))
		return NULL;
	(void)library_options();
	return parse_borrowed(bytes, length, limits, error);
}

/* The file is ours alone to read; what was scanned comes back from the disk if needed. */
static void forget_pages(const char *from, size_t length)
{
	(void)madvise((void *)(uintptr_t)from, length, MADV_DONTNEED);
}

Message *message_read_file(int fd, const MessageLimits *limits, GError **error)
{
	struct stat status;
	if (fstat(fd, &status) != 0 || status.st_size <= 0) {
		fault(error, FAULT_UNREADABLE, "the mail is empty");
		return NULL;
	}
	size_t length = (size_t)status.st_size;
	char *bytes = mmap(NULL, length, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED) {
		fault(error, FAULT_LATER, "mail file: %s", g_strerror(errno));
		return NULL;
	}
	Message *message = NULL;
	if (prescan(bytes, length, limits, forget_pages, error)) {
		(void)library_options();
		int copy = dup(fd);
		g_autoptr(GMimeStream) stream =
			g_mime_stream_fs_new_with_bounds(copy, 0, -1);
		forget_pages(bytes, length);
		message = parse(stream, bytes, length, limits, error);
	}
	munmap(bytes, length);
	return message;
}
