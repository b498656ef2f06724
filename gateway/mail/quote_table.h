/* quote_table.h: tables of words. For quote*.c alone.
 *
 * A table is one constant string of folded entries, "|one|two words|", looked through
 * once: after that, entries are found by how they begin. */
#ifndef MAIL_QUOTE_TABLE_H
#define MAIL_QUOTE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

bool quote_is_in(const char *word, const char *table);

/* The length of the longest entry that `text` starts with, up to a word's end; 0 if none.
 */
size_t quote_match_start(const char *text, const char *table);

/* The same, wherever the entry ends. */
bool quote_starts_with(const char *text, const char *table);

/* Any entry of a table anywhere in `text`; each has three bytes or more. */
bool quote_contains(const char *text, const char *table);

#endif
