/* hash.h: SHA-256 and HMAC over it (RFC 6234, RFC 2104), through nettle, which uses the
 * processor's own instructions for it; GLib's takes four times as long. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_BYTES 32

/* In lower case hexadecimal. Owned. */
char *hash_text(const void *bytes, size_t length);

/* Of a whole file, a piece at a time; its position stays. NULL if it cannot be read.
 * Owned. */
char *hash_file(int fd);

void hash_mac(const void *key, size_t key_length, const void *bytes, size_t length,
	      uint8_t out_mac[HASH_BYTES]);

#endif
