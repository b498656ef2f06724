/* edge_delivery.c: the process that hands our mail to the next server over one
 * connection, and says what it said.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/edge.h"

#include <errno.h>
#include <poll.h>

#include "base/crash.h"
#include "transport/edge_limits.h"
#include "transport/sink.h"

/* A kept connection that nobody uses is a burden to the server. */
#define REST_MILLISECONDS 30000

typedef struct {
	EdgeLine *line;
	Sink *sink;
	Journal *journal;
	GQueue *waiting; /* of EdgeMessage */
	bool is_stopping;
} Delivery;

static EdgeOutcome outcome_of(bool is_sent, const Handover *handover, const GError *error)
{
	if (is_sent)
		return EDGE_OUTCOME_SENT;
	if (handover->is_in_doubt)
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

static Parcel parcel_of(const EdgeMessage *request)
{
	return (Parcel){.key = {.message_id = request->message_id,
				.queued = request->queued,
				.attempt = request->attempt},
			.from = request->from != NULL ? request->from : "",
			.recipient = request->recipient,
			.mail = request->body};
}

/* If the next mail would fare no better, this one's answer is our last word; the core
 * starts another process when it thinks best. */
static bool deliver(Delivery *delivery, const EdgeMessage *request, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_auto(Handover) handover = {0};
	const EdgeMessage *following = g_queue_peek_head(delivery->waiting);
	Parcel parcel = parcel_of(request);
	Parcel next = following != NULL ? parcel_of(following) : (Parcel){0};
	bool is_sent = sink_send(delivery->sink, &parcel,
				 following != NULL ? &next : NULL, &handover, &why);
	bool is_end = !is_sent && handover.is_about_server;
	g_autoptr(EdgeMessage) result =
		edge_message_new(is_end ? EDGE_TROUBLE : EDGE_SENT);
	result->notice = request->notice;
	result->outcome = outcome_of(is_sent, &handover, why);
	result->text = handover.answer != NULL
			       ? g_steal_pointer(&handover.answer)
			       : g_strdup(why != NULL ? why->message : NULL);
	crash_point("answer heard");
	journal_end(delivery->journal, &parcel.key, result->outcome, result->text);
	crash_point("answer noted");
	result->fault = why != NULL ? (Fault)why->code : FAULT_LATER;
	edge_line_put(delivery->line, result);
	delivery->is_stopping = delivery->is_stopping || is_end;
	return edge_line_flush(delivery->line, error);
}

/* Everything the core has said so far. */
static bool hear(Delivery *delivery, GError **error)
{
	for (;;) {
		g_autoptr(EdgeMessage) message = NULL;
		if (!edge_line_take(delivery->line, &message, error))
			return false;
		if (message == NULL)
			return true;
		if (message->kind == EDGE_STOP)
			delivery->is_stopping = true;
		else if (message->kind == EDGE_SEND && message->recipient != NULL &&
			 message->message_id != NULL && message->body != NULL)
			g_queue_push_tail(delivery->waiting, g_steal_pointer(&message));
	}
}

/* Blocks until the core says something or has read what we said. */
static bool wait_line(Delivery *delivery, GError **error)
{
	bool wants_write = edge_line_wants_write(delivery->line);
	struct pollfd entry = {.fd = edge_line_fd(delivery->line),
			       .events = POLLIN | (wants_write ? POLLOUT : 0)};
	journal_rest(delivery->journal);
	int count = poll(&entry, 1, REST_MILLISECONDS);
	if (count < 0 && errno != EINTR)
		return fault(error, FAULT_LATER, "poll: %s", g_strerror(errno));
	if (count == 0)
		sink_rest(delivery->sink);
	return edge_line_flush(delivery->line, error);
}

/* What waits when we are told to stop was not begun, and the core knows. */
static bool serve(Delivery *delivery, GError **error)
{
	for (;;) {
		if (!hear(delivery, error))
			return false;
		if (delivery->is_stopping)
			return true;
		g_autoptr(EdgeMessage) request = g_queue_pop_head(delivery->waiting);
		if (request == NULL ? !wait_line(delivery, error)
				    : !deliver(delivery, request, error))
			return false;
	}
}

int edge_delivery_main(const Config *config, int fd)
{
	edge_limit_process();
	g_autoptr(EdgeLine) line = edge_line_new(fd);
	g_autoptr(GError) error = NULL;
	g_autofree char *secret = NULL;
	g_autofree char *path = config_journal_path(config);
	g_autoptr(Journal) journal = journal_new(path);
	if (!edge_read_secret(&config->outgoing->secret, &secret, &error))
		return edge_line_report(line, error);
	g_autoptr(Sink) sink = sink_open(config->outgoing, secret, journal, &error);
	if (sink == NULL)
		return edge_line_report(line, error);
	Delivery delivery = {
		.line = line, .sink = sink, .journal = journal, .waiting = g_queue_new()};
	bool is_well = serve(&delivery, &error);
	g_queue_free_full(delivery.waiting, (GDestroyNotify)edge_message_free);
	/* The core closing the line is how it stops us when it dies. */
	return is_well ? 0 : edge_line_report(line, error);
}
