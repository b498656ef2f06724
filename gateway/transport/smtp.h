/* smtp.h: the words of SMTP (RFC 5321) and LMTP (RFC 2033), apart from when they are
 * said. */
#ifndef TRANSPORT_SMTP_H
#define TRANSPORT_SMTP_H

#include "transport/stream.h"

typedef struct {
	int code;
	char *text; /* all lines without their codes, joined by '\n'; owned */
} SmtpReply;
void smtp_reply_clear(SmtpReply *reply);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SmtpReply, smtp_reply_clear)

/* A whole reply; nonsense or endless lines are FAULT_LATER. */
bool smtp_read_reply(Stream *stream, SmtpReply *out_reply, GError **error);

/* What a refusal means: FAULT_LATER for 4yz and for 552 (a full mailbox empties),
 * FAULT_SETUP when the server wants a login or an encrypted line first (530, 534, 535,
 * 538), else FAULT_REFUSED. */
Fault smtp_fault_of(int code);

typedef struct {
	bool has_pipelining, has_eight_bit, has_utf8, has_starttls, has_size, has_dsn;
	guint64 size_max;	 /* 0: no limit said */
	unsigned int mechanisms; /* of AUTH: bits of sasl.h */
} SmtpFeatures;
SmtpFeatures smtp_read_features(const char *ehlo_text);

/* The mail as it goes over the line: CRLF, dots doubled, the final dot (RFC 5321, 4.5.2).
 * Owned. */
GBytes *smtp_encode_data(GBytes *mail);

/* May these bytes stand between < and >? No control character, space or angle bracket. */
bool smtp_is_safe_address(const char *address);
bool smtp_is_ascii(const char *text);

/* What may stand as the value of a parameter (xtext, RFC 3461, 4). Owned. */
char *smtp_xtext(const char *text);

#endif
