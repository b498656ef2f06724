/* proof.h: how well the sender is proven. MAIL 6. */
#ifndef MAIL_PROOF_H
#define MAIL_PROOF_H

#include "mail/message.h"

typedef enum {
	PROOF_UNKNOWN,
	PROOF_FROM,
	PROOF_TOKEN,
	PROOF_ALIGNED,
	PROOF_SIGNED
} Proof;

typedef struct {
	GPtrArray *authserv; /* of char *: whose Authentication-Results we believe; may be
				NULL */
	bool is_sender_known; /* From is the address of a configured person */
	bool has_token; /* a reply token, or a keyed Message-ID, bound to this very person
			 */
	bool has_signature;	/* a verified signature whose key belongs to From */
	bool has_bad_signature; /* the text is not what was signed: never a lesser proof
				 */
} ProofInput;

typedef struct {
	Proof proof;
	char *reason; /* one line for the record: "dmarc=pass by mx.acme.example" */
	bool is_contradicted; /* dmarc=fail from a server we believe, or several authors
			       */
} ProofFacts;

ProofFacts *proof_judge(const Message *message, const ProofInput *input);
void proof_free(ProofFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ProofFacts, proof_free)

/* "signed", "aligned", "token", "from", "unknown". */
const char *proof_name(Proof proof);
bool proof_from_name(const char *name, Proof *out_proof);

#endif
