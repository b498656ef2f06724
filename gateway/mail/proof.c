/* proof.c: how well the sender is proven.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/proof.h"

#include <string.h>

#include "base/text.h"
#include "mail/proof_results.h"

#define REASON_MAX_BYTES 200

/* What all the servers we believe say together. */
typedef struct {
	char *fail;		/* evidence, or NULL */
	char *dmarc;		/* of a pass */
	char *dkim;		/* of an aligned pass */
	bool is_dmarc_disputed; /* another result than pass was written too */
} Testimony;

static void testimony_clear(Testimony *testimony)
{
	g_free(testimony->fail);
	g_free(testimony->dmarc);
	g_free(testimony->dkim);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Testimony, testimony_clear)

static char *domain_of(const char *address)
{
	const char *at = strrchr(address, '@');
	return g_ascii_strdown(at != NULL ? at + 1 : "", -1);
}

/* ---- what may be believed ----------------------------------------------- */

/* "from a by b (comment) with c": b, in lower case; NULL if it names none. */
static char *received_by(const char *value)
{
	g_autofree char *plain = results_without_comments(value);
	g_auto(GStrv) words = g_strsplit_set(plain, " \t;", 40);
	/* What follows `from` is the name the other side gave itself, even if it is "by".
	 */
	size_t start =
		g_strv_length(words) > 2 && g_ascii_strcasecmp(words[0], "from") == 0 ? 2
										      : 0;
	for (size_t i = start; words[i] != NULL && words[i + 1] != NULL; i++) {
		if (g_ascii_strcasecmp(words[i], "by") == 0 && *words[i + 1] != '\0')
			return g_ascii_strdown(words[i + 1], -1);
	}
	return NULL;
}

/* Headers stand newest first. The topmost Received line is that of the host that handed
 * us the mail, so it is one of ours; so is any other that bears the name of the server
 * whose results we read. The first one by another host ends what we can believe: it, and
 * everything below it, came in with the mail. */
typedef struct {
	char *first_by;
	guint received;	 /* lines passed so far */
	GArray *written; /* of guint, one for each server: 1 + `received` at its results
			  */
} Border;

static bool is_foreign(Border *border, const char *value, GPtrArray *authserv)
{
	g_autofree char *by = received_by(value);
	border->received++;
	if (border->received == 1) {
		border->first_by = g_steal_pointer(&by);
		return false;
	}
	if (by == NULL)
		return true;
	if (g_strcmp0(by, border->first_by) == 0)
		return false;
	for (guint i = 0; i < authserv->len; i++) {
		if (g_ascii_strcasecmp(by, g_ptr_array_index(authserv, i)) == 0)
			return false;
	}
	return true;
}

/* A server writes its results in one place. Where they have been seen above a Received
 * line, more of them below it are the sender's own work. */
static bool is_in_place(Border *border, guint server)
{
	guint *place = &g_array_index(border->written, guint, server);
	if (*place == 0)
		*place = border->received + 1;
	return *place == border->received + 1;
}

static int server_of(GPtrArray *authserv, const char *id)
{
	for (guint i = 0; i < authserv->len; i++) {
		if (g_ascii_strcasecmp(g_ptr_array_index(authserv, i), id) == 0)
			return (int)i;
	}
	return -1;
}

/* ---- what they say ------------------------------------------------------ */

static bool is_dkim_aligned(const Result *result, const char *domain)
{
	if (!g_str_equal(result->method, "dkim") || !g_str_equal(result->result, "pass"))
		return false;
	if (result->domain != NULL)
		return results_is_aligned(result->domain, domain);
	const char *at = result->identity != NULL ? strrchr(result->identity, '@') : NULL;
	return at != NULL && results_is_aligned(at + 1, domain);
}

static void hear_once(char **slot, const Results *results, const Result *result)
{
	if (*slot == NULL)
		*slot = g_strdup_printf("%s=%s by %s", result->method, result->result,
					results->server);
}

/* A dmarc pass for another From than the one we read is about another mail. */
static void hear_dmarc(Testimony *testimony, const Results *results, const Result *result,
		       const char *domain)
{
	bool is_same_from =
		result->from == NULL || results_is_aligned(result->from, domain);
	if (g_str_equal(result->result, "fail"))
		hear_once(&testimony->fail, results, result);
	else if (!g_str_equal(result->result, "pass"))
		testimony->is_dmarc_disputed = true;
	else if (is_same_from)
		hear_once(&testimony->dmarc, results, result);
}

