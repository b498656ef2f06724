/* imap_session.c: a session begins and ends.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/imap_session.h"

#include <string.h>

#define READ_MILLISECONDS 60000
#define BEGIN_SECONDS	  60
#define END_SECONDS	  2

void imap_session_give_time(ImapSource *source, int seconds)
{
	stream_set_deadline(source->stream,
			    world_monotonic_milliseconds() + seconds * 1000LL);
}

/* Results after which question and answer may be out of step. */
static bool is_broken(int code)
{
	return code == MAILIMAP_ERROR_STREAM || code == MAILIMAP_ERROR_PARSE ||
	       code == MAILIMAP_ERROR_FATAL || code == MAILIMAP_ERROR_PROTOCOL ||
	       code == MAILIMAP_ERROR_CONNECTION_REFUSED;
}

bool imap_session_fault(const ImapSource *source, int code, const char *what,
			GError **error)
{
	const char *host = source->url->host;
	if (is_broken(code))
		return fault(error, FAULT_LATER, "%s: %s: %s", host, what,
			     code == MAILIMAP_ERROR_PARSE ? "the server answered nonsense"
							  : "the connection broke");
	const char *words = source->imap->imap_response;
	return fault(error, FAULT_LATER, "%s: %s: %s", host, what,
		     words != NULL ? words : "refused");
}

/* ---- login -------------------------------------------------------------- */

/* libetpan writes arguments into the command as they are. */
static bool is_safe(const char *text)
{
	return strpbrk(text, "\r\n") == NULL;
}

static bool ask_capabilities(ImapSource *source, GError **error)
{
	struct mailimap_capability_data *data = NULL;
	int code = mailimap_capability(source->imap, &data);
	if (code != MAILIMAP_NO_ERROR)
		return imap_session_fault(source, code, "CAPABILITY", error);
	mailimap_capability_data_free(data);
	source->has_idle = mailimap_has_idle(source->imap) != 0;
	source->has_uidplus = mailimap_has_uidplus(source->imap) != 0;
	source->has_move = mailimap_has_extension(source->imap, "MOVE") != 0;
	return true;
}

/* A server that is busy or under repair also says NO; only a real refusal is the
 * operator's. */
static bool login_fault(const ImapSource *source, int code, GError **error)
{
	if (is_broken(code))
		return imap_session_fault(source, code, "login", error);
	const char *said = source->imap->imap_response;
	g_autofree char *words = g_ascii_strdown(said != NULL ? said : "", -1);
	bool is_passing = strstr(words, "temporar") != NULL ||
			  strstr(words, "unavailable") != NULL ||
			  strstr(words, "try again") != NULL ||
			  strstr(words, "too many") != NULL;
	return fault(error, is_passing ? FAULT_LATER : FAULT_SETUP,
		     "%s: login of %s refused: %s", source->url->host,
		     source->mailbox->user, said != NULL ? said : "no reason");
}

/* Of the list as it was before the login; mechanisms are no capabilities by name. */
static bool has_mechanism(const ImapSource *source, const char *name)
{
	const struct mailimap_connection_info *info = source->imap->imap_connection_info;
	clistiter *cell = info != NULL && info->imap_capability != NULL
				  ? clist_begin(info->imap_capability->cap_list)
				  : NULL;
	for (; cell != NULL; cell = clist_next(cell)) {
		const struct mailimap_capability *capability = clist_content(cell);
		if (capability->cap_type == MAILIMAP_CAPABILITY_AUTH_TYPE &&
		    g_ascii_strcasecmp(capability->cap_data.cap_auth_type, name) == 0)
			return true;
	}
	return false;
}

/* libetpan knows no OAUTHBEARER (RFC 7628); with an initial response it is one command.
 */
static int by_bearer(const ImapSource *source, const char *user, const char *token)
{
	g_autofree char *text =
		g_strdup_printf("n,a=%s,\001host=%s\001port=%d\001auth=Bearer %s\001\001",
				user, source->url->host, source->url->port, token);
	g_autofree char *response = g_base64_encode((const guint8 *)text, strlen(text));
	g_autofree char *command =
		g_strconcat("AUTHENTICATE OAUTHBEARER ", response, NULL);
	int code = mailimap_custom_command(source->imap, command);
	if (code == MAILIMAP_NO_ERROR)
		source->imap->imap_state = MAILIMAP_STATE_AUTHENTICATED;
	return code;
}

static int by_sasl(const ImapSource *source, const char *mechanism, const char *user,
		   const char *secret)
{
	/* "" for the addresses would make the library refuse by itself. */
	return mailimap_authenticate(source->imap, mechanism, source->url->host, NULL,
				     NULL, user, user, secret, NULL);
}

