/* address.c: people and lists of people.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/address.h"

#include <string.h>

#include "base/text.h"
#include "mail/address_entry.h"
#include "mail/address_list.h"
#include "mail/address_plain.h"

#define GROUP_MAX_DEPTH	  8
#define NAME_MAX_BYTES	  200
#define ADDRESS_MAX_BYTES 254 /* RFC 5321 4.5.3.1.3, without the angle brackets */

Address *address_new(const char *name, const char *address)
{
	Address *made = g_new0(Address, 1);
	made->name = text_single_line(name != NULL ? name : "", NAME_MAX_BYTES);
	made->address = g_strdup(address);
	char *at = strrchr(made->address, '@');
	for (; at != NULL && *at != '\0'; at++)
		*at = g_ascii_tolower(*at);
	return made;
}

void address_free(Address *address)
{
	if (address == NULL)
		return;
	g_free(address->name);
	g_free(address->address);
	g_free(address);
}

static char *unquoted(const char *name)
{
	g_autofree char *line = text_single_line(name, NAME_MAX_BYTES);
	size_t length = strlen(line);
	bool is_quoted = length >= 2 && (line[0] == '\'' || line[0] == '"') &&
			 line[length - 1] == line[0];
	return is_quoted ? g_strndup(line + 1, length - 2) : g_steal_pointer(&line);
}

static void add_mailbox(InternetAddressMailbox *mailbox, GPtrArray *addresses)
{
	const char *written = internet_address_mailbox_get_addr(mailbox);
	const char *encoded = written != NULL && !g_str_is_ascii(written)
				      ? internet_address_mailbox_get_idn_addr(mailbox)
				      : NULL;
	if (encoded != NULL)
		written = encoded;
	g_autofree char *address = text_single_line(written != NULL ? written : "", 1000);
	if (!address_is_sendable(address))
		return;
	const char *name = internet_address_get_name(INTERNET_ADDRESS(mailbox));
	g_autofree char *plain = unquoted(name != NULL ? name : "");
	g_ptr_array_add(addresses, address_new(plain, address));
}

static void add_all(InternetAddressList *list, int depth, size_t max,
		    GPtrArray *addresses)
{
	int length = list != NULL ? internet_address_list_length(list) : 0;
	for (int i = 0; i < length && addresses->len < max; i++) {
		InternetAddress *entry = internet_address_list_get_address(list, i);
		if (INTERNET_ADDRESS_IS_MAILBOX(entry))
			add_mailbox(INTERNET_ADDRESS_MAILBOX(entry), addresses);
		else if (INTERNET_ADDRESS_IS_GROUP(entry) && depth < GROUP_MAX_DEPTH)
			add_all(internet_address_group_get_members(
					INTERNET_ADDRESS_GROUP(entry)),
				depth + 1, max, addresses);
	}
}

GPtrArray *address_list_people(InternetAddressList *list, size_t max)
{
	GPtrArray *addresses =
		g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	add_all(list, 0, max, addresses);
	return addresses;
}

GPtrArray *address_list_parse(const char *value, size_t max)
{
	g_autoptr(InternetAddressList) list =
		internet_address_list_parse(library_options(), value);
	return address_list_people(list, max);
}

GPtrArray *address_read_list(const char *value, size_t max)
{
	GPtrArray *plain = address_plain_read(value, max);
	if (plain != NULL)
		return plain;
	GPtrArray *strict = address_list_parse(value, max);
	if (address_entry_suffices(value, strict->len, max))
		return strict;
	g_ptr_array_unref(strict);
	return address_entry_read_all(value, max);
}

Address *address_read(const char *text)
{
	g_autofree char *line = text_single_line(text, 1000);
	g_autoptr(GPtrArray) addresses = address_list_parse(line, 2);
	if (addresses->len != 1)
		return NULL;
	return g_ptr_array_steal_index(addresses, 0);
}

bool address_equal(const char *a, const char *b)
{
	return g_ascii_strcasecmp(a, b) == 0;
}

char *address_without_detail(const char *address)
{
	const char *at = strrchr(address, '@');
	const char *plus = strchr(address, '+');
	if (at == NULL || plus == NULL || plus > at)
		return g_strdup(address);
	g_autofree char *local = g_strndup(address, (gsize)(plus - address));
	return g_strconcat(local, at, NULL);
}

char *address_detail(const char *address)
{
	const char *at = strrchr(address, '@');
	const char *plus = strchr(address, '+');
	if (at == NULL || plus == NULL || plus > at)
		return NULL;
	return g_strndup(plus + 1, (gsize)(at - plus - 1));
}

bool address_is_sendable(const char *address)
{
	size_t length = strlen(address);
	const char *at = strchr(address, '@');
	if (at == NULL || at == address || at[1] == '\0' || strchr(at + 1, '@') != NULL ||
	    length > ADDRESS_MAX_BYTES)
		return false;
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)address[i];
		if (c <= 0x20 || c == 0x7f)
			return false;
	}
	return strpbrk(address, "<>,;\"\\()") == NULL;
}
