/* leave.h: who is not there, from when to when, and who stands in. TIME D, L11. Pure. */
#ifndef WORKFLOW_LEAVE_H
#define WORKFLOW_LEAVE_H

#include "base/fault.h"
#include "calendar/zone.h"

typedef enum {
	LEAVE_CONFIGURED,
	LEAVE_BY_MAIL,
	LEAVE_SUGGESTED, /* read off an out-of-office reply; nobody has said so */
	LEAVE_BY_OPERATOR,
	LEAVE_CALENDAR, /* of an .ics feed; the feed alone ends it */
} LeaveSource;
const char *leave_source_name(LeaveSource source);

typedef struct {
	char *person;
	Instant start, end; /* [start, end) */
	char *delegate;	    /* as written, or an id; NULL: nobody */
	LeaveSource source;
} Leave;
void leave_free(Leave *leave);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Leave, leave_free)

/* "2026-08-03..2026-08-17 delegate li", "until 17 Aug, delegate li", "until wed", "fri".
 * A day is away as a whole, the last one too; "until" begins at `now`. Relative dates
 * need a `now`; INSTANT_NONE allows days of the calendar alone, past ones too.
 * FAULT_UNREADABLE with a sentence. */
Leave *leave_read(const char *text, const char *person, const Zone *zone, Instant now,
		  GError **error);

/* What was probably meant by something leave_read() refuses because it is over, or over
 * before it begins: as one would write it after `away`, next year or the other way round.
 * NULL if it is another mistake. Owned. */
char *leave_nearest(const char *text, const Zone *zone, Instant now);

/* The last day of an absence that an out-of-office text names, as the end of that day:
 * only if it names exactly one, ahead of `now` and within half a year; else INSTANT_NONE.
 */
Instant leave_suggested_end(const char *text, const Zone *zone, Instant now);

#endif
