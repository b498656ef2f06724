/* quote_attribution.h: the lines that programs write into a mail.
 *
 * SPDX-License-Identifier: MIT */
#ifndef MAIL_QUOTE_ATTRIBUTION_H
#define MAIL_QUOTE_ATTRIBUTION_H

#include <stdbool.h>
#include <stddef.h>
#include <glib.h>

typedef enum {
	PART_NEW,
	PART_QUOTED,
	PART_SIGNATURE,
} QuotePart;

typedef struct {
	const char *start; /* borrowed; not terminated */
	size_t length;
	QuotePart part;
	bool is_blank;
} QuoteLine;

typedef enum {
	ATTRIBUTION_NONE,
	ATTRIBUTION_WEAK,  /* believed only above a marked quote */
	ATTRIBUTION_CLEAR, /* only a mail program writes so */
} AttributionKind;

/* Folded for comparing, ends trimmed; NULL if the line is over `max_bytes`. */
char *quote_line_fold(const QuoteLine *line, size_t max_bytes);

/* Nothing but at least `least` dashes, underscores, stars or equal signs. */
bool quote_line_is_rule(const QuoteLine *line, int least);

/* Text not yet given away, which may be; the reference that closes our own mails is kept.
 */
bool quote_line_is_free(const QuoteLine *line);

/* Starts with the mark of a quote. */
bool quote_line_is_marked(const QuoteLine *line);

/* A dash, an underscore and so on. */
bool quote_is_rule_byte(unsigned char byte);

/* Tables are one string of folded entries: "|one|two words|". */
bool quote_is_in(const char *word, const char *table);

/* The length of the longest entry that `text` starts with, up to a word's end; 0 if none.
 */
size_t quote_match_start(const char *text, const char *table);

/* Cheap and generous: whether `quote_attribution` is worth asking. */
bool quote_may_end_attribution(const QuoteLine *line);

/* Whether an attribution ends at `end`; `out_start` is its first line. */
AttributionKind quote_attribution(const QuoteLine *lines, size_t end, size_t *out_start);

/* "Sent from my iPhone" and its kin. */
bool quote_is_sent_from(const QuoteLine *line);

/* "Sent from a magnificent torch of pixels": for the last line of a mail only. */
bool quote_is_sent_from_joke(const QuoteLine *lines, size_t line);

/* Speaks of a mailing list's business. */
bool quote_is_list_line(const QuoteLine *line);

/* Any entry of a table anywhere in `text`. */
bool quote_contains(const char *text, const char *table);

#endif
