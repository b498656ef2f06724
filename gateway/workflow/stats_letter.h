/* stats_letter.h: the report of a month, as a mail. */
#ifndef WORKFLOW_STATS_LETTER_H
#define WORKFLOW_STATS_LETTER_H

#include "workflow/desk.h"
#include "workflow/stats.h"

/* Templates stats-report; `month` is "2026-03", and the notice's key is of month and
 * person. NULL if there is nothing to show. */
Notice *stats_letter(const Desk *desk, const Person *to, const Stats *stats,
		     const char *month);

/* When somebody hears of the month before: in their hours on the first day of `year`,
 * `month` on which they work, at nine if they can. */
Instant stats_letter_due(const Person *person, int year, int month);
/* The next such instant after `after`. */
Instant stats_letter_next(const Person *person, Instant after);

#endif
