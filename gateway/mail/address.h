/* address.h: people as mail writes them: a name and an address. */
#ifndef MAIL_ADDRESS_H
#define MAIL_ADDRESS_H

#include <stdbool.h>
#include <glib.h>

typedef struct {
	char *name; /* display name, clean, one line; "" if none. Never proof of anything
		     */
	char *address; /* local@domain as written, domain lower case and in xn-- form */
} Address;

Address *address_new(const char *name, const char *address);
void address_free(Address *address);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Address, address_free)

/* Read a header value such as To. Groups are opened. Never fails: what cannot
 * be read is left out. At most `max` addresses. GPtrArray of Address, owned. */
GPtrArray *address_read_list(const char *value, size_t max);

/* One plain address, `local@domain` with or without a display name and angle
 * brackets, as people write it in a configuration or a field; NULL if it is none. */
Address *address_read(const char *text);

/* The same mailbox? Case does not matter. */
bool address_equal(const char *a, const char *b);

/* `local+detail@domain` without its detail. Owned. */
char *address_without_detail(const char *address);

/* The detail after the first `+` of the local part, or NULL. Owned. */
char *address_detail(const char *address);

/* Fit to stand in an SMTP command and a header: has one @, no control
 * character, no space, no angle bracket, at most 254 bytes. */
bool address_is_sendable(const char *address);

#endif
