/* reading.h: one mail, read to the end: who, about what, what is new, what it orders.
 * What `inspect` prints and what the workflow decides on. Pure. */
#ifndef WORKFLOW_READING_H
#define WORKFLOW_READING_H

#include "base/json.h"
#include "mail/message.h"
#include "mail/origin.h"
#include "mail/proof.h"
#include "mail/quote.h"
#include "mail/signature.h"
#include "mail/thread.h"
#include "mail/token.h"
#include "workflow/command.h"
#include "workflow/field.h"
#include "workflow/kind.h"
#include "workflow/tag.h"

/* What reading needs to know of us; everything but `rules` may be NULL. */
typedef struct {
	const Rules *rules;
	const People *people;
	const TokenPersons *persons; /* NULL: no token is believed */
	OriginMarks marks;
	GPtrArray *authserv; /* of char * */
} ReadingInput;

typedef struct {
	Message *message;
	OriginFacts *origin;
	ThreadFacts *thread;
	QuoteParts *quote;
	ProofFacts *proof;
	Tag *tag;
	Fields *fields;
	Commands *commands;
	const Person *sender;	/* whose From it claims to be; NULL: nobody we know */
	TokenClaim *claim;	/* what a good token says, or NULL */
	bool is_claim_conflict; /* the token is another person's */
	bool names_two_items;	/* by tokens of two items */
	bool is_confirmed;	/* its sender, or the operator, has said whose it is */
} Reading;

/* What it says, whoever has sent it and whatever is known of it. Takes the message over.
 * What depends on its sender is NULL until it is judged. */
Reading *reading_new(Message *message, const ReadingInput *input);
/* Once: whose it is, how well that is proven, and what it orders. `has_sent_token`: the
 * caller found In-Reply-To or References naming a notice sent to this very person.
 * `signature`: what was found of one, fresh and not seen before; may be NULL. */
void reading_judge(Reading *reading, const ReadingInput *input, bool has_sent_token,
		   const SignatureFacts *signature);
void reading_free(Reading *reading);
/* Who is its sender has said so by another way, proven that well. What its token says
 * stays as it is. */
void reading_confirm(Reading *reading, Proof proof);
/* The notice whose id proved it was about something else than what the mail is taken for.
 */
void reading_doubt_id(Reading *reading);
/* It is taken for an answer to one item of that kind, not to a digest's lines. */
void reading_take_for(Reading *reading, Kind kind);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reading, reading_free)

/* The object of DESIGN 7.1 `inspect --json`. Owned. */
json_t *reading_json(const Reading *reading);

#endif
