/* thread.h: what a mail says about the conversation it belongs to. MAIL 5.
 *
 * Only reads; which item it is, is decided where the store can be asked. */
#ifndef MAIL_THREAD_H
#define MAIL_THREAD_H

#include "mail/message.h"

typedef struct {
	GPtrArray *tokens; /* of char *: token-shaped details of our addresses among the
			      recipients, best source first */
	char *reference_token; /* from a `Ref:` line of the text, or NULL */
	char *subject_id; /* "D-12" from the subject's brackets, upper case; NULL if none
			   */
	char *subject;	  /* as of thread_strip_prefixes */
	char *marked;  /* the subject from a bracket that was taken for a list's, since a
			  reply prefix follows; NULL if there is none */
	bool is_reply; /* In-Reply-To, References or a reply prefix */
	bool is_forward; /* a forward prefix stands outermost */
} ThreadFacts;

/* `addresses` (of char *): ours. `noise` (of char *): bracketed words to skip, such as
 * "EXTERNAL"; either may be NULL. */
ThreadFacts *thread_read(const Message *message, GPtrArray *addresses, GPtrArray *noise);
void thread_free(ThreadFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ThreadFacts, thread_free)

/* Behind the bracketed words of `noise` (of char *, may be NULL) with which `subject`
 * begins, and the space behind them. Borrowed. */
const char *thread_skip_noise(const char *subject, const GPtrArray *noise);

/* The subject after reply and forward prefixes of all common languages, list
 * markers and noise tags; what is left starts with the tag, if there is one. Owned. */
char *thread_strip_prefixes(const char *subject, GPtrArray *noise, bool *out_is_reply,
			    bool *out_is_forward);

#endif
