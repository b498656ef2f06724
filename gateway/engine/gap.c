/* gap.c: time did not go on as it should.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/gap.h"

#include "base/log.h"
#include "engine/apply.h"
#include "engine/digests.h"
#include "engine/monthly.h"
#include "store/duties.h"
#include "store/outbox.h"
#include "workflow/letter.h"

static void log_gap(const PulseNews *news)
{
	const struct {
		const char *event;
		int64_t seconds;
	} parts[] = {{"clock was set", news->set_seconds},
		     {"machine slept", news->slept_seconds},
		     {"scheduler stood still", news->still_seconds}};
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		if (parts[i].seconds == 0)
			continue;
		g_autofree char *seconds =
			g_strdup_printf("%" G_GINT64_FORMAT, parts[i].seconds);
		log_event(LOG_LEVEL_ERROR, parts[i].event, "seconds", seconds, NULL);
	}
}

/* Null for none. */
static json_t *some(int64_t number)
{
	return number > 0 ? json_integer((json_int_t)number) : json_null();
}

/* {days, hours, minutes} of a stretch of clock time; null for none. */
static json_t *stretch(int64_t seconds)
{
	int64_t minutes = (ABS(seconds) + 30) / 60;
	if (seconds == 0)
		return json_null();
	return json_pack("{s:o, s:o, s:o, s:b}", "days", some(minutes / 1440), "hours",
			 some(minutes / 60 % 24), "minutes", some(minutes % 60),
			 "is_back", seconds < 0);
}

/* With the next pass, whatever the hour: it is about the gateway itself. */
static bool tell_operator(Engine *engine, Instant now, const PulseNews *news,
			  int64_t late, GError **error)
{
	Desk desk;
	const Person *reader = people_find(engine->people, engine->config->operator_id);
	if (reader == NULL)
		return true;
	if (!engine_desk(engine, now, &desk, error))
		return false;
	g_autofree char *what = g_strdup_printf(
		"clock:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, now, news->set_seconds);
	Notice *notice = letter_new(&desk, LETTER_PATIENT, "report", "clock-report", NULL,
				    reader, what);
	json_object_set_new(notice->model, "set", stretch(news->set_seconds));
	json_object_set_new(notice->model, "slept", stretch(news->slept_seconds));
	json_object_set_new(notice->model, "still", stretch(news->still_seconds));
	json_object_set_new(notice->model, "now", letter_time(reader, now));
	json_object_set_new(notice->model, "late", some(late));
	g_autoptr(Plan) plan = plan_new();
	plan_notice(plan, notice);
	return apply_plan(engine, now, plan, 0, error);
}

bool gap_mend(Engine *engine, Instant now, const PulseNews *news, GError **error)
{
	int64_t late = 0;
	log_gap(news);
	g_autoptr(StoreTxn) txn = store_begin(engine->store, error);
	if (txn == NULL || !duties_count_due(engine->store, now, &late, error))
		return false;
	if (news->set_seconds < 0 &&
	    (!outbox_rewind(engine->store, now, error) ||
	     !digests_rewind(engine, now, error) || !monthly_rewind(engine, now, error)))
		return false;
	return tell_operator(engine, now, news, late, error) &&
	       store_commit(g_steal_pointer(&txn), error);
}
