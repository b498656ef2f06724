/* hours.h: the working time of one person: which seconds count. Everything is half-open
 * [start, end), exact to the second. Immutable once built; safe to share.
 *
 * A calendar without working time is FAULT_UNREADABLE with a sentence, never a loop: no
 * search goes further than ten years. */
#ifndef CALENDAR_HOURS_H
#define CALENDAR_HOURS_H

#include "base/fault.h"
#include "calendar/zone.h"

typedef struct Hours Hours;

typedef struct {
	Instant start, end;
} Span;

/* Where a mistake is, so that `check` can name the line. */
typedef void (*HoursProblem)(const char *what, void *data);

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

/* Every all-day event of an .ics file, with yearly recurrences, named by its summary. A
 * broken event is reported through `problem` and the rest is used; an unreadable file is
 * FAULT_SETUP. */
bool hours_add_ics(Hours *hours, const char *path, HoursProblem problem, void *data,
		   GError **error);

/* Away from `start` to `end`; `name` for explanations. */
void hours_add_absence(Hours *hours, Instant start, Instant end, const char *name);

/* A copy that can be added to (absences vary more often than weeks do). */
Hours *hours_copy(const Hours *hours);

bool hours_is_open(const Hours *hours, Instant at);

/* The first working instant at or after `at`. */
bool hours_next_open(const Hours *hours, Instant at, Instant *out_open, GError **error);

/* The working interval that contains `at`, or the next one. */
bool hours_next_span(const Hours *hours, Instant at, Span *out_span, GError **error);

/* The end of the last working interval that ends at or before `at`, INSTANT_NONE if none
 * within ten years. */
Instant hours_last_close(const Hours *hours, Instant at);

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
 * at least `at_least` seconds long, at most `max`. GArray of Span, owned. */
GArray *hours_overlap(GPtrArray *all, Instant start, Instant end, int64_t at_least,
		      size_t max);

/* The pieces of [start, end): what was counted and what was skipped, and why. Sums match
 * exactly. */
typedef struct {
	Span span;
	bool is_counted;
	char *why; /* "working hours", "holiday: Allerheiligen", "away: vacation",
		      "outside hours", "weekend" */
} HoursPiece;
void hours_piece_free(HoursPiece *piece);
GPtrArray *hours_explain(const Hours *hours, Instant start, Instant end);

#endif
