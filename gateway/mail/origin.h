/* origin.h: who speaks: a person, a robot, a bounce, a list, ourselves. MAIL 2 to 4.
 *
 * The order of the gates is the law: our own mail first, then reports, then
 * robots. `reason` is one line for the record ("Auto-Submitted: auto-replied"). */
#ifndef MAIL_ORIGIN_H
#define MAIL_ORIGIN_H

#include "mail/message.h"
#include "mail/token.h"

typedef enum {
	ORIGIN_PERSON,
	ORIGIN_AUTOMATIC,
	ORIGIN_OUT_OF_OFFICE,
	ORIGIN_BOUNCE,	 /* a failure or delay report */
	ORIGIN_FEEDBACK, /* ARF complaint */
	ORIGIN_RECEIPT,	 /* read receipt, or a report of success */
	ORIGIN_LIST,
	ORIGIN_OWN,
} Origin;

/* One recipient a report speaks of. RFC 3464. */
typedef struct {
	char *recipient;
	char *action; /* "failed", "delayed", "delivered", "relayed", "expanded" */
	char *status; /* "5.1.1"; "" if it gives none */
	bool is_permanent;
} Bounce;

/* What marks a mail as ours, and what marks on it say nothing. */
typedef struct {
	const char *instance;  /* our loop header's value; NULL: none known */
	const TokenKeys *keys; /* of our Message-IDs; NULL: none known */
	GPtrArray *addresses;  /* of char *: what people write to; plus forms count too.
				  May be NULL */
	GPtrArray *lists; /* of char *: List-Id values, or addresses, of lists that may
			     vote. May be NULL */
	GPtrArray *noise; /* of char *: bracketed words that say nothing in a subject.
			     May be NULL */
} OriginMarks;

/* The header that carries OriginMarks.instance on everything we send. */
#define ORIGIN_LOOP_HEADER "X-Mailmoot-Loop"

typedef struct {
	Origin origin;
	bool may_answer; /* false if an automatic answer is forbidden, for whatever reason
			  */
	char *reason;
	GPtrArray *bounces; /* of Bounce; empty unless a report */
	char *bounced_id;   /* Message-ID of the mail the report is about, or NULL */
	char *bounced_token_address; /* our token address the report names, or NULL */
} OriginFacts;

OriginFacts *origin_judge(const Message *message, const OriginMarks *marks);
void origin_free(OriginFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OriginFacts, origin_free)

/* "person", "out-of-office", ... as in DESIGN 7.1. */
const char *origin_name(Origin origin);

#endif
