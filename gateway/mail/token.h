/* token.h: the keyed marks by which a reply proves what it answers and to whom
 * we had written. HMAC-SHA256 over (purpose, item, person, key version).
 *
 * A token is short lower-case base32 (a local part is at most 64 bytes and its case
 * may be lost): `d12-<person hash 4><mac 16>` style details are token.c's own. */
#ifndef MAIL_TOKEN_H
#define MAIL_TOKEN_H

#include <stdbool.h>
#include <glib.h>

/* Secret keys, newest first; the version of a key is stated in each token. */
typedef struct TokenKeys TokenKeys;

/* `secrets`: GBytes of at least 32 bytes each, oldest first (version 1, 2, ...). */
TokenKeys *token_keys_new(GPtrArray *secrets);
void token_keys_free(TokenKeys *keys);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TokenKeys, token_keys_free)

/* What a good token says. `serial` tells notices apart: the step of an escalation,
 * the number of a digest, the code of a one-time confirmation; 0 if it does not matter.
 */
typedef struct {
	char *item;   /* "D-12", "" for none */
	char *person; /* configured id, or an address */
	int64_t serial;
} TokenClaim;

void token_claim_free(TokenClaim *claim);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TokenClaim, token_claim_free)

/* Whom the short hashes in tokens may mean, for every key. `persons`: of char *, copied;
 * `keys` is borrowed. */
typedef struct TokenPersons TokenPersons;
TokenPersons *token_persons_new(const TokenKeys *keys, GPtrArray *persons);
void token_persons_free(TokenPersons *persons);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TokenPersons, token_persons_free)

/* The token proves its claim by itself: item and serial are in it in clear, the
 * person as a short hash. Owned. */
char *token_make(const TokenKeys *keys, const char *item, const char *person,
		 int64_t serial);

/* Constant-time. NULL if it is no token of ours, was changed, or names nobody in
 * `persons`. */
TokenClaim *token_read(const TokenPersons *persons, const char *token);

/* Does this look like a token (shape only)? For `inspect` without keys. */
bool token_is_shaped(const char *text);

/* `async@acme.example` and a token: `async+TOKEN@acme.example`. Owned. */
char *token_address(const char *address, const char *token);

/* A Message-ID for a notice, without brackets: `<item><hash of notice key>.<mac>@domain`.
 * The same notice always gets the same. Owned. */
char *token_message_id(const TokenKeys *keys, const char *notice_key, const char *domain);

/* Was this Message-ID made by token_message_id with one of our keys? Constant-time. */
bool token_is_our_message_id(const TokenKeys *keys, const char *message_id);

/* The short line `Ref: TOKEN` that a mail made by a button carries in its body: its text,
 * and the first token found on such a line of `text` (NULL if none). Owned. */
char *token_reference_line(const char *token);
char *token_find_reference(const char *text);

#endif
