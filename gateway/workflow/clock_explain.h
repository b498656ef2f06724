/* clock_explain.h: one clock as people and templates are told of it. Pure. */
#ifndef WORKFLOW_CLOCK_EXPLAIN_H
#define WORKFLOW_CLOCK_EXPLAIN_H

#include "workflow/clock_time.h"

/* From its start to its due, without gaps: what counted, what did not, and why. GPtrArray
 * of HoursPiece, owned. */
GPtrArray *clock_pieces(const Clock *clock, const Person *person);

/* "low", "medium", "high", "breached", "completed", "failed", "paused", "cancelled". */
const char *clock_risk(const Clock *clock, Instant at);

#endif
