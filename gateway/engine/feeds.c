/* feeds.c: absences from calendars.
 *
 * What a feed says lies in the store like every absence, so that a change is found also
 * after a restart: it is what differs.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/feeds.h"

#include <string.h>
#include <sys/stat.h>

#include "base/log.h"
#include "calendar/absences.h"
#include "engine/returns.h"
#include "engine/staff.h"
#include "store/leaves.h"

#define DAY_SECONDS 86400
/* Of series, what lies so far ahead is enough. */
#define AHEAD_DAYS 400

/* ---- has a file changed? ------------------------------------------------ */

static char *signature_of(const char *path)
{
	struct stat status;
	if (stat(path, &status) != 0)
		return g_strdup("missing");
	return g_strdup_printf("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT
			       ":%ld:%" G_GINT64_FORMAT,
			       (int64_t)status.st_ino, (int64_t)status.st_mtim.tv_sec,
			       status.st_mtim.tv_nsec, (int64_t)status.st_size);
}

static bool is_new(Engine *engine, const char *path)
{
	g_autofree char *signature = signature_of(path);
	const char *known = g_hash_table_lookup(engine->feeds, path);
	if (g_strcmp0(signature, known) == 0)
		return false;
	g_hash_table_insert(engine->feeds, g_strdup(path), g_steal_pointer(&signature));
	return true;
}

static bool is_any_new(Engine *engine)
{
	bool is_any = false;
	const Config *config = engine->config;
	for (guint i = 0; i < config->absences->len; i++)
		is_any |= is_new(engine, g_ptr_array_index(config->absences, i));
	for (guint i = 0; i < config->people->len; i++) {
		const ConfigPerson *person = g_ptr_array_index(config->people, i);
		for (guint j = 0; j < person->absences->len; j++) {
			const char *path = g_ptr_array_index(person->absences, j);
			if (g_str_has_suffix(path, ".ics"))
				is_any |= is_new(engine, path);
		}
	}
	return is_any;
}

/* ---- what they say ------------------------------------------------------ */

typedef struct {
	Engine *engine;
	Instant now;
	GPtrArray *wanted; /* of Leave */
} Harvest;

static void report(const char *path, int line, const char *what, void *data)
{
	(void)data;
	g_autofree char *place = g_strdup_printf("%s:%d", path, line);
	log_event(LOG_LEVEL_WARNING, "absence not used", "place", place, "why", what,
		  NULL);
}

/* Who has said meanwhile that they are back is believed more than their calendar. */
static bool is_over(const Harvest *harvest, const Leave *leave)
{
	Instant back = INSTANT_NONE;
	return leave->end <= harvest->now || leave->end <= leave->start ||
	       (leaves_back(harvest->engine->store, leave->person, &back, NULL) &&
		back >= leave->start && back < leave->end);
}

static void want(const Harvest *harvest, const Person *person, const Absence *absence)
{
	const Zone *zone = absence->zone != NULL ? absence->zone : person->zone;
	Leave *leave = g_new0(Leave, 1);
	leave->person = g_strdup(person->id);
	leave->start = zone_instant(zone, absence->start);
	leave->end = zone_instant(zone, absence->end);
	leave->source = LEAVE_CALENDAR;
	if (is_over(harvest, leave))
		leave_free(leave);
	else
		g_ptr_array_add(harvest->wanted, leave);
}

/* `owner` NULL: those whom each event names. */
static bool read_feed(const Harvest *harvest, const char *path, const Person *owner)
{
	g_autoptr(GError) why = NULL;
	int64_t today = harvest->now / DAY_SECONDS;
	g_autoptr(GPtrArray) absences =
		absences_read(path, today - 1, today + AHEAD_DAYS, report, NULL, &why);
	if (absences == NULL) {
		log_event(LOG_LEVEL_ERROR, "calendar of absences not read", "why",
			  why->message, NULL);
		return false;
	}
	for (guint i = 0; i < absences->len; i++) {
		const Absence *absence = g_ptr_array_index(absences, i);
		if (owner != NULL)
			want(harvest, owner, absence);
		for (guint j = 0; owner == NULL && j < absence->addresses->len; j++) {
			const Person *person = people_by_address(
				harvest->engine->people,
				g_ptr_array_index(absence->addresses, j));
			if (person != NULL)
				want(harvest, person, absence);
		}
	}
	return true;
}

