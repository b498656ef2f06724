/* hours.h: the working time of one person: which seconds count. Everything is half-open
 * [start, end), exact to the second. Immutable once built; safe to share between threads,
 * and to be asked by them at once.
 *
 * A calendar without working time is FAULT_UNREADABLE with a sentence, never a loop: no
 * search goes further than ten years. Nobody works before 1900 or after 2199.
 *
 * hours_is_open, _next_open, _next_closed, _add, _subtract and _elapsed allocate nothing,
 * but for the first of them: millions a second. */
#ifndef CALENDAR_HOURS_H
#define CALENDAR_HOURS_H

#include "base/fault.h"
#include "calendar/holidays.h"
#include "calendar/zone.h"

typedef struct Hours Hours;

typedef struct {
	Instant start, end;
} Span;

Hours *hours_new(const Zone *zone);
void hours_free(Hours *hours);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Hours, hours_free)
const Zone *hours_zone(const Hours *hours);

/* "Mon-Thu 09:00-12:30", "Sat,Sun 10:00-14:00", "Mon-Sun 22:00-06:00" (a night shift,
 * counted to the day it starts; a span over twelve hours that ends before it starts is a
 * mistake), "Mon-Fri 00:00-24:00". FAULT_SETUP with a sentence. Overlapping intervals are
 * joined. */
bool hours_add_week(Hours *hours, const char *text, GError **error);

/* "12-24" every year, "2026-06-04" once. `name` is for explanations and may be NULL. */
bool hours_add_holiday(Hours *hours, const char *text, const char *name, GError **error);

/* The days of a file, which are shared by all who keep them. */
void hours_add_holidays(Hours *hours, Holidays *holidays);

/* Away from `start` to `end`; `name` for explanations. */
void hours_add_absence(Hours *hours, Instant start, Instant end, const char *name);

/* A copy that can be added to. It costs little: week and holidays are shared until either
 * changes them (absences vary more often than weeks do). */
Hours *hours_copy(const Hours *hours);

bool hours_is_open(const Hours *hours, Instant at);

/* The first working instant at or after `at`. */
bool hours_next_open(const Hours *hours, Instant at, Instant *out_open, GError **error);

/* The first instant at or after `at` that is not working time; `limit` if there is none
 * before it. */
Instant hours_next_closed(const Hours *hours, Instant at, Instant limit);

/* The shift that contains `at`, whole, or the next one. Of two that overlap, the one that
 * begins first. An absence makes two of one. */
bool hours_next_span(const Hours *hours, Instant at, Span *out_span, GError **error);

/* `at` plus `seconds` of working time (>= 0). Adding 0 gives the next open instant. The
 * result of adding up to the end of an interval is that end, not the start of the next.
 */
bool hours_add(const Hours *hours, Instant at, int64_t seconds, Instant *out_at,
	       GError **error);

/* The latest instant t such that `seconds` of working time lie in [t, at). */
bool hours_subtract(const Hours *hours, Instant at, int64_t seconds, Instant *out_at,
		    GError **error);

/* Working seconds in [start, end); 0 if end <= start. */
int64_t hours_elapsed(const Hours *hours, Instant start, Instant end);

/* `days` working days after `at` (TIME A, DESIGN 6.5): 2wd from Friday 16:00 is Tuesday
 * 16:00; outside working time it counts from the next working minute; a time the target
 * day does not work is moved to that day's nearest working minute. */
bool hours_add_days(const Hours *hours, Instant at, int days, Instant *out_at,
		    GError **error);

/* The end of the working day with that date (its last interval's end); a day without work
 * gives the end of the next working day before `*out_moved` = true. */
bool hours_day_end(const Hours *hours, int64_t day, Instant *out_end, bool *out_moved,
		   GError **error);

/* Intervals in [start, end) in which all of `all` (of const Hours *) work at once, each
 * as long as it can be and at least `at_least` seconds, at most `max` of them. GArray of
 * Span, owned; empty for nobody. */
GArray *hours_overlap(GPtrArray *all, Instant start, Instant end, int64_t at_least,
		      size_t max);

/* The pieces of [start, end): what was counted and what was skipped, and why. Sums match
 * exactly. */
typedef struct {
	Span span;
	bool is_counted;
	char *why; /* "working hours", "holiday: Allerheiligen", "away: vacation",
		      "outside hours", "not a working day" */
} HoursPiece;
void hours_piece_free(HoursPiece *piece);
GPtrArray *hours_explain(const Hours *hours, Instant start, Instant end);

#endif
