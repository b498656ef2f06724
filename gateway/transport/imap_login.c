/* imap_login.c: how we say who we are to an IMAP server (RFC 3501, 6.2; RFC 4959).
 *
 * libetpan would leave the mechanisms to plug-ins and knows nothing of OAUTHBEARER;
 * between two of its commands the line is ours.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/imap_session.h"

#include <string.h>

#include "transport/sasl.h"

#define TAG		"login"
#define LINE_MAX_BYTES	16384
#define LINES_MAX	200
#define STEPS_MAX	6
#define FIRST_MAX_BYTES 1000 /* a longer first response waits to be asked for */

typedef enum { SAID_MORE, SAID_OK, SAID_NO, SAID_BAD } Said;

/* A server that is busy or under repair also says NO; only a real refusal is the
 * operator's. */
static bool refused(const ImapSource *source, const char *said, const char *reason,
		    GError **error)
{
	g_autofree char *words = g_ascii_strdown(said, -1);
	bool is_passing =
		strstr(words, "temporar") != NULL ||
		strstr(words, "unavailable") != NULL ||
		strstr(words, "try again") != NULL || strstr(words, "too many") != NULL ||
		strstr(words, "[inuse]") != NULL || strstr(words, "[limit]") != NULL;
	return fault(error, is_passing ? FAULT_LATER : FAULT_SETUP,
		     "%s: login of %s refused: %s%s%s", source->url->host,
		     source->mailbox->user, *said != '\0' ? said : "no reason",
		     reason != NULL ? " " : "", reason != NULL ? reason : "");
}

/* ---- SASL --------------------------------------------------------------- */

/* Of the list as it was before the login; mechanisms are no capabilities by name. */
static unsigned int mechanisms_of(const ImapSource *source)
{
	const struct mailimap_connection_info *info = source->imap->imap_connection_info;
	clistiter *cell = info != NULL && info->imap_capability != NULL
				  ? clist_begin(info->imap_capability->cap_list)
				  : NULL;
	unsigned int offered = 0;
	for (; cell != NULL; cell = clist_next(cell)) {
		const struct mailimap_capability *capability = clist_content(cell);
		if (capability->cap_type == MAILIMAP_CAPABILITY_AUTH_TYPE)
			offered |= sasl_mechanism(capability->cap_data.cap_auth_type);
	}
	/* LOGIN of SASL was never more than the command of that name. */
	return offered & ~(unsigned int)SASL_LOGIN;
}

static bool say(const ImapSource *source, const char *line, GError **error)
{
	g_autofree char *command = g_strconcat(line, "\r\n", NULL);
	return stream_write(source->stream, command, strlen(command), error);
}

/* Until the server wants more or has decided; what else it says meanwhile (capabilities)
 * is asked for again afterwards. *out_text, owned: what stands behind. */
static bool hear(const ImapSource *source, Said *out_said, char **out_text,
		 GError **error)
{
	static const struct {
		const char *word;
		Said said;
	} words[] = {{"+", SAID_MORE},
		     {TAG " OK", SAID_OK},
		     {TAG " NO", SAID_NO},
		     {TAG " BAD", SAID_BAD}};
	for (int count = 0; count < LINES_MAX; count++) {
		g_autofree char *line =
			stream_read_line(source->stream, LINE_MAX_BYTES, error);
		if (line == NULL)
			return false;
		for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
			size_t length = strlen(words[i].word);
			if (g_ascii_strncasecmp(line, words[i].word, length) != 0 ||
			    (line[length] != ' ' && line[length] != '\0'))
				continue;
			*out_said = words[i].said;
			*out_text = g_strstrip(g_strdup(line + length));
			return true;
		}
		if (g_ascii_strncasecmp(line, "* BYE", 5) == 0)
			return fault(error, FAULT_LATER, "%s: %s", source->url->host,
				     line + 2);
	}
	return fault(error, FAULT_LATER, "%s: login: the server's answer has no end",
		     source->url->host);
}

static bool begin(const ImapSource *source, Sasl *sasl, const char *first, GError **error)
{
	bool goes_along = first != NULL && strlen(first) <= FIRST_MAX_BYTES &&
			  mailimap_has_extension(source->imap, "SASL-IR") != 0;
	g_autofree char *line = g_strconcat(TAG " AUTHENTICATE ", sasl_name(sasl),
					    goes_along ? " " : NULL, first, NULL);
	if (goes_along || first == NULL)
		return say(source, line, error);
	Said said = SAID_MORE;
	g_autofree char *text = NULL;
	if (!say(source, line, error) || !hear(source, &said, &text, error))
		return false;
	return said == SAID_MORE ? say(source, first, error)
				 : refused(source, text, NULL, error);
}

static bool by_sasl(const ImapSource *source, Sasl *sasl, GError **error)
{
	g_autofree char *first = sasl_first(sasl);
	if (!begin(source, sasl, first, error))
		return false;
	for (int step = 0; step < STEPS_MAX; step++) {
		Said said = SAID_NO;
		g_autofree char *text = NULL;
		if (!hear(source, &said, &text, error))
			return false;
		if (said == SAID_OK) {
			source->imap->imap_state = MAILIMAP_STATE_AUTHENTICATED;
			return sasl_is_mutual(sasl, error);
		}
		if (said != SAID_MORE)
			return refused(source, text, sasl_reason(sasl), error);
		g_autofree char *answer = sasl_answer(sasl, text, error);
		if (answer == NULL || !say(source, answer, error))
			return false;
	}
	return fault(error, FAULT_LATER, "%s: login: the server's questions have no end",
		     source->url->host);
}

/* ---- the command -------------------------------------------------------- */

static bool by_command(const ImapSource *source, const char *user, const char *secret,
		       GError **error)
{
	int code = mailimap_login(source->imap, user, secret);
	if (code == MAILIMAP_NO_ERROR)
		return true;
	if (imap_session_is_broken(code))
		return imap_session_fault(source, code, "login", error);
	const char *said = source->imap->imap_response;
	return refused(source, said != NULL ? said : "", NULL, error);
}

/* libetpan writes arguments into the command as they are. */
static bool is_safe(const char *text)
{
	return strpbrk(text, "\r\n") == NULL;
}

bool imap_log_in(ImapSource *source, const char *secret, GError **error)
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
	if (!imap_session_ask_capabilities(source, error))
		return false;
	SaslClaim claim = {.user = user,
			   .secret = secret,
			   .is_token = source->mailbox->secret.token_command != NULL,
			   .host = source->url->host,
			   .port = source->url->port};
	g_autoptr(Sasl) sasl = sasl_new(mechanisms_of(source), &claim);
	if (sasl != NULL)
		return by_sasl(source, sasl, error);
	bool has_command = !claim.is_token &&
			   mailimap_has_extension(source->imap, "LOGINDISABLED") == 0;
	return has_command ? by_command(source, user, secret, error)
			   : fault(error, FAULT_SETUP, "%s offers no login we know",
				   source->url->host);
}
