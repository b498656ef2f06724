/* sasl.h: the client's side of a login (RFC 4422), whatever protocol carries it. One way
 * is chosen and tried once: a secret that was refused is not said again in another way,
 * since servers count. */
#ifndef TRANSPORT_SASL_H
#define TRANSPORT_SASL_H

#include "base/fault.h"

/* Bits of a set. */
enum {
	SASL_SCRAM_SHA_256 = 1,
	SASL_SCRAM_SHA_1 = 2,
	SASL_PLAIN = 4,
	SASL_LOGIN = 8,
	SASL_OAUTHBEARER = 16,
	SASL_XOAUTH2 = 32
};
/* 0: one we do not know. */
unsigned int sasl_mechanism(const char *name);

typedef struct {
	const char *user, *secret;
	bool is_token; /* the secret is an OAuth 2 access token */
	const char *host;
	int port;
} SaslClaim;

typedef struct Sasl Sasl;

/* By the best way of those offered: the password is not shown to the server if it can be
 * helped. NULL: there is no common way. The claim's texts are copied. */
Sasl *sasl_new(unsigned int offered, const SaslClaim *claim);
void sasl_free(Sasl *sasl);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sasl, sasl_free)

const char *sasl_name(const Sasl *sasl);

/* All in base64, owned. NULL: the server speaks first. */
char *sasl_first(Sasl *sasl);
/* The answer to a challenge (base64, "" for none). FAULT_LATER: it is nonsense;
 * FAULT_SETUP: the server does not know the password it asks for. */
char *sasl_answer(Sasl *sasl, const char *challenge, GError **error);

/* The server says that we are in: has it proven itself, where the mechanism asks that of
 * it? FAULT_SETUP if not. */
bool sasl_is_mutual(const Sasl *sasl, GError **error);
/* What the server said of a token it refuses; NULL: nothing. */
const char *sasl_reason(const Sasl *sasl);

#endif
