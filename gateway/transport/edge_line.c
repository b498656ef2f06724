/* edge_line.c: one non-blocking end of the line between the core and an edge.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/edge.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "transport/edge_message.h"

#define READ_BYTES	    (256 * 1024)
#define DESCRIPTORS_MAX	    64
#define PARTS_MAX	    100
#define REPORT_MILLISECONDS 10000

typedef struct {
	GBytes *bytes;
	size_t sent;
	int fd; /* a copy of ours, or -1 */
} Outgoing;

struct EdgeLine {
	int fd;
	GQueue *outgoing; /* of Outgoing */
	size_t unsent;	  /* bytes of it */
	GByteArray *incoming;
	size_t taken;	     /* bytes of `incoming` already decoded */
	GQueue *descriptors; /* received, not yet taken; as pointers of fd + 1 */
};

static void outgoing_free(Outgoing *outgoing)
{
	g_bytes_unref(outgoing->bytes);
	if (outgoing->fd >= 0)
		close(outgoing->fd);
	g_free(outgoing);
}

static void close_descriptor(gpointer pointer)
{
	close(GPOINTER_TO_INT(pointer) - 1);
}

EdgeLine *edge_line_new(int fd)
{
	EdgeLine *line = g_new0(EdgeLine, 1);
	line->fd = fd;
	line->outgoing = g_queue_new();
	line->incoming = g_byte_array_new();
	line->descriptors = g_queue_new();
	(void)fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	return line;
}

void edge_line_free(EdgeLine *line)
{
	if (line == NULL)
		return;
	g_queue_free_full(line->outgoing, (GDestroyNotify)outgoing_free);
	g_queue_free_full(line->descriptors, close_descriptor);
	g_byte_array_unref(line->incoming);
	close(line->fd);
	g_free(line);
}

int edge_line_fd(const EdgeLine *line)
{
	return line->fd;
}

bool edge_line_wants_write(const EdgeLine *line)
{
	return !g_queue_is_empty(line->outgoing);
}

size_t edge_line_unsent(const EdgeLine *line)
{
	return line->unsent;
}

/* ---- writing ------------------------------------------------------------ */

void edge_line_put(EdgeLine *line, const EdgeMessage *message)
{
	Outgoing *outgoing = g_new0(Outgoing, 1);
	outgoing->bytes = edge_message_encode(message);
	outgoing->fd = message->fd >= 0 ? fcntl(message->fd, F_DUPFD_CLOEXEC, 3) : -1;
	line->unsent += g_bytes_get_size(outgoing->bytes);
	g_queue_push_tail(line->outgoing, outgoing);
}

/* What goes at once: the head of the queue and what follows it up to the next that brings
 * a descriptor. Each sending wakes the other process. */
static size_t gather(const EdgeLine *line, struct iovec parts[PARTS_MAX])
{
	size_t count = 0;
	for (GList *cell = line->outgoing->head; cell != NULL && count < PARTS_MAX;
	     cell = cell->next) {
		const Outgoing *outgoing = cell->data;
		if (count > 0 && outgoing->fd >= 0)
			break;
		gsize size = 0;
		const guint8 *bytes = g_bytes_get_data(outgoing->bytes, &size);
		parts[count].iov_base = (void *)(uintptr_t)(bytes + outgoing->sent);
		parts[count++].iov_len = size - outgoing->sent;
	}
	return count;
}

