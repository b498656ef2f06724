/* quote_separator.h: "-----Original Message-----" in every language and form. For
 * quote*.c alone. */
#ifndef MAIL_QUOTE_SEPARATOR_H
#define MAIL_QUOTE_SEPARATOR_H

#include "mail/quote_line.h"

typedef enum {
	SEPARATOR_NONE,
	SEPARATOR_ORIGINAL,
	SEPARATOR_FORWARD,
	SEPARATOR_REPLY, /* "type your reply above this line" */
} SeparatorKind;

/* A line of dashes around a known phrase. */
SeparatorKind quote_separator(const QuoteLine *line);

/* A line of dashes around a few words. */
bool quote_is_dashed(const QuoteLine *line);

/* What stands on the line before such a phrase, in bytes; 0 if there is none. */
size_t quote_measure_glued(const QuoteLine *line);

/* The same where the header, and what else there is, goes on in the line. */
size_t quote_measure_run_on(const QuoteLine *line);

#endif
