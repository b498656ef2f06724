/* stream_tls.c: TLS on a stream, with the server's certificate verified inside the
 * handshake.
 *
 * libetpan accepts any certificate of any host; that is why our streams do not use its
 * TLS.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/stream_private.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>

#define PRIORITY     "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"
#define SHA256_BYTES 32
/* A mail may be scanned for minutes; a handshake has no such excuse. */
#define HANDSHAKE_MILLISECONDS 60000

static bool is_address(const char *host)
{
	struct in6_addr room;
	return inet_pton(AF_INET, host, &room) == 1 ||
	       inet_pton(AF_INET6, host, &room) == 1;
}

/* ---- whom to believe ---------------------------------------------------- */

static bool load_authorities(Stream *stream, GError **error)
{
	gnutls_certificate_allocate_credentials(&stream->credentials);
	if (stream->fingerprint != NULL)
		return true;
	if (stream->ca_file == NULL) {
		if (gnutls_certificate_set_x509_system_trust(stream->credentials) > 0)
			return true;
		return fault(error, FAULT_SETUP,
			     "no certificate authorities found: install ca-certificates");
	}
	int count = gnutls_certificate_set_x509_trust_file(
		stream->credentials, stream->ca_file, GNUTLS_X509_FMT_PEM);
	return count > 0 ||
	       fault(error, FAULT_SETUP, "%s: no certificate in it", stream->ca_file);
}

static char *hex_of(const guint8 *bytes, size_t length)
{
	GString *hex = g_string_new(NULL);
	for (size_t i = 0; i < length; i++)
		g_string_append_printf(hex, "%02x", bytes[i]);
	return g_string_free(hex, FALSE);
}

/* Colons and case are how tools print it; they mean nothing. */
static char *plain_hex(const char *fingerprint)
{
	GString *hex = g_string_new(NULL);
	for (const char *c = fingerprint; *c != '\0'; c++)
		if (*c != ':' && *c != ' ')
			g_string_append_c(hex, g_ascii_tolower(*c));
	return g_string_free(hex, FALSE);
}

static bool matches_fingerprint(const Stream *stream, char **out_seen)
{
	unsigned int count = 0;
	const gnutls_datum_t *chain =
		gnutls_certificate_get_peers(stream->session, &count);
	guint8 digest[SHA256_BYTES];
	if (chain == NULL || count == 0 ||
	    gnutls_hash_fast(GNUTLS_DIG_SHA256, chain[0].data, chain[0].size, digest) !=
		    0)
		return false;
	*out_seen = hex_of(digest, sizeof digest);
	g_autofree char *wanted = plain_hex(stream->fingerprint);
	return strcmp(wanted, *out_seen) == 0;
}

static bool check_fingerprint(const Stream *stream, GError **error)
{
	g_autofree char *seen = NULL;
	if (stream->fingerprint == NULL || matches_fingerprint(stream, &seen))
		return true;
	return fault(error, FAULT_SETUP,
		     "%s: the certificate's fingerprint is %s, not the one set",
		     stream->host, seen != NULL ? seen : "missing");
}

/* ---- the handshake ------------------------------------------------------ */

