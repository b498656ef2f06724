/* zone.h: instants and local times. Zones are IANA names; data is the system's, read by
 * GTimeZone into a table of our own: immutable, and exact from 1970 to 2100. */
#ifndef CALENDAR_ZONE_H
#define CALENDAR_ZONE_H

#include <stdbool.h>
#include "base/world.h"

typedef struct Zone
	Zone; /* shared, never freed by callers: kept in one table for the process */

/* NULL if nobody knows the name (offsets such as "+02:00" are no names). */
const Zone *zone_find(const char *name);
const Zone *zone_utc(void);
const char *zone_name(const Zone *zone);

/* Has the file of any zone in use been replaced since it was read? A few microseconds; to
 * be asked now and then, before zone_forget_all(). */
bool zone_data_has_changed(void);

/* Drop the table after a tzdata change; zones found earlier stay valid but old. */
void zone_forget_all(void);

/* Up to three names near `name`, best first: "did you mean". Near is a slip of the hand
 * (`Europe/Berln`), another case, a city alone, an old name (`Japan`), or what clocks
 * print (`CET`). NULL-terminated, owned. */
char **zone_suggest(const char *name);

/* Where zone data lies: $TZDIR, or the system's. Borrowed. */
const char *zone_folder(void);

/* A civil date and time; no zone. Months and days count from 1; weekday 1 Monday .. 7
 * Sunday. */
typedef struct {
	int year, month, day, hour, minute, second;
} LocalTime;

LocalTime zone_local(const Zone *zone, Instant instant);
int zone_offset_seconds(const Zone *zone, Instant instant);

/* A local time that does not exist gives the first instant after the gap; one that
 * happens twice gives the first. hour 24 is midnight of the next day; fields may overflow
 * and are carried. */
Instant zone_instant(const Zone *zone, LocalTime local);

/* Local seconds since 1970 on a wall clock that is never put back: in an hour that comes
 * twice it stands still at the last second of the first time. */
int64_t zone_wall(const Zone *zone, Instant instant);

/* The first instant at which that clock shows `wall` or more. */
Instant zone_wall_instant(const Zone *zone, int64_t wall);

/* The first instant after `after` from which another offset holds; INSTANT_NONE if none
 * is known. */
Instant zone_next_change(const Zone *zone, Instant after);

/* Days since 1970-01-01 of a civil date, and back. */
int64_t day_number(int year, int month, int day);
LocalTime day_local(int64_t day);
int day_weekday(int64_t day); /* 1 Monday .. 7 Sunday */
bool day_exists(int year, int month, int day);

/* "Fri 2025-03-14 17:00 Europe/Berlin": how every date is echoed. Owned. */
char *zone_format(const Zone *zone, Instant instant);
/* "Fri 14 Mar 17:00". Owned. */
char *zone_format_short(const Zone *zone, Instant instant);

#endif
