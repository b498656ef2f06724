/* sink_smtp.c: mail handed to the next server by SMTP (RFC 5321) or LMTP (RFC 2033).
 *
 * One recipient a mail, so each answer is one person's. MAIL, RCPT and DATA go out
 * together where the server allows it (RFC 2920), those of the next mail right behind the
 * final dot of this one: of a backlog each mail costs one round trip.
 *
 *   -> ... text, dot, MAIL, RCPT, DATA     <- 250 taken, 250, 250, 354
 *
 * SPDX-License-Identifier: MIT */
#include "transport/sink_private.h"

#include <string.h>

#include "base/crash.h"
#include "transport/smtp_session.h"

#define DOT_BYTES 3 /* ".\r\n" */

typedef struct {
	Sink base;
	SmtpSession session;
	char *introduced; /* Message-ID of the mail whose MAIL, RCPT and DATA are under
			     way; NULL: none */
} SmtpSink;

static void drop(SmtpSink *sink)
{
	g_clear_pointer(&sink->introduced, g_free);
	smtp_session_drop(&sink->session);
}

/* ---- what is said of a mail --------------------------------------------- */

static bool has_eight_bit(GBytes *mail)
{
	gsize size = 0;
	const guint8 *bytes = g_bytes_get_data(mail, &size);
	for (gsize i = 0; i < size; i++)
		if (bytes[i] >= 0x80)
			return true;
	return false;
}

static bool needs_utf8(const Parcel *parcel)
{
	return !smtp_is_ascii(parcel->recipient) || !smtp_is_ascii(parcel->from);
}

/* What can be known without asking. */
static bool check_parcel(const SmtpSession *session, const Parcel *parcel, GError **error)
{
	gsize size = g_bytes_get_size(parcel->mail);
	guint64 size_max = session->features.size_max;
	if (!smtp_is_safe_address(parcel->from) ||
	    !smtp_is_safe_address(parcel->recipient) || parcel->recipient[0] == '\0')
		return fault(error, FAULT_REFUSED, "not an address one can send to");
	if (needs_utf8(parcel) && !session->features.has_utf8)
		return fault(error, FAULT_REFUSED,
			     "%s does not take addresses beyond ASCII (SMTPUTF8)",
			     session->url->host);
	if (size_max > 0 && size > size_max)
		return fault(error, FAULT_REFUSED,
			     "%s takes mails up to %" G_GUINT64_FORMAT " bytes",
			     session->url->host, size_max);
	return true;
}

static char *mail_command(const SmtpFeatures *features, const Parcel *parcel)
{
	GString *line = g_string_new(NULL);
	g_string_printf(line, "MAIL FROM:<%s>", parcel->from);
	if (features->has_size)
		g_string_append_printf(line, " SIZE=%zu", g_bytes_get_size(parcel->mail));
	if (features->has_eight_bit && has_eight_bit(parcel->mail))
		g_string_append(line, " BODY=8BITMIME");
	if (needs_utf8(parcel))
		g_string_append(line, " SMTPUTF8");
	/* A report needs our header to be told apart, not our text. */
	if (features->has_dsn)
		g_string_append(line, " RET=HDRS");
	return g_string_free(line, FALSE);
}

/* RFC 3461: we want to hear of delays and failures; a mail without a sender has nobody to
 * tell. */
static char *recipient_command(const SmtpFeatures *features, const Parcel *parcel)
{
	GString *line = g_string_new(NULL);
	g_string_printf(line, "RCPT TO:<%s>", parcel->recipient);
	if (!features->has_dsn)
		return g_string_free(line, FALSE);
	g_string_append(line, *parcel->from != '\0' ? " NOTIFY=FAILURE,DELAY"
						    : " NOTIFY=NEVER");
	if (smtp_is_ascii(parcel->recipient)) {
		g_autofree char *recipient = smtp_xtext(parcel->recipient);
		g_string_append_printf(line, " ORCPT=rfc822;%s", recipient);
	}
	return g_string_free(line, FALSE);
}

/* All three, as they go over the line together. Owned. */
static char *introduction(const SmtpFeatures *features, const Parcel *parcel)
{
	g_autofree char *mail_line = mail_command(features, parcel);
	g_autofree char *recipient_line = recipient_command(features, parcel);
	return g_strconcat(mail_line, "\r\n", recipient_line, "\r\nDATA\r\n", NULL);
}

