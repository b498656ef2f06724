/* sink.h: a place mail goes to. Two verbs: send, close. SMTP, LMTP, Maildir. */
#ifndef TRANSPORT_SINK_H
#define TRANSPORT_SINK_H

#include "base/config.h"
#include "base/fault.h"

typedef struct {
	const char *from;      /* "" is the null sender */
	const char *recipient; /* one: every notice is one person's */
} Envelope;

typedef struct Sink Sink;

/* Nothing is connected until the first send. */
Sink *sink_open(const ConfigOutgoing *outgoing, const char *secret, GError **error);

/* Hand one finished mail to the next server. True once the server has taken
 * responsibility: its 250 to the final dot. On false error->code says what to do:
 * FAULT_LATER offer it again, FAULT_REFUSED never, FAULT_SETUP the operator must act
 * (certificate, login). *out_answer, owned, is the server's own words in any case it
 * spoke. *out_in_doubt is true if the final dot may have been sent and no answer was
 * seen. The connection is kept for the next call and RSET after a refusal. */
bool sink_send(Sink *sink, const Envelope *envelope, GBytes *mail, char **out_answer,
	       bool *out_in_doubt, GError **error);

/* Connect and log in, and send nothing: is the next server there and ours? */
bool sink_probe(Sink *sink, GError **error);

void sink_close(Sink *sink);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sink, sink_close)

#endif
