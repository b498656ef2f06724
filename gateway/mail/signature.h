/* signature.h: OpenPGP (RFC 3156) and S/MIME (RFC 8551) signatures of whole mails.
 *
 * The programs that verify (gpg, gpgsm) run in a child of their own with a limit of
 * time: this is the one function of this room that leaves the process. */
#ifndef MAIL_SIGNATURE_H
#define MAIL_SIGNATURE_H

#include "mail/message.h"

typedef enum {
	SIGNATURE_NONE,	   /* nothing was signed, or not the whole mail */
	SIGNATURE_GOOD,	   /* by the key named below */
	SIGNATURE_BAD,	   /* the text is not what was signed */
	SIGNATURE_UNKNOWN, /* a key we do not have, a revoked one, no program, no time */
} SignatureState;

typedef struct {
	SignatureState state;
	char *fingerprint; /* hex, upper case, of the key that signed; NULL unless good */
	Instant made;	   /* by the signature's own word; INSTANT_NONE if it says none */
	char *digest; /* of what was signed, by whom and when: it is known again by this.
			 NULL unless good */
} SignatureFacts;
void signature_facts_free(SignatureFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SignatureFacts, signature_facts_free)

/* `home` is the folder with the public keys (GNUPGHOME), 0700. Never NULL. */
SignatureFacts *signature_verify(GBytes *raw, const char *home);

#endif
