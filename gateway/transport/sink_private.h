/* sink_private.h: what a kind of sink brings along. For sink*.c alone. */
#ifndef TRANSPORT_SINK_PRIVATE_H
#define TRANSPORT_SINK_PRIVATE_H

#include "transport/sink.h"
#include "transport/stream.h"

typedef struct {
	bool (*send)(Sink *sink, const Parcel *parcel, const Parcel *next,
		     Handover *out_handover, GError **error);
	void (*rest)(Sink *sink);
	bool (*probe)(Sink *sink, GError **error);
	void (*close)(Sink *sink);
} SinkKind;

/* First member of every sink. */
struct Sink {
	const SinkKind *kind;
	Journal *journal; /* borrowed; NULL: none is kept */
};

/* The mail is let go of next. */
bool sink_let_go(const Sink *sink, const Parcel *parcel, GError **error);

/* Each takes over `url`. */
Sink *sink_open_smtp(const ConfigOutgoing *outgoing, ServerUrl *url, const char *secret);
Sink *sink_open_maildir(ServerUrl *url, GError **error);

#endif
