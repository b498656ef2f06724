/* server_url.c: the URL of a server taken apart.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/stream.h"

#include <arpa/inet.h>
#include <string.h>

typedef struct {
	const char *scheme, *protocol;
	Security security;
	int port;
} Scheme;

static const Scheme schemes[] = {
	{"imaps", "imap", SECURITY_TLS, 993},
	{"imap", "imap", SECURITY_STARTTLS, 143},
	{"imap+insecure", "imap", SECURITY_NONE, 143},
	{"smtps", "smtp", SECURITY_TLS, 465},
	{"smtp", "smtp", SECURITY_STARTTLS, 587},
	{"smtp+insecure", "smtp", SECURITY_NONE, 25},
	{"lmtp", "lmtp", SECURITY_NONE, 24},
};

void server_url_free(ServerUrl *url)
{
	if (url == NULL)
		return;
	g_free(url->protocol);
	g_free(url->host);
	g_free(url);
}

static ServerUrl *url_new(const char *protocol, Security security, const char *host,
			  int port)
{
	ServerUrl *url = g_new0(ServerUrl, 1);
	url->protocol = g_strdup(protocol);
	url->security = security;
	url->host = g_strdup(host);
	url->port = port;
	return url;
}

static bool read_port(const char *text, int *out_port)
{
	guint64 port = 0;
	if (!g_ascii_string_to_unsigned(text, 10, 1, 65535, &port, NULL))
		return false;
	*out_port = (int)port;
	return true;
}

/* "host", "host:port", "[::1]", "[::1]:port" (RFC 3986, 3.2.2). */
static bool read_host(const char *text, int *port, char **out_host)
{
	g_autofree char *host = NULL;
	const char *rest = NULL;
	if (text[0] == '[') {
		const char *end = strchr(text, ']');
		if (end == NULL)
			return false;
		host = g_strndup(text + 1, (size_t)(end - text - 1));
		rest = end + 1;
	} else {
		rest = text + strcspn(text, ":");
		host = g_strndup(text, (size_t)(rest - text));
	}
	bool is_clean = host[0] != '\0' && strpbrk(host, "/@?# \t\r\n") == NULL;
	if (!is_clean || (*rest != '\0' && (*rest != ':' || !read_port(rest + 1, port))))
		return false;
	*out_host = g_steal_pointer(&host);
	return true;
}

/* A name may be one of this machine's own; a number says so itself. */
static bool is_elsewhere(const char *host)
{
	struct in_addr four;
	struct in6_addr six;
	if (inet_pton(AF_INET, host, &four) == 1)
		return (ntohl(four.s_addr) >> 24) != 127;
	return inet_pton(AF_INET6, host, &six) == 1 && !IN6_IS_ADDR_LOOPBACK(&six);
}

ServerUrl *server_url_read(const char *text, GError **error)
{
	const char *path = strchr(text, ':');
	if (path != NULL && path[1] == '/' && path[2] != '/') {
		if (g_str_has_prefix(text, "maildir:"))
			return url_new("maildir", SECURITY_NONE, path + 1, 0);
		if (g_str_has_prefix(text, "lmtp:"))
			return url_new("lmtp", SECURITY_NONE, path + 1, 0);
	}
	const char *slashes = strstr(text, "://");
	g_autofree char *name =
		slashes != NULL ? g_strndup(text, (size_t)(slashes - text)) : NULL;
	for (size_t i = 0; name != NULL && i < G_N_ELEMENTS(schemes); i++) {
		const Scheme *scheme = &schemes[i];
		if (strcmp(name, scheme->scheme) != 0)
			continue;
		g_autofree char *trimmed = g_strdup(slashes + 3);
		size_t length = strlen(trimmed);
		if (length > 0 && trimmed[length - 1] == '/')
			trimmed[length - 1] = '\0';
		g_autofree char *host = NULL;
		int port = scheme->port;
		if (!read_host(trimmed, &port, &host)) {
			fault(error, FAULT_SETUP,
			      "%s: expected %s://host or %s://host:port", text, name,
			      name);
			return NULL;
		}
		if (scheme->security == SECURITY_NONE && is_elsewhere(host)) {
			fault(error, FAULT_SETUP,
			      "%s is not this machine: plain text is for loopback only",
			      host);
			return NULL;
		}
		return url_new(scheme->protocol, scheme->security, host, port);
	}
	fault(error, FAULT_SETUP,
	      "%s: expected imaps://, imap://, smtps://, smtp://, lmtp:// or "
	      "maildir:/path",
	      text);
	return NULL;
}
