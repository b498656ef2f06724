/* rehearsal_report.h: the mails of a rehearsal, and how they differ from those that were
 * sent. */
#ifndef CLI_REHEARSAL_REPORT_H
#define CLI_REHEARSAL_REPORT_H

#include "base/json.h"
#include "engine/engine.h"
#include "store/outbox.h"

typedef struct RehearsalReport RehearsalReport;

RehearsalReport *rehearsal_report_new(void);
void rehearsal_report_free(RehearsalReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RehearsalReport, rehearsal_report_free)

/* A mail that would leave at `at`. */
void rehearsal_report_add(RehearsalReport *report, const OutboxRow *row, Instant at);
size_t rehearsal_report_count(const RehearsalReport *report);

/* Holds it against what `original` sent until then: mails, late items, deadlines.
 * `engine` is the one that rehearsed. */
bool rehearsal_report_compare(RehearsalReport *report, const Engine *engine,
			      Store *original, Instant until, GError **error);

/* {notices[], people[], compared or null}. */
json_t *rehearsal_report_json(const RehearsalReport *report, const Engine *engine);
/* The same for people. */
void rehearsal_report_print(const RehearsalReport *report, const Engine *engine);

#endif
