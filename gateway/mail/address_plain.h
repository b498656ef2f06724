/* address_plain.h: lists of people as most programs write them. For address.c alone.
 *
 * Of RFC 5322 3.4 that part about which nobody can be in doubt: words of letters, digits
 * and hyphens before an address in angle brackets, or the address alone; commas between
 * them. Nearly all fields are so, and the library takes ten times as long for them. */
#ifndef MAIL_ADDRESS_PLAIN_H
#define MAIL_ADDRESS_PLAIN_H

#include <glib.h>

/* The people of `value`, at most `max`: GPtrArray of Address, owned. NULL if anything in
 * it is not plain; then the library must say what it is. */
GPtrArray *address_plain_read(const char *value, size_t max);

#endif
