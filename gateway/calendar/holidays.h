/* holidays.h: a set of days off, each with its name: what an .ics file holds, or what
 * somebody wrote into the configuration. Read once and shared by everybody who keeps
 * them; immutable once it is. */
#ifndef CALENDAR_HOLIDAYS_H
#define CALENDAR_HOLIDAYS_H

#include "base/fault.h"
#include "calendar/zone.h"

typedef struct Holidays Holidays;

Holidays *holidays_new(void);
Holidays *holidays_ref(Holidays *holidays);
void holidays_unref(Holidays *holidays);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Holidays, holidays_unref)

/* "12-24" every year (02-29 in those that have it), "2026-06-04" once. `name` is for
 * explanations; NULL: "holiday". FAULT_SETUP with a sentence. */
bool holidays_add(Holidays *holidays, const char *text, const char *name, GError **error);

/* `line` of `path` holds an event of which something is not used, and why. */
typedef void (*HolidaysProblem)(const char *path, int line, const char *what, void *data);

/* Every all-day event of an .ics file, named by its summary, with its recurrences from
 * 1990 to 2060 (RRULE, RDATE, EXDATE, single ones moved by RECURRENCE-ID). What is broken
 * is reported through `problem` and the rest is used. NULL: an unreadable file,
 * FAULT_SETUP. */
Holidays *holidays_read(const char *path, HolidaysProblem problem, void *data,
			GError **error);

/* What that day (day_number()) is called, NULL if it is an ordinary one. Borrowed. */
const char *holidays_name(const Holidays *holidays, int64_t day);

/* Set bit (day - first) of `bits` for each of `count` days that is in the set. */
void holidays_mark(const Holidays *holidays, int64_t first, int64_t count,
		   uint64_t *bits);

/* For holidays_read(): the day has that name, unless it has one already. */
void holidays_put(Holidays *holidays, int64_t day, const char *name);

#endif
