/* transfer.h: transfer encodings undone, as a stream. RFC 2045 section 6, forgivingly.
 * For this room alone.
 *
 * Base64 goes on behind padding and empty lines if what follows is base64 too (mails were
 * joined), and ends where somebody wrote plain text below it (lists do). What is missing
 * at its end is no reason to lose what is there. */
#ifndef MAIL_TRANSFER_H
#define MAIL_TRANSFER_H

#include <stdbool.h>
#include <stddef.h>
#include <glib.h>

typedef enum {
	TRANSFER_PLAIN,
	TRANSFER_BASE64,
	TRANSFER_QUOTED, /* quoted-printable */
	TRANSFER_UU,	 /* uuencode, with or without its frame */
} TransferKind;

/* `value` of Content-Transfer-Encoding; NULL, unknown: plain. */
TransferKind transfer_kind(const char *value);

#define TRANSFER_HELD_BYTES 4096

typedef struct {
	TransferKind kind;
	unsigned bits;	    /* of the base64 group begun */
	int count;	    /* characters of it */
	bool is_line_start; /* but for white space */
	bool has_begun;
	bool is_padded; /* padding was seen, or an empty line that may be one: from then
			   on only whole lines are believed */
	bool is_over;
	char held[TRANSFER_HELD_BYTES]; /* not decided yet */
	size_t held_length;
} Transfer;

void transfer_init(Transfer *transfer, TransferKind kind);

/* Appends to `out` what is decoded of the next bytes. */
void transfer_feed(Transfer *transfer, const char *bytes, size_t length, GByteArray *out);
void transfer_end(Transfer *transfer, GByteArray *out);

/* May a text that begins with `head` have been written down without the encoding it is
 * said to be in? `decoded` is what was read of it. */
bool transfer_is_missing(TransferKind kind, const char *head, size_t length,
			 const GByteArray *decoded);

/* A whole text. Owned. */
GByteArray *transfer_undo(TransferKind kind, const char *text, size_t length);
GByteArray *transfer_base64(const char *text, size_t length);

#endif
