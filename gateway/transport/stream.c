/* stream.c: one connection: connect, read, write, all with an end in time.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/stream_private.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define CONNECT_MILLISECONDS 20000

/* ---- waiting ------------------------------------------------------------ */

/* Monotonic milliseconds; INT64_MAX: never. */
static int64_t end_of_wait(const Stream *stream)
{
	int64_t end = stream->deadline > 0 ? stream->deadline : INT64_MAX;
	if (stream->timeout_milliseconds > 0)
		end = MIN(end,
			  world_monotonic_milliseconds() + stream->timeout_milliseconds);
	return end;
}

/* As poll(2) wants it. */
static int milliseconds_to(int64_t end)
{
	if (end == INT64_MAX)
		return -1;
	return (int)CLAMP(end - world_monotonic_milliseconds(), 0, G_MAXINT);
}

static void do_meanwhile(Stream *stream)
{
	if (!stream->meanwhile.work(stream->meanwhile.data))
		stream_set_meanwhile(stream, NULL);
}

bool stream_wait_events(Stream *stream, short events, GError **error)
{
	int64_t end = end_of_wait(stream);
	for (;;) {
		const Meanwhile *meanwhile = &stream->meanwhile;
		bool has_work =
			meanwhile->work != NULL && meanwhile->has_work(meanwhile->data);
		struct pollfd entries[] = {{.fd = stream->fd, .events = events},
					   {.fd = meanwhile->fd, .events = POLLOUT}};
		int count = poll(entries, has_work ? 2 : 1, milliseconds_to(end));
		if (count < 0 && errno != EINTR)
			return fault(error, FAULT_LATER, "poll: %s", g_strerror(errno));
		if (has_work && count > 0 && entries[1].revents != 0)
			do_meanwhile(stream);
		if (count > 0 && entries[0].revents != 0)
			return true;
		if (count == 0)
			return fault(error, FAULT_LATER, "%s: no answer in time",
				     stream->host);
	}
}

/* ---- connecting --------------------------------------------------------- */

static bool is_loopback(const struct sockaddr *address)
{
	if (address->sa_family == AF_UNIX)
		return true;
	if (address->sa_family == AF_INET) {
		struct sockaddr_in in;
		memcpy(&in, address, sizeof in);
		return (ntohl(in.sin_addr.s_addr) >> 24) == 127;
	}
	struct sockaddr_in6 in6;
	memcpy(&in6, address, sizeof in6);
	return address->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&in6.sin6_addr);
}

static void set_options(int fd, int family)
{
	int on = 1;
	if (family == AF_UNIX)
		return;
	/* Without it a mail above one segment waits 40 ms for a delayed acknowledgement.
	 */
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	(void)setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
}

static bool connect_within(Stream *stream, const struct sockaddr *address,
			   socklen_t length, GError **error)
{
	stream->fd =
		socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (stream->fd < 0)
		return fault(error, FAULT_LATER, "socket: %s", g_strerror(errno));
	set_options(stream->fd, address->sa_family);
	int trouble = 0;
	if (connect(stream->fd, address, length) != 0) {
		if (errno == EINPROGRESS && !stream_wait_events(stream, POLLOUT, error))
			return false;
		trouble = errno == EINPROGRESS ? 0 : errno;
	}
	socklen_t size = sizeof trouble;
	if (trouble == 0)
		(void)getsockopt(stream->fd, SOL_SOCKET, SO_ERROR, &trouble, &size);
	return trouble == 0 ||
	       fault(error, FAULT_LATER, "%s: %s", stream->host, g_strerror(trouble));
}

/* A name may have several addresses; one that swallows packets must leave time for the
 * next. */
static bool connect_address(Stream *stream, const struct sockaddr *address,
			    socklen_t length, GError **error)
{
	stream->deadline = world_monotonic_milliseconds() + CONNECT_MILLISECONDS;
	bool is_connected = connect_within(stream, address, length, error);
	stream->deadline = 0;
	return is_connected;
}

static bool connect_path(Stream *stream, GError **error)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (strlen(stream->host) >= sizeof address.sun_path)
		return fault(error, FAULT_SETUP, "%s: the path is too long for a socket",
			     stream->host);
	memcpy(address.sun_path, stream->host, strlen(stream->host));
	return connect_address(stream, (const struct sockaddr *)&address, sizeof address,
			       error);
}

static bool resolve(const char *host, int port, struct addrinfo **out_list,
		    GError **error)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG};
	char service[8];
	g_snprintf(service, sizeof service, "%d", port);
	int code = getaddrinfo(host, service, &hints, out_list);
	if (code != 0) {
		/* A machine with loopback alone has no configured address, yet may talk
		 * to itself. */
		hints.ai_flags = 0;
		code = getaddrinfo(host, service, &hints, out_list);
	}
	return code == 0 || fault(error, FAULT_LATER, "%s: %s", host, gai_strerror(code));
}

/* The first address that answers; every one is tried. */
static bool connect_host(Stream *stream, const ServerUrl *url, GError **error)
{
	struct addrinfo *list = NULL;
	if (!resolve(url->host, url->port, &list, error))
		return false;
	bool is_connected = false;
	g_autoptr(GError) last = NULL;
	for (struct addrinfo *entry = list; entry != NULL && !is_connected;
	     entry = entry->ai_next) {
		g_clear_error(&last);
		if (url->security == SECURITY_NONE && !is_loopback(entry->ai_addr)) {
			fault(&last, FAULT_SETUP,
			      "%s is not this machine: plain text is for loopback only",
			      url->host);
			continue;
		}
		is_connected =
			connect_address(stream, entry->ai_addr, entry->ai_addrlen, &last);
		if (!is_connected && stream->fd >= 0) {
			close(stream->fd);
			stream->fd = -1;
		}
	}
	freeaddrinfo(list);
	if (!is_connected)
		g_propagate_error(error, g_steal_pointer(&last));
	return is_connected;
}

