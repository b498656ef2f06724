/* measures.c: response times out of the store.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/measures.h"

#include "store/responses.h"
#include "workflow/usual.h"

/* Of so many days somebody's working day is the mean. */
#define DAYS_ASKED	    28
#define DAY		    (24 * 3600)
#define USUAL_DAYS	    90
#define DAY_SECONDS_DEFAULT (int64_t)(8 * 3600)

typedef struct {
	Engine *engine;
	Stats *stats;
	Instant since;
	GHashTable *days; /* person id to the seconds of a working day */
} Taking;

static int64_t mean_day(const Person *person, Instant since)
{
	LocalTime local = zone_local(person->zone, since);
	int64_t first = day_number(local.year, local.month, local.day);
	int64_t seconds = 0, days = 0;
	for (int64_t day = first; day < first + DAYS_ASKED; day++) {
		int64_t worked = hours_elapsed(
			person->hours, zone_instant(person->zone, day_local(day)),
			zone_instant(person->zone, day_local(day + 1)));
		seconds += worked;
		days += worked > 0 ? 1 : 0;
	}
	return days > 0 ? seconds / days : DAY_SECONDS_DEFAULT;
}

static int64_t day_of(Taking *taking, const Person *person)
{
	if (person == NULL)
		return DAY_SECONDS_DEFAULT;
	int64_t *day = g_hash_table_lookup(taking->days, person->id);
	if (day == NULL) {
		day = g_new(int64_t, 1);
		*day = mean_day(person, taking->since);
		g_hash_table_insert(taking->days, (gpointer)(uintptr_t)person->id, day);
	}
	return *day;
}

/* A clock also ends when its item is taken back or given up. The asker's own word and an
 * end without anybody's answer nothing; a decision comes to its end by itself. */
static bool is_answer(const Response *response)
{
	if (response->kind == KIND_DECISION)
		return response->person != NULL;
	return response->by != NULL && (response->kind != KIND_QUESTION ||
					g_strcmp0(response->by, response->opener) != 0);
}

static void take(const Response *response, void *data)
{
	Taking *taking = data;
	Duration norm;
	g_autofree char *why = NULL;
	/* A decision ends by the last voice or by itself, in its owner's time. */
	bool is_own = response->kind == KIND_DECISION;
	const char *by = is_own ? response->person : response->by;
	const Person *person =
		by != NULL ? people_find(taking->engine->people, by) : NULL;
	if (!is_answer(response) || response->clock == NULL)
		return;
	bool has_norm =
		response->norm != NULL && duration_read(response->norm, &norm, &why);
	StatsSample sample = {
		.tag = response->tag != NULL ? response->tag : kind_name(response->kind),
		.project = response->project,
		.clock = response->clock,
		.norm = has_norm ? response->norm : NULL,
		.person = by,
		.has_due = response->has_due,
		.is_working = response->has_due && (!has_norm || norm.is_working),
		.is_in_time = !response->is_late,
		.was_outside =
			person != NULL && !hours_is_open(person->hours, response->at),
		.seconds = response->seconds,
		.day_seconds = day_of(taking, person),
	};
	stats_add(taking->stats, &sample);
}

static void take_request(Instant opened, Instant ended, bool is_answered, void *data)
{
	Taking *taking = data;
	stats_add_item(taking->stats, opened, ended, is_answered);
}

bool measures_take(Engine *engine, Instant since, Instant until, Stats **out_stats,
		   GError **error)
{
	g_autoptr(Stats) stats = stats_new(since, until, people_zone(engine->people));
	g_autoptr(GHashTable) days =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	Taking taking = {engine, stats, since, days};
	if (!responses_each(engine->store, since, until, take, &taking, error) ||
	    !responses_each_request(engine->store, since, until, take_request, &taking,
				    error))
		return false;
	stats_finish(stats);
	*out_stats = g_steal_pointer(&stats);
	return true;
}

/* Up to the last midnight (UTC), so that all receipts of a day say the same, whenever it
 * was reckoned: a rehearsal finds what was said. */
bool measures_say_usual(Engine *engine, const Desk *desk, const Plan *plan,
			GError **error)
{
	Instant until = desk->now - desk->now % DAY;
	if (usual_receipt(plan) == NULL)
		return true;
	if (engine->usual == NULL || engine->usual_until != until) {
		Stats *stats = NULL;
		if (!measures_take(engine, until - USUAL_DAYS * DAY, until, &stats,
				   error))
			return false;
		stats_free(engine->usual);
		engine->usual = stats;
		engine->usual_until = until;
	}
	usual_say(plan, desk, engine->usual);
	return true;
}
