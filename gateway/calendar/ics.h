/* ics.h: an .ics file, cut into its events, each parsed by itself: so every complaint has
 * a line, and a broken event takes no other with it. For the files of this room that read
 * calendars. */
#ifndef CALENDAR_ICS_H
#define CALENDAR_ICS_H

#include <libical/ical.h>

#include "calendar/holidays.h"

typedef struct {
	char *text;
	int line;		  /* of its BEGIN */
	icalcomponent *component; /* NULL: it cannot be read */
	char *name;		  /* its summary, or `unnamed` */
} IcsEvent;

typedef struct {
	const char *path;
	HolidaysProblem problem; /* may be NULL */
	void *data;
	GPtrArray *events; /* of IcsEvent */
} IcsFile;
void ics_clear(IcsFile *file);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(IcsFile, ics_clear)

/* Opened: path, problem and data are set, events are filled. FAULT_SETUP: an unreadable
 * file, or no calendar. */
bool ics_read(IcsFile *file, const char *unnamed, GError **error);

/* Something of the event is not used: told with the line of that property, or of the
 * event. */
void ics_complain(const IcsFile *file, const IcsEvent *event, const char *property,
		  const char *what);
/* Does the text of the event have that property? */
bool ics_has_line(const IcsEvent *event, const char *property);

icalproperty *ics_first(const IcsEvent *event, icalproperty_kind kind);
bool ics_is_cancelled(const IcsEvent *event);
bool ics_is_day(icaltimetype time);

#endif
