/* stats.c: how long answers took.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/stats.h"

#include <string.h>

#include "workflow/hiding.h"

typedef struct {
	StatsGroup group;
	GArray *seconds, *days; /* of int64_t */
	GHashTable *people;	/* set */
	GHashTable *norms;	/* to how many had it */
} Gathering;

/* What is comparable: one clock, in one kind of time. Sums of one are no sums of
 * another. */
typedef struct {
	Hiding *hiding;
	GHashTable *tags, *projects; /* name to Gathering */
} Family;

struct Stats {
	Instant since, until;
	GStringChunk *words;
	GHashTable *families; /* clock and kind of time to Family */
	GPtrArray *groups;
	GArray *weeks;
	guint hidden;
};

/* ---- beginning and end ----------------------------------------------------- */

static void free_gathering(Gathering *gathering)
{
	g_free(gathering->group.proposed);
	g_array_unref(gathering->seconds);
	g_array_unref(gathering->days);
	g_hash_table_unref(gathering->people);
	g_hash_table_unref(gathering->norms);
	g_free(gathering);
}

static void free_family(Family *family)
{
	hiding_free(family->hiding);
	g_hash_table_unref(family->tags);
	g_hash_table_unref(family->projects);
	g_free(family);
}

static void add_weeks(Stats *stats, const Zone *zone)
{
	LocalTime local = zone_local(zone, stats->since);
	int64_t day = day_number(local.year, local.month, local.day);
	day -= day_weekday(day) - 1;
	for (; zone_instant(zone, day_local(day)) < stats->until; day += 7) {
		StatsWeek week = {.monday = day_local(day)};
		week.start = MAX(zone_instant(zone, week.monday), stats->since);
		week.end = MIN(zone_instant(zone, day_local(day + 7)), stats->until);
		g_array_append_val(stats->weeks, week);
	}
}

Stats *stats_new(Instant since, Instant until, const Zone *zone)
{
	Stats *stats = g_new0(Stats, 1);
	stats->since = since;
	stats->until = until;
	stats->words = g_string_chunk_new(1024);
	stats->families = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
						(GDestroyNotify)free_family);
	stats->groups = g_ptr_array_new();
	stats->weeks = g_array_new(FALSE, TRUE, sizeof(StatsWeek));
	add_weeks(stats, zone);
	return stats;
}

void stats_free(Stats *stats)
{
	if (stats == NULL)
		return;
	g_ptr_array_unref(stats->groups);
	g_array_unref(stats->weeks);
	g_hash_table_unref(stats->families);
	g_string_chunk_free(stats->words);
	g_free(stats);
}

/* ---- adding ---------------------------------------------------------------- */

/* The same word is the same pointer from here on. */
static const char *intern(Stats *stats, const char *word)
{
	return word != NULL ? g_string_chunk_insert_const(stats->words, word) : NULL;
}

static GHashTable *gatherings_new(void)
{
	return g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)free_gathering);
}

static Family *family_of(Stats *stats, const StatsSample *sample)
{
	g_autofree char *key =
		g_strdup_printf("%s %d", sample->clock, sample->is_working);
	Family *family = g_hash_table_lookup(stats->families, key);
	if (family != NULL)
		return family;
	family = g_new0(Family, 1);
	family->hiding = hiding_new(STATS_PEOPLE_MIN);
	family->tags = gatherings_new();
	family->projects = gatherings_new();
	g_hash_table_insert(stats->families, g_steal_pointer(&key), family);
	return family;
}

static Gathering *gathering_of(GHashTable *gatherings, const char *by, const char *name,
			       const StatsSample *sample)
{
	Gathering *gathering = g_hash_table_lookup(gatherings, name);
	if (gathering != NULL)
		return gathering;
	gathering = g_new0(Gathering, 1);
	gathering->group.by = by;
	gathering->group.name = name;
	gathering->group.clock = sample->clock;
	gathering->group.is_working = sample->is_working;
	gathering->seconds = g_array_new(FALSE, FALSE, sizeof(int64_t));
	gathering->days = g_array_new(FALSE, FALSE, sizeof(int64_t));
	gathering->people = g_hash_table_new(NULL, NULL);
	gathering->norms = g_hash_table_new(NULL, NULL);
	g_hash_table_insert(gatherings, (gpointer)(uintptr_t)name, gathering);
	return gathering;
}

