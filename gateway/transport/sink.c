/* sink.c: which kind of place mail goes to.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/sink_private.h"

#include <string.h>

Sink *sink_open(const ConfigOutgoing *outgoing, const char *secret, GError **error)
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

bool sink_send(Sink *sink, const Envelope *envelope, GBytes *mail, char **out_answer,
	       bool *out_in_doubt, GError **error)
{
	*out_answer = NULL;
	*out_in_doubt = false;
	return sink->kind->send(sink, envelope, mail, out_answer, out_in_doubt, error);
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
