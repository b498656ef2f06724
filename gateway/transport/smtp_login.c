/* smtp_login.c: how we say who we are to an SMTP server.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/smtp_login.h"

#include <string.h>

#include "transport/sasl.h"

#define STEP_MILLISECONDS 60000
/* RFC 4954, 4: an AUTH command is a command line like any other, and that has 512 bytes.
 */
#define COMMAND_MAX_BYTES 510
/* More challenges than any mechanism has. */
#define STEPS_MAX 6

static bool ask(Stream *stream, const char *line, SmtpReply *out_reply, GError **error)
{
	g_autofree char *command = g_strconcat(line, "\r\n", NULL);
	stream_set_deadline(stream, world_monotonic_milliseconds() + STEP_MILLISECONDS);
	return stream_write(stream, command, strlen(command), error) &&
	       smtp_read_reply(stream, out_reply, error);
}

/* A first response that is too long for the command waits for the server to ask. */
static bool begin(Stream *stream, const char *name, const char *first, SmtpReply *reply,
		  GError **error)
{
	g_autofree char *short_line = g_strconcat("AUTH ", name, NULL);
	g_autofree char *line =
		first != NULL ? g_strconcat(short_line, " ", first, NULL) : NULL;
	if (line != NULL && strlen(line) <= COMMAND_MAX_BYTES)
		return ask(stream, line, reply, error);
	return ask(stream, short_line, reply, error) &&
	       (first == NULL || reply->code != 334 || ask(stream, first, reply, error));
}

static bool converse(Stream *stream, Sasl *sasl, SmtpReply *reply, GError **error)
{
	g_autofree char *first = sasl_first(sasl);
	if (!begin(stream, sasl_name(sasl), first, reply, error))
		return false;
	for (int step = 0; reply->code == 334 && step < STEPS_MAX; step++) {
		g_autofree char *answer = sasl_answer(sasl, reply->text, error);
		if (answer == NULL || !ask(stream, answer, reply, error))
			return false;
	}
	return true;
}

bool smtp_log_in(Stream *stream, const SmtpFeatures *features, const ServerUrl *url,
		 const ConfigOutgoing *outgoing, const char *secret, GError **error)
{
	g_auto(SmtpReply) reply = {0};
	if (outgoing->user == NULL || outgoing->user[0] == '\0')
		return true;
	SaslClaim claim = {.user = outgoing->user,
			   .secret = secret,
			   .is_token = outgoing->secret.token_command != NULL,
			   .host = url->host,
			   .port = url->port};
	g_autoptr(Sasl) sasl = sasl_new(features->mechanisms, &claim);
	if (sasl == NULL)
		return fault(error, FAULT_SETUP, "%s offers no login we know", url->host);
	if (!converse(stream, sasl, &reply, error))
		return false;
	if (reply.code == 235)
		return sasl_is_mutual(sasl, error);
	const char *reason = sasl_reason(sasl);
	return fault(error, reply.code >= 500 ? FAULT_SETUP : FAULT_LATER,
		     "%s refuses the login of %s: %d %s%s%s", url->host, outgoing->user,
		     reply.code, reply.text, reason != NULL ? " " : "",
		     reason != NULL ? reason : "");
}