static void gather(Gathering *gathering, const StatsSample *sample)
{
	StatsGroup *group = &gathering->group;
	group->count++;
	group->due += sample->has_due ? 1 : 0;
	group->within += sample->has_due && sample->is_in_time ? 1 : 0;
	group->outside += sample->was_outside ? 1 : 0;
	g_array_append_val(gathering->seconds, sample->seconds);
	g_array_append_val(gathering->days, sample->day_seconds);
	g_hash_table_add(gathering->people, (gpointer)(uintptr_t)sample->person);
	if (sample->norm == NULL)
		return;
	guint had = GPOINTER_TO_UINT(g_hash_table_lookup(gathering->norms, sample->norm));
	g_hash_table_insert(gathering->norms, (gpointer)(uintptr_t)sample->norm,
			    GUINT_TO_POINTER(had + 1));
}

void stats_add(Stats *stats, const StatsSample *sample)
{
	StatsSample kept = *sample;
	kept.tag = intern(stats, sample->tag);
	kept.project = intern(stats, sample->project);
	kept.clock = intern(stats, sample->clock);
	kept.norm = intern(stats, sample->norm);
	kept.person = intern(stats, sample->person);
	Family *family = family_of(stats, &kept);
	hiding_add(family->hiding, kept.tag, kept.project, kept.person);
	gather(gathering_of(family->tags, "tag", kept.tag, &kept), &kept);
	if (kept.project != NULL)
		gather(gathering_of(family->projects, "project", kept.project, &kept),
		       &kept);
}

static bool is_within(const StatsWeek *week, Instant at)
{
	return at != INSTANT_NONE && at >= week->start && at < week->end;
}

void stats_add_item(Stats *stats, Instant opened, Instant ended, bool is_answered)
{
	for (guint i = 0; i < stats->weeks->len; i++) {
		StatsWeek *week = &g_array_index(stats->weeks, StatsWeek, i);
		bool is_open = opened < week->end &&
			       (ended == INSTANT_NONE || ended >= week->end);
		week->opened += is_within(week, opened) ? 1 : 0;
		week->answered += is_answered && is_within(week, ended) ? 1 : 0;
		week->open += is_open ? 1 : 0;
	}
}

/* ---- reckoning ------------------------------------------------------------- */

static int compare_numbers(gconstpointer a, gconstpointer b)
{
	int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
	return (one > other) - (one < other);
}

int64_t stats_percentile(const GArray *sorted, int percent)
{
	g_assert(sorted->len > 0 && percent > 0 && percent <= 100);
	uint64_t rank = ((uint64_t)sorted->len * (uint64_t)percent + 99) / 100;
	return g_array_index(sorted, int64_t, rank - 1);
}

/* Of those that as many had, the first by the alphabet. */
static const char *commonest(GHashTable *norms)
{
	GHashTableIter iter;
	gpointer key = NULL, value = NULL;
	const char *best = NULL;
	guint most = 0;
	g_hash_table_iter_init(&iter, norms);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		guint count = GPOINTER_TO_UINT(value);
		if (best == NULL || count > most ||
		    (count == most && strcmp(key, best) < 0)) {
			best = key;
			most = count;
		}
	}
	return best;
}

static void reckon(Gathering *gathering)
{
	StatsGroup *group = &gathering->group;
	g_array_sort(gathering->seconds, compare_numbers);
	g_array_sort(gathering->days, compare_numbers);
	group->people = g_hash_table_size(gathering->people);
	group->median = stats_percentile(gathering->seconds, 50);
	group->p90 = stats_percentile(gathering->seconds, 90);
	group->norm = commonest(gathering->norms);
	group->proposed = stats_propose(group->p90, stats_percentile(gathering->days, 50),
					group->is_working);
}

