/* since.h: from when on, in the words of when.h, looking back. Pure. */
#ifndef CALENDAR_SINCE_H
#define CALENDAR_SINCE_H

#include "calendar/when.h"

/* `2026-03-02` (from its first second, in `zone`), `2 Mar` (the last one), `2026-03-02
 * 14:00 Europe/Berlin`, RFC 3339, or a length of clock time before `now`: `30d`, `2w`.
 * FAULT_UNREADABLE with a sentence and what to write instead: what is not over at `now`,
 * and what is no day of its own ("fri"). */
bool since_read(const char *text, const Zone *zone, Instant now, Instant *out_since,
		GError **error);

#endif
