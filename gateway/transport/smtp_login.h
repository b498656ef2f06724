/* smtp_login.h: how we say who we are to an SMTP server (RFC 4954). For smtp_session.c
 * alone. */
#ifndef TRANSPORT_SMTP_LOGIN_H
#define TRANSPORT_SMTP_LOGIN_H

#include "base/config.h"
#include "transport/smtp.h"

/* By the best way that both sides know. True at once if no user is configured.
 * FAULT_SETUP if it is refused or there is no common way. */
bool smtp_log_in(Stream *stream, const SmtpFeatures *features, const ServerUrl *url,
		 const ConfigOutgoing *outgoing, const char *secret, GError **error);

#endif
