/* scram.c: the client's side of SCRAM.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/scram.h"

#include <string.h>
#include <gnutls/crypto.h>

#define KEY_MAX_BYTES  32
#define ROUNDS_MIN     1000
#define ROUNDS_MAX     10000000
#define NO_BINDING     "n,,"
#define NO_BINDING_B64 "biws"

typedef struct {
	gnutls_mac_algorithm_t mac;
	gnutls_digest_algorithm_t digest;
	size_t bytes; /* of every key and signature */
} Kind;

static const Kind kinds[] = {
	[SCRAM_SHA_256] = {GNUTLS_MAC_SHA256, GNUTLS_DIG_SHA256, 32},
	[SCRAM_SHA_1] = {GNUTLS_MAC_SHA1, GNUTLS_DIG_SHA1, 20},
};

struct Scram {
	const Kind *kind;
	char *user, *password, *nonce;
	char *bare; /* client-first-message-bare */
	guint8 server_signature[KEY_MAX_BYTES];
};

/* What matters of SASLprep (RFC 4013): two ways of typing a letter are one. */
static char *prepared(const char *text)
{
	char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
	return normal != NULL ? normal : g_strdup(text);
}

Scram *scram_new(ScramHash hash, const char *user, const char *password,
		 const char *nonce)
{
	Scram *scram = g_new0(Scram, 1);
	scram->kind = &kinds[hash];
	scram->user = prepared(user);
	scram->password = prepared(password);
	scram->nonce = g_strdup(nonce);
	return scram;
}

void scram_free(Scram *scram)
{
	if (scram == NULL)
		return;
	gnutls_memset(scram->password, 0, strlen(scram->password));
	g_free(scram->user);
	g_free(scram->password);
	g_free(scram->nonce);
	g_free(scram->bare);
	g_free(scram);
}

/* RFC 5802, 5.1: "," and "=" separate, so a name may not hold them as they are. */
static char *escape_name(const char *name)
{
	g_autoptr(GString) escaped = g_string_new(name);
	g_string_replace(escaped, "=", "=3D", 0);
	g_string_replace(escaped, ",", "=2C", 0);
	return g_strdup(escaped->str);
}

char *scram_first(Scram *scram)
{
	g_autofree char *name = escape_name(scram->user);
	g_free(scram->bare);
	scram->bare = g_strdup_printf("n=%s,r=%s", name, scram->nonce);
	return g_strconcat(NO_BINDING, scram->bare, NULL);
}

static void hmac(const Scram *scram, const guint8 *key, const char *text, guint8 *out)
{
	gnutls_hmac_fast(scram->kind->mac, key, scram->kind->bytes, text, strlen(text),
			 out);
}

/* The value of "k=value"; NULL if the words hold none. */
static const char *value_of(char **words, char key)
{
	for (char **word = words; *word != NULL; word++)
		if ((*word)[0] == key && (*word)[1] == '=')
			return *word + 2;
	return NULL;
}

static char *proof_of(Scram *scram, const guint8 *salted, const char *auth_message)
{
	guint8 client_key[KEY_MAX_BYTES], server_key[KEY_MAX_BYTES],
		stored[KEY_MAX_BYTES], signature[KEY_MAX_BYTES];
	size_t bytes = scram->kind->bytes;
	hmac(scram, salted, "Client Key", client_key);
	hmac(scram, salted, "Server Key", server_key);
	gnutls_hash_fast(scram->kind->digest, client_key, bytes, stored);
	hmac(scram, stored, auth_message, signature);
	hmac(scram, server_key, auth_message, scram->server_signature);
	for (size_t i = 0; i < bytes; i++)
		client_key[i] ^= signature[i];
	return g_base64_encode(client_key, bytes);
}

static bool salt_password(const Scram *scram, const char *salt_text, guint64 rounds,
			  guint8 *out_salted)
{
	gsize length = 0;
	g_autofree guchar *salt = g_base64_decode(salt_text, &length);
	gnutls_datum_t key = {(guint8 *)scram->password,
			      (unsigned int)strlen(scram->password)};
	gnutls_datum_t grains = {salt, (unsigned int)length};
	return length > 0 &&
	       gnutls_pbkdf2(scram->kind->mac, &key, &grains, (unsigned int)rounds,
			     out_salted, scram->kind->bytes) == 0;
}

char *scram_final(Scram *scram, const char *server_first, GError **error)
{
	g_auto(GStrv) words = g_strsplit(server_first, ",", 8);
	const char *nonce = value_of(words, 'r'), *salt = value_of(words, 's'),
		   *count = value_of(words, 'i');
	guint64 rounds = 0;
	guint8 salted[KEY_MAX_BYTES];
	/* A nonce that does not begin with ours is somebody else's conversation. */
	bool is_good = nonce != NULL && salt != NULL && count != NULL &&
		       g_str_has_prefix(nonce, scram->nonce) &&
		       strlen(nonce) > strlen(scram->nonce) &&
		       g_ascii_string_to_unsigned(count, 10, ROUNDS_MIN, ROUNDS_MAX,
						  &rounds, NULL);
	if (!is_good || !salt_password(scram, salt, rounds, salted)) {
		fault(error, FAULT_LATER, "the server's SCRAM challenge is nonsense");
		return NULL;
	}
	g_autofree char *without_proof =
		g_strdup_printf("c=" NO_BINDING_B64 ",r=%s", nonce);
	g_autofree char *auth_message =
		g_strconcat(scram->bare, ",", server_first, ",", without_proof, NULL);
	g_autofree char *proof = proof_of(scram, salted, auth_message);
	return g_strconcat(without_proof, ",p=", proof, NULL);
}

bool scram_check(const Scram *scram, const char *server_final, GError **error)
{
	g_auto(GStrv) words = g_strsplit(server_final, ",", 4);
	const char *value = value_of(words, 'v');
	gsize length = 0;
	g_autofree guchar *signature =
		value != NULL ? g_base64_decode(value, &length) : NULL;
	bool is_known = length == scram->kind->bytes &&
			gnutls_memcmp(signature, scram->server_signature, length) == 0;
	return is_known || fault(error, FAULT_SETUP,
				 "the server does not know the password it asks for");
}
