/* stream_private.h: what stream.c and stream_tls.c share, and nobody else. */
#ifndef TRANSPORT_STREAM_PRIVATE_H
#define TRANSPORT_STREAM_PRIVATE_H

#include "transport/stream.h"

#include <gnutls/gnutls.h>
#include <poll.h>

#define STREAM_BUFFER_BYTES 16384

struct Stream {
	int fd;
	char *host;
	char *ca_file, *fingerprint;
	int timeout_milliseconds;
	int64_t deadline;    /* 0: none */
	Meanwhile meanwhile; /* without work(): none */
	gnutls_session_t session;
	gnutls_certificate_credentials_t credentials;
	guint8 buffer[STREAM_BUFFER_BYTES];
	size_t start, end; /* unread bytes in `buffer` */
};

/* Wait for `events` on the socket, no longer than the time-out and the deadline allow. */
bool stream_wait_events(Stream *stream, short events, GError **error);

/* The handshake, with chain and name (or fingerprint) verified before it counts as done.
 */
bool stream_tls_start(Stream *stream, GError **error);
void stream_tls_end(Stream *stream);
/* As recv(2) and send(2) with errno EAGAIN; on other trouble errno is EPROTO.
 * `*out_events`: what to wait for. */
ssize_t stream_tls_read(Stream *stream, void *bytes, size_t room, short *out_events);
ssize_t stream_tls_write(Stream *stream, const void *bytes, size_t length,
			 short *out_events);

#endif
