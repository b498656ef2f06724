/* wrapped.c: mails that a spam filter has put into a report of its own.
 *
 * SpamAssassin (report_safe 1) keeps From, To, Subject, Date and Message-ID outside, and
 * attaches the rest as it came.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/wrapped.h"

#include <stdbool.h>
#include <string.h>

#include "mail/header_field.h"

#define FIELDS_MAX 200

static bool is_automatic(const char *name)
{
	static const char *const starts[] = {"Auto-Submitted",
					     "Precedence",
					     "X-Precedence",
					     "X-Auto",
					     "X-Mail-Autoreply",
					     "X-FC-Machinegenerated",
					     "X-Apple-Action",
					     "X-AMAZON-MAIL-RELAY-TYPE",
					     "X-Failed-Recipients",
					     "Return-Path",
					     "List-"};
	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (g_ascii_strncasecmp(name, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

static void take_fields(Message *message, GMimeMessage *inner)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(GMIME_OBJECT(inner));
	int count = MIN(g_mime_header_list_get_count(list), FIELDS_MAX);
	for (int i = 0; i < count; i++) {
		GMimeHeader *field = g_mime_header_list_get_header_at(list, i);
		const char *raw = g_mime_header_get_raw_value(field);
		if (raw == NULL || !is_automatic(g_mime_header_get_name(field)))
			continue;
		Header *header = g_new0(Header, 1);
		header->name = g_strdup(g_mime_header_get_name(field));
		header->value = header_field_decode(raw, NULL);
		g_ptr_array_add(message->headers, header);
	}
}

static GMimeMessage *inner_of(GMimeObject *child)
{
	if (!GMIME_IS_MESSAGE_PART(child))
		return NULL;
	const char *kind = g_mime_object_get_content_type_parameter(child, "x-spam-type");
	return kind != NULL && g_ascii_strcasecmp(kind, "original") == 0
		       ? g_mime_message_part_get_message(GMIME_MESSAGE_PART(child))
		       : NULL;
}

GMimeObject *wrapped_body(Message *message, GMimeMultipart *multipart)
{
	if (g_strcmp0(message->content_type, "multipart/mixed") != 0 ||
	    message_header(message, "X-Spam-Checker-Version") == NULL)
		return NULL;
	int count = g_mime_multipart_get_count(multipart);
	for (int i = 0; i < count; i++) {
		GMimeMessage *inner = inner_of(g_mime_multipart_get_part(multipart, i));
		if (inner == NULL)
			continue;
		take_fields(message, inner);
		return g_mime_message_get_mime_part(inner);
	}
	return NULL;
}
