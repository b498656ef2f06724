/* hours_private.h: what an Hours is made of. For hours*.c alone. */
#ifndef CALENDAR_HOURS_PRIVATE_H
#define CALENDAR_HOURS_PRIVATE_H

#include "calendar/hours.h"
#include "calendar/roster.h"

/* No search goes further. */
#define HOURS_MAX_DAYS 3653
/* 1900-01-01 and 2200-01-01: what is outside is no time of ours. */
#define HOURS_FIRST ((Instant)-2208988800)
#define HOURS_LAST  ((Instant)7258118400)

typedef struct {
	Instant start, end;
	char *name;
} Absence;

struct Hours {
	Roster *roster;
	GArray *absences; /* of Absence, sorted by start: what people are told */
	GArray *away;	  /* of Span, sorted, joined: what is reckoned with */
};

/* The first of hours->away that ends after `at`; their number if none does. */
guint hours_away_after(const Hours *hours, Instant at);

/* Working spans that begin on the local day: holidays and absences taken out. Appends to
 * `spans` (of Span). */
void hours_day_spans(const Hours *hours, int64_t day, GArray *spans);

/* No working time within ten years, or not as much as was asked for. */
bool hours_none(GError **error);

#endif
