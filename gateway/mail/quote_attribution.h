/* quote_attribution.h: "On Tue, 3 Mar, Ann wrote:" in every language and form. For
 * quote*.c alone. */
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

#endif
