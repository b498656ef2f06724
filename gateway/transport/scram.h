/* scram.h: the client's side of SCRAM (RFC 5802, RFC 7677), without channel binding. The
 * password itself never crosses the line, and the server must know it too.
 */
#ifndef TRANSPORT_SCRAM_H
#define TRANSPORT_SCRAM_H

#include "base/fault.h"

typedef struct Scram Scram;

typedef enum { SCRAM_SHA_256, SCRAM_SHA_1 } ScramHash;

/* `nonce`: unguessable printable characters without a comma. */
Scram *scram_new(ScramHash hash, const char *user, const char *password,
		 const char *nonce);
void scram_free(Scram *scram);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scram, scram_free)

/* "n,,n=user,r=nonce". Owned. */
char *scram_first(Scram *scram);

/* The answer to the server's first message; FAULT_LATER if that is nonsense. Owned. */
char *scram_final(Scram *scram, const char *server_first, GError **error);

/* Does the server know the password as well? FAULT_SETUP if not. */
bool scram_check(const Scram *scram, const char *server_final, GError **error);

#endif
