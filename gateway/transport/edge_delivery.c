/* edge_delivery.c: the process that hands our mail to the next server, one at a time, and
 * says what it said.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/edge.h"

#include <errno.h>
#include <poll.h>

#include "transport/edge_limits.h"
#include "transport/sink.h"

static EdgeOutcome outcome_of(bool is_sent, bool is_in_doubt, const GError *error)
{
	if (is_sent)
		return EDGE_OUTCOME_SENT;
	if (is_in_doubt)
		return EDGE_OUTCOME_DOUBT;
	switch ((Fault)error->code) {
	case FAULT_REFUSED:
	case FAULT_UNREADABLE:
		return EDGE_OUTCOME_REFUSED;
	case FAULT_SETUP:
		return EDGE_OUTCOME_SETUP;
	case FAULT_LATER:
		return EDGE_OUTCOME_LATER;
	}
	return EDGE_OUTCOME_LATER;
}

static void deliver(Sink *sink, const EdgeMessage *request, EdgeLine *line)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *answer = NULL;
	bool is_in_doubt = false;
	Envelope envelope = {.from = request->from != NULL ? request->from : "",
			     .recipient = request->recipient};
	bool is_sent =
		sink_send(sink, &envelope, request->body, &answer, &is_in_doubt, &error);
	g_autoptr(EdgeMessage) result = edge_message_new(EDGE_SENT);
	result->notice = request->notice;
	result->outcome = outcome_of(is_sent, is_in_doubt, error);
	result->text = answer != NULL ? g_steal_pointer(&answer)
				      : g_strdup(error != NULL ? error->message : NULL);
	edge_line_put(line, result);
}

/* Blocks until the core says something or has read what we said. */
static bool wait_line(EdgeLine *line, GError **error)
{
	struct pollfd entry = {.fd = edge_line_fd(line),
			       .events = POLLIN |
					 (edge_line_wants_write(line) ? POLLOUT : 0)};
	if (poll(&entry, 1, -1) < 0 && errno != EINTR)
		return fault(error, FAULT_LATER, "poll: %s", g_strerror(errno));
	return edge_line_flush(line, error);
}

static bool serve(Sink *sink, EdgeLine *line, GError **error)
{
	for (;;) {
		g_autoptr(EdgeMessage) message = NULL;
		if (!edge_line_take(line, &message, error))
			return false;
		if (message == NULL) {
			if (!wait_line(line, error))
				return false;
		} else if (message->kind == EDGE_STOP) {
			return true;
		} else if (message->kind == EDGE_SEND && message->recipient != NULL &&
			   message->body != NULL) {
			deliver(sink, message, line);
			if (!edge_line_flush(line, error))
				return false;
		}
	}
}

int edge_delivery_main(const Config *config, int fd)
{
	edge_limit_process();
	g_autoptr(EdgeLine) line = edge_line_new(fd);
	g_autoptr(GError) error = NULL;
	g_autofree char *secret = NULL;
	if (!edge_read_secret(&config->outgoing->secret, &secret, &error))
		return edge_line_report(line, error);
	g_autoptr(Sink) sink = sink_open(config->outgoing, secret, &error);
	if (sink == NULL)
		return edge_line_report(line, error);
	/* The core closing the line is how it stops us when it dies. */
	return serve(sink, line, &error) ? 0 : fault_exit_status(error);
}
