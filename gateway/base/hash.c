/* hash.c: what identifies bytes.
 *
 * SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include <errno.h>
#include <unistd.h>
#include <glib.h>
#include <nettle/base16.h>
#include <nettle/hmac.h>
#include <nettle/sha2.h>

#define PIECE_BYTES 65536

static char *text_of(struct sha256_ctx *state)
{
	uint8_t digest[HASH_BYTES];
	sha256_digest(state, sizeof digest, digest);
	char *text = g_malloc0(BASE16_ENCODE_LENGTH(sizeof digest) + 1);
	base16_encode_update(text, sizeof digest, digest);
	return text;
}

char *hash_text(const void *bytes, size_t length)
{
	struct sha256_ctx state;
	sha256_init(&state);
	sha256_update(&state, length, bytes);
	return text_of(&state);
}

char *hash_file(int fd)
{
	struct sha256_ctx state;
	uint8_t room[PIECE_BYTES];
	off_t at = 0;
	sha256_init(&state);
	for (;;) {
		ssize_t got = pread(fd, room, sizeof room, at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return NULL;
		if (got == 0)
			return text_of(&state);
		sha256_update(&state, (size_t)got, room);
		at += got;
	}
}

void hash_mac(const void *key, size_t key_length, const void *bytes, size_t length,
	      uint8_t out_mac[HASH_BYTES])
{
	struct hmac_sha256_ctx state;
	hmac_sha256_set_key(&state, key_length, key);
	hmac_sha256_update(&state, length, bytes);
	hmac_sha256_digest(&state, HASH_BYTES, out_mac);
}
