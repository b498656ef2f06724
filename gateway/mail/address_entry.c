/* address_entry.c: lists of people that no standard allows.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/address_entry.h"

#include <string.h>

#include "mail/address_list.h"
#include "mail/encoded_word.h"

/* A walk over the entries of a list; what it says is of the entry it stands at. */
typedef struct {
	const char *at;
	const char *start;
	size_t length;
	bool has_sign; /* an @ outside quotes and comments */
	bool has_angle;
	bool has_colon;	    /* before any angle bracket */
	bool has_forbidden; /* what no name may have without quotes, before one */
	bool is_open;	    /* a quote or a comment has no end */
} Walk;

/* The end of the quote or comment that starts at `start`; NULL if it has none. */
static const char *behind_hidden(const char *start)
{
	bool is_quote = *start == '"';
	int depth = 1;
	for (const char *at = start + 1; *at != '\0'; at++) {
		if (*at == '\\' && at[1] != '\0')
			at++;
		else if (*at == '(' && !is_quote)
			depth++;
		else if (*at == (is_quote ? '"' : ')') && --depth == 0)
			return at + 1;
	}
	return NULL;
}

static bool has_sign_between(const char *start, const char *end)
{
	return end != NULL && memchr(start, '@', (size_t)(end - start)) != NULL;
}

static void note(Walk *walk, const char *at)
{
	walk->has_sign |= *at == '@';
	walk->has_angle |= *at == '<';
	if (walk->has_angle)
		return;
	walk->has_colon |= *at == ':';
	walk->has_forbidden |=
		*at == '\\' || (*at == '[' && (at == walk->start || at[-1] != '@'));
}

/* Finds the next entry, with the words before it. */
static bool next_entry(Walk *walk)
{
	const char *at = walk->at;
	bool is_in_angle = false, is_entry = false;
	*walk = (Walk){.start = at};
	while (at != NULL && *at != '\0') {
		if (is_entry && !is_in_angle && (*at == ',' || *at == ';'))
			break;
		if (*at == '"' || *at == '(') {
			const char *behind = behind_hidden(at);
			is_entry |= *at == '(' && has_sign_between(at, behind);
			at = behind;
			continue;
		}
		note(walk, at);
		is_in_angle = *at == '<' || (is_in_angle && *at != '>');
		is_entry |= walk->has_sign;
		at++;
	}
	walk->is_open = at == NULL;
	walk->length = at != NULL ? (size_t)(at - walk->start) : 0;
	walk->at = at != NULL && *at != '\0' ? at + 1 : at;
	return at != NULL && is_entry;
}

size_t address_entry_count(const char *value, size_t max)
{
	Walk walk = {.at = value};
	size_t count = 0;
	while (count < max && next_entry(&walk))
		count++;
	return walk.is_open ? 0 : count;
}

static size_t count_signs(const char *value)
{
	size_t count = 0;
	for (const char *at = strchr(value, '@'); at != NULL; at = strchr(at + 1, '@'))
		count++;
	return count;
}

/* Nothing in it that more than commas and angle brackets could mean. */
static bool is_simple(const char *value)
{
	return strpbrk(value, "\"([\\:;") == NULL;
}

bool address_entry_suffices(const char *value, size_t found, size_t max)
{
	if (is_simple(value) && count_signs(value) <= found)
		return true;
	Walk walk = {.at = value};
	size_t count = 0;
	bool is_odd = false, has_colon = false;
	while (count < max && next_entry(&walk)) {
		count++;
		is_odd |= walk.has_forbidden && walk.has_angle;
		has_colon |= walk.has_colon && walk.has_angle;
	}
	/* `Foo: Bar <a@b>` is no group: nothing ends it. */
	is_odd |= has_colon && count == 1 && strchr(value, ';') == NULL;
	return walk.is_open || (found >= count && !is_odd);
}

/* ---- what others might read ---------------------------------------------- */

/* Nothing in quotes and comments looks like a part of a list any more. */
static char *without_hidden(const char *value)
{
	char *blank = g_strdup(value);
	for (char *at = blank + strcspn(blank, "\"("); *at != '\0';
	     at += strcspn(at, "\"(")) {
		const char *behind = behind_hidden(at);
		size_t length = behind != NULL ? (size_t)(behind - at) - 1 : strlen(at);
		for (size_t i = 1; i < length; i++)
			at[i] = g_ascii_isalnum(at[i]) ? at[i] : '_';
		at += behind != NULL ? length + 1 : length;
	}
	return blank;
}

