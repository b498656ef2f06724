/* source.h: a place mail comes from. Three verbs: next, settle, close.
 *
 * A source hands over raw bytes with a place; it changes nothing until told. Settling
 * what is already settled, or gone, is no error. */
#ifndef TRANSPORT_SOURCE_H
#define TRANSPORT_SOURCE_H

#include "base/config.h"
#include "base/fault.h"
#include "base/world.h"
#include "transport/stream.h"

/* Where a mail lies. For a Maildir, `uid` is 0 and `name` its file name. */
typedef struct {
	uint32_t validity; /* UIDVALIDITY */
	uint32_t uid;
	char *name; /* or NULL */
} MailPlace;

typedef struct {
	MailPlace place;
	Instant received; /* INTERNALDATE or file time; INSTANT_NONE if unknown */
	size_t bytes;
	GBytes *raw; /* small mails; NULL for a large one */
	int fd;	     /* a large mail, in an unlinked spool file; else -1 */
} SourceMail;
void source_mail_free(SourceMail *mail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SourceMail, source_mail_free)

typedef enum { SETTLE_ARCHIVE, SETTLE_ASIDE } Settle;

typedef struct Source Source;

/* Connects and selects. FAULT_LATER: try again; FAULT_SETUP: the operator must act
 * (certificate, login, missing inbox). */
Source *source_open(const ConfigMailbox *mailbox, const char *secret, GError **error);

/* Mails from inbox above what was handed over before in this session, at most `max_count`
 * or `max_bytes` (at least one if there is any). GPtrArray of SourceMail; empty: nothing
 * new. Above SOURCE_INLINE_BYTES mails come as fd. */
#define SOURCE_INLINE_BYTES (1024 * 1024)
GPtrArray *source_next(Source *source, size_t max_count, size_t max_bytes,
		       GError **error);

/* Move (or copy, flag, expunge where there is no MOVE) these places (of MailPlace). After
 * success the next session does not offer them again. Missing target folders are made.
 * FAULT_REFUSED: the server does not let us; they stay where they are. */
bool source_settle(Source *source, GPtrArray *places, Settle where, GError **error);

/* Wait until there is news, `interrupt_fd` is readable, or `seconds` have passed. IDLE
 * where offered, else polls. *out_news says which. */
bool source_wait(Source *source, int interrupt_fd, int seconds, bool *out_news,
		 GError **error);

/* While a server is waited for. */
void source_set_meanwhile(Source *source, const Meanwhile *meanwhile);

void source_close(Source *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Source, source_close)

#endif