static void hear(Testimony *testimony, const Results *results, const char *domain)
{
	for (guint i = 0; i < results->all->len; i++) {
		const Result *result = g_ptr_array_index(results->all, i);
		if (g_str_equal(result->method, "dmarc"))
			hear_dmarc(testimony, results, result, domain);
		else if (is_dkim_aligned(result, domain))
			hear_once(&testimony->dkim, results, result);
	}
}

static void hear_all(Testimony *testimony, const Message *message, GPtrArray *authserv,
		     const char *domain)
{
	g_autoptr(GArray) written =
		g_array_sized_new(FALSE, TRUE, sizeof(guint), authserv->len);
	g_array_set_size(written, authserv->len);
	Border border = {.written = written};
	for (guint i = 0; i < message->headers->len; i++) {
		const Header *header = g_ptr_array_index(message->headers, i);
		if (g_ascii_strcasecmp(header->name, "Received") == 0 &&
		    is_foreign(&border, header->value, authserv))
			break;
		if (g_ascii_strcasecmp(header->name, "Authentication-Results") != 0)
			continue;
		g_autoptr(Results) results = results_read(header->value);
		int server = results != NULL ? server_of(authserv, results->server) : -1;
		if (server >= 0 && is_in_place(&border, (guint)server))
			hear(testimony, results, domain);
	}
	g_free(border.first_by);
}

/* ---- the verdict -------------------------------------------------------- */

static ProofFacts *judged(Proof proof, bool is_contradicted, const char *reason)
{
	ProofFacts *facts = g_new0(ProofFacts, 1);
	facts->proof = proof;
	facts->is_contradicted = is_contradicted;
	facts->reason = text_single_line(reason, REASON_MAX_BYTES);
	return facts;
}

/* A key proves its owner whatever way the mail took; lists break dmarc, not signatures.
 */
static ProofFacts *judge_signed(const Testimony *testimony)
{
	g_autofree char *reason =
		testimony->fail != NULL
			? g_strconcat("a signature of the sender's key; but ",
				      testimony->fail, NULL)
			: g_strdup("a signature of the sender's key");
	return judged(PROOF_SIGNED, testimony->fail != NULL, reason);
}

ProofFacts *proof_judge(const Message *message, const ProofInput *input)
{
	if (message->from_count != 1 || message->from == NULL)
		return judged(PROOF_UNKNOWN, true,
			      message->from_count > 1 ? "several authors in From"
						      : "no readable From");
	g_auto(Testimony) testimony = {0};
	g_autofree char *domain = domain_of(message->from->address);
	if (input->authserv != NULL)
		hear_all(&testimony, message, input->authserv, domain);
	if (input->has_bad_signature)
		return judged(PROOF_UNKNOWN, true, "its signature is not of this text");
	if (input->has_signature)
		return judge_signed(&testimony);
	if (testimony.fail != NULL)
		return judged(PROOF_UNKNOWN, true, testimony.fail);
	if (testimony.dmarc != NULL && !testimony.is_dmarc_disputed)
		return judged(PROOF_ALIGNED, false, testimony.dmarc);
	if (testimony.dkim != NULL)
		return judged(PROOF_ALIGNED, false, testimony.dkim);
	if (input->has_token)
		return judged(PROOF_TOKEN, false, "a token bound to this person");
	if (input->is_sender_known)
		return judged(PROOF_FROM, false, "From is known, nothing proves it");
	return judged(PROOF_UNKNOWN, false, "From is not known");
}

void proof_free(ProofFacts *facts)
{
	if (facts == NULL)
		return;
	g_free(facts->reason);
	g_free(facts);
}

static const char *const names[] = {
	[PROOF_UNKNOWN] = "unknown", [PROOF_FROM] = "from",	[PROOF_TOKEN] = "token",
	[PROOF_ALIGNED] = "aligned", [PROOF_SIGNED] = "signed",
};

const char *proof_name(Proof proof)
{
	return names[proof];
}

bool proof_from_name(const char *name, Proof *out_proof)
{
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (g_str_equal(name, names[i])) {
			*out_proof = (Proof)i;
			return true;
		}
	}
	return false;
}
