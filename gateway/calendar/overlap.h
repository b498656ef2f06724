/* overlap.h: when several people work at the same time, and if they never do, which hours
 * ask the least of them. TIME K, L2. Pure; starts are whole minutes. */
#ifndef CALENDAR_OVERLAP_H
#define CALENDAR_OVERLAP_H

#include "calendar/hours.h"

/* The first minute at or after `from` from which all of `all` (of const Hours *) work for
 * `length` seconds without a break. False: none that begins before `until`. */
bool overlap_next(const GPtrArray *all, Instant from, Instant until, int64_t length,
		  Instant *out_start);

/* What one person has borne so far. */
typedef struct {
	int64_t count; /* windows outside their hours */
	Instant last;  /* the start of the latest; INSTANT_NONE: none */
} Borne;

typedef struct {
	Instant start;
	int64_t total;	  /* minutes outside, of all together */
	int64_t distance; /* minutes from there to their hours */
	int64_t spread;	  /* between who has borne most and least, if it were taken */
	Instant last;	  /* the latest turn of anyone whom it burdens */
	GArray *outside;  /* of int64_t: minutes each is outside their hours */
} Bargain;
void bargain_clear(Bargain *bargain);

/* Up to `max` windows that begin in [from, until), each burdening others than those
 * before it; `borne` has one for each of `all`. First those after which no two have borne
 * more than one window more than the other; among them the fewest minutes outside, near
 * to working hours, whose turn is longest ago. GArray of Bargain, owned. */
GArray *overlap_bargains(const GPtrArray *all, const Borne *borne, Instant from,
			 Instant until, int64_t length, guint max);

#endif
