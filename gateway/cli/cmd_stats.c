/* cmd_stats.c: response times of many, with bars, or as JSON.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "calendar/since.h"
#include "cli/command.h"
#include "cli/output.h"
#include "engine/measures.h"

#define SINCE_DEFAULT "90d"
#define BAR_COLUMNS   32
#define WEEK_COLUMNS  24

/* ---- groups ---------------------------------------------------------------- */

static const char *paint(const char *colour)
{
	return output_is_coloured() ? colour : "";
}

static void print_length(const char *name, int64_t seconds, int64_t most,
			 const char *colour)
{
	g_autofree char *length = stats_length(seconds);
	g_autofree char *blocks = stats_bar(seconds, most, BAR_COLUMNS);
	printf("  %-15s %14s  %s%s%s\n", name, length, paint(colour), blocks,
	       paint("\033[0m"));
}

static void print_norm(const StatsGroup *group)
{
	const char *norm = group->norm != NULL ? group->norm : "none";
	if (group->due > 0)
		printf("  %-15s %12d %%\n", "in time",
		       stats_share(group->within, group->due));
	printf("  %-15s %12d %%\n", "outside hours",
	       stats_share(group->outside, group->count));
	printf("  %-15s %14s  proposed %s%s%s\n", "norm", norm, paint("\033[1m"),
	       group->proposed, paint("\033[0m"));
}

static void print_group(const StatsGroup *group, int64_t most)
{
	g_autofree char *name = g_strdup_printf("%s  %s", group->name, group->clock);
	printf("\n");
	output_heading(name);
	printf("  %u answers of %u people%s\n", group->count, group->people,
	       group->is_working ? "" : ", by the clock on the wall");
	print_length("median", group->median, most, "\033[36m");
	print_length("90th percentile", group->p90, most, "\033[33m");
	print_norm(group);
}

static void print_groups(const Stats *stats)
{
	const GPtrArray *groups = stats_groups(stats);
	const char *by = "";
	int64_t most = 0;
	for (guint i = 0; i < groups->len; i++)
		most = MAX(most, ((const StatsGroup *)g_ptr_array_index(groups, i))->p90);
	for (guint i = 0; i < groups->len; i++) {
		const StatsGroup *group = g_ptr_array_index(groups, i);
		if (strcmp(by, group->by) != 0) {
			by = group->by;
			printf("\n");
			output_heading(strcmp(by, "tag") == 0 ? "BY TAG" : "BY PROJECT");
		}
		print_group(group, most);
	}
}

/* ---- weeks ----------------------------------------------------------------- */

static void print_weeks(const Stats *stats)
{
	const GArray *weeks = stats_weeks(stats);
	int64_t most = 0;
	for (guint i = 0; i < weeks->len; i++) {
		const StatsWeek *week = &g_array_index(weeks, StatsWeek, i);
		most = MAX(most, MAX(week->open, week->opened));
	}
	printf("\n");
	output_heading("LOAD PER WEEK");
	printf("  %-10s %7s %9s %7s\n", "from", "opened", "answered", "open");
	for (guint i = 0; i < weeks->len; i++) {
		const StatsWeek *week = &g_array_index(weeks, StatsWeek, i);
		g_autofree char *blocks = stats_bar(week->open, most, WEEK_COLUMNS);
		printf("  %04d-%02d-%02d %7u %9u %7u%s%s%s%s\n", week->monday.year,
		       week->monday.month, week->monday.day, week->opened, week->answered,
		       week->open, week->open > 0 ? "  " : "", paint("\033[36m"), blocks,
		       paint("\033[0m"));
	}
}

static void print_head(const Stats *stats, const Zone *zone, Instant since, Instant until)
{
	g_autofree char *from = zone_format(zone, since);
	g_autofree char *to = zone_format(zone, until);
	printf("Response times from %s\n                 to %s\n\n", from, to);
	printf("In working time, against norms. Percentiles are exact, by nearest rank: "
	       "a\n"
	       "time that one answer took. Groups in which fewer than %d people answered "
	       "are\nnot shown, nor any from which they could be worked out: %u here.\n",
	       STATS_PEOPLE_MIN, stats_hidden(stats));
}

/* ---- the command ----------------------------------------------------------- */

static bool read_since(const Invocation *invocation, const Engine *engine, Instant now,
		       Instant *out_since)
{
	const char *text = invocation_value(invocation, "since");
	g_autoptr(GError) error = NULL;
	if (since_read(text != NULL ? text : SINCE_DEFAULT, people_zone(engine->people),
		       now, out_since, &error))
		return true;
	fprintf(stderr, "mailmoot: --since: %s\n", error->message);
	return false;
}

int cmd_stats(const Invocation *invocation)
{
	int status = 0;
	Instant since = INSTANT_NONE;
	g_autoptr(GError) error = NULL;
	g_autoptr(Stats) stats = NULL;
	g_autoptr(World) world = output_world(invocation_value(invocation, "now"));
	if (world == NULL)
		return EXIT_USAGE;
	Instant now = world_now(world);
	g_autoptr(Engine) engine = output_open_engine(invocation->config_path, world,
						      OUTPUT_STORE_READ, &status);
	if (engine == NULL)
		return status;
	if (!read_since(invocation, engine, now, &since))
		return EXIT_USAGE;
	if (!measures_take(engine, since, now, &stats, &error))
		return output_fault(error);
	if (invocation_has(invocation, "json")) {
		output_json(stats_json(stats), false);
		return 0;
	}
	print_head(stats, people_zone(engine->people), since, now);
	print_groups(stats);
	print_weeks(stats);
	return 0;
}
