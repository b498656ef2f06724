/* sasl.c: PLAIN (RFC 4616), LOGIN, SCRAM (RFC 5802), OAUTHBEARER (RFC 7628), XOAUTH2.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/sasl.h"

#include <string.h>

#include "base/text.h"
#include "base/world.h"
#include "transport/scram.h"

#define NONCE_BYTES 18
#define REASON_MAX  300

typedef struct {
	const char *name;
	unsigned int bit;
	bool is_for_token;
	char *(*first)(Sasl *sasl); /* bytes as text; NULL: the server speaks first */
	char *(*answer)(Sasl *sasl, const char *challenge, GError **error);
} Mechanism;

struct Sasl {
	const Mechanism *mechanism;
	char *user, *secret, *host;
	int port;
	int steps;	/* challenges answered */
	Scram *scram;	/* of a SCRAM mechanism */
	bool is_proven; /* the server has shown that it knows the password */
	char *reason;
};

/* ---- mechanisms --------------------------------------------------------- */

static char *first_none(Sasl *sasl)
{
	(void)sasl;
	return NULL;
}

static char *answer_nothing(Sasl *sasl, const char *challenge, GError **error)
{
	(void)sasl;
	(void)challenge;
	(void)error;
	return g_strdup("");
}

static char *answer_login(Sasl *sasl, const char *challenge, GError **error)
{
	(void)challenge;
	(void)error;
	return g_strdup(sasl->steps == 0 ? sasl->user : sasl->secret);
}

static char *first_scram(Sasl *sasl)
{
	guint8 random[NONCE_BYTES];
	g_autoptr(World) world = world_new();
	world_random(world, random, sizeof random);
	g_autofree char *nonce = g_base64_encode(random, sizeof random);
	ScramHash hash =
		sasl->mechanism->bit == SASL_SCRAM_SHA_1 ? SCRAM_SHA_1 : SCRAM_SHA_256;
	sasl->scram = scram_new(hash, sasl->user, sasl->secret, nonce);
	return scram_first(sasl->scram);
}

static char *answer_scram(Sasl *sasl, const char *challenge, GError **error)
{
	if (sasl->steps == 0)
		return scram_final(sasl->scram, challenge, error);
	if (!scram_check(sasl->scram, challenge, error))
		return NULL;
	sasl->is_proven = true;
	return g_strdup("");
}

static char *first_bearer(Sasl *sasl)
{
	return g_strdup_printf("n,a=%s,\001host=%s\001port=%d\001auth=Bearer %s\001\001",
			       sasl->user, sasl->host, sasl->port, sasl->secret);
}

static char *first_xoauth2(Sasl *sasl)
{
	return g_strdup_printf("user=%s\001auth=Bearer %s\001\001", sasl->user,
			       sasl->secret);
}

/* A challenge after the token is the reason for a refusal; the answer to it brings the
 * refusal itself. */
static void keep_reason(Sasl *sasl, const char *challenge)
{
	g_free(sasl->reason);
	sasl->reason = text_single_line(challenge, REASON_MAX);
}

static char *answer_bearer(Sasl *sasl, const char *challenge, GError **error)
{
	(void)error;
	keep_reason(sasl, challenge);
	return g_strdup("\001");
}

static char *answer_xoauth2(Sasl *sasl, const char *challenge, GError **error)
{
	(void)error;
	keep_reason(sasl, challenge);
	return g_strdup("");
}

/* Best first. PLAIN holds zero bytes, so its first words are made apart. */
static const Mechanism mechanisms[] = {
	{"OAUTHBEARER", SASL_OAUTHBEARER, true, first_bearer, answer_bearer},
	{"XOAUTH2", SASL_XOAUTH2, true, first_xoauth2, answer_xoauth2},
	{"SCRAM-SHA-256", SASL_SCRAM_SHA_256, false, first_scram, answer_scram},
	{"SCRAM-SHA-1", SASL_SCRAM_SHA_1, false, first_scram, answer_scram},
	{"PLAIN", SASL_PLAIN, false, first_none, answer_nothing},
	{"LOGIN", SASL_LOGIN, false, first_none, answer_login},
};

unsigned int sasl_mechanism(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(mechanisms); i++)
		if (g_ascii_strcasecmp(name, mechanisms[i].name) == 0)
			return mechanisms[i].bit;
	return 0;
}

/* ---- the login ---------------------------------------------------------- */

Sasl *sasl_new(unsigned int offered, const SaslClaim *claim)
{
	for (size_t i = 0; i < G_N_ELEMENTS(mechanisms); i++) {
		const Mechanism *mechanism = &mechanisms[i];
		if (mechanism->is_for_token != claim->is_token ||
		    (mechanism->bit & offered) == 0)
			continue;
		Sasl *sasl = g_new0(Sasl, 1);
		sasl->mechanism = mechanism;
		sasl->user = g_strdup(claim->user);
		sasl->secret = g_strdup(claim->secret);
		sasl->host = g_strdup(claim->host);
		sasl->port = claim->port;
		return sasl;
	}
	return NULL;
}

void sasl_free(Sasl *sasl)
{
	if (sasl == NULL)
		return;
	scram_free(sasl->scram);
	g_free(sasl->user);
	g_free(sasl->secret);
	g_free(sasl->host);
	g_free(sasl->reason);
	g_free(sasl);
}

const char *sasl_name(const Sasl *sasl)
{
	return sasl->mechanism->name;
}

static char *plain_response(const Sasl *sasl)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_byte_array_append(bytes, (const guint8 *)"", 1);
	g_byte_array_append(bytes, (const guint8 *)sasl->user,
			    (guint)strlen(sasl->user) + 1);
	g_byte_array_append(bytes, (const guint8 *)sasl->secret,
			    (guint)strlen(sasl->secret));
	return g_base64_encode(bytes->data, bytes->len);
}

static char *encoded(const char *text)
{
	return g_base64_encode((const guint8 *)text, strlen(text));
}

char *sasl_first(Sasl *sasl)
{
	if (sasl->mechanism->bit == SASL_PLAIN)
		return plain_response(sasl);
	g_autofree char *text = sasl->mechanism->first(sasl);
	return text != NULL ? encoded(text) : NULL;
}

char *sasl_answer(Sasl *sasl, const char *challenge, GError **error)
{
	gsize length = 0;
	g_autofree guchar *bytes = g_base64_decode(challenge, &length);
	g_autofree char *text = g_strndup((const char *)bytes, length);
	g_autofree char *answer = sasl->mechanism->answer(sasl, text, error);
	sasl->steps++;
	return answer != NULL ? encoded(answer) : NULL;
}

bool sasl_is_mutual(const Sasl *sasl, GError **error)
{
	return sasl->scram == NULL || sasl->is_proven ||
	       fault(error, FAULT_SETUP,
		     "the server says welcome without knowing the password");
}

const char *sasl_reason(const Sasl *sasl)
{
	return sasl->reason;
}
