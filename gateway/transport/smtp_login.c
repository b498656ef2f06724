/* smtp_login.c: how we say who we are to an SMTP server.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/smtp_login.h"

#include <string.h>

#include "transport/scram.h"

#define STEP_MILLISECONDS 60000
#define NONCE_BYTES	  18

typedef struct {
	Stream *stream;
	const SmtpFeatures *features;
	const ServerUrl *url;
	const char *user, *secret;
} Login;

static bool ask(const Login *login, const char *line, SmtpReply *out_reply,
		GError **error)
{
	g_autofree char *command = g_strconcat(line, "\r\n", NULL);
	stream_set_deadline(login->stream,
			    world_monotonic_milliseconds() + STEP_MILLISECONDS);
	return stream_write(login->stream, command, strlen(command), error) &&
	       smtp_read_reply(login->stream, out_reply, error);
}

static bool ask_encoded(const Login *login, const char *command, const char *text,
			SmtpReply *out_reply, GError **error)
{
	g_autofree char *encoded = g_base64_encode((const guint8 *)text, strlen(text));
	g_autofree char *line = g_strconcat(command, encoded, NULL);
	return ask(login, line, out_reply, error);
}

/* What a 334 holds; NULL if it is no text. */
static char *challenge_of(const SmtpReply *reply)
{
	gsize length = 0;
	g_autofree guchar *bytes = g_base64_decode(reply->text, &length);
	return g_strndup((const char *)bytes, length);
}

static bool by_token(const Login *login, SmtpReply *reply, GError **error)
{
	bool is_bearer = login->features->has_oauthbearer;
	g_autofree char *response =
		is_bearer ? smtp_oauthbearer_response(login->user, login->url->host,
						      login->url->port, login->secret)
			  : smtp_xoauth2_response(login->user, login->secret);
	g_autofree char *line = g_strconcat(
		is_bearer ? "AUTH OAUTHBEARER " : "AUTH XOAUTH2 ", response, NULL);
	/* 334 carries the reason for a refusal; an answer to it brings the refusal
	 * itself. */
	return ask(login, line, reply, error) &&
	       (reply->code != 334 || ask(login, is_bearer ? "AQ==" : "", reply, error));
}

static bool by_scram(const Login *login, SmtpReply *reply, GError **error)
{
	guint8 random[NONCE_BYTES];
	g_autoptr(World) world = world_new();
	world_random(world, random, sizeof random);
	g_autofree char *nonce = g_base64_encode(random, sizeof random);
	g_autoptr(Scram) scram = scram_new(login->user, login->secret, nonce);
	g_autofree char *first = scram_first(scram);
	if (!ask_encoded(login, "AUTH SCRAM-SHA-256 ", first, reply, error))
		return false;
	if (reply->code != 334)
		return true;
	g_autofree char *challenge = challenge_of(reply);
	g_autofree char *final = scram_final(scram, challenge, error);
	if (final == NULL || !ask_encoded(login, "", final, reply, error))
		return false;
	if (reply->code != 334)
		return true;
	g_autofree char *word = challenge_of(reply);
	return scram_check(scram, word, error) && ask(login, "", reply, error);
}

static bool by_login(const Login *login, SmtpReply *reply, GError **error)
{
	return ask(login, "AUTH LOGIN", reply, error) &&
	       (reply->code != 334 ||
		ask_encoded(login, "", login->user, reply, error)) &&
	       (reply->code != 334 ||
		ask_encoded(login, "", login->secret, reply, error));
}

static bool by_plain(const Login *login, SmtpReply *reply, GError **error)
{
	g_autofree char *response = smtp_plain_response(login->user, login->secret);
	g_autofree char *line = g_strconcat("AUTH PLAIN ", response, NULL);
	return ask(login, line, reply, error);
}

typedef bool (*Way)(const Login *login, SmtpReply *reply, GError **error);

static Way choose(const SmtpFeatures *features, bool has_token)
{
	if (has_token)
		return features->has_oauthbearer || features->has_xoauth2 ? by_token
									  : NULL;
	if (features->has_scram)
		return by_scram;
	if (features->has_plain)
		return by_plain;
	return features->has_login ? by_login : NULL;
}

bool smtp_log_in(Stream *stream, const SmtpFeatures *features, const ServerUrl *url,
		 const ConfigOutgoing *outgoing, const char *secret, GError **error)
{
	g_auto(SmtpReply) reply = {0};
	if (outgoing->user == NULL || outgoing->user[0] == '\0')
		return true;
	Login login = {.stream = stream,
		       .features = features,
		       .url = url,
		       .user = outgoing->user,
		       .secret = secret};
	Way way = choose(features, outgoing->secret.token_command != NULL);
	if (way == NULL)
		return fault(error, FAULT_SETUP, "%s offers no login we know", url->host);
	if (!way(&login, &reply, error))
		return false;
	if (reply.code == 235)
		return true;
	Fault meaning = reply.code >= 500 ? FAULT_SETUP : FAULT_LATER;
	return fault(error, meaning, "%s refuses the login of %s: %d %s", url->host,
		     outgoing->user, reply.code, reply.text);
}
