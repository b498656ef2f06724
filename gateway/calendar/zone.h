/* zone.h: instants and local times. Zones are IANA names; data is the system's, through
 * GTimeZone, which is immutable and exact. */
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

/* Drop the table after a tzdata change; zones found earlier stay valid but old. */
void zone_forget_all(void);

/* Up to three names near `name`, best first: "did you mean". NULL-terminated, owned. */
char **zone_suggest(const char *name);

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
