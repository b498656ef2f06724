/* quote_attribution.h: the lines that programs write into a mail. */
#ifndef MAIL_QUOTE_ATTRIBUTION_H
#define MAIL_QUOTE_ATTRIBUTION_H

#include "mail/quote_line.h"

typedef enum {
	ATTRIBUTION_NONE,
	ATTRIBUTION_WEAK,  /* believed only above a marked quote */
	ATTRIBUTION_CLEAR, /* only a mail program writes so */
} AttributionKind;

/* Cheap and generous: whether `quote_attribution` is worth asking. */
bool quote_may_end_attribution(const QuoteLine *line);

/* Whether an attribution ends at `end`; `out_start` is its first line, of which
 * `out_own` bytes before it are the writer's own; all of them if that cannot be told. */
AttributionKind quote_attribution(const QuoteLine *lines, size_t end, size_t *out_start,
				  size_t *out_own);

/* ">>> Ann Smith <ann@x> 02.03.26 10:00 >>>", often above a quote without marks. */
bool quote_is_groupwise(const QuoteLine *line);

/* "Sent from my iPhone" and its kin. */
bool quote_is_sent_from(const QuoteLine *line);

/* "(sent by phone)", "Sent from my phone, please excuse ...", "Sent from a magnificent
 * torch of pixels": for the last line of a mail only. */
bool quote_is_sent_from_last(const QuoteLine *lines, size_t line);

/* Speaks of a mailing list's business. */
bool quote_is_list_line(const QuoteLine *line);

#endif
