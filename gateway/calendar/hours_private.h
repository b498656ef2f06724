/* hours_private.h: what an Hours is made of. For hours*.c alone. */
#ifndef CALENDAR_HOURS_PRIVATE_H
#define CALENDAR_HOURS_PRIVATE_H

#include "calendar/hours.h"

#define HOURS_DAY_SECONDS 86400
/* No search goes further. */
#define HOURS_MAX_DAYS 3653

/* Local seconds of the day; `end` may be over 24 h for a night shift. */
typedef struct {
	int start, end;
} Interval;

typedef struct {
	Instant start, end;
	char *name;
} Absence;

struct Hours {
	const Zone *zone;
	GArray *week[7];    /* of Interval, sorted, joined; Monday first */
	GHashTable *yearly; /* month * 100 + day to char * */
	GHashTable *single; /* day number + 1 to char * */
	GArray *absences;   /* of Absence, sorted by start */
};

/* The name of the holiday on that day, or NULL. */
const char *hours_holiday(const Hours *hours, int64_t day);

void hours_put_single(Hours *hours, int64_t day, const char *name);

/* Working spans that begin on the local day: holidays and absences taken out. Appends to
 * `spans` (of Span). */
void hours_day_spans(const Hours *hours, int64_t day, GArray *spans);

/* The local day of an instant. */
int64_t hours_day_of(const Hours *hours, Instant at);

/* No working time within ten years. */
bool hours_none(GError **error);

#endif
