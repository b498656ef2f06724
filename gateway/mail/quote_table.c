/* quote_table.c: entries of tables, by how they begin.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_table.h"

#include <stdint.h>
#include <string.h>
#include <glib.h>

#define BLOCK_BYTES 3
#define BLOCKS	    4096

typedef struct {
	const char *start; /* in the table; not terminated */
	size_t length;
} Entry;

/* Looked up by the first byte. A text is searched by blocks of three bytes (Wu and
 * Manber, "A fast algorithm for multi-pattern searching", 1994): the last block of as
 * many bytes as the shortest entry has tells how far the next entry can begin at the
 * earliest. */
typedef struct {
	Entry *entries;
	guint from[257]; /* entries that begin with byte b: from[b] to from[b + 1] */
	size_t shortest;
	guint8 skip[BLOCKS]; /* by the hash of a block */
} Index;

static guint block_at(const char *text)
{
	return ((guint)(unsigned char)text[0] << 7 ^ (guint)(unsigned char)text[1] << 4 ^
		(unsigned char)text[2]) %
	       BLOCKS;
}

/* The further right a block stands in an entry, the less may be skipped on meeting it. */
static void add_blocks(Index *index, const Entry *entry)
{
	size_t last = index->shortest - BLOCK_BYTES;
	for (size_t i = 0; i <= last; i++) {
		guint8 *skip = &index->skip[block_at(entry->start + i)];
		*skip = MIN(*skip, (guint8)(last - i));
	}
}

static void index_blocks(Index *index, size_t count)
{
	index->shortest = MIN(index->shortest, (size_t)G_MAXUINT8);
	if (index->shortest < BLOCK_BYTES)
		return;
	memset(index->skip, (int)(index->shortest - BLOCK_BYTES + 1), BLOCKS);
	for (size_t i = 0; i < count; i++)
		add_blocks(index, &index->entries[i]);
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
	index->shortest = G_MAXSIZE;
	for (const char *start = table + 1; *start != '\0';) {
		Entry entry = {start, (size_t)(strchrnul(start, '|') - start)};
		g_assert(entry.length > 0);
		g_array_append_val(entries, entry);
		index->from[(unsigned char)*start + 1]++;
		index->shortest = MIN(index->shortest, entry.length);
		start += entry.length + 1;
	}
	for (int byte = 0; byte < 256; byte++)
		index->from[byte + 1] += index->from[byte];
	g_array_sort(entries, compare_first);
	size_t count = entries->len;
	index->entries = (Entry *)(void *)g_array_free(entries, FALSE);
	index_blocks(index, count);
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

static bool starts_with(const Index *index, const char *text)
{
	const Entry *end = NULL;
	for (const Entry *entry = first_of(index, *text, &end); entry < end; entry++)
		if (strncmp(text, entry->start, entry->length) == 0)
			return true;
	return false;
}

bool quote_starts_with(const char *text, const char *table)
{
	return starts_with(index_of(table), text);
}

bool quote_contains(const char *text, const char *table)
{
	const Index *index = index_of(table);
	g_assert(index->shortest >= BLOCK_BYTES);
	size_t last = index->shortest - BLOCK_BYTES;
	size_t length = strlen(text);
	for (size_t i = 0; i + index->shortest <= length;) {
		size_t skip = index->skip[block_at(text + i + last)];
		if (skip == 0 && starts_with(index, text + i))
			return true;
		i += MAX(skip, (size_t)1);
	}
	return false;
}