static bool prepare(Stream *stream, GError **error)
{
	if (!load_authorities(stream, error))
		return false;
	gnutls_init(&stream->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
	gnutls_priority_set_direct(stream->session, PRIORITY, NULL);
	gnutls_credentials_set(stream->session, GNUTLS_CRD_CERTIFICATE,
			       stream->credentials);
	if (!is_address(stream->host))
		gnutls_server_name_set(stream->session, GNUTLS_NAME_DNS, stream->host,
				       strlen(stream->host));
	if (stream->fingerprint == NULL)
		gnutls_session_set_verify_cert(stream->session, stream->host, 0);
	gnutls_transport_set_int(stream->session, stream->fd);
	return true;
}

/* A server that knows only what is broken by now will not learn it by being asked again.
 */
static bool is_too_old(const Stream *stream, int code)
{
	if (code == GNUTLS_E_UNSUPPORTED_VERSION_PACKET ||
	    code == GNUTLS_E_DH_PRIME_UNACCEPTABLE)
		return true;
	gnutls_alert_description_t alert = gnutls_alert_get(stream->session);
	return code == GNUTLS_E_FATAL_ALERT_RECEIVED &&
	       (alert == GNUTLS_A_PROTOCOL_VERSION ||
		alert == GNUTLS_A_HANDSHAKE_FAILURE ||
		alert == GNUTLS_A_INSUFFICIENT_SECURITY);
}

static bool handshake_fault(const Stream *stream, int code, GError **error)
{
	if (code == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR) {
		gnutls_datum_t words = {NULL, 0};
		unsigned int status =
			gnutls_session_get_verify_cert_status(stream->session);
		gnutls_certificate_verification_status_print(status, GNUTLS_CRT_X509,
							     &words, 0);
		fault(error, FAULT_SETUP, "%s: the certificate is not believed: %s",
		      stream->host,
		      words.data != NULL ? (const char *)words.data : "unknown reason");
		gnutls_free(words.data);
		return false;
	}
	bool is_alert = code == GNUTLS_E_FATAL_ALERT_RECEIVED;
	const char *alert =
		is_alert ? gnutls_alert_get_name(gnutls_alert_get(stream->session))
			 : NULL;
	return fault(error, is_too_old(stream, code) ? FAULT_SETUP : FAULT_LATER,
		     "%s: TLS: %s%s%s", stream->host, gnutls_strerror(code),
		     alert != NULL ? ": " : "", alert != NULL ? alert : "");
}

static short direction(const Stream *stream)
{
	return gnutls_record_get_direction(stream->session) == 1 ? POLLOUT : POLLIN;
}

static bool shake_hands(Stream *stream, GError **error)
{
	for (;;) {
		int code = gnutls_handshake(stream->session);
		if (code == GNUTLS_E_SUCCESS)
			return check_fingerprint(stream, error);
		if (code == GNUTLS_E_AGAIN) {
			if (!stream_wait_events(stream, direction(stream), error))
				return false;
		} else if (gnutls_error_is_fatal(code) != 0) {
			return handshake_fault(stream, code, error);
		}
	}
}

bool stream_tls_start(Stream *stream, GError **error)
{
	if (!prepare(stream, error))
		return false;
	/* A dripping server must not stretch the handshake by one time-out a byte. */
	int64_t before = stream->deadline;
	int64_t end = world_monotonic_milliseconds() + HANDSHAKE_MILLISECONDS;
	if (before == 0 || end < before)
		stream->deadline = end;
	bool is_done = shake_hands(stream, error);
	stream->deadline = before;
	return is_done;
}

void stream_tls_end(Stream *stream)
{
	if (stream->session != NULL) {
		(void)gnutls_bye(stream->session, GNUTLS_SHUT_WR);
		gnutls_deinit(stream->session);
	}
	if (stream->credentials != NULL)
		gnutls_certificate_free_credentials(stream->credentials);
	stream->session = NULL;
	stream->credentials = NULL;
}

/* ---- bytes -------------------------------------------------------------- */

static ssize_t as_errno(const Stream *stream, ssize_t code, short *out_events)
{
	if (code >= 0)
		return code;
	*out_events = direction(stream);
	if (code == GNUTLS_E_INTERRUPTED)
		errno = EINTR;
	else if (code == GNUTLS_E_AGAIN || code == GNUTLS_E_REHANDSHAKE)
		errno = EAGAIN;
	else
		errno = EPROTO;
	/* Closing without a goodbye is an end of file; a cut command is noticed by the
	 * protocol. */
	return code == GNUTLS_E_PREMATURE_TERMINATION ? 0 : -1;
}

ssize_t stream_tls_read(Stream *stream, void *bytes, size_t room, short *out_events)
{
	return as_errno(stream, gnutls_record_recv(stream->session, bytes, room),
			out_events);
}

ssize_t stream_tls_write(Stream *stream, const void *bytes, size_t length,
			 short *out_events)
{
	return as_errno(stream, gnutls_record_send(stream->session, bytes, length),
			out_events);
}
