/* sink_smtp.c: mail handed to the next server by SMTP (RFC 5321) or LMTP (RFC 2033).
 *
 * One recipient a mail, so each answer is one person's. The connection is kept. MAIL,
 * RCPT and DATA go out together where the server allows it (RFC 2920).
 *
 * SPDX-License-Identifier: MIT */
#include "transport/sink_private.h"

#include <string.h>

#include "transport/smtp.h"
#include "transport/smtp_login.h"

/* RFC 5321, 4.5.3.2, asks for patience after the final dot: the server may be scanning.
 */
#define COMMAND_MILLISECONDS 60000
#define DATA_MILLISECONDS    600000

typedef struct {
	Sink base;
	const ConfigOutgoing *outgoing;
	ServerUrl *url;
	char *secret;
	Stream *stream; /* NULL: not connected */
	SmtpFeatures features;
	bool is_lmtp;
} SmtpSink;

static void drop(SmtpSink *sink)
{
	g_clear_pointer(&sink->stream, stream_close);
}

static void give_time(SmtpSink *sink, int milliseconds)
{
	stream_set_deadline(sink->stream, world_monotonic_milliseconds() + milliseconds);
}

/* ---- commands ----------------------------------------------------------- */

static bool say(SmtpSink *sink, const char *line, GError **error)
{
	g_autofree char *command = g_strconcat(line, "\r\n", NULL);
	return stream_write(sink->stream, command, strlen(command), error);
}

static bool ask(SmtpSink *sink, const char *line, SmtpReply *out_reply, GError **error)
{
	give_time(sink, COMMAND_MILLISECONDS);
	return say(sink, line, error) && smtp_read_reply(sink->stream, out_reply, error);
}

static bool refused(const SmtpReply *reply, const char *what, GError **error)
{
	g_autofree char *text = g_strdelimit(g_strdup(reply->text), "\n", ' ');
	return fault(error, smtp_fault_of(reply->code), "%s: %d %s", what, reply->code,
		     text);
}

/* ---- a session begins --------------------------------------------------- */

/* A server that will not talk to us has said nothing of the mail in hand. */
static bool turned_away(const SmtpReply *reply, const char *what, GError **error)
{
	g_autofree char *text = g_strdelimit(g_strdup(reply->text), "\n", ' ');
	Fault meaning = smtp_fault_of(reply->code);
	return fault(error, meaning == FAULT_REFUSED ? FAULT_LATER : meaning,
		     "%s refused: %d %s", what, reply->code, text);
}

static bool greet(SmtpSink *sink, GError **error)
{
	g_auto(SmtpReply) reply = {0};
	const char *name =
		sink->outgoing->helo != NULL ? sink->outgoing->helo : g_get_host_name();
	g_autofree char *hello =
		g_strdup_printf("%s %s", sink->is_lmtp ? "LHLO" : "EHLO", name);
	if (!ask(sink, hello, &reply, error))
		return false;
	if (reply.code / 100 == 2) {
		sink->features = smtp_read_features(reply.text);
		return true;
	}
	if (sink->is_lmtp || sink->url->security == SECURITY_STARTTLS)
		return turned_away(&reply, hello, error);
	g_autofree char *old_hello = g_strdup_printf("HELO %s", name);
	sink->features = (SmtpFeatures){0};
	return ask(sink, old_hello, &reply, error) &&
	       (reply.code / 100 == 2 || turned_away(&reply, old_hello, error));
}

static bool upgrade(SmtpSink *sink, GError **error)
{
	g_auto(SmtpReply) reply = {0};
	if (!sink->features.has_starttls)
		return fault(error, FAULT_SETUP,
			     "%s does not offer STARTTLS; nothing is said in plain text",
			     sink->url->host);
	if (!ask(sink, "STARTTLS", &reply, error))
		return false;
	if (reply.code != 220)
		return turned_away(&reply, "STARTTLS", error);
	/* What was said in plain text may have been anybody's: ask again. */
	return stream_start_tls(sink->stream, error) && greet(sink, error);
}

static bool connect_server(SmtpSink *sink, GError **error)
{
	StreamTrust trust = {.ca_file = sink->outgoing->ca_file,
			     .fingerprint = sink->outgoing->fingerprint,
			     .timeout_milliseconds = DATA_MILLISECONDS};
	g_auto(SmtpReply) reply = {0};
	sink->stream = stream_open(sink->url, &trust, error);
	if (sink->stream == NULL)
		return false;
	give_time(sink, COMMAND_MILLISECONDS);
	if (!smtp_read_reply(sink->stream, &reply, error))
		return false;
	if (reply.code != 220)
		return turned_away(&reply, "greeting", error);
	return greet(sink, error) &&
	       (sink->url->security != SECURITY_STARTTLS || upgrade(sink, error)) &&
	       smtp_log_in(sink->stream, &sink->features, sink->url, sink->outgoing,
			   sink->secret, error);
}

