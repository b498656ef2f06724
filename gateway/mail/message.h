/* message.h: one mail as facts. Bytes come in, plain strings come out; nothing of
 * GMime leaves this room.
 *
 * Reading never fails on a broken mail: it reports what it could read and says
 * in `trouble` what it could not. It fails only where a limit forbids reading
 * (FAULT_UNREADABLE). Raw bytes are pre-scanned against the limits before the
 * library sees them, since depth, part count and header size are the sender's. */
#ifndef MAIL_MESSAGE_H
#define MAIL_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <glib.h>

#include "base/world.h"
#include "mail/address.h"

typedef struct {
	size_t max_bytes; /* whole mail; a longer one is kept, marked, never parsed whole
			   */
	size_t max_header_bytes;  /* one header field */
	size_t max_headers_bytes; /* all header fields of one part */
	size_t max_parts;
	size_t max_depth;
	size_t max_addresses;  /* in one field */
	size_t max_text_bytes; /* of text kept for reading */
} MessageLimits;

extern const MessageLimits
	MESSAGE_LIMITS_DEFAULT; /* 200 MB, 64 KB, 512 KB, 1000, 50, 2000, 1 MB */

typedef struct {
	char *name;   /* as written, without folders, clean; "" if none */
	char *type;   /* lower case, "application/pdf" */
	size_t bytes; /* decoded */
} Attachment;

typedef struct {
	char *name;  /* as written */
	char *value; /* unfolded, decoded, clean, one line */
} Header;

typedef struct {
	char *message_id; /* without angle brackets; NULL if there is none */
	char *key;    /* message_id, else "sha256:" and the hash of the raw bytes with LF
			 line ends */
	Instant date; /* of the Date header; INSTANT_NONE if unreadable */
	int date_offset_minutes; /* its zone, a hint */
	Address *from; /* NULL if unreadable or if there is more than one author */
	size_t from_count;
	char *subject;		 /* decoded, one line, "" if none */
	GPtrArray *to;		 /* of Address: To */
	GPtrArray *cc;		 /* of Address: Cc */
	GPtrArray *reply_to;	 /* of Address */
	GPtrArray *delivered_to; /* of char *: addresses from Delivered-To, X-Original-To,
				    (X-)Envelope-To, X-Delivered-To, X-Forwarded-To,
				    Received "for", in that order */
	GPtrArray *in_reply_to;	 /* of char *: ids without angle brackets */
	GPtrArray *references;	 /* of char *: ids, oldest first, forgivingly scanned */
	GPtrArray *headers;	 /* of Header: the top-level fields, in order */
	char *content_type;	 /* of the whole, lower case, without parameters */
	char *report_type;	 /* of multipart/report, or NULL */
	char *text; /* what a reader sees: plain text preferred, else HTML turned to text;
		       LF lines, clean; format=flowed and delsp undone */
	bool is_from_html;
	bool is_signed;		/* text comes from inside something signed */
	GPtrArray *attachments; /* of Attachment */
	GPtrArray *reports;	/* of char *: text of message/delivery-status,
				   feedback-report, disposition-notification parts */
	char *returned; /* header lines (and what follows, clipped) of the mail a report
			   is about, or NULL */
	char *all_text; /* every text part one after another, clipped; bounces are read
			   from it */
	size_t bytes;	/* of the raw mail */
	GPtrArray *
		trouble; /* of char *: what could not be read, for `inspect` and `held` */
} Message;

/* `raw` is the whole mail; line ends may be CRLF, LF or CR. */
Message *message_read(GBytes *raw, const MessageLimits *limits, GError **error);

/* The same from a file: attachments are streamed, never held. The position of
 * `fd` is moved; `fd` stays the caller's. */
Message *message_read_file(int fd, const MessageLimits *limits, GError **error);

void message_free(Message *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Message, message_free)

/* First field of that name (case does not matter), or NULL. Borrowed. */
const char *message_header(const Message *message, const char *name);

/* When it reached us: the hour of the topmost Received (each host puts its own above
 * what was there, RFC 5321, 4.4), else of Date. INSTANT_NONE if neither says. */
Instant message_arrival(const Message *message);

/* How many fields of that name there are. */
size_t message_header_count(const Message *message, const char *name);

#endif
