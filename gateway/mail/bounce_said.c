/* bounce_said.c: which piece of a report's prose is about whom.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/bounce_said.h"

#include <string.h>

#include "base/text.h"
#include "mail/bounce_words.h"

#define REACH_BYTES	1500
#define SAID_MAX_BYTES	(16 * 1024)
#define LOCAL_MAX_BYTES 64

typedef struct {
	const char *at, *end; /* the address */
	const char *start;    /* of what is said */
	const char *until;
	guint who;
} Mention;

static bool is_of_domain(char c)
{
	return g_ascii_isalnum(c) || c == '.' || c == '-' || (unsigned char)c >= 0x80;
}

static const char *domain_end(const char *sign)
{
	const char *end = sign + 1;
	while (is_of_domain(*end))
		end++;
	while (end > sign + 1 && strchr(".-", end[-1]) != NULL)
		end--;
	return end;
}

/* What may stand before an address without being a part of it. */
static bool ends_before(char c)
{
	return strchr(" \t\r\n<>()[]:;,\"\\@'`*=", c) != NULL || (unsigned char)c >= 0x80;
}

/* Whose address has its @ at `sign`; the longest, where a quote sign may be of it. */
static bool find_mention(const char *text, const char *sign, GHashTable *known,
			 Mention *out_mention)
{
	const char *end = domain_end(sign);
	const char *first = sign - text > LOCAL_MAX_BYTES ? sign - LOCAL_MAX_BYTES : text;
	const char *at = sign;
	while (at > first && strchr(" \t\r\n<>@", at[-1]) == NULL)
		at--;
	for (; at < sign; at++) {
		if (at > text && !ends_before(at[-1]))
			continue;
		g_autofree char *address = g_strndup(at, (gsize)(end - at));
		gpointer who = NULL;
		if (!g_hash_table_lookup_extended(known, address, NULL, &who))
			continue;
		*out_mention = (Mention){
			.at = at, .end = end, .who = (guint)GPOINTER_TO_UINT(who)};
		return true;
	}
	return false;
}

static const char *line_start(const char *text, const char *at)
{
	while (at > text && at[-1] != '\n')
		at--;
	return at;
}

static GHashTable *known_of(const GPtrArray *addresses)
{
	GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < addresses->len; i++)
		g_hash_table_insert(known,
				    g_ascii_strdown(g_ptr_array_index(addresses, i), -1),
				    GUINT_TO_POINTER(i));
	return known;
}

/* A line that names the next one is about him from its start. */
static GArray *find_mentions(const char *lower, const GPtrArray *addresses)
{
	GArray *mentions = g_array_new(FALSE, FALSE, sizeof(Mention));
	g_autoptr(GHashTable) known = known_of(addresses);
	const char *from = lower;
	for (const char *sign = strchr(lower, '@'); sign != NULL;
	     sign = strchr(sign + 1, '@')) {
		Mention mention;
		if (!find_mention(lower, sign, known, &mention))
			continue;
		mention.start = line_start(from, mention.at);
		if (mention.start == from && from > lower)
			mention.start = mention.at;
		from = mention.end;
		g_array_append_val(mentions, mention);
	}
	return mentions;
}

/* "a@x, b@x: reason" and "a@x (expanded from b@x): reason" say it of both. */
static bool is_named_with(const Mention *first, const Mention *second)
{
	const char *at = first->end;
	while (at < second->at && !g_ascii_isalnum(*at) && strchr(":\n", *at) == NULL)
		at++;
	return at == second->at || g_str_has_prefix(at, "expanded from");
}

/* Where what is said of each ends. */
static void find_ends(GArray *mentions, const char *text_end)
{
	for (guint i = mentions->len; i > 0; i--) {
		Mention *mention = &g_array_index(mentions, Mention, i - 1);
		const Mention *next = mention + 1;
		if (i == mentions->len)
			mention->until = text_end;
		else
			mention->until =
				is_named_with(mention, next) ? next->until : next->start;
	}
}

static void add_said(GString *said, const char *text, size_t length)
{
	if (said->len >= SAID_MAX_BYTES)
		return;
	g_autofree char *all = g_strndup(text, MIN(length, 2 * REACH_BYTES));
	g_autofree char *clipped = text_clip(all, REACH_BYTES);
	g_string_append(said, clipped);
	g_string_append_c(said, '\n');
}

GPtrArray *said_of_each(const char *notice, const GPtrArray *addresses)
{
	g_autofree char *lower = g_ascii_strdown(notice, -1);
	g_autoptr(GArray) mentions = find_mentions(lower, addresses);
	find_ends(mentions, lower + strlen(lower));
	g_autoptr(GPtrArray) pieces = g_ptr_array_new();
	for (guint i = 0; i < addresses->len; i++)
		g_ptr_array_add(pieces, g_string_new(""));
	for (guint i = 0; i < mentions->len; i++) {
		const Mention *mention = &g_array_index(mentions, Mention, i);
		add_said(g_ptr_array_index(pieces, mention->who),
			 notice + (mention->start - lower),
			 (size_t)(mention->until - mention->start));
	}
	GPtrArray *said = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < addresses->len; i++)
		g_ptr_array_add(said, g_string_free(g_ptr_array_index(pieces, i), FALSE));
	if (addresses->len == 1 && mentions->len == 0) {
		g_free(g_ptr_array_steal_index(said, 0));
		g_ptr_array_add(said, g_strdup(notice));
	}
	return said;
}

static bool is_address_and_colon(const char *line)
{
	return line[strcspn(line, "(:)")] == ':' && words_match(WORDS_ITEM, line);
}

char *said_leave_out_reasons(const char *notice)
{
	g_autoptr(GString) left = g_string_new("");
	g_auto(GStrv) lines = text_lines(notice);
	bool is_reason = false;
	for (size_t i = 0; lines[i] != NULL; i++) {
		bool goes_on = lines[i][0] == ' ' || lines[i][0] == '\t';
		if (!goes_on) {
			const char *end = strchr(lines[i], '>');
			is_reason = lines[i][0] == '<' && end != NULL &&
				    strpbrk(end, ":(") != NULL;
		}
		if (!is_reason || !goes_on || !is_address_and_colon(lines[i]))
			g_string_append_printf(left, "%s\n", lines[i]);
	}
	return g_strdup(left->str);
}
