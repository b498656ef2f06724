/* hash.c: what identifies bytes.
 *
 * SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include <glib.h>
#include <nettle/base16.h>
#include <nettle/hmac.h>
#include <nettle/sha2.h>

char *hash_text(const void *bytes, size_t length)
{
	struct sha256_ctx state;
	uint8_t digest[HASH_BYTES];
	sha256_init(&state);
	sha256_update(&state, length, bytes);
	sha256_digest(&state, sizeof digest, digest);
	char *text = g_malloc0(BASE16_ENCODE_LENGTH(sizeof digest) + 1);
	base16_encode_update(text, sizeof digest, digest);
	return text;
}

void hash_mac(const void *key, size_t key_length, const void *bytes, size_t length,
	      uint8_t out_mac[HASH_BYTES])
{
	struct hmac_sha256_ctx state;
	hmac_sha256_set_key(&state, key_length, key);
	hmac_sha256_update(&state, length, bytes);
	hmac_sha256_digest(&state, HASH_BYTES, out_mac);
}
