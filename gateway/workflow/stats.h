/* stats.h: how long answers took, of many together: distributions by tag and by project,
 * the load of each week, and the norm that they would propose. TIME L5. Pure.
 *
 * Of persons only the number goes in and out: who is who are pointers that are compared.
 * Groups in which fewer than STATS_PEOPLE_MIN answered are not there, nor others from
 * which they could be worked out (hiding.h). Percentiles are by nearest rank: a time that
 * was, nothing in between. */
#ifndef WORKFLOW_STATS_H
#define WORKFLOW_STATS_H

#include "base/json.h"
#include "calendar/zone.h"

#define STATS_PEOPLE_MIN 5

/* One answer. Strings are copied, once each. */
typedef struct {
	const char *tag;
	const char *project; /* or NULL */
	const char *clock;   /* its name */
	const char *norm;    /* as written; NULL: a date was set */
	const char *person;  /* who answered */
	bool is_working;     /* counted in working time, not by the clock on the wall */
	bool has_due, is_in_time;
	bool was_outside; /* the working hours of the person */
	int64_t seconds;
	int64_t day_seconds; /* a working day of the person */
} StatsSample;

typedef struct {
	const char *by; /* "tag" or "project" */
	const char *name, *clock;
	bool is_working;
	guint count, people, outside;
	guint due, within; /* so many had a due, so many were in time */
	int64_t median, p90;
	const char *norm; /* that most had; NULL: none */
	char *proposed;	  /* the 90th percentile, rounded up: "1wd 4wh" */
} StatsGroup;

typedef struct {
	Instant start, end;
	LocalTime monday;
	guint opened, answered;
	guint open; /* at its end */
} StatsWeek;

typedef struct Stats Stats;

/* Of [since, until); weeks begin on Monday in `zone`. */
Stats *stats_new(Instant since, Instant until, const Zone *zone);
void stats_free(Stats *stats);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stats, stats_free)

void stats_add(Stats *stats, const StatsSample *sample);
/* Something that was asked; `ended` INSTANT_NONE: it is open. */
void stats_add_item(Stats *stats, Instant opened, Instant ended, bool is_answered);
/* Once, when all are added. */
void stats_finish(Stats *stats);

/* Of StatsGroup, by tag first, then name and clock; borrowed. */
const GPtrArray *stats_groups(const Stats *stats);
/* So many there are not shown. */
guint stats_hidden(const Stats *stats);
/* Of StatsWeek; borrowed. */
const GArray *stats_weeks(const Stats *stats);

/* The smallest `percent` of `sorted` (of int64_t) are not above it. */
int64_t stats_percentile(const GArray *sorted, int percent);

/* `seconds`, rounded up to what people would write as a norm, working time in days of
 * `day_seconds`. Owned. */
char *stats_propose(int64_t seconds, int64_t day_seconds, bool is_working);

/* For people: a bar as wide as `value` of `most`, to the eighth of a column, and what is
 * there is seen; hours and minutes, aligned; a share in percent. */
char *stats_bar(int64_t value, int64_t most, int columns);
char *stats_length(int64_t seconds);
int stats_share(guint part, guint whole);

/* As other programs see it, DESIGN 7.1. */
json_t *stats_json(const Stats *stats);

#endif
