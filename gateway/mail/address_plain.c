/* address_plain.c: lists of people as most programs write them.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/address_plain.h"

#include <string.h>

#include "mail/address.h"

/* Longer ones are judged elsewhere; this bounds both a name and an address. */
#define ENTRY_MAX_BYTES 150

/* Letters, digits, and what else is in `more`. */
static size_t measure_word(const char *at, const char *more)
{
	size_t length = 0;
	while (g_ascii_isalnum(at[length]) ||
	       (at[length] != '\0' && strchr(more, at[length]) != NULL))
		length++;
	return length;
}

/* Behind words with dots between them; NULL if there are none. */
static const char *skip_dotted(const char *at, const char *more)
{
	for (;;) {
		size_t length = measure_word(at, more);
		if (length == 0)
			return NULL;
		at += length;
		if (*at != '.')
			return at;
		at++;
	}
}

static const char *skip_address(const char *at)
{
	at = skip_dotted(at, "-_+=");
	return at != NULL && *at == '@' ? skip_dotted(at + 1, "-") : NULL;
}

/* Behind words with one blank after each, at the bracket they lead to; NULL if they lead
 * elsewhere. There may be no words. */
static const char *skip_name(const char *at)
{
	while (*at != '<') {
		size_t length = measure_word(at, "-");
		if (length == 0 || at[length] != ' ')
			return NULL;
		at += length + 1;
	}
	return at;
}

static Address *make(const char *name, size_t name_length, const char *start,
		     const char *end)
{
	g_autofree char *words = g_strndup(name, name_length);
	g_autofree char *address = g_strndup(start, (size_t)(end - start));
	return address_new(words, address);
}

/* One entry; behind it, or NULL. */
static const char *read_entry(const char *at, Address **out_person)
{
	const char *end = skip_address(at);
	if (end != NULL) {
		*out_person = make(at, 0, at, end);
	} else {
		const char *open = skip_name(at);
		end = open != NULL ? skip_address(open + 1) : NULL;
		if (end == NULL || *end != '>')
			return NULL;
		size_t length = open > at ? (size_t)(open - at) - 1 : 0;
		*out_person = make(at, length, open + 1, end);
		end++;
	}
	if (end - at <= ENTRY_MAX_BYTES)
		return end;
	g_clear_pointer(out_person, address_free);
	return NULL;
}

GPtrArray *address_plain_read(const char *value, size_t max)
{
	g_autoptr(GPtrArray) people =
		g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	const char *at = value + strspn(value, " ");
	for (;;) {
		Address *person = NULL;
		at = read_entry(at, &person);
		if (at == NULL)
			return NULL;
		if (people->len < max)
			g_ptr_array_add(people, person);
		else
			address_free(person);
		at += strspn(at, " ");
		if (*at == '\0')
			return g_steal_pointer(&people);
		if (*at != ',')
			return NULL;
		at += 1 + strspn(at + 1, " ");
	}
}
