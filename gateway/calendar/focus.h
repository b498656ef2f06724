/* focus.h: the hours of the week in which somebody wants to be left alone. They are
 * working time all the same: clocks run on, mail that is not urgent waits. Immutable once
 * built; safe to share. */
#ifndef CALENDAR_FOCUS_H
#define CALENDAR_FOCUS_H

#include "calendar/hours.h"

typedef struct Focus Focus;

Focus *focus_new(const Zone *zone);
void focus_free(Focus *focus);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Focus, focus_free)

/* "Mon-Fri 09:00-11:00", in the grammar of hours_add_week(). FAULT_SETUP. */
bool focus_add(Focus *focus, const char *text, GError **error);

/* Is `at` in focus? If so, *out_end is when that ends: what touches is one stretch, but
 * none is told longer than a week. `focus` NULL: never. */
bool focus_holds(const Focus *focus, Instant at, Instant *out_end);

/* The first instant at or after `at` that is working time in `hours` and not in focus.
 * FAULT_UNREADABLE if there is none within ten years. `focus` NULL: the next open one. */
bool focus_next_free(const Focus *focus, const Hours *hours, Instant at,
		     Instant *out_free, GError **error);

#endif
