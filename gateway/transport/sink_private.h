/* sink_private.h: what a kind of sink brings along. For sink*.c alone. */
#ifndef TRANSPORT_SINK_PRIVATE_H
#define TRANSPORT_SINK_PRIVATE_H

#include "transport/sink.h"
#include "transport/stream.h"

typedef struct {
	bool (*send)(Sink *sink, const Envelope *envelope, GBytes *mail,
		     char **out_answer, bool *out_in_doubt, GError **error);
	bool (*probe)(Sink *sink, GError **error);
	void (*close)(Sink *sink);
} SinkKind;

/* First member of every sink. */
struct Sink {
	const SinkKind *kind;
};

/* Each takes over `url`. */
Sink *sink_open_smtp(const ConfigOutgoing *outgoing, ServerUrl *url, const char *secret);
Sink *sink_open_maildir(ServerUrl *url, GError **error);

#endif
