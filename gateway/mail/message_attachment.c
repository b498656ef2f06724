/* message_attachment.c: what is attached to a mail: its name, its type, its size.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/message_attachment.h"

#include "base/text.h"
#include "mail/header_field.h"
#include "mail/part.h"

#define ATTACHMENTS_MAX 200
#define NAME_MAX_BYTES	250

static void put_attachment(Message *message, char *name, char *type, size_t bytes)
{
	Attachment *attachment = g_new0(Attachment, 1);
	attachment->name = name;
	attachment->type = type;
	attachment->bytes = bytes;
	g_ptr_array_add(message->attachments, attachment);
}

static bool is_full(const Message *message)
{
	return message->attachments->len >= ATTACHMENTS_MAX;
}

void message_add_attachment(Message *message, GMimeObject *object, const char *charset)
{
	if (is_full(message))
		return;
	size_t bytes = 0;
	if (GMIME_IS_PART(object)) {
		GByteArray *none = part_bytes(GMIME_PART(object), 0, &bytes);
		g_byte_array_unref(none);
	}
	put_attachment(message, part_name(object, charset), part_type(object), bytes);
}

void message_add_file(const char *name, size_t bytes, void *data)
{
	Message *message = data;
	if (!is_full(message))
		put_attachment(message, text_single_line(name, NAME_MAX_BYTES),
			       g_strdup("application/octet-stream"), bytes);
}

/* By our rules, not by the library's, as the subject of any mail. */
static char *subject_of(GMimeMessage *inner)
{
	int at = 0;
	GMimeHeader *field = header_field_next(
		g_mime_object_get_header_list(GMIME_OBJECT(inner)), "Subject", &at);
	const char *raw = field != NULL ? g_mime_header_get_raw_value(field) : NULL;
	GMimeObject *root = g_mime_message_get_mime_part(inner);
	g_autofree char *charset = root != NULL ? part_charset(root) : NULL;
	g_autofree char *subject = header_field_decode(raw != NULL ? raw : "", charset);
	return text_single_line(subject, NAME_MAX_BYTES);
}

void message_add_mail(Message *message, GMimeMessagePart *object, GMimeMessage *inner,
		      const char *charset)
{
	if (is_full(message))
		return;
	g_autofree char *name = part_name(GMIME_OBJECT(object), charset);
	put_attachment(
		message, *name != '\0' ? g_steal_pointer(&name) : subject_of(inner),
		part_type(GMIME_OBJECT(object)), part_raw_bytes(GMIME_OBJECT(inner)));
}
