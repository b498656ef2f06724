/* message_people.c: who wrote a mail, and to whom.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/message_people.h"

#include <string.h>

#include "mail/address_entry.h"
#include "mail/address_list.h"
#include "mail/encoded_word.h"
#include "mail/header_field.h"

/* As the library's parser of addresses should see it: on one line, since behind a line
 * end an open comment means something else to it. */
static char *readable(const char *raw, const char *charset)
{
	g_autofree char *unfolded = g_mime_utils_header_unfold(raw);
	return encoded_word_is_plain(unfolded) ? g_steal_pointer(&unfolded)
					       : encoded_word_normal(unfolded, charset);
}

/* All fields of that name: a mail with three To fields went to all of them. */
static GPtrArray *read_addresses(GMimeHeaderList *list, const char *name, size_t max,
				 const char *charset)
{
	GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	int at = 0;
	GMimeHeader *field = NULL;
	while (all->len < max && (field = header_field_next(list, name, &at)) != NULL) {
		const char *raw = g_mime_header_get_raw_value(field);
		if (raw == NULL)
			continue;
		g_autofree char *value = readable(raw, charset);
		g_autoptr(GPtrArray) some = address_read_list(value, max - all->len);
		g_ptr_array_extend_and_steal(all, g_steal_pointer(&some));
	}
	return all;
}

/* "Received: from a by b for <user@host>; date" */
static char *received_for(const char *value)
{
	const char *at = strstr(value, " for ");
	if (at == NULL)
		return NULL;
	at += strlen(" for ");
	at += *at == '<' ? 1 : 0;
	g_autofree char *address = g_strndup(at, strcspn(at, "<>; \t"));
	return address_is_sendable(address) ? g_steal_pointer(&address) : NULL;
}

static void read_delivered_to(Message *message)
{
	static const char *const names[] = {
		"Delivered-To",	  "X-Original-To",  "Envelope-To", "X-Envelope-To",
		"X-Delivered-To", "X-Forwarded-To", "Received"};
	for (size_t n = 0; n < G_N_ELEMENTS(names); n++) {
		for (guint i = 0;
		     i < message->headers->len && message->delivered_to->len < 50; i++) {
			const Header *header = g_ptr_array_index(message->headers, i);
			if (g_ascii_strcasecmp(header->name, names[n]) != 0)
				continue;
			g_autofree char *found = NULL;
			if (n + 1 == G_N_ELEMENTS(names)) {
				found = received_for(header->value);
			} else {
				g_autoptr(Address) address = address_read(header->value);
				found = address != NULL ? g_strdup(address->address)
							: NULL;
			}
			if (found != NULL)
				g_ptr_array_add(message->delivered_to,
						g_steal_pointer(&found));
		}
	}
}

/* Of a From in which one was found. */
static size_t count_authors(GMimeHeaderList *list, const Address *found,
			    const char *charset)
{
	int at = 0;
	const char *raw =
		g_mime_header_get_raw_value(header_field_next(list, "From", &at));
	const char *sign = strchr(raw, '@');
	if (sign == NULL || strchr(sign + 1, '@') == NULL)
		return 1;
	g_autofree char *value = readable(raw, charset);
	bool is_disputed = address_entry_is_disputed(value, found->address);
	return is_disputed ? 2 : address_entry_count(value, 2);
}

/* An entry that nobody can read is an author too, and so is what others might read. */
static void read_from(Message *message, GMimeHeaderList *list, size_t max,
		      const char *charset)
{
	g_autoptr(GPtrArray) from = read_addresses(list, "From", max, charset);
	size_t fields = message_header_count(message, "From");
	size_t authors = from->len;
	if (fields > 1)
		authors = MAX(authors, 2);
	else if (authors == 1)
		authors = MAX(authors,
			      count_authors(list, g_ptr_array_index(from, 0), charset));
	message->from_count = authors;
	if (authors == 1)
		message->from = g_ptr_array_steal_index(from, 0);
}

void message_read_people(Message *message, GMimeHeaderList *list, size_t max,
			 const char *charset)
{
	read_from(message, list, max, charset);
	message->to = read_addresses(list, "To", max, charset);
	message->cc = read_addresses(list, "Cc", max, charset);
	message->reply_to = read_addresses(list, "Reply-To", max, charset);
	read_delivered_to(message);
}
