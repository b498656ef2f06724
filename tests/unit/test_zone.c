/* test_zone.c: zones: their names, their clocks, and a change of their data. */
#include <string.h>
#include <glib/gstdio.h>

#include "calendar/zone.h"

static Instant at(const char *text)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, NULL);
	g_assert_nonnull(time);
	return g_date_time_to_unix(time);
}

static void test_suggest(void)
{
	static const struct {
		const char *name, *first, *second;
	} rows[] = {
		{"Europe/Berln", "Europe/Berlin", NULL},
		{"Berlin", "Europe/Berlin", NULL},
		{"europe/berlin", "Europe/Berlin", NULL},
		{"EUROPE/BERLIN", "Europe/Berlin", NULL},
		{"America/New York", "America/New_York", NULL},
		{"São Paulo", "America/Sao_Paulo", NULL},
		{"Kathmandoo", "Asia/Kathmandu", "Asia/Katmandu"},
		{"CET", "Europe/Berlin", "Europe/Paris"},
		{"cest", "Europe/Berlin", "Europe/Paris"},
		{"EST", "America/New_York", "America/Toronto"},
		{"IST", "Asia/Kolkata", "Asia/Jerusalem"},
		{"Japan", "Asia/Tokyo", NULL},
		{"GMT", "Europe/London", "UTC"},
		{"utc", "UTC", NULL},
		{"+02:00", NULL, NULL},
		{"Middle Earth", NULL, NULL},
		{"", NULL, NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_auto(GStrv) near = zone_suggest(rows[i].name);
		g_test_message("%s", rows[i].name);
		g_assert_null(zone_find(rows[i].name));
		g_assert_cmpstr(near[0], ==, rows[i].first);
		if (near[0] != NULL)
			g_assert_cmpstr(near[1], ==, rows[i].second);
		for (int j = 0; near[j] != NULL; j++)
			g_assert_nonnull(zone_find(near[j]));
	}
}

/* Each zone clocks may be printed with is one. */
static void test_abbreviations(void)
{
	static const char *const printed[] = {
		"CET",	"EET",	"WET",	"GMT", "MSK", "EST", "CST",  "MST",
		"PST",	"AKST", "HST",	"BRT", "ART", "IST", "NPT",  "PKT",
		"GST",	"JST",	"KST",	"HKT", "SGT", "WIB", "AEST", "ACST",
		"AWST", "NZST", "SAST", "WAT", "CAT", "EAT", "ZULU"};
	for (size_t i = 0; i < G_N_ELEMENTS(printed); i++) {
		g_auto(GStrv) near = zone_suggest(printed[i]);
		g_test_message("%s", printed[i]);
		g_assert_nonnull(near[0]);
		for (int j = 0; near[j] != NULL; j++)
			g_assert_nonnull(zone_find(near[j]));
	}
}

/* Every quarter of an hour, the table says what the library says. */
static void test_offsets(void)
{
	static const char *const zones[] = {"Europe/Berlin",
					    "America/Sao_Paulo",
					    "Asia/Kathmandu",
					    "Australia/Lord_Howe",
					    "Africa/Casablanca",
					    "America/St_Johns",
					    "Pacific/Apia",
					    "Asia/Gaza",
					    "Antarctica/Troll",
					    "America/Asuncion",
					    "UTC"};
	for (size_t i = 0; i < G_N_ELEMENTS(zones); i++) {
		const Zone *zone = zone_find(zones[i]);
		g_autoptr(GTimeZone) data = g_time_zone_new_identifier(zones[i]);
		/* Their number has no common divisor with a day, so that each hour is
		 * met. */
		for (Instant t = at("1975-01-01T00:00:00Z");
		     t < at("2090-01-01T00:00:00Z"); t += 61 * 911) {
			int interval =
				g_time_zone_find_interval(data, G_TIME_TYPE_UNIVERSAL, t);
			g_assert_cmpint(zone_offset_seconds(zone, t), ==,
					g_time_zone_get_offset(data, interval));
		}
	}
}

/* The clock that is never put back, second by second around its changes. */
static void test_wall(void)
{
	static const struct {
		const char *zone, *around;
	} rows[] = {
		{"Europe/Berlin", "2026-03-29T01:00:00Z"},
		{"Europe/Berlin", "2026-10-25T01:00:00Z"},
		{"Australia/Lord_Howe", "2026-04-04T15:00:00Z"},
		/* Put back at one minute past midnight, into the day before. */
		{"America/St_Johns", "2009-11-01T02:31:00Z"},
		/* Put back at midnight. */
		{"America/Sao_Paulo", "2018-02-18T02:00:00Z"},
		{"Pacific/Apia", "2011-12-30T10:00:00Z"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const Zone *zone = zone_find(rows[i].zone);
		Instant middle = at(rows[i].around);
		g_test_message("%s", rows[i].around);
		g_assert_cmpint(zone_next_change(zone, middle - 1), ==, middle);
		int64_t shown = zone_wall(zone, middle - 40001);
		for (Instant t = middle - 40000; t < middle + 40000; t++) {
			int64_t wall = t + zone_offset_seconds(zone, t);
			for (int64_t s = shown + 1; s <= wall; s += 1 + (wall - s) / 50)
				g_assert_cmpint(zone_wall_instant(zone, s), ==, t);
			shown = MAX(shown, wall);
			g_assert_cmpint(zone_wall(zone, t), ==, shown);
		}
	}
}

static void copy_zone(const char *from, const char *to)
{
	g_autofree char *bytes = NULL;
	gsize length = 0;
	g_autofree char *path = g_build_filename("/usr/share/zoneinfo", from, NULL);
	g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
	g_assert_true(g_file_set_contents(to, bytes, (gssize)length, NULL));
}

/* Zone data is replaced below us: we notice, and reckon anew. */
static void test_change(void)
{
	g_autofree char *folder = g_dir_make_tmp("zone-XXXXXX", NULL);
	g_autofree char *europe = g_build_filename(folder, "Europe", NULL);
	g_autofree char *berlin = g_build_filename(europe, "Berlin", NULL);
	g_assert_cmpint(g_mkdir(europe, 0700), ==, 0);
	copy_zone("Europe/Berlin", berlin);
	zone_forget_all();
	g_setenv("TZDIR", folder, TRUE);
	const Zone *before = zone_find("Europe/Berlin");
	Instant summer = at("2026-07-01T00:00:00Z");
	g_assert_false(zone_data_has_changed());
	g_assert_cmpint(zone_offset_seconds(before, summer), ==, 7200);

	copy_zone("Africa/Lagos", berlin);
	g_assert_true(zone_data_has_changed());
	g_assert_true(zone_find("Europe/Berlin") == before);
	zone_forget_all();
	g_assert_false(zone_data_has_changed());
	const Zone *after = zone_find("Europe/Berlin");
	g_assert_false(zone_data_has_changed());
	g_assert_cmpint(zone_offset_seconds(after, summer), ==, 3600);
	/* Whoever still holds the old one is not left with nothing. */
	g_assert_cmpint(zone_offset_seconds(before, summer), ==, 7200);

	g_assert_cmpint(g_remove(berlin), ==, 0);
	g_assert_true(zone_data_has_changed());
	g_unsetenv("TZDIR");
	zone_forget_all();
	g_assert_cmpint(g_rmdir(europe), ==, 0);
	g_assert_cmpint(g_rmdir(folder), ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/zone/suggest", test_suggest);
	g_test_add_func("/zone/abbreviations", test_abbreviations);
	g_test_add_func("/zone/offsets", test_offsets);
	g_test_add_func("/zone/wall", test_wall);
	g_test_add_func("/zone/change", test_change);
	return g_test_run();
}
