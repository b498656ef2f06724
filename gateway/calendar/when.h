/* when.h: what a date or duration phrase means. DESIGN 6.5, MAIL 9. Never guesses: what
 * could be read in two ways is refused with the form to write instead. Pure. */
#ifndef CALENDAR_WHEN_H
#define CALENDAR_WHEN_H

#include "calendar/hours.h"

typedef enum { GRAIN_DAY, GRAIN_HOUR, GRAIN_MINUTE, GRAIN_SECOND } Grain;
const char *grain_name(Grain grain);

typedef struct {
	const Zone *zone;
	const Hours
		*hours; /* of the person who must act; NULL: working units are refused */
	Instant now;
	const GPtrArray *deciders; /* of const Hours *, for `fair`; NULL: `hours` alone */
	const Instant
		*fair_starts; /* when the ask can first reach each of them; NULL: now */
} WhenInput;

typedef struct {
	bool understood;
	Instant instant;
	Grain grain;
	const Zone *zone; /* it was written in: its own, else that of the input */
	bool is_fair; /* the earliest instant at which everyone has had that much working
			 time */
	bool is_overlap;  /* the end of the next hour in which all of them work */
	bool is_cleared;  /* "none", "clear": understood, and there is no instant */
	bool was_moved;	  /* the day does not work: the end of the next working day */
	char *error;	  /* one sentence, if not understood */
	char *suggestion; /* a phrase that would be, or NULL */
} When;

/* `2026-12-01`, `2026-12-01 14:00 Europe/Berlin`, `14:00`, `fri`, `next mon 10:00`, `17
 * Aug`, `today`, `tomorrow`, `eod`, `eow`, `eom`, `in 3wd`, `+2h`, `fair 8wh`, `none`. A
 * date without a time is the end of that working day. What is over is refused. Never
 * NULL. */
When *when_read(const char *phrase, const WhenInput *input);
void when_free(When *when);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(When, when_free)

typedef struct {
	int64_t seconds; /* beside the days */
	int days;
	bool is_working; /* `wd`, `wh`, `wm`: of the person who must act */
} Duration;

/* `30m`, `4h`, `10d`, `2w`, `30wm`, `4wh`, `3wd`, `1h 30m`, `3 working days`, with `bd`,
 * `bh` for `wd`, `wh`. On false *out_error, owned, is one sentence. */
bool duration_read(const char *text, Duration *out_duration, char **out_error);

/* What to write instead of it: "6 months" is of no one length, so many days are; of what
 * has no unit `otherwise`. Owned. */
char *duration_nearest(const char *text, const char *otherwise);

/* `from` plus `duration`; clock days keep the time of the day in `zone`. FAULT_UNREADABLE
 * if `hours` never works or is NULL for working time. */
bool duration_apply(const Duration *duration, const Zone *zone, const Hours *hours,
		    Instant from, Instant *out_at, GError **error);

#endif
