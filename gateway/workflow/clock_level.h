/* clock_level.h: who hears of a clock, and when: a ladder of levels, each told once (or
 * so often as it says) in a generation. TIME C, MAIL 10. */
#ifndef WORKFLOW_CLOCK_LEVEL_H
#define WORKFLOW_CLOCK_LEVEL_H

#include "workflow/clock.h"

/* The levels that count for a clock: those of the norm or rule, else what `remind`,
 * `warn` and `overdue` of its rule amount to. GPtrArray of Level, owned. */
GPtrArray *level_list(const Turn *turn, const Clock *clock);

/* When it falls due; INSTANT_NONE: never. */
Instant level_instant(const Clock *clock, const Person *person, const Level *level);

/* Whom it names: GPtrArray of ids, owned, borrowed strings. */
GPtrArray *level_recipients(const Turn *turn, const Level *level);

/* Duties for the levels that have not been told in this generation. */
void level_plan_all(Turn *turn, const Clock *clock, const Person *person);

/* `at`, or the last earlier instant from which a mail still reaches the person before
 * `due` (not before `now`); `at` itself if there is none. */
Instant level_safe_instant(const Person *person, Instant at, Instant due, Instant now);

/* One level's hour has come for one person. */
typedef struct {
	Clock *clock;
	const Level *level;
	int repeat;	 /* 0 the first time */
	bool is_late;	 /* at its due or after it */
	bool is_warning; /* at high risk */
	json_t *missed;	 /* array of `at`: levels nobody was told of in time */
} LevelCall;

/* DUTY_REMIND of a level: whoever it names is told by `tell`, unless a higher level of
 * theirs is here too: then that one tells of this. */
void level_due(Turn *turn, const Duty *duty,
	       void (*tell)(Turn *turn, const LevelCall *call, const Person *to));

/* A key's last part, unique for each time a person can be told of it. Owned. */
char *level_what(const LevelCall *call);

#endif
