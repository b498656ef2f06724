/* sink.c: which kind of place mail goes to.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/sink_private.h"

#include <string.h>

#include "base/crash.h"

void handover_clear(Handover *handover)
{
	g_clear_pointer(&handover->answer, g_free);
}

static Sink *open_kind(const ConfigOutgoing *outgoing, const char *secret, GError **error)
{
	g_autoptr(ServerUrl) url = server_url_read(outgoing->server, error);
	if (url == NULL)
		return NULL;
	if (strcmp(url->protocol, "maildir") == 0)
		return sink_open_maildir(g_steal_pointer(&url), error);
	if (strcmp(url->protocol, "smtp") == 0 || strcmp(url->protocol, "lmtp") == 0)
		return sink_open_smtp(outgoing, g_steal_pointer(&url), secret);
	fault(error, FAULT_SETUP, "%s: mail cannot be sent by %s", outgoing->server,
	      url->protocol);
	return NULL;
}

Sink *sink_open(const ConfigOutgoing *outgoing, const char *secret, Journal *journal,
		GError **error)
{
	Sink *sink = open_kind(outgoing, secret, error);
	if (sink != NULL)
		sink->journal = journal;
	return sink;
}

bool sink_let_go(const Sink *sink, const Parcel *parcel, GError **error)
{
	crash_point("before a mail is let go of");
	if (sink->journal != NULL && !journal_begin(sink->journal, &parcel->key, error))
		return false;
	crash_point("a mail is let go of");
	return true;
}

bool sink_send(Sink *sink, const Parcel *parcel, const Parcel *next,
	       Handover *out_handover, GError **error)
{
	*out_handover = (Handover){0};
	return sink->kind->send(sink, parcel, next, out_handover, error);
}

void sink_rest(Sink *sink)
{
	sink->kind->rest(sink);
}

bool sink_probe(Sink *sink, GError **error)
{
	return sink->kind->probe(sink, error);
}

void sink_close(Sink *sink)
{
	if (sink != NULL)
		sink->kind->close(sink);
}