/* ---- one mail ----------------------------------------------------------- */

typedef struct {
	const Envelope *envelope;
	GBytes *mail;
	char *answer;
	bool has_answer;  /* the server said something about this mail */
	bool is_in_doubt; /* the final dot may have arrived */
} Handover;

static bool has_eight_bit(GBytes *mail)
{
	gsize size = 0;
	const guint8 *bytes = g_bytes_get_data(mail, &size);
	for (gsize i = 0; i < size; i++)
		if (bytes[i] >= 0x80)
			return true;
	return false;
}

/* What can be known without asking. */
static bool check_handover(const SmtpSink *sink, const Handover *handover, GError **error)
{
	const Envelope *envelope = handover->envelope;
	gsize size = g_bytes_get_size(handover->mail);
	if (!smtp_is_safe_address(envelope->from) ||
	    !smtp_is_safe_address(envelope->recipient) || envelope->recipient[0] == '\0')
		return fault(error, FAULT_REFUSED, "not an address one can send to");
	bool needs_utf8 =
		!smtp_is_ascii(envelope->recipient) || !smtp_is_ascii(envelope->from);
	if (needs_utf8 && !sink->features.has_utf8)
		return fault(error, FAULT_REFUSED,
			     "%s does not take addresses beyond ASCII (SMTPUTF8)",
			     sink->url->host);
	if (sink->features.size_max > 0 && size > sink->features.size_max)
		return fault(error, FAULT_REFUSED,
			     "%s takes mails up to %" G_GUINT64_FORMAT " bytes",
			     sink->url->host, sink->features.size_max);
	return true;
}

static char *mail_command(const SmtpSink *sink, const Handover *handover)
{
	const Envelope *envelope = handover->envelope;
	GString *line = g_string_new(NULL);
	g_string_printf(line, "MAIL FROM:<%s>", envelope->from);
	if (sink->features.has_size)
		g_string_append_printf(line, " SIZE=%zu",
				       g_bytes_get_size(handover->mail));
	if (sink->features.has_eight_bit && has_eight_bit(handover->mail))
		g_string_append(line, " BODY=8BITMIME");
	if (!smtp_is_ascii(envelope->recipient) || !smtp_is_ascii(envelope->from))
		g_string_append(line, " SMTPUTF8");
	/* A report needs our header to be told apart, not our text. */
	if (sink->features.has_dsn)
		g_string_append(line, " RET=HDRS");
	return g_string_free(line, FALSE);
}

/* RFC 3461: we want to hear of delays and failures; a mail without a sender has nobody to
 * tell. */
static char *recipient_command(const SmtpSink *sink, const Handover *handover)
{
	const Envelope *envelope = handover->envelope;
	GString *line = g_string_new(NULL);
	g_string_printf(line, "RCPT TO:<%s>", envelope->recipient);
	if (!sink->features.has_dsn)
		return g_string_free(line, FALSE);
	g_string_append(line, *envelope->from != '\0' ? " NOTIFY=FAILURE,DELAY"
						      : " NOTIFY=NEVER");
	if (smtp_is_ascii(envelope->recipient)) {
		g_autofree char *recipient = smtp_xtext(envelope->recipient);
		g_string_append_printf(line, " ORCPT=rfc822;%s", recipient);
	}
	return g_string_free(line, FALSE);
}

static void keep_answer(Handover *handover, const SmtpReply *reply)
{
	handover->has_answer = handover->has_answer || reply->code != 421;
	g_free(handover->answer);
	handover->answer = g_strdup_printf("%d %s", reply->code, reply->text);
	g_strdelimit(handover->answer, "\n", ' ');
}

/* One reply; a refusal is set into `*refusal` if it is the first. */
static bool hear(SmtpSink *sink, Handover *handover, int good, GError **refusal,
		 SmtpReply *out_reply, GError **error)
{
	if (!smtp_read_reply(sink->stream, out_reply, error))
		return false;
	if (out_reply->code / 100 == good || *refusal != NULL)
		return true;
	keep_answer(handover, out_reply);
	(void)refused(out_reply, sink->url->host, refusal);
	return true;
}

/* MAIL, RCPT, DATA. True with `*refusal`: the server will not have it. `*out_is_open`: it
 * waits for data all the same. */
static bool introduce(SmtpSink *sink, Handover *handover, GError **refusal,
		      bool *out_is_open, GError **error)
{
	g_autofree char *mail_line = mail_command(sink, handover);
	g_autofree char *recipient_line = recipient_command(sink, handover);
	const char *lines[] = {mail_line, recipient_line, "DATA"};
	bool is_pipelined = sink->features.has_pipelining;
	g_auto(SmtpReply) reply = {0};
	give_time(sink, COMMAND_MILLISECONDS);
	if (is_pipelined) {
		g_autofree char *group =
			g_strconcat(lines[0], "\r\n", lines[1], "\r\n", lines[2], NULL);
		if (!say(sink, group, error))
			return false;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		if (!is_pipelined && (*refusal != NULL || !say(sink, lines[i], error)))
			return *refusal != NULL;
		if (!hear(sink, handover, i < 2 ? 2 : 3, refusal, &reply, error))
			return false;
	}
	*out_is_open = reply.code == 354;
	return true;
}

