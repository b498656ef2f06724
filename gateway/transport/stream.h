/* stream.h: one verified connection to a server, plain or TLS. Shared by SMTP and IMAP.
 *
 * Own non-blocking connect (every address of the name, a deadline for each), TCP_NODELAY,
 * keep-alive, CLOEXEC, poll and never select. TLS 1.2 and above, chain and host name
 * verified inside the handshake, SNI. A stream is used by one thread; a failed call
 * leaves it good only for stream_close. */
#ifndef TRANSPORT_STREAM_H
#define TRANSPORT_STREAM_H

#include "base/fault.h"
#include "base/world.h"

typedef struct Stream Stream;

typedef enum {
	SECURITY_TLS,	   /* imaps:// smtps:// */
	SECURITY_STARTTLS, /* imap:// smtp:// : the protocol must upgrade before anything
			      else */
	SECURITY_NONE,	   /* +insecure:// and lmtp:// ; loopback (or a UNIX socket) only,
			      enforced */
} Security;

/* A server's URL taken apart. */
typedef struct {
	char *protocol; /* "imap", "smtp", "lmtp", "maildir" */
	Security security;
	char *host; /* or a path for maildir:/path and lmtp:/run/socket */
	int port;   /* the protocol's own if not given: 993 143 465 587 24 */
} ServerUrl;
/* FAULT_SETUP with a sentence for a shape or protocol nobody knows. */
ServerUrl *server_url_read(const char *url, GError **error);
void server_url_free(ServerUrl *url);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ServerUrl, server_url_free)

typedef struct {
	const char *ca_file;	  /* a private CA instead of the system's; or NULL */
	const char *fingerprint;  /* SHA-256 of the leaf, hex with or without colons; then
				     it alone is believed; or NULL */
	int timeout_milliseconds; /* of one read or write; a handshake has a minute */
} StreamTrust;

/* FAULT_LATER: refused, unreachable, timed out. FAULT_SETUP: the certificate was not
 * believed (the reason in words), or plain text to a host that is not loopback.
 * SECURITY_STARTTLS connects in plain. */
Stream *stream_open(const ServerUrl *url, const StreamTrust *trust, GError **error);

/* Turn a plain stream into TLS. Refuses (FAULT_LATER) if bytes of the plain time are
 * still unread: RFC 3207 injection. */
bool stream_start_tls(Stream *stream, GError **error);

/* Some bytes; end of file is FAULT_LATER "the server closed the connection". `*out_got`
 * >= 1 on success. */
bool stream_read(Stream *stream, void *bytes, size_t room, size_t *out_got,
		 GError **error);
/* A line without its end (LF or CRLF), at most `max_bytes`; a longer one is FAULT_LATER.
 * Owned. */
char *stream_read_line(Stream *stream, size_t max_bytes, GError **error);
/* All of them. */
bool stream_write(Stream *stream, const void *bytes, size_t length, GError **error);

/* Must everything be done by then (monotonic milliseconds)? A dripping server is
 * FAULT_LATER; 0: no end. */
void stream_set_deadline(Stream *stream, int64_t monotonic_milliseconds);

/* What else goes on while the stream waits for its server: work() whenever there is some
 * and `fd` can be written to. False from work(): there will be no more. */
typedef struct {
	int fd;
	bool (*has_work)(void *data);
	bool (*work)(void *data);
	void *data;
} Meanwhile;
/* Copied; NULL: nothing any more. */
void stream_set_meanwhile(Stream *stream, const Meanwhile *meanwhile);

/* Bytes read from the network but not taken yet (a TLS record's rest counts). */
bool stream_has_unread(const Stream *stream);
int stream_fd(const Stream *stream);

void stream_close(Stream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stream, stream_close)

#endif
