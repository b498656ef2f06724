/* absences.h: who is away, as an .ics file has it. */
#ifndef CALENDAR_ABSENCES_H
#define CALENDAR_ABSENCES_H

#include "calendar/holidays.h"

typedef struct {
	char *name;
	GPtrArray *addresses; /* of char *, lower case: those who attend and have not
				 declined; without any the organizer; empty: nobody is
				 named */
	const Zone *zone; /* of its hours; NULL: of whoever is away, as for whole days */
	LocalTime start, end; /* [start, end) */
} Absence;
void absence_free(Absence *absence);

/* Every event that is not cancelled, in the order of the file; of a series those that end
 * after `since` and begin before `until` (day_number()). What is not used is told through
 * `problem`, with its line. GPtrArray of Absence; NULL: an unreadable file, FAULT_SETUP.
 */
GPtrArray *absences_read(const char *path, int64_t since, int64_t until,
			 HolidaysProblem problem, void *data, GError **error);

#endif
