/* compose.h: a Draft into RFC 5322 bytes.
 *
 * No header is ever built from raw text: names, ids and file names are checked,
 * everything else is encoded (RFC 2047, 2231). Bytes end in CRLF; text parts are UTF-8,
 * quoted-printable; lines stay under 998 bytes. */
#ifndef MAIL_COMPOSE_H
#define MAIL_COMPOSE_H

#include "base/fault.h"
#include "base/world.h"
#include "mail/address.h"

typedef struct {
	const char *name; /* file name */
	const char *type; /* "text/calendar; method=REQUEST" */
	GBytes *content;
} DraftPart;

typedef struct {
	const Address *from;
	const Address *to;
	const char *reply_to; /* address, or NULL */
	const char *subject;
	const char *message_id;	 /* without brackets */
	const char *in_reply_to; /* id or NULL */
	GPtrArray *references;	 /* of char *: ids, oldest first; or NULL */
	Instant date;
	int date_offset_minutes; /* the recipient's zone */
	const char *item;	 /* X-Mailmoot-Item, or NULL */
	const char *notice;	 /* X-Mailmoot-Notice: "receipt", ... */
	const char *history;	 /* X-Mailmoot-History: the item's last link, or NULL */
	const char *instance;	 /* loop header */
	bool is_answer;	     /* Auto-Submitted: auto-replied instead of auto-generated */
	bool is_bulk;	     /* Precedence: bulk, List-Id, List-Unsubscribe */
	const char *list_id; /* "acme.mailmoot", for bulk */
	const char *unsubscribe; /* mailto: URL, for bulk */
	const char *text;	 /* plain text body, LF lines */
	const char *html;	 /* or NULL */
	GPtrArray *parts;	 /* of DraftPart, or NULL */
} Draft;

/* FAULT_REFUSED if an address or id cannot be sent. Owned. */
GBytes *compose_mail(const Draft *draft, GError **error);

/* A mailto: URL with everything percent-encoded as RFC 6068 asks (%0D%0A for line ends).
 * Owned. */
char *compose_mailto(const char *address, const char *subject, const char *body);

#endif
