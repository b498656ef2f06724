/* roster.h: when somebody works who is never away: a week and its holidays. For the files
 * of this room alone; others ask Hours.
 *
 * Time is divided into days of the wall clock that is never put back (zone_wall): each
 * instant is in one of them, and what a day holds follows from its weekday, from whether
 * it is a holiday and from whether the one before was, whose night shift may reach into
 * it. Most days are plain: then seconds of work are seconds on the clock. The others are
 * reckoned out, and sums are kept of every thirty-two.
 *
 * Immutable once it is asked; what is derived is made at the first question, by whichever
 * thread comes first. No question allocates after that. */
#ifndef CALENDAR_ROSTER_H
#define CALENDAR_ROSTER_H

#include "calendar/holidays.h"
#include "calendar/hours.h"

#define DAY_SECONDS 86400

/* Local seconds of the day; `end` may be over 24 h for a night shift. */
typedef struct {
	int start, end;
} Interval;

typedef struct Roster Roster;

Roster *roster_new(const Zone *zone);
Roster *roster_ref(Roster *roster);
void roster_unref(Roster *roster);

/* The roster itself if nobody else holds it, else a copy in its place: to be changed. */
Roster *roster_own(Roster *roster);
/* `weekday` 1 Monday .. 7 Sunday. Intervals that touch are joined. */
void roster_add_interval(Roster *roster, int weekday, Interval interval);
void roster_add_holidays(Roster *roster, Holidays *holidays);
bool roster_add_day(Roster *roster, const char *text, const char *name, GError **error);

const Zone *roster_zone(const Roster *roster);
/* The shifts that begin on that weekday. GArray of Interval, borrowed, sorted. */
const GArray *roster_intervals(const Roster *roster, int weekday);
const char *roster_holiday(const Roster *roster, int64_t day);

/* The day of an instant. */
int64_t roster_day(const Roster *roster, Instant at);

/* Working seconds in [start, end), start <= end. */
int64_t roster_elapsed(const Roster *roster, Instant start, Instant end);
bool roster_is_open(const Roster *roster, Instant at);
/* The first working instant at or after `at`, not after the day `last`. */
bool roster_next_open(const Roster *roster, Instant at, int64_t last, Instant *out_open);
/* The first instant at or after `at`, at most `limit`, that is not working time. */
Instant roster_next_closed(const Roster *roster, Instant at, Instant limit);
/* The earliest instant by which `*seconds` (> 0) have been worked since `at`, if that is
 * not after `limit` (>= at); else what is left of `*seconds` at `limit`, and false. */
bool roster_forward(const Roster *roster, Instant at, Instant limit, int64_t *seconds,
		    Instant *out_at);
/* The latest since which `*seconds` (> 0) have been worked until `at`, likewise, if that
 * is not before `limit` (<= at). */
bool roster_back(const Roster *roster, Instant at, Instant limit, int64_t *seconds,
		 Instant *out_at);

#endif
