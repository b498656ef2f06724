/* smtp_login.h: how we say who we are to an SMTP server (RFC 4954). For sink_smtp.c
 * alone. */
#ifndef TRANSPORT_SMTP_LOGIN_H
#define TRANSPORT_SMTP_LOGIN_H

#include "base/config.h"
#include "transport/smtp.h"

/* The best way that both sides know: a token if there is one (OAUTHBEARER, XOAUTH2), else
 * SCRAM-SHA-256, PLAIN, LOGIN. True at once if no user is configured. FAULT_SETUP if it
 * is refused or there is no common way. */
bool smtp_log_in(Stream *stream, const SmtpFeatures *features, const ServerUrl *url,
		 const ConfigOutgoing *outgoing, const char *secret, GError **error);

#endif
