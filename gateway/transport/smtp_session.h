/* smtp_session.h: a connection to an SMTP or LMTP server, ready for mail. */
#ifndef TRANSPORT_SMTP_SESSION_H
#define TRANSPORT_SMTP_SESSION_H

#include "base/config.h"
#include "transport/smtp.h"

typedef struct {
	const ConfigOutgoing *outgoing; /* borrowed */
	ServerUrl *url;
	char *secret;
	Stream *stream; /* NULL: not connected */
	SmtpFeatures features;
	bool is_lmtp;
} SmtpSession;

/* RFC 5321, 4.5.3.2, asks for patience after the final dot: the server may be scanning.
 */
#define SMTP_COMMAND_MILLISECONDS 60000
#define SMTP_DATA_MILLISECONDS	  600000

/* Connects, greets, encrypts and logs in; nothing if it is connected already. On a fault
 * it is not connected. */
bool smtp_session_begin(SmtpSession *session, GError **error);
/* QUIT, without waiting long. */
void smtp_session_end(SmtpSession *session);
/* The line is of no use any more. */
void smtp_session_drop(SmtpSession *session);

/* How long what comes next may take as a whole. */
void smtp_session_give_time(SmtpSession *session, int milliseconds);
/* One command, without its line end; and with its reply. */
bool smtp_session_say(SmtpSession *session, const char *line, GError **error);
bool smtp_session_ask(SmtpSession *session, const char *line, SmtpReply *out_reply,
		      GError **error);

#endif