/* ---- what is answered --------------------------------------------------- */

static bool refused(const SmtpSession *session, const SmtpReply *reply, GError **error)
{
	g_autofree char *text = g_strdelimit(g_strdup(reply->text), "\n", ' ');
	return fault(error, smtp_fault_of(reply->code), "%s: %d %s", session->url->host,
		     reply->code, text);
}

/* 421: the server closes; a wish for a login or an encrypted line is one for every mail.
 */
static void keep_answer(Handover *handover, const SmtpReply *reply)
{
	handover->is_about_server =
		reply->code == 421 || smtp_fault_of(reply->code) == FAULT_SETUP;
	g_free(handover->answer);
	handover->answer = g_strdup_printf("%d %s", reply->code, reply->text);
	g_strdelimit(handover->answer, "\n", ' ');
}

/* One reply; a refusal is set into `*refusal` if it is the first. */
static bool hear(SmtpSession *session, Handover *handover, int good, GError **refusal,
		 SmtpReply *out_reply, GError **error)
{
	if (!smtp_read_reply(session->stream, out_reply, error))
		return false;
	if (out_reply->code / 100 == good || *refusal != NULL)
		return true;
	keep_answer(handover, out_reply);
	(void)refused(session, out_reply, refusal);
	return true;
}

/* ---- one mail ----------------------------------------------------------- */

static bool introduce_at_once(SmtpSink *sink, const Parcel *parcel, GError **error)
{
	bool is_said = sink->introduced != NULL &&
		       strcmp(sink->introduced, parcel->key.message_id) == 0;
	g_autofree char *lines =
		is_said ? NULL : introduction(&sink->session.features, parcel);
	g_clear_pointer(&sink->introduced, g_free);
	return is_said || stream_write(sink->session.stream, lines, strlen(lines), error);
}

/* MAIL, RCPT, DATA. True with `*refusal`: the server will not have it. `*out_is_open`: it
 * waits for data all the same. */
static bool introduce(SmtpSink *sink, const Parcel *parcel, Handover *handover,
		      GError **refusal, bool *out_is_open, GError **error)
{
	SmtpSession *session = &sink->session;
	g_autofree char *mail_line = mail_command(&session->features, parcel);
	g_autofree char *recipient_line = recipient_command(&session->features, parcel);
	const char *lines[] = {mail_line, recipient_line, "DATA"};
	bool is_pipelined = session->features.has_pipelining;
	g_auto(SmtpReply) reply = {0};
	smtp_session_give_time(session, SMTP_COMMAND_MILLISECONDS);
	if (is_pipelined && !introduce_at_once(sink, parcel, error))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		if (!is_pipelined &&
		    (*refusal != NULL || !smtp_session_say(session, lines[i], error)))
			return *refusal != NULL;
		if (!hear(session, handover, i < 2 ? 2 : 3, refusal, &reply, error))
			return false;
	}
	*out_is_open = reply.code == 354;
	return true;
}

/* RFC 2920, 3.1: DATA was accepted though nobody was; end it with nothing in it. Then
 * back to where a mail may begin. */
static bool start_anew(SmtpSession *session, bool is_open)
{
	g_auto(SmtpReply) reply = {0};
	/* LMTP answers such an end with as many replies as there were recipients: none.
	 */
	if (is_open &&
	    (session->is_lmtp || !smtp_session_ask(session, ".", &reply, NULL)))
		return false;
	return smtp_session_ask(session, "RSET", &reply, NULL) && reply.code / 100 == 2;
}

/* The dot goes apart from the text, so that until then nothing can have been taken. */
static bool let_go(SmtpSink *sink, const Parcel *next, GError **error)
{
	const SmtpFeatures *features = &sink->session.features;
	bool takes_next = next != NULL && features->has_pipelining &&
			  check_parcel(&sink->session, next, NULL);
	g_autofree char *lines = takes_next ? introduction(features, next) : g_strdup("");
	g_autofree char *end = g_strconcat(".\r\n", lines, NULL);
	if (takes_next)
		sink->introduced = g_strdup(next->key.message_id);
	return stream_write(sink->session.stream, end, strlen(end), error);
}

