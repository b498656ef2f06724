/* address_entry.h: lists of people that no standard allows, as forms and filters write
 * them: `[Acme] Foo <a@b>`, `Foo; Bar <a@b>`, `Foo a@b`. For this room alone.
 *
 * An entry is what stands between two commas outside quotes, comments and angle brackets;
 * a semicolon behind an address parts them too. Entries without an @ outside quotes do
 * not count: they belong to the next. What the library reads of an entry is taken from
 * it; else the entry must hold one @ and no more, in whatever it hides it, so that nobody
 * reads another address in it than we do.
 *
 * In all values words are UTF-8 or encoded. */
#ifndef MAIL_ADDRESS_ENTRY_H
#define MAIL_ADDRESS_ENTRY_H

#include <stdbool.h>
#include <glib.h>

/* How many entries of `value` there are, at most `max`; 0 if a quote or a comment is left
 * open, since then nobody can say. */
size_t address_entry_count(const char *value, size_t max);

/* Has the library, which found `found` people in `value`, read all there is? */
bool address_entry_suffices(const char *value, size_t found, size_t max);

/* Might others find another address in `value` than `address`, since two stand where one
 * should, or one stands in quotes or a comment, and what is around it is broken? */
bool address_entry_is_disputed(const char *value, const char *address);

/* `value` entry by entry. At most `max` people. GPtrArray of Address, owned. */
GPtrArray *address_entry_read_all(const char *value, size_t max);

#endif