static void take_shown(Stats *stats, const Family *family, GHashTable *gatherings,
		       bool (*shows)(const Hiding *, const void *))
{
	GHashTableIter iter;
	gpointer name = NULL, value = NULL;
	g_hash_table_iter_init(&iter, gatherings);
	while (g_hash_table_iter_next(&iter, &name, &value)) {
		Gathering *gathering = value;
		if (!shows(family->hiding, name)) {
			stats->hidden++;
			continue;
		}
		reckon(gathering);
		g_ptr_array_add(stats->groups, &gathering->group);
	}
}

/* In the order in which they come upon an item. */
static int place_of(const char *clock)
{
	static const char *const NAMES[] = {"acknowledge", "first-response", "update",
					    "resolution", "decision"};
	for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++)
		if (strcmp(clock, NAMES[i]) == 0)
			return (int)i;
	return G_N_ELEMENTS(NAMES);
}

static int compare_groups(gconstpointer a, gconstpointer b)
{
	const StatsGroup *one = *(StatsGroup *const *)a, *other = *(StatsGroup *const *)b;
	int order = strcmp(other->by, one->by);
	if (order == 0)
		order = strcmp(one->name, other->name);
	if (order == 0)
		order = place_of(one->clock) - place_of(other->clock);
	return order != 0 ? order : other->is_working - one->is_working;
}

void stats_finish(Stats *stats)
{
	GHashTableIter iter;
	gpointer value = NULL;
	g_hash_table_iter_init(&iter, stats->families);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const Family *family = value;
		hiding_decide(family->hiding);
		take_shown(stats, family, family->tags, hiding_shows_row);
		take_shown(stats, family, family->projects, hiding_shows_column);
	}
	g_ptr_array_sort(stats->groups, compare_groups);
}

const GPtrArray *stats_groups(const Stats *stats)
{
	return stats->groups;
}

guint stats_hidden(const Stats *stats)
{
	return stats->hidden;
}

const GArray *stats_weeks(const Stats *stats)
{
	return stats->weeks;
}

/* ---- for programs ---------------------------------------------------------- */

static json_t *group_json(const StatsGroup *group)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:i, s:i, s:I, s:I, s:o, s:o, s:s, s:f}",
			 "by", group->by, "name", group->name, "clock", group->clock,
			 "time", group->is_working ? "working" : "clock", "count",
			 (int)group->count, "people", (int)group->people,
			 "median_seconds", (json_int_t)group->median, "p90_seconds",
			 (json_int_t)group->p90, "within_norm",
			 group->due > 0 ? json_real((double)group->within / group->due)
					: json_null(),
			 "norm", json_text(group->norm), "proposed_norm", group->proposed,
			 "outside_hours", (double)group->outside / group->count);
}

static json_t *week_json(const StatsWeek *week)
{
	g_autofree char *monday = g_strdup_printf("%04d-%02d-%02d", week->monday.year,
						  week->monday.month, week->monday.day);
	return json_pack("{s:s, s:i, s:i, s:i}", "week", monday, "opened",
			 (int)week->opened, "answered", (int)week->answered, "open",
			 (int)week->open);
}

json_t *stats_json(const Stats *stats)
{
	json_t *groups = json_array(), *weeks = json_array();
	for (guint i = 0; i < stats->groups->len; i++)
		json_array_append_new(groups,
				      group_json(g_ptr_array_index(stats->groups, i)));
	for (guint i = 0; i < stats->weeks->len; i++)
		json_array_append_new(
			weeks, week_json(&g_array_index(stats->weeks, StatsWeek, i)));
	return json_pack("{s:o, s:o, s:i, s:i, s:o, s:o}", "since",
			 json_instant(stats->since), "until", json_instant(stats->until),
			 "people_min", STATS_PEOPLE_MIN, "hidden", (int)stats->hidden,
			 "groups", groups, "weeks", weeks);
}