static bool read_all(const Harvest *harvest)
{
	const Config *config = harvest->engine->config;
	bool is_whole = true;
	for (guint i = 0; i < config->absences->len; i++)
		is_whole &=
			read_feed(harvest, g_ptr_array_index(config->absences, i), NULL);
	for (guint i = 0; i < config->people->len; i++) {
		const ConfigPerson *from = g_ptr_array_index(config->people, i);
		const Person *person = people_at(harvest->engine->people, i);
		for (guint j = 0; j < from->absences->len; j++) {
			const char *path = g_ptr_array_index(from->absences, j);
			if (g_str_has_suffix(path, ".ics"))
				is_whole &= read_feed(harvest, path, person);
		}
	}
	return is_whole;
}

/* ---- what differs ------------------------------------------------------- */

static gboolean is_same(gconstpointer a, gconstpointer b)
{
	const Leave *first = a, *second = b;
	return first->source == second->source &&
	       strcmp(first->person, second->person) == 0 &&
	       first->start == second->start && first->end == second->end;
}

static bool has(const GPtrArray *leaves, const Leave *leave)
{
	return g_ptr_array_find_with_equal_func((GPtrArray *)(uintptr_t)leaves, leave,
						is_same, NULL);
}

static bool take_away(Engine *engine, Instant now, const GPtrArray *known,
		      const GPtrArray *wanted, GHashTable *touched, GError **error)
{
	for (guint i = 0; i < known->len; i++) {
		const Leave *leave = g_ptr_array_index(known, i);
		if (leave->source != LEAVE_CALENDAR || has(wanted, leave))
			continue;
		g_hash_table_add(touched, g_strdup(leave->person));
		if (!leaves_remove(engine->store, leave, now, error))
			return false;
	}
	return true;
}

static bool add_new(Engine *engine, Instant now, const GPtrArray *known,
		    const GPtrArray *wanted, GHashTable *touched, GError **error)
{
	g_autoptr(GPtrArray) added = g_ptr_array_new();
	for (guint i = 0; i < wanted->len; i++) {
		Leave *leave = g_ptr_array_index(wanted, i);
		if (has(known, leave) || has(added, leave))
			continue;
		g_ptr_array_add(added, leave);
		g_hash_table_add(touched, g_strdup(leave->person));
		if (!leaves_add(engine->store, leave, now, error))
			return false;
	}
	return true;
}

static bool reckon_all(Engine *engine, Instant now, GHashTable *touched, GError **error)
{
	GHashTableIter iter;
	gpointer person = NULL;
	g_autoptr(json_t) moved = json_array();
	if (!staff_load(engine, error) || !returns_plan_all(engine, now, error))
		return false;
	g_hash_table_iter_init(&iter, touched);
	while (g_hash_table_iter_next(&iter, &person, NULL)) {
		g_autofree char *why = g_strdup_printf("the calendar of %s has changed",
						       (const char *)person);
		log_event(LOG_LEVEL_INFO, "absences changed", "person", person, NULL);
		if (!staff_reckon(engine, now, person, why, moved, error))
			return false;
	}
	return true;
}

static bool replace(Engine *engine, Instant now, const GPtrArray *wanted, GError **error)
{
	g_autoptr(GHashTable) touched =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(StoreTxn) txn = store_begin(engine->store, error);
	g_autoptr(GPtrArray) known =
		txn != NULL ? leaves_list(engine->store, now, error) : NULL;
	if (known == NULL || !take_away(engine, now, known, wanted, touched, error) ||
	    !add_new(engine, now, known, wanted, touched, error))
		return false;
	if (g_hash_table_size(touched) == 0)
		return true;
	return reckon_all(engine, now, touched, error) &&
	       store_commit(g_steal_pointer(&txn), error);
}

bool feeds_look(Engine *engine, Instant now, GError **error)
{
	bool is_first = engine->feeds == NULL;
	if (is_first)
		engine->feeds =
			g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	/* The first time also for those that are not named any more. */
	if (!is_any_new(engine) && !is_first)
		return true;
	g_autoptr(GPtrArray) wanted =
		g_ptr_array_new_with_free_func((GDestroyNotify)leave_free);
	Harvest harvest = {engine, now, wanted};
	return !read_all(&harvest) || replace(engine, now, wanted, error);
}
