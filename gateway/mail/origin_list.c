/* origin_list.c: what a mailing list leaves on the mails it hands on.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/origin_list.h"

#include <string.h>

#include "base/text.h"

#define REASON_MAX_BYTES 200

/* ---- fields that lists alone write --------------------------------------- */

char *list_by_header(const Message *message)
{
	/* The first that a mail has tells most. */
	static const char *const names[] = {
		"List-Id",	  "List-Post",	  "List-Unsubscribe", "List-Help",
		"List-Subscribe", "List-Owner",	  "List-Archive",     "X-BeenThere",
		"X-Mailing-List", "Mailing-List", "X-Listserver",     "X-Mailman-Version",
		"X-ML-Name",	  "X-MLServer"};
	size_t best = G_N_ELEMENTS(names);
	const char *value = NULL;
	for (guint i = 0; i < message->headers->len; i++) {
		const Header *header = g_ptr_array_index(message->headers, i);
		char first = g_ascii_toupper(header->name[0]);
		for (size_t n = 0; n < best; n++) {
			if (first != names[n][0] ||
			    g_ascii_strcasecmp(header->name, names[n]) != 0)
				continue;
			best = n;
			value = header->value;
		}
	}
	if (value == NULL)
		return NULL;
	g_autofree char *whole = g_strdup_printf("%s: %s", names[best], value);
	return text_single_line(whole, REASON_MAX_BYTES);
}

/* ---- the hand that sent it on -------------------------------------------- */

/* "owner-team@x", "team-bounces+ann=y@x": team@x. NULL if it is nobody's name. */
static char *list_behind(const char *address)
{
	static const char before[] = "owner-";
	static const char *const behind[] = {"-owner", "-bounces", "-admin"};
	g_autofree char *bare = address_without_detail(address);
	const char *at = strrchr(bare, '@');
	if (at == NULL)
		return NULL;
	g_autofree char *local = g_ascii_strdown(bare, at - bare);
	if (g_str_has_prefix(local, before) && local[strlen(before)] != '\0')
		return g_strconcat(local + strlen(before), at, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(behind); i++) {
		if (!g_str_has_suffix(local, behind[i]) ||
		    strlen(local) == strlen(behind[i]))
			continue;
		local[strlen(local) - strlen(behind[i])] = '\0';
		return g_strconcat(local, at, NULL);
	}
	return NULL;
}

static bool has_person(const GPtrArray *people, const char *address)
{
	for (guint i = 0; i < people->len; i++) {
		const Address *person = g_ptr_array_index(people, i);
		if (address_equal(person->address, address))
			return true;
	}
	return false;
}

static bool is_addressed(const Message *message, const Address *sender, const char *list)
{
	for (guint i = 0; i < message->delivered_to->len; i++) {
		if (address_equal(g_ptr_array_index(message->delivered_to, i), list))
			return true;
	}
	return has_person(message->to, list) || has_person(message->cc, list) ||
	       (sender != NULL && address_equal(sender->address, list));
}

static Address *person_in(const Message *message, const char *name)
{
	const char *value = message_header(message, name);
	return value != NULL ? address_read(value) : NULL;
}

/* Every mail has a Return-Path, and few are a list's: reading it as an address is dear.
 */
static bool may_be_list(const Message *message, const char *name)
{
	const char *value = message_header(message, name);
	return value != NULL && strchr(value, '-') != NULL &&
	       (strcasestr(value, "owner") != NULL ||
		strcasestr(value, "bounces") != NULL ||
		strcasestr(value, "-admin") != NULL);
}

char *list_by_sender(const Message *message)
{
	static const char *const hands[] = {"Sender", "Return-Path"};
	for (size_t i = 0; message->from != NULL && i < G_N_ELEMENTS(hands); i++) {
		if (!may_be_list(message, hands[i]))
			continue;
		g_autoptr(Address) hand = person_in(message, hands[i]);
		g_autoptr(Address) sender = person_in(message, "Sender");
		g_autofree char *list = hand != NULL ? list_behind(hand->address) : NULL;
		if (list != NULL && !address_equal(message->from->address, list) &&
		    is_addressed(message, sender, list))
			return g_steal_pointer(&list);
	}
	return NULL;
}

/* ---- its name ------------------------------------------------------------ */

char *list_id(const char *value)
{
	const char *open = strrchr(value, '<');
	g_autofree char *bare = open != NULL ? g_strndup(open + 1, strcspn(open + 1, ">"))
					     : g_strdup(value);
	g_strdelimit(bare, "@", '.');
	return g_strdup(g_strstrip(bare));
}

char *list_id_of(const Message *message)
{
	static const char *const names[] = {"List-Id", "X-BeenThere", "X-Mailing-List"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		guint count = message_header_count(message, names[i]);
		if (count > 0)
			return count == 1 ? list_id(message_header(message, names[i]))
					  : NULL;
	}
	g_autofree char *address = list_by_sender(message);
	return address != NULL ? list_id(address) : NULL;
}