static bool hand_data(SmtpSink *sink, const Parcel *parcel, const Parcel *next,
		      Handover *handover, GError **error)
{
	SmtpSession *session = &sink->session;
	g_autoptr(GBytes) data = smtp_encode_data(parcel->mail);
	gsize size = 0;
	const guint8 *bytes = g_bytes_get_data(data, &size);
	g_auto(SmtpReply) reply = {0};
	smtp_session_give_time(session, SMTP_DATA_MILLISECONDS);
	handover->is_about_server = true;
	if (!stream_write(session->stream, bytes, size - DOT_BYTES, error) ||
	    !sink_let_go(&sink->base, parcel, error))
		return false;
	handover->is_about_server = false;
	handover->is_in_doubt = true;
	if (!let_go(sink, next, error))
		return false;
	crash_point("the final dot is said");
	if (!smtp_read_reply(session->stream, &reply, error))
		return false;
	handover->is_in_doubt = false;
	keep_answer(handover, &reply);
	return reply.code / 100 == 2 || refused(session, &reply, error);
}

/* On false the connection is either ready for the next mail or dropped. */
static bool hand_over(SmtpSink *sink, const Parcel *parcel, const Parcel *next,
		      Handover *handover, GError **error)
{
	g_autoptr(GError) refusal = NULL;
	bool is_open = false;
	if (!check_parcel(&sink->session, parcel, error))
		return false;
	if (!introduce(sink, parcel, handover, &refusal, &is_open, error)) {
		handover->is_about_server = true;
		drop(sink);
		return false;
	}
	if (refusal == NULL) {
		if (hand_data(sink, parcel, next, handover, error))
			return true;
		/* After an answer to the dot the server is where a mail may begin. */
		if (handover->answer == NULL || handover->is_about_server)
			drop(sink);
		return false;
	}
	if (handover->is_about_server || !start_anew(&sink->session, is_open))
		drop(sink);
	g_propagate_error(error, g_steal_pointer(&refusal));
	return false;
}

static bool attempt(SmtpSink *sink, const Parcel *parcel, const Parcel *next,
		    Handover *handover, GError **error)
{
	handover_clear(handover);
	*handover = (Handover){.is_about_server = true};
	if (!smtp_session_begin(&sink->session, error))
		return false;
	handover->is_about_server = false;
	return hand_over(sink, parcel, next, handover, error);
}

static bool send_smtp(Sink *base, const Parcel *parcel, const Parcel *next,
		      Handover *out_handover, GError **error)
{
	SmtpSink *sink = (SmtpSink *)base;
	bool was_connected = sink->session.stream != NULL;
	g_autoptr(GError) why = NULL;
	bool is_sent = attempt(sink, parcel, next, out_handover, &why);
	/* A kept connection may have been closed while nobody looked. */
	bool is_stale = !is_sent && was_connected && sink->session.stream == NULL &&
			out_handover->answer == NULL && !out_handover->is_in_doubt;
	if (is_stale) {
		g_clear_error(&why);
		is_sent = attempt(sink, parcel, next, out_handover, &why);
	}
	if (why != NULL)
		g_propagate_error(error, g_steal_pointer(&why));
	return is_sent;
}

/* ---- the sink ----------------------------------------------------------- */

static void rest_smtp(Sink *base)
{
	SmtpSink *sink = (SmtpSink *)base;
	/* Behind DATA a QUIT would be text. */
	if (sink->introduced != NULL)
		drop(sink);
	smtp_session_end(&sink->session);
}

static bool probe_smtp(Sink *base, GError **error)
{
	SmtpSink *sink = (SmtpSink *)base;
	return smtp_session_begin(&sink->session, error);
}

static void close_smtp(Sink *base)
{
	SmtpSink *sink = (SmtpSink *)base;
	rest_smtp(base);
	server_url_free(sink->session.url);
	g_free(sink->session.secret);
	g_free(sink);
}

static const SinkKind smtp_kind = {send_smtp, rest_smtp, probe_smtp, close_smtp};

Sink *sink_open_smtp(const ConfigOutgoing *outgoing, ServerUrl *url, const char *secret)
{
	SmtpSink *sink = g_new0(SmtpSink, 1);
	sink->base.kind = &smtp_kind;
	sink->session = (SmtpSession){.outgoing = outgoing,
				      .url = url,
				      .secret = g_strdup(secret != NULL ? secret : ""),
				      .is_lmtp = strcmp(url->protocol, "lmtp") == 0};
	return &sink->base;
}
