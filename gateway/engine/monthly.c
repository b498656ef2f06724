/* monthly.c: the report of each month.
 *
 * A month is told once to each reader: its notice has a key of month and person. After a
 * downtime of several months only the last one is news.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/monthly.h"

#include "base/words.h"
#include "engine/apply.h"
#include "engine/measures.h"
#include "store/duties.h"
#include "workflow/stats_letter.h"

/* ---- who ------------------------------------------------------------------- */

/* Ids, borrowed; each once. */
static GPtrArray *readers_of(const Engine *engine)
{
	const Config *config = engine->config;
	GPtrArray *ids = g_ptr_array_new();
	for (guint i = 0; i < config->report->len; i++)
		(void)people_resolve(engine->people, g_ptr_array_index(config->report, i),
				     ids);
	bool has_own = settings_get(config->section, "report") != NULL;
	if (!has_own && config->operator_id != NULL)
		g_ptr_array_add(ids, config->operator_id);
	return ids;
}

void monthly_check(const Engine *engine, GPtrArray *problems)
{
	const SettingsSection *section = engine->config->section;
	const Setting *setting = section != NULL ? settings_get(section, "report") : NULL;
	for (guint i = 0; setting != NULL && i < setting->values->len; i++) {
		const char *word = g_ptr_array_index(setting->values, i);
		g_autoptr(GPtrArray) ids = g_ptr_array_new();
		if (people_resolve(engine->people, word, ids))
			continue;
		g_auto(GStrv) near = people_suggest(engine->people, word);
		problems_add(problems, setting->place, "report: nobody declared '%s'%s%s",
			     word, near[0] != NULL ? "; near: " : "",
			     near[0] != NULL ? near[0] : "");
	}
}

/* ---- when ------------------------------------------------------------------ */

/* Planned anew by a clock that was set back it is another duty, since what the wrong hour
 * did may have been nothing; the notice's key stands against telling twice. */
static bool plan_next(Engine *engine, const Person *person, Instant after, GError **error)
{
	Instant due = stats_letter_next(person, after);
	g_autoptr(Duty) duty = duty_new(DUTY_STATS, NULL, person->id, due);
	g_free(duty->key);
	duty->key = g_strdup_printf("stats:%s:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT,
				    person->id, due, after);
	return duties_add(engine->store, duty, error);
}

bool monthly_plan_all(Engine *engine, Instant now, GError **error)
{
	g_autoptr(GPtrArray) readers = readers_of(engine);
	for (guint i = 0; i < readers->len; i++) {
		const Person *person =
			people_find(engine->people, g_ptr_array_index(readers, i));
		bool has = false;
		if (person == NULL)
			continue;
		if (!duties_has(engine->store, DUTY_STATS, person->id, &has, error) ||
		    (!has && !plan_next(engine, person, now, error)))
			return false;
	}
	return true;
}

bool monthly_rewind(Engine *engine, Instant now, GError **error)
{
	for (size_t i = 0; i < people_count(engine->people); i++)
		if (!duties_forget(engine->store, DUTY_STATS,
				   people_at(engine->people, i)->id, error))
			return false;
	return monthly_plan_all(engine, now, error);
}

/* ---- what ------------------------------------------------------------------ */

/* All readers are told the same: a month begins at midnight of the gateway's zone. */
static bool tell(Engine *engine, Instant now, const Person *person, GError **error)
{
	const Zone *zone = people_zone(engine->people);
	LocalTime local = zone_local(person->zone, now);
	int month = local.year * 12 + local.month - 2;
	int64_t first = day_number(month / 12, month % 12 + 1, 1);
	int64_t last = day_number(local.year, local.month, 1);
	g_autofree char *name = g_strdup_printf("%04d-%02d", month / 12, month % 12 + 1);
	g_autoptr(Stats) stats = NULL;
	Desk desk;
	if (!measures_take(engine, zone_instant(zone, day_local(first)),
			   zone_instant(zone, day_local(last)), &stats, error) ||
	    !engine_desk(engine, now, &desk, error))
		return false;
	Notice *notice = stats_letter(&desk, person, stats, name);
	if (notice == NULL)
		return true;
	g_autoptr(Plan) plan = plan_new();
	plan_notice(plan, notice);
	return apply_plan(engine, now, plan, 0, error);
}

bool monthly_send(Engine *engine, Instant now, const Duty *duty, GError **error)
{
	const Person *person = people_find(engine->people, duty->person);
	g_autoptr(GPtrArray) readers = readers_of(engine);
	if (person == NULL || !words_list_has(readers, person->id))
		return true;
	return tell(engine, now, person, error) && plan_next(engine, person, now, error);
}