/* A descriptor goes with the first byte of its message. */
static ssize_t send_some(const EdgeLine *line)
{
	const Outgoing *first = g_queue_peek_head(line->outgoing);
	struct iovec parts[PARTS_MAX];
	union {
		char room[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = {.room = {0}};
	struct msghdr header = {.msg_iov = parts, .msg_iovlen = gather(line, parts)};
	if (first->fd >= 0 && first->sent == 0) {
		header.msg_control = control.room;
		header.msg_controllen = sizeof control.room;
		struct cmsghdr *entry = CMSG_FIRSTHDR(&header);
		entry->cmsg_level = SOL_SOCKET;
		entry->cmsg_type = SCM_RIGHTS;
		entry->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(entry), &first->fd, sizeof(int));
	}
	return sendmsg(line->fd, &header, MSG_NOSIGNAL);
}

static void forget_sent(EdgeLine *line, size_t sent)
{
	line->unsent -= sent;
	while (!g_queue_is_empty(line->outgoing)) {
		Outgoing *outgoing = g_queue_peek_head(line->outgoing);
		size_t rest = g_bytes_get_size(outgoing->bytes) - outgoing->sent;
		if (sent < rest) {
			outgoing->sent += sent;
			return;
		}
		sent -= rest;
		outgoing_free(g_queue_pop_head(line->outgoing));
	}
}

bool edge_line_flush(EdgeLine *line, GError **error)
{
	while (!g_queue_is_empty(line->outgoing)) {
		ssize_t sent = send_some(line);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			return true;
		if (sent < 0)
			return fault(error, FAULT_LATER, "the other process is gone: %s",
				     g_strerror(errno));
		forget_sent(line, (size_t)sent);
	}
	return true;
}

/* ---- reading ------------------------------------------------------------ */

static void keep_descriptors(EdgeLine *line, struct msghdr *header)
{
	for (struct cmsghdr *entry = CMSG_FIRSTHDR(header); entry != NULL;
	     entry = CMSG_NXTHDR(header, entry)) {
		if (entry->cmsg_level != SOL_SOCKET || entry->cmsg_type != SCM_RIGHTS)
			continue;
		size_t count = (entry->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		for (size_t i = 0; i < count; i++) {
			int fd = -1;
			memcpy(&fd, CMSG_DATA(entry) + i * sizeof(int), sizeof fd);
			if (line->descriptors->length < DESCRIPTORS_MAX)
				g_queue_push_tail(line->descriptors,
						  GINT_TO_POINTER(fd + 1));
			else
				close(fd);
		}
	}
}

/* False with no error: nothing to read just now. */
static bool receive(EdgeLine *line, GError **error)
{
	if (line->taken > 0) {
		g_byte_array_remove_range(line->incoming, 0, (guint)line->taken);
		line->taken = 0;
	}
	guint before = line->incoming->len;
	g_byte_array_set_size(line->incoming, before + READ_BYTES);
	struct iovec part = {.iov_base = line->incoming->data + before,
			     .iov_len = READ_BYTES};
	union {
		char room[CMSG_SPACE(4 * sizeof(int))];
		struct cmsghdr align;
	} control;
	struct msghdr header = {.msg_iov = &part,
				.msg_iovlen = 1,
				.msg_control = control.room,
				.msg_controllen = sizeof control.room};
	ssize_t got = 0;
	do
		got = recvmsg(line->fd, &header, MSG_CMSG_CLOEXEC);
	while (got < 0 && errno == EINTR);
	int trouble = errno;
	g_byte_array_set_size(line->incoming, before + (guint)MAX(got, 0));
	if (got > 0)
		keep_descriptors(line, &header);
	else if (got == 0)
		return fault(error, FAULT_LATER, "the other process has ended");
	else if (trouble != EAGAIN && trouble != EWOULDBLOCK)
		return fault(error, FAULT_LATER, "the line broke: %s",
			     g_strerror(trouble));
	return got > 0;
}

static bool decode_next(EdgeLine *line, size_t length, EdgeMessage **out_message,
			GError **error)
{
	bool has_fd = false;
	g_autoptr(EdgeMessage) message = edge_message_decode(
		line->incoming->data + line->taken + 4, length, &has_fd);
	if (message == NULL || (has_fd && g_queue_is_empty(line->descriptors)))
		return fault(error, FAULT_LATER, "the other process sent nonsense");
	if (has_fd)
		message->fd = GPOINTER_TO_INT(g_queue_pop_head(line->descriptors)) - 1;
	line->taken += length + 4;
	*out_message = g_steal_pointer(&message);
	return true;
}

bool edge_line_take(EdgeLine *line, EdgeMessage **out_message, GError **error)
{
	*out_message = NULL;
	for (;;) {
		size_t have = line->incoming->len - line->taken;
		const guint8 *bytes = line->incoming->data + line->taken;
		size_t length = 0;
		for (size_t i = 0; have >= 4 && i < 4; i++)
			length |= (size_t)bytes[i] << (8 * i);
		if (length > EDGE_MESSAGE_MAX_BYTES)
			return fault(error, FAULT_LATER,
				     "the other process sent too long a message");
		if (have >= 4 && have - 4 >= length)
			return decode_next(line, length, out_message, error);
		g_autoptr(GError) local = NULL;
		if (receive(line, &local))
			continue;
		if (local == NULL)
			return true;
		g_propagate_error(error, g_steal_pointer(&local));
		return false;
	}
}

/* The core may have much to read before. */
static void flush_within(EdgeLine *line, int milliseconds)
{
	int64_t end = world_monotonic_milliseconds() + milliseconds;
	while (edge_line_flush(line, NULL) && edge_line_wants_write(line)) {
		struct pollfd entry = {.fd = line->fd, .events = POLLOUT};
		int64_t left = end - world_monotonic_milliseconds();
		if (left <= 0 || poll(&entry, 1, (int)left) == 0)
			return;
	}
}

int edge_line_report(EdgeLine *line, const GError *error)
{
	g_autoptr(EdgeMessage) message = edge_message_new(EDGE_TROUBLE);
	message->fault = error->domain == FAULT ? (Fault)error->code : FAULT_LATER;
	message->text = g_strdup(error->message);
	edge_line_put(line, message);
	flush_within(line, REPORT_MILLISECONDS);
	return fault_exit_status(error);
}