/* More addresses than one entry has room for: one, between angle brackets if there are
 * any. A name before them may be an address, and with a route several lead to the last.
 */
static bool is_crowded(const char *blank)
{
	const char *open = strchr(blank, '<');
	const char *start = open != NULL ? open + 1 : blank;
	g_autofree char *place =
		g_strndup(start, open != NULL ? strcspn(start, ">") : strlen(start));
	return *g_strchug(place) != '@' && count_signs(place) > 1;
}

bool address_entry_is_disputed(const char *value, const char *address)
{
	if (count_signs(value) < 2)
		return false;
	g_autofree char *blank = without_hidden(value);
	if (is_crowded(blank))
		return true;
	if (strpbrk(value, "\"(") == NULL)
		return false;
	g_autoptr(GPtrArray) people = address_list_parse(blank, 2);
	return people->len != 1 ||
	       !address_equal(((Address *)g_ptr_array_index(people, 0))->address,
			      address);
}

/* ---- one entry ------------------------------------------------------------ */

static bool is_of_address(char c)
{
	return (unsigned char)c > ' ' && c != 0x7f && strchr("<>()[]:;,\"\\", c) == NULL;
}

/* The one address of `entry`, by the library; NULL if it is none. */
static Address *read_only(const char *entry, const char **out_start,
			  const char **out_behind)
{
	if (count_signs(entry) != 1)
		return NULL;
	const char *start = strchr(entry, '@');
	const char *behind = start + 1;
	while (start > entry && is_of_address(start[-1]))
		start--;
	while (is_of_address(*behind))
		behind++;
	g_autofree char *written = g_strndup(start, (gsize)(behind - start));
	g_autoptr(GPtrArray) people = address_list_parse(written, 2);
	if (people->len != 1)
		return NULL;
	*out_start = start;
	*out_behind = behind;
	return g_ptr_array_steal_index(people, 0);
}

static const char *before_mailto(const char *entry, const char *address)
{
	size_t length = strlen("mailto:");
	bool has_mailto = (size_t)(address - entry) >= length &&
			  g_ascii_strncasecmp(address - length, "mailto:", length) == 0;
	return has_mailto ? address - length : address;
}

/* Where the name ends: at the angle bracket around the address, else at the address
 * itself, which may be a comment. NULL if it is not all that the brackets hold. */
static const char *end_of_name(const char *entry, const char *address, const char *behind)
{
	Walk walk = {.at = entry};
	(void)next_entry(&walk);
	const char *start = before_mailto(entry, address);
	if (!walk.has_sign)
		return strchr(entry, '<') == NULL ? start : NULL;
	if (!walk.has_angle)
		return start;
	const char *angle = start;
	while (angle > entry && strchr(" \t<", angle[-1]) != NULL)
		angle--;
	angle += strspn(angle, " \t");
	return *angle == '<' && behind[strspn(behind, " \t")] == '>' ? angle : NULL;
}

/* What people see of the name: without quotes, and what opened the way to an address. */
static char *name_of(const char *written, size_t length)
{
	g_autofree char *encoded = g_strndup(written, length);
	char *name = encoded_word_decode(encoded, NULL);
	char *to = name;
	for (const char *from = name; *from != '\0'; from++)
		if (*from != '"')
			*to++ = *from;
	while (to > name && strchr(" \t([<,;", to[-1]) != NULL)
		to--;
	*to = '\0';
	return g_strchug(name);
}

static Address *read_freely(const char *entry)
{
	const char *start = NULL, *behind = NULL;
	g_autoptr(Address) bare = read_only(entry, &start, &behind);
	const char *end = bare != NULL ? end_of_name(entry, start, behind) : NULL;
	if (end == NULL)
		return NULL;
	g_autofree char *name = name_of(entry, (size_t)(end - entry));
	return strchr(name, '@') == NULL ? address_new(name, bare->address) : NULL;
}

GPtrArray *address_entry_read_all(const char *value, size_t max)
{
	GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	Walk walk = {.at = value};
	while (all->len < max && next_entry(&walk)) {
		g_autofree char *entry = g_strndup(walk.start, walk.length);
		g_autoptr(GPtrArray) some = address_list_parse(entry, max - all->len);
		bool is_read = address_entry_suffices(entry, some->len, max);
		Address *freely = is_read ? NULL : read_freely(entry);
		if (freely != NULL)
			g_ptr_array_add(all, freely);
		else
			g_ptr_array_extend_and_steal(all, g_steal_pointer(&some));
	}
	return all;
}