/* RFC 2920, 3.1: DATA was accepted though nobody was; end it with nothing in it. */
static bool close_empty(SmtpSink *sink, GError **error)
{
	g_auto(SmtpReply) reply = {0};
	return sink->is_lmtp ? say(sink, ".", error) : ask(sink, ".", &reply, error);
}

static bool hand_data(SmtpSink *sink, Handover *handover, GError **error)
{
	g_autoptr(GBytes) data = smtp_encode_data(handover->mail);
	gsize size = 0;
	const guint8 *bytes = g_bytes_get_data(data, &size);
	g_auto(SmtpReply) reply = {0};
	give_time(sink, DATA_MILLISECONDS);
	/* The dot goes by itself, so that until then nothing can have been taken. */
	if (!stream_write(sink->stream, bytes, size - 3, error))
		return false;
	handover->is_in_doubt = true;
	if (!stream_write(sink->stream, bytes + size - 3, 3, error) ||
	    !smtp_read_reply(sink->stream, &reply, error))
		return false;
	handover->is_in_doubt = false;
	keep_answer(handover, &reply);
	return reply.code / 100 == 2 || refused(&reply, sink->url->host, error);
}

static bool reset(SmtpSink *sink)
{
	g_auto(SmtpReply) reply = {0};
	return ask(sink, "RSET", &reply, NULL) && reply.code / 100 == 2;
}

/* On false the connection is either ready for the next mail or dropped. */
static bool hand_over(SmtpSink *sink, Handover *handover, GError **error)
{
	g_autoptr(GError) refusal = NULL;
	bool is_open = false;
	if (!check_handover(sink, handover, error))
		return false;
	if (!introduce(sink, handover, &refusal, &is_open, error)) {
		drop(sink);
		return false;
	}
	if (refusal == NULL) {
		if (hand_data(sink, handover, error))
			return true;
		if (handover->is_in_doubt || !handover->has_answer || !reset(sink))
			drop(sink);
		return false;
	}
	if ((is_open && !close_empty(sink, NULL)) || (is_open && sink->is_lmtp) ||
	    !reset(sink))
		drop(sink);
	g_propagate_error(error, g_steal_pointer(&refusal));
	return false;
}

static bool attempt(SmtpSink *sink, Handover *handover, GError **error)
{
	if (sink->stream == NULL && !connect_server(sink, error)) {
		drop(sink);
		return false;
	}
	return hand_over(sink, handover, error);
}

static bool send_smtp(Sink *base, const Envelope *envelope, GBytes *mail,
		      char **out_answer, bool *out_in_doubt, GError **error)
{
	SmtpSink *sink = (SmtpSink *)base;
	Handover handover = {.envelope = envelope, .mail = mail};
	bool was_connected = sink->stream != NULL;
	g_autoptr(GError) first = NULL;
	bool is_sent = attempt(sink, &handover, &first);
	/* A kept connection may have been closed while nobody looked. */
	bool is_stale = !is_sent && was_connected && sink->stream == NULL &&
			!handover.has_answer && !handover.is_in_doubt;
	if (is_stale) {
		g_clear_error(&first);
		is_sent = attempt(sink, &handover, &first);
	}
	if (first != NULL)
		g_propagate_error(error, g_steal_pointer(&first));
	*out_answer = handover.answer;
	*out_in_doubt = handover.is_in_doubt;
	return is_sent;
}

static bool probe_smtp(Sink *base, GError **error)
{
	SmtpSink *sink = (SmtpSink *)base;
	if (sink->stream != NULL || connect_server(sink, error))
		return true;
	drop(sink);
	return false;
}

static void close_smtp(Sink *base)
{
	SmtpSink *sink = (SmtpSink *)base;
	if (sink->stream != NULL) {
		give_time(sink, 1000);
		(void)say(sink, "QUIT", NULL);
	}
	drop(sink);
	server_url_free(sink->url);
	g_free(sink->secret);
	g_free(sink);
}

static const SinkKind smtp_kind = {send_smtp, probe_smtp, close_smtp};

Sink *sink_open_smtp(const ConfigOutgoing *outgoing, ServerUrl *url, const char *secret)
{
	SmtpSink *sink = g_new0(SmtpSink, 1);
	sink->base.kind = &smtp_kind;
	sink->outgoing = outgoing;
	sink->url = url;
	sink->secret = g_strdup(secret != NULL ? secret : "");
	sink->is_lmtp = strcmp(url->protocol, "lmtp") == 0;
	return &sink->base;
}
