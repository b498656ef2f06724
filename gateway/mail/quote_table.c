/* quote_table.c: entries of tables, by how they begin.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_table.h"

#include <stdint.h>
#include <string.h>
#include <glib.h>

#define START_BYTES 3
#define STARTS	    4096

typedef struct {
	const char *start; /* in the table; not terminated */
	size_t length;
} Entry;

/* Looked up by the first byte. Where a text is searched, three bytes tell nearly always
 * that no entry begins there. */
typedef struct {
	Entry *entries;
	guint from[257]; /* entries that begin with byte b: from[b] to from[b + 1] */
	guint8 starts[STARTS / 8]; /* which first three bytes there are; a bitmap */
	bool has_short;		   /* an entry of less; then the bitmap is no use */
} Index;

static guint start_of(const char *text)
{
	return ((guint)(unsigned char)text[0] << 7 ^ (guint)(unsigned char)text[1] << 4 ^
		(unsigned char)text[2]) %
	       STARTS;
}

static bool has_start(const Index *index, const char *text)
{
	guint start = start_of(text);
	return (index->starts[start / 8] >> start % 8 & 1) != 0;
}

static void add_start(Index *index, const Entry *entry)
{
	index->has_short |= entry->length < START_BYTES;
	if (entry->length < START_BYTES)
		return;
	guint start = start_of(entry->start);
	index->starts[start / 8] |= (guint8)(1 << start % 8);
}

static int compare_first(gconstpointer a, gconstpointer b)
{
	const Entry *first = a, *second = b;
	return (unsigned char)*first->start - (unsigned char)*second->start;
}

static Index *index_new(const char *table)
{
	GArray *entries = g_array_new(FALSE, FALSE, sizeof(Entry));
	Index *index = g_new0(Index, 1);
	for (const char *start = table + 1; *start != '\0';) {
		Entry entry = {start, (size_t)(strchrnul(start, '|') - start)};
		g_assert(entry.length > 0);
		g_array_append_val(entries, entry);
		index->from[(unsigned char)*start + 1]++;
		add_start(index, &entry);
		start += entry.length + 1;
	}
	for (int byte = 0; byte < 256; byte++)
		index->from[byte + 1] += index->from[byte];
	g_array_sort(entries, compare_first);
	index->entries = (Entry *)(void *)g_array_free(entries, FALSE);
	return index;
}

static const Index *index_of(const char *table)
{
	static GHashTable *known;
	if (known == NULL)
		known = g_hash_table_new(NULL, NULL);
	Index *index = g_hash_table_lookup(known, table);
	if (index == NULL) {
		index = index_new(table);
		g_hash_table_insert(known, (gpointer)(uintptr_t)table, index);
	}
	return index;
}

/* The entries that begin with that byte. */
static const Entry *first_of(const Index *index, char byte, const Entry **out_end)
{
	*out_end = index->entries + index->from[(unsigned char)byte + 1];
	return index->entries + index->from[(unsigned char)byte];
}

bool quote_is_in(const char *word, const char *table)
{
	const Entry *end = NULL;
	size_t length = strlen(word);
	for (const Entry *entry = first_of(index_of(table), *word, &end); entry < end;
	     entry++)
		if (entry->length == length && memcmp(entry->start, word, length) == 0)
			return true;
	return false;
}

size_t quote_match_start(const char *text, const char *table)
{
	size_t longest = 0;
	const Entry *end = NULL;
	for (const Entry *entry = first_of(index_of(table), *text, &end); entry < end;
	     entry++)
		if (entry->length > longest &&
		    strncmp(text, entry->start, entry->length) == 0 &&
		    strchr(" :", text[entry->length]) != NULL)
			longest = entry->length;
	return longest;
}

bool quote_starts_with(const char *text, const char *table)
{
	const Entry *end = NULL;
	for (const Entry *entry = first_of(index_of(table), *text, &end); entry < end;
	     entry++)
		if (strncmp(text, entry->start, entry->length) == 0)
			return true;
	return false;
}

bool quote_contains(const char *text, const char *table)
{
	const Index *index = index_of(table);
	g_assert(!index->has_short);
	size_t length = strlen(text);
	for (; length >= START_BYTES; text++, length--) {
		const Entry *end = NULL;
		if (!has_start(index, text))
			continue;
		for (const Entry *entry = first_of(index, *text, &end); entry < end;
		     entry++)
			if (strncmp(text, entry->start, entry->length) == 0)
				return true;
	}
	return false;
}
