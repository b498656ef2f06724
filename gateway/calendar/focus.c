/* focus.c: the hours of the week in which somebody wants to be left alone.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/focus.h"

#define WEEK_SECONDS (7 * 86400)
/* Ten years, as for every search in hours. */
#define SEARCH_SECONDS ((int64_t)3653 * 86400)

struct Focus {
	Hours *hours;
};

Focus *focus_new(const Zone *zone)
{
	Focus *focus = g_new0(Focus, 1);
	focus->hours = hours_new(zone);
	return focus;
}

void focus_free(Focus *focus)
{
	if (focus == NULL)
		return;
	hours_free(focus->hours);
	g_free(focus);
}

bool focus_add(Focus *focus, const char *text, GError **error)
{
	return hours_add_week(focus->hours, text, error);
}

bool focus_holds(const Focus *focus, Instant at, Instant *out_end)
{
	if (focus == NULL || !hours_is_open(focus->hours, at))
		return false;
	Instant end = at;
	Span span;
	while (end - at < WEEK_SECONDS &&
	       hours_next_span(focus->hours, end, &span, NULL) && span.start <= end)
		end = span.end;
	*out_end = MIN(end, at + WEEK_SECONDS);
	return true;
}

bool focus_next_free(const Focus *focus, const Hours *hours, Instant at,
		     Instant *out_free, GError **error)
{
	Instant open = at, end = at;
	do {
		if (!hours_next_open(hours, end, &open, error))
			return false;
		if (!focus_holds(focus, open, &end)) {
			*out_free = open;
			return true;
		}
	} while (end - at < SEARCH_SECONDS);
	return fault(error, FAULT_UNREADABLE,
		     "there is no working time outside the focus hours");
}
