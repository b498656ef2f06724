/* proof_results.h: reading one Authentication-Results field, RFC 8601. For proof.c alone.
 */
#ifndef MAIL_PROOF_RESULTS_H
#define MAIL_PROOF_RESULTS_H

#include <stdbool.h>
#include <glib.h>

typedef struct {
	char *method;	/* "dmarc", lower case, without version */
	char *result;	/* "pass", lower case */
	char *domain;	/* header.d, lower case, or NULL */
	char *identity; /* header.i, or NULL */
	char *from;	/* header.from: its domain, lower case, or NULL */
} Result;

typedef struct {
	char *server;	/* authserv-id, lower case */
	GPtrArray *all; /* of Result */
} Results;

/* NULL if it names no server. */
Results *results_read(const char *value);
void results_free(Results *results);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Results, results_free)

/* The text without its comments, nested or quoted as they may be. A comment that is
 * never closed takes the rest with it. Owned. */
char *results_without_comments(const char *value);

/* May a signature or result for `signer` vouch for a From in `domain`? The same domain,
 * or one is part of the other, above the level at which strangers register names. */
bool results_is_aligned(const char *signer, const char *domain);

#endif
