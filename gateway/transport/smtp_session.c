/* smtp_session.c: a connection to an SMTP or LMTP server begins and ends.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/smtp_session.h"

#include <string.h>

#include "transport/smtp_login.h"

#define QUIT_MILLISECONDS 1000

void smtp_session_drop(SmtpSession *session)
{
	g_clear_pointer(&session->stream, stream_close);
}

void smtp_session_give_time(SmtpSession *session, int milliseconds)
{
	stream_set_deadline(session->stream,
			    world_monotonic_milliseconds() + milliseconds);
}

bool smtp_session_say(SmtpSession *session, const char *line, GError **error)
{
	g_autofree char *command = g_strconcat(line, "\r\n", NULL);
	return stream_write(session->stream, command, strlen(command), error);
}

bool smtp_session_ask(SmtpSession *session, const char *line, SmtpReply *out_reply,
		      GError **error)
{
	smtp_session_give_time(session, SMTP_COMMAND_MILLISECONDS);
	return smtp_session_say(session, line, error) &&
	       smtp_read_reply(session->stream, out_reply, error);
}

/* A server that will not talk to us has said nothing of the mail in hand. */
static bool turned_away(const SmtpReply *reply, const char *what, GError **error)
{
	g_autofree char *text = g_strdelimit(g_strdup(reply->text), "\n", ' ');
	Fault meaning = smtp_fault_of(reply->code);
	return fault(error, meaning == FAULT_REFUSED ? FAULT_LATER : meaning,
		     "%s refused: %d %s", what, reply->code, text);
}

static bool greet(SmtpSession *session, GError **error)
{
	g_auto(SmtpReply) reply = {0};
	const char *configured = session->outgoing->helo;
	const char *name = configured != NULL ? configured : g_get_host_name();
	g_autofree char *hello =
		g_strdup_printf("%s %s", session->is_lmtp ? "LHLO" : "EHLO", name);
	if (!smtp_session_ask(session, hello, &reply, error))
		return false;
	if (reply.code / 100 == 2) {
		session->features = smtp_read_features(reply.text);
		return true;
	}
	if (session->is_lmtp || session->url->security == SECURITY_STARTTLS)
		return turned_away(&reply, hello, error);
	g_autofree char *old_hello = g_strdup_printf("HELO %s", name);
	session->features = (SmtpFeatures){0};
	return smtp_session_ask(session, old_hello, &reply, error) &&
	       (reply.code / 100 == 2 || turned_away(&reply, old_hello, error));
}

static bool upgrade(SmtpSession *session, GError **error)
{
	g_auto(SmtpReply) reply = {0};
	if (!session->features.has_starttls)
		return fault(error, FAULT_SETUP,
			     "%s does not offer STARTTLS; nothing is said in plain text",
			     session->url->host);
	if (!smtp_session_ask(session, "STARTTLS", &reply, error))
		return false;
	if (reply.code != 220)
		return turned_away(&reply, "STARTTLS", error);
	/* What was said in plain text may have been anybody's: ask again. */
	return stream_start_tls(session->stream, error) && greet(session, error);
}

static bool connect_server(SmtpSession *session, GError **error)
{
	StreamTrust trust = {.ca_file = session->outgoing->ca_file,
			     .fingerprint = session->outgoing->fingerprint,
			     .timeout_milliseconds = SMTP_DATA_MILLISECONDS};
	g_auto(SmtpReply) reply = {0};
	session->stream = stream_open(session->url, &trust, error);
	if (session->stream == NULL)
		return false;
	smtp_session_give_time(session, SMTP_COMMAND_MILLISECONDS);
	if (!smtp_read_reply(session->stream, &reply, error))
		return false;
	if (reply.code != 220)
		return turned_away(&reply, "greeting", error);
	return greet(session, error) &&
	       (session->url->security != SECURITY_STARTTLS || upgrade(session, error)) &&
	       smtp_log_in(session->stream, &session->features, session->url,
			   session->outgoing, session->secret, error);
}

bool smtp_session_begin(SmtpSession *session, GError **error)
{
	if (session->stream != NULL || connect_server(session, error))
		return true;
	smtp_session_drop(session);
	return false;
}

void smtp_session_end(SmtpSession *session)
{
	if (session->stream != NULL) {
		g_auto(SmtpReply) reply = {0};
		smtp_session_give_time(session, QUIT_MILLISECONDS);
		(void)(smtp_session_say(session, "QUIT", NULL) &&
		       smtp_read_reply(session->stream, &reply, NULL));
	}
	smtp_session_drop(session);
}
