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
bool imap_session_is_broken(int code)
{
	return code == MAILIMAP_ERROR_STREAM || code == MAILIMAP_ERROR_PARSE ||
	       code == MAILIMAP_ERROR_FATAL || code == MAILIMAP_ERROR_PROTOCOL ||
	       code == MAILIMAP_ERROR_CONNECTION_REFUSED;
}

bool imap_session_fault(const ImapSource *source, int code, const char *what,
			GError **error)
{
	const char *host = source->url->host;
	if (imap_session_is_broken(code))
		return fault(error, FAULT_LATER, "%s: %s: %s", host, what,
			     code == MAILIMAP_ERROR_PARSE ? "the server answered nonsense"
							  : "the connection broke");
	const char *words = source->imap->imap_response;
	return fault(error, FAULT_LATER, "%s: %s: %s", host, what,
		     words != NULL ? words : "refused");
}

bool imap_session_ask_capabilities(ImapSource *source, GError **error)
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

/* ---- beginning ---------------------------------------------------------- */

/* libetpan looks as well, but says no more than that there is no STARTTLS. */
static bool upgrade(ImapSource *source, GError **error)
{
	int code = mailimap_starttls(source->imap);
	if (source->imap->imap_stream->read_buffer_len > 0)
		return fault(error, FAULT_LATER,
			     "%s: the server spoke between STARTTLS and the handshake",
			     source->url->host);
	if (imap_session_is_broken(code))
		return imap_session_fault(source, code, "STARTTLS", error);
	if (code != MAILIMAP_NO_ERROR)
		return fault(error, FAULT_SETUP,
			     "%s does not offer STARTTLS; nothing is said in plain text",
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
	if (imap_session_is_broken(code))
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
	return (is_in || imap_log_in(source, secret, error)) &&
	       imap_session_ask_capabilities(source, error) &&
	       imap_names_read(source, error) && select_inbox(source, error);
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