Stream *stream_open(const ServerUrl *url, const StreamTrust *trust, GError **error)
{
	g_autoptr(Stream) stream = g_new0(Stream, 1);
	stream->fd = -1;
	stream->host = g_strdup(url->host);
	stream->ca_file = g_strdup(trust->ca_file);
	stream->fingerprint = g_strdup(trust->fingerprint);
	stream->timeout_milliseconds = trust->timeout_milliseconds;
	bool is_connected = url->host[0] == '/' ? connect_path(stream, error)
						: connect_host(stream, url, error);
	if (!is_connected ||
	    (url->security == SECURITY_TLS && !stream_tls_start(stream, error)))
		return NULL;
	return g_steal_pointer(&stream);
}

bool stream_start_tls(Stream *stream, GError **error)
{
	if (stream_has_unread(stream))
		return fault(error, FAULT_LATER,
			     "%s: the server spoke between STARTTLS and the handshake",
			     stream->host);
	return stream_tls_start(stream, error);
}

void stream_close(Stream *stream)
{
	if (stream == NULL)
		return;
	stream_tls_end(stream);
	if (stream->fd >= 0)
		close(stream->fd);
	g_free(stream->host);
	g_free(stream->ca_file);
	g_free(stream->fingerprint);
	g_free(stream);
}

/* ---- reading ------------------------------------------------------------ */

static ssize_t receive_some(Stream *stream, void *bytes, size_t room, short *out_events)
{
	*out_events = POLLIN;
	return stream->session != NULL ? stream_tls_read(stream, bytes, room, out_events)
				       : recv(stream->fd, bytes, room, 0);
}

static bool receive(Stream *stream, void *bytes, size_t room, size_t *out_got,
		    GError **error)
{
	for (;;) {
		short events = POLLIN;
		ssize_t got = receive_some(stream, bytes, room, &events);
		if (got > 0) {
			*out_got = (size_t)got;
			return true;
		}
		if (got == 0)
			return fault(error, FAULT_LATER,
				     "%s: the server closed the connection",
				     stream->host);
		if (errno == EINTR)
			continue;
		if (errno != EAGAIN && errno != EWOULDBLOCK)
			return fault(error, FAULT_LATER, "%s: %s", stream->host,
				     g_strerror(errno));
		if (!stream_wait_events(stream, events, error))
			return false;
	}
}

bool stream_read(Stream *stream, void *bytes, size_t room, size_t *out_got,
		 GError **error)
{
	if (stream->start == stream->end)
		return receive(stream, bytes, room, out_got, error);
	*out_got = MIN(room, stream->end - stream->start);
	memcpy(bytes, stream->buffer + stream->start, *out_got);
	stream->start += *out_got;
	return true;
}

char *stream_read_line(Stream *stream, size_t max_bytes, GError **error)
{
	g_autoptr(GString) line = g_string_new(NULL);
	for (;;) {
		const guint8 *from = stream->buffer + stream->start;
		size_t have = stream->end - stream->start;
		const guint8 *end = have > 0 ? memchr(from, '\n', have) : NULL;
		size_t take = end != NULL ? (size_t)(end - from) : have;
		if (line->len + take > max_bytes) {
			fault(error, FAULT_LATER, "%s: a line of the server is too long",
			      stream->host);
			return NULL;
		}
		g_string_append_len(line, (const char *)from, (gssize)take);
		stream->start += take + (end != NULL);
		if (end != NULL)
			break;
		stream->start = 0;
		stream->end = 0;
		if (!receive(stream, stream->buffer, sizeof stream->buffer, &stream->end,
			     error))
			return NULL;
	}
	if (line->len > 0 && line->str[line->len - 1] == '\r')
		g_string_truncate(line, line->len - 1);
	return g_string_free(g_steal_pointer(&line), FALSE);
}

bool stream_has_unread(const Stream *stream)
{
	return stream->start < stream->end ||
	       (stream->session != NULL &&
		gnutls_record_check_pending(stream->session) > 0);
}

/* ---- writing ------------------------------------------------------------ */

static ssize_t send_some(Stream *stream, const void *bytes, size_t length,
			 short *out_events)
{
	*out_events = POLLOUT;
	return stream->session != NULL
		       ? stream_tls_write(stream, bytes, length, out_events)
		       : send(stream->fd, bytes, length, MSG_NOSIGNAL);
}

bool stream_write(Stream *stream, const void *bytes, size_t length, GError **error)
{
	const guint8 *next = bytes;
	while (length > 0) {
		short events = POLLOUT;
		ssize_t sent = send_some(stream, next, length, &events);
		if (sent >= 0) {
			next += sent;
			length -= (size_t)sent;
		} else if (errno == EAGAIN || errno == EWOULDBLOCK) {
			if (!stream_wait_events(stream, events, error))
				return false;
		} else if (errno != EINTR) {
			return fault(error, FAULT_LATER, "%s: %s", stream->host,
				     g_strerror(errno));
		}
	}
	return true;
}

/* ---- the rest ----------------------------------------------------------- */

void stream_set_deadline(Stream *stream, int64_t monotonic_milliseconds)
{
	stream->deadline = monotonic_milliseconds;
}

void stream_set_meanwhile(Stream *stream, const Meanwhile *meanwhile)
{
	stream->meanwhile = meanwhile != NULL ? *meanwhile : (Meanwhile){.fd = -1};
}

int stream_fd(const Stream *stream)
{
	return stream->fd;
}
