/* origin_ours.c: what marks a mail as ours, or as addressed to us.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/origin_ours.h"

#include <string.h>

#define RECEIVED_MAX  30
#define ADDRESSES_MAX 100

/* ---- addresses ---------------------------------------------------------- */

bool origin_is_ours(const OriginMarks *marks, const char *address)
{
	if (marks->addresses == NULL)
		return false;
	g_autofree char *bare = address_without_detail(address);
	for (guint i = 0; i < marks->addresses->len; i++) {
		g_autofree char *own =
			address_without_detail(g_ptr_array_index(marks->addresses, i));
		if (address_equal(own, bare))
			return true;
	}
	return false;
}

static bool has_ours(const OriginMarks *marks, GPtrArray *people)
{
	for (guint i = 0; i < people->len; i++) {
		const Address *person = g_ptr_array_index(people, i);
		if (origin_is_ours(marks, person->address))
			return true;
	}
	return false;
}

static bool has_ours_in(const OriginMarks *marks, const Message *message,
			const char *name)
{
	const char *value = message_header(message, name);
	g_autoptr(GPtrArray) people =
		address_read_list(value != NULL ? value : "", ADDRESSES_MAX);
	return has_ours(marks, people);
}

bool origin_is_addressed_to_us(const Message *message, const OriginMarks *marks)
{
	static const char *const names[] = {"Bcc", "Resent-To", "Resent-Cc",
					    "Resent-Bcc"};
	if (marks->addresses == NULL || marks->addresses->len == 0 ||
	    has_ours(marks, message->to) || has_ours(marks, message->cc))
		return true;
	for (guint i = 0; i < message->delivered_to->len; i++) {
		if (origin_is_ours(marks, g_ptr_array_index(message->delivered_to, i)))
			return true;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (has_ours_in(marks, message, names[i]))
			return true;
	}
	return false;
}

/* ---- our own mail ------------------------------------------------------- */

/* "<mailto:team@acme.example?subject=...>, <https://...>" */
static bool is_list_post_ours(const Message *message, const OriginMarks *marks)
{
	const char *value = message_header(message, "List-Post");
	for (const char *at = value != NULL ? strchr(value, '<') : NULL; at != NULL;
	     at = strchr(at + 1, '<')) {
		if (g_ascii_strncasecmp(at + 1, "mailto:", 7) != 0)
			continue;
		g_autofree char *address = g_strndup(at + 8, strcspn(at + 8, ">?"));
		if (origin_is_ours(marks, address))
			return true;
	}
	return false;
}

static bool has_own_loop_header(const Message *message, const OriginMarks *marks)
{
	for (guint i = 0; marks->instance != NULL && i < message->headers->len; i++) {
		const Header *header = g_ptr_array_index(message->headers, i);
		if (g_ascii_strcasecmp(header->name, ORIGIN_LOOP_HEADER) == 0 &&
		    g_str_equal(header->value, marks->instance))
			return true;
	}
	return false;
}

const char *origin_own_evidence(const Message *message, const OriginMarks *marks)
{
	if (has_own_loop_header(message, marks))
		return ORIGIN_LOOP_HEADER " is ours";
	if (message_header_count(message, ORIGIN_LOOP_HEADER) > 1)
		return ORIGIN_LOOP_HEADER " more than once";
	if (message_header_count(message, "Received") > RECEIVED_MAX)
		return "too many Received lines: a loop";
	if ((message->from != NULL && origin_is_ours(marks, message->from->address)) ||
	    (message->from == NULL && has_ours_in(marks, message, "From")))
		return "From is one of our addresses";
	if (is_list_post_ours(message, marks))
		return "List-Post is one of our addresses";
	return NULL;
}

bool origin_has_own_id(const Message *message, const OriginMarks *marks)
{
	return marks->keys != NULL && message->message_id != NULL &&
	       token_is_our_message_id(marks->keys, message->message_id);
}