static int say_secret(const ImapSource *source, const char *user, const char *secret)
{
	if (source->mailbox->secret.token_command != NULL) {
		bool is_bearer = !has_mechanism(source, "XOAUTH2") &&
				 has_mechanism(source, "OAUTHBEARER");
		return is_bearer
			       ? by_bearer(source, user, secret)
			       : mailimap_oauth2_authenticate(source->imap, user, secret);
	}
	if (has_mechanism(source, "SCRAM-SHA-256")) {
		int code = by_sasl(source, "SCRAM-SHA-256", user, secret);
		/* A password that was refused is not tried again in another way. */
		if (code != MAILIMAP_ERROR_SASL)
			return code;
	}
	if (mailimap_has_extension(source->imap, "LOGINDISABLED") != 0)
		return by_sasl(source, "PLAIN", user, secret);
	return mailimap_login(source->imap, user, secret);
}

static bool log_in(ImapSource *source, const char *secret, GError **error)
{
	const char *user = source->mailbox->user;
	if (user == NULL)
		return fault(error, FAULT_SETUP, "mailbox \"%s\" has no user",
			     source->mailbox->name);
	if (!is_safe(user) || !is_safe(secret))
		return fault(error, FAULT_SETUP,
			     "mailbox \"%s\": a line break in user or password",
			     source->mailbox->name);
	/* Before the login the list may be shorter, and before TLS it was anybody's. */
	if (!ask_capabilities(source, error))
		return false;
	int code = say_secret(source, user, secret);
	return code == MAILIMAP_NO_ERROR || login_fault(source, code, error);
}

/* ---- beginning ---------------------------------------------------------- */

static bool upgrade(ImapSource *source, GError **error)
{
	int code = mailimap_starttls(source->imap);
	if (code != MAILIMAP_NO_ERROR)
		return is_broken(code)
			       ? imap_session_fault(source, code, "STARTTLS", error)
			       : fault(error, FAULT_SETUP,
				       "%s does not offer STARTTLS; nothing is said in "
				       "plain text",
				       source->url->host);
	if (source->imap->imap_stream->read_buffer_len > 0)
		return fault(error, FAULT_LATER,
			     "%s: the server spoke between STARTTLS and the handshake",
			     source->url->host);
	return stream_start_tls(source->stream, error);
}

static bool greet(ImapSource *source, bool *out_is_in, GError **error)
{
	StreamTrust trust = {.ca_file = source->mailbox->ca_file,
			     .fingerprint = source->mailbox->fingerprint,
			     .timeout_milliseconds = READ_MILLISECONDS};
	source->stream = stream_open(source->url, &trust, error);
	if (source->stream == NULL)
		return false;
	imap_session_give_time(source, BEGIN_SECONDS);
	source->imap = mailimap_new(0, NULL);
	int code = mailimap_connect(source->imap, imap_stream_new(source->stream));
	*out_is_in = code == MAILIMAP_NO_ERROR_AUTHENTICATED;
	if (code != MAILIMAP_NO_ERROR_AUTHENTICATED &&
	    code != MAILIMAP_NO_ERROR_NON_AUTHENTICATED)
		return imap_session_fault(source, code, "greeting", error);
	return true;
}

static bool select_inbox(ImapSource *source, GError **error)
{
	int code = mailimap_select(source->imap, source->inbox);
	if (is_broken(code))
		return imap_session_fault(source, code, "SELECT", error);
	if (code != MAILIMAP_NO_ERROR || source->imap->imap_selection_info == NULL)
		return fault(error, FAULT_SETUP, "%s: no folder \"%s\" to read",
			     source->url->host, source->mailbox->inbox);
	source->validity = source->imap->imap_selection_info->sel_uidvalidity;
	return true;
}

bool imap_session_begin(ImapSource *source, const char *secret, GError **error)
{
	bool is_in = false;
	if (!greet(source, &is_in, error))
		return false;
	if (source->url->security == SECURITY_STARTTLS) {
		/* RFC 3501, 6.2.1: a session that begins logged in cannot be encrypted
		 * any more. */
		if (is_in)
			return fault(error, FAULT_SETUP,
				     "%s: greets as logged in before STARTTLS",
				     source->url->host);
		if (!upgrade(source, error))
			return false;
	}
	imap_session_give_time(source, BEGIN_SECONDS);
	return (is_in || log_in(source, secret, error)) &&
	       ask_capabilities(source, error) && imap_names_read(source, error) &&
	       select_inbox(source, error);
}

void imap_session_end(ImapSource *source)
{
	if (source->imap != NULL) {
		if (source->imap->imap_stream != NULL &&
		    source->imap->imap_selection_info != NULL) {
			imap_session_give_time(source, END_SECONDS);
			(void)mailimap_logout(source->imap);
		}
		/* mailimap_free would say LOGOUT once more. */
		if (source->imap->imap_stream != NULL) {
			(void)mailstream_close(source->imap->imap_stream);
			source->imap->imap_stream = NULL;
		}
		mailimap_free(source->imap);
	}
	source->imap = NULL;
	g_clear_pointer(&source->stream, stream_close);
}
