/* stats_letter.c: the report of a month.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/stats_letter.h"

#include <string.h>

#include "workflow/letter.h"

#define HOUR_OF_REPORT 9
#define BAR_COLUMNS    28

/* ---- when ------------------------------------------------------------------ */

Instant stats_letter_due(const Person *person, int year, int month)
{
	int64_t first = day_number(year, month, 1);
	Instant open = zone_instant(person->zone, day_local(first));
	(void)hours_next_open(person->hours, open, &open, NULL);
	LocalTime nine = zone_local(person->zone, open);
	nine.hour = HOUR_OF_REPORT;
	nine.minute = nine.second = 0;
	Instant due = MAX(open, zone_instant(person->zone, nine));
	(void)hours_next_open(person->hours, due, &due, NULL);
	return due;
}

Instant stats_letter_next(const Person *person, Instant after)
{
	LocalTime local = zone_local(person->zone, after);
	Instant due = INSTANT_NONE;
	for (int month = local.year * 12 + local.month - 1; due == INSTANT_NONE;
	     month++) {
		Instant at = stats_letter_due(person, month / 12, month % 12 + 1);
		due = at > after ? at : INSTANT_NONE;
	}
	return due;
}

/* ---- what it says ---------------------------------------------------------- */

/* `percent` is for a table cell, which cannot be empty; `rest` is the other one. */
static json_t *length_model(int64_t seconds, int64_t most)
{
	g_autofree char *padded = stats_length(seconds);
	g_autofree char *length = g_strchug(g_strdup(padded));
	g_autofree char *bar = stats_bar(seconds, most, BAR_COLUMNS);
	int percent = most > 0 ? (int)CLAMP(seconds * 100 / most, 1, 99) : 1;
	return json_pack("{s:s, s:s, s:s, s:i, s:i}", "padded", padded, "length", length,
			 "bar", bar, "percent", percent, "rest", 100 - percent);
}

static json_t *group_model(const StatsGroup *group, int64_t most)
{
	json_t *model = json_pack(
		"{s:s, s:s, s:i, s:i, s:o, s:o, s:i, s:o, s:s, s:b}", "name", group->name,
		"clock", group->clock, "count", (int)group->count, "people",
		(int)group->people, "median", length_model(group->median, most), "p90",
		length_model(group->p90, most), "outside",
		stats_share(group->outside, group->count), "norm", json_text(group->norm),
		"proposed", group->proposed, "is_wall", !group->is_working);
	if (group->due > 0)
		json_object_set_new(model, "within",
				    json_pack("{s:i}", "percent",
					      stats_share(group->within, group->due)));
	return model;
}

/* The groups by tag, or by project; null if there are none. */
static json_t *groups_model(const Stats *stats, const char *by)
{
	const GPtrArray *groups = stats_groups(stats);
	json_t *rows = json_array();
	int64_t most = 0;
	for (guint i = 0; i < groups->len; i++)
		most = MAX(most, ((const StatsGroup *)g_ptr_array_index(groups, i))->p90);
	for (guint i = 0; i < groups->len; i++) {
		const StatsGroup *group = g_ptr_array_index(groups, i);
		if (strcmp(group->by, by) == 0)
			json_array_append_new(rows, group_model(group, most));
	}
	if (json_array_size(rows) > 0)
		return json_pack("{s:o}", "groups", rows);
	json_decref(rows);
	return json_null();
}

static json_t *weeks_model(const Stats *stats)
{
	const GArray *weeks = stats_weeks(stats);
	json_t *rows = json_array();
	for (guint i = 0; i < weeks->len; i++) {
		const StatsWeek *week = &g_array_index(weeks, StatsWeek, i);
		g_autofree char *monday =
			g_strdup_printf("%04d-%02d-%02d", week->monday.year,
					week->monday.month, week->monday.day);
		json_array_append_new(rows, json_pack("{s:s, s:i, s:i, s:i}", "monday",
						      monday, "opened", (int)week->opened,
						      "answered", (int)week->answered,
						      "open", (int)week->open));
	}
	return rows;
}

Notice *stats_letter(const Desk *desk, const Person *to, const Stats *stats,
		     const char *month)
{
	if (stats_groups(stats)->len == 0)
		return NULL;
	g_autofree char *what = g_strconcat("stats:", month, NULL);
	Notice *notice = letter_new(desk, LETTER_PATIENT, "report", "stats-report", NULL,
				    to, what);
	json_object_set_new(notice->model, "month", json_text(month));
	json_object_set_new(notice->model, "by_tag", groups_model(stats, "tag"));
	json_object_set_new(notice->model, "by_project", groups_model(stats, "project"));
	json_object_set_new(notice->model, "weeks", weeks_model(stats));
	json_object_set_new(notice->model, "people_min", json_integer(STATS_PEOPLE_MIN));
	if (stats_hidden(stats) > 0)
		json_object_set_new(
			notice->model, "hidden",
			json_pack("{s:i}", "count", (int)stats_hidden(stats)));
	notice->is_bulk = true;
	return notice;
}
