/* imap_session.h: one IMAP4rev1 session (RFC 3501) on our own stream. For source_imap*.c
 * alone. */
#ifndef TRANSPORT_IMAP_SESSION_H
#define TRANSPORT_IMAP_SESSION_H

#include <libetpan/libetpan.h>

#include "transport/source_private.h"

typedef struct {
	Source base;
	const ConfigMailbox *mailbox;
	ServerUrl *url;
	char *inbox, *archive, *aside; /* names as the server wants them */
	mailimap *imap;		       /* NULL: not connected */
	Stream *stream;
	uint32_t validity;
	uint32_t last_uid; /* everything up to it was handed over */
	GQueue *waiting;   /* of ImapEntry: listed, not yet fetched */
	bool has_idle, has_move, has_uidplus;
} ImapSource;

/* A mail of the inbox that was listed. */
typedef struct {
	uint32_t uid;
	uint32_t bytes; /* as the server says */
	Instant received;
	bool is_described; /* size and date were asked for */
} ImapEntry;

/* Connect, verify, log in, select the inbox. */
bool imap_session_begin(ImapSource *source, const char *secret, GError **error);
/* A polite end if the session is sound; never blocks for long. */
void imap_session_end(ImapSource *source);

/* Finds the names of the three folders; part of the beginning. FAULT_SETUP: one cannot be
 * a name. */
bool imap_names_read(ImapSource *source, GError **error);

/* How long the next command may take as a whole. */
void imap_session_give_time(ImapSource *source, int seconds);

/* libetpan's number as a fault, with the server's words where it said some. */
bool imap_session_fault(const ImapSource *source, int code, const char *what,
			GError **error);

/* Results after which question and answer may be out of step. */
bool imap_session_is_broken(int code);

/* What the server can do; a list from before TLS or login is not believed. */
bool imap_session_ask_capabilities(ImapSource *source, GError **error);

/* By the best way both sides know, once. FAULT_SETUP: refused; FAULT_LATER: the server is
 * unwell. */
bool imap_log_in(ImapSource *source, const char *secret, GError **error);

/* What ended a wait. */
typedef enum { IMAP_WOKEN_BY_TIME, IMAP_WOKEN_BY_CORE, IMAP_WOKEN_BY_SERVER } ImapWoken;
bool imap_wait_descriptors(ImapSource *source, int interrupt_fd, int seconds,
			   ImapWoken *out_woken, GError **error);
/* The same within IDLE, no longer than `seconds`. */
bool imap_idle(ImapSource *source, int interrupt_fd, int seconds, ImapWoken *out_woken,
	       GError **error);

GPtrArray *imap_fetch_next(Source *source, size_t max_count, size_t max_bytes,
			   GError **error);
bool imap_settle(Source *source, GPtrArray *places, Settle where, GError **error);

/* A libetpan stream that reads and writes ours. Does not own it. */
mailstream *imap_stream_new(Stream *stream);

#endif
