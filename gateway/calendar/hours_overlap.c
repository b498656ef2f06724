/* hours_overlap.c: when several people work at once.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/hours_private.h"

/* The first instant at or after `at`, before `end`, at which everybody works. */
static bool next_common(GPtrArray *all, Instant at, Instant end, Instant *out_start)
{
	Instant start = at;
	/* Whoever was passed over is asked again, until one round changes nothing. */
	for (guint agreed = 0, i = 0; agreed < all->len; i = (i + 1) % all->len) {
		Instant open = 0;
		if (!hours_next_open(g_ptr_array_index(all, i), start, &open, NULL) ||
		    open >= end)
			return false;
		agreed = open == start ? agreed + 1 : 1;
		start = open;
	}
	*out_start = start;
	return true;
}

GArray *hours_overlap(GPtrArray *all, Instant start, Instant end, int64_t at_least,
		      size_t max)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(Span));
	Instant at = start;
	Span span;
	while (all->len > 0 && at < end && found->len < max &&
	       next_common(all, at, end, &span.start)) {
		span.end = end;
		for (guint i = 0; i < all->len; i++)
			span.end = hours_next_closed(g_ptr_array_index(all, i),
						     span.start, span.end);
		if (span.end - span.start >= at_least)
			g_array_append_val(found, span);
		at = span.end;
	}
	return found;
}
