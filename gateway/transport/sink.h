/* sink.h: a place mail goes to. Two verbs: send, close. SMTP, LMTP, Maildir. */
#ifndef TRANSPORT_SINK_H
#define TRANSPORT_SINK_H

#include "base/config.h"
#include "base/fault.h"
#include "transport/journal.h"

/* One finished mail and where it goes. */
typedef struct {
	JournalKey key;
	const char *from;      /* "" is the null sender */
	const char *recipient; /* one: every notice is one person's */
	GBytes *mail;
} Parcel;

/* What is known of a parcel afterwards. */
typedef struct {
	char *answer;	  /* the server's own words, if it spoke of this mail; owned */
	bool is_in_doubt; /* the final dot may have been sent and no answer was seen */
	bool is_about_server; /* not of this mail: the next would fare no better now */
} Handover;
void handover_clear(Handover *handover);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Handover, handover_clear)

typedef struct Sink Sink;

/* Nothing is connected until the first send. `journal` is borrowed and told before a mail
 * is let go of; NULL for a sink that is only probed. */
Sink *sink_open(const ConfigOutgoing *outgoing, const char *secret, Journal *journal,
		GError **error);

/* Hand one mail to the next server. True once the server has taken responsibility: its
 * 250 to the final dot. On false error->code says what to do: FAULT_LATER offer it again,
 * FAULT_REFUSED never, FAULT_SETUP the operator must act (certificate, login).
 *
 * `next`, or NULL, is the parcel of the call after this one: where the server lets us, it
 * is introduced together with this one's final dot, so that a mail of a backlog costs one
 * round trip. The connection is kept for the next call. */
bool sink_send(Sink *sink, const Parcel *parcel, const Parcel *next,
	       Handover *out_handover, GError **error);

/* Nothing to send for a while: let the connection go. */
void sink_rest(Sink *sink);

/* Connect and log in, and send nothing: is the next server there and ours? */
bool sink_probe(Sink *sink, GError **error);

void sink_close(Sink *sink);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sink, sink_close)

#endif
