/* source_private.h: what a kind of source brings along. For source*.c alone. */
#ifndef TRANSPORT_SOURCE_PRIVATE_H
#define TRANSPORT_SOURCE_PRIVATE_H

#include "transport/source.h"

typedef struct {
	GPtrArray *(*next)(Source *source, size_t max_count, size_t max_bytes,
			   GError **error);
	bool (*settle)(Source *source, GPtrArray *places, Settle where, GError **error);
	bool (*wait)(Source *source, int interrupt_fd, int seconds, bool *out_news,
		     GError **error);
	void (*set_meanwhile)(Source *source, const Meanwhile *meanwhile);
	void (*close)(Source *source);
} SourceKind;

/* First member of every source. */
struct Source {
	const SourceKind *kind;
};

/* Each takes over `url`. */
Source *source_open_maildir(const ConfigMailbox *mailbox, ServerUrl *url, GError **error);
Source *source_open_imap(const ConfigMailbox *mailbox, ServerUrl *url, const char *secret,
			 GError **error);

SourceMail *source_mail_new(void);

#endif
