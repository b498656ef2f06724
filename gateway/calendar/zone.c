/* zone.c: instants and local times, by the system's zone data.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/zone.h"

#include <string.h>
#include <glib.h>

#include "base/text.h"

#define ZONE_LIST	"/usr/share/zoneinfo/tzdata.zi"
#define SUGGESTIONS_MAX 3
#define DAY_SECONDS	86400

struct Zone {
	char *name;
	GTimeZone *data;
};

/* One table for the process; zones are never freed, since values everywhere point at
 * them. */
static GHashTable *table(void)
{
	static GHashTable *zones;
	if (zones == NULL)
		zones = g_hash_table_new(g_str_hash, g_str_equal);
	return zones;
}

static bool is_shaped(const char *name)
{
	if (g_str_equal(name, "UTC"))
		return true;
	return g_ascii_isalpha(name[0]) && strchr(name, '/') != NULL &&
	       strstr(name, "..") == NULL &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01234567"
			    "89/_+-") == strlen(name);
}

const Zone *zone_find(const char *name)
{
	Zone *zone = g_hash_table_lookup(table(), name);
	if (zone != NULL)
		return zone;
	GTimeZone *data = is_shaped(name) ? g_time_zone_new_identifier(name) : NULL;
	if (data == NULL)
		return NULL;
	zone = g_new0(Zone, 1);
	zone->name = g_strdup(name);
	zone->data = data;
	g_hash_table_insert(table(), zone->name, zone);
	return zone;
}

const Zone *zone_utc(void)
{
	return zone_find("UTC");
}

const char *zone_name(const Zone *zone)
{
	return zone->name;
}

void zone_forget_all(void)
{
	g_hash_table_steal_all(table());
}

/* ---- suggestions -------------------------------------------------------- */

typedef struct {
	char *name;
	int distance;
} Candidate;

static void candidate_clear(gpointer data)
{
	g_free(((Candidate *)data)->name);
}

static int by_distance(gconstpointer a, gconstpointer b)
{
	const Candidate *first = a, *second = b;
	return first->distance != second->distance ? first->distance - second->distance
						   : strcmp(first->name, second->name);
}

static int nearness(const char *wanted, const char *name)
{
	g_autofree char *folded = text_fold(name);
	const char *city = strrchr(folded, '/');
	int whole = text_distance(wanted, folded, 3);
	int part = city != NULL ? text_distance(wanted, city + 1, 2) : 99;
	return MIN(whole, part);
}

static void consider(GArray *found, const char *wanted, const char *name)
{
	Candidate candidate = {.distance = nearness(wanted, name)};
	if (candidate.distance > 3 || strchr(name, '/') == NULL ||
	    g_str_has_prefix(name, "Etc/"))
		return;
	candidate.name = g_strdup(name);
	g_array_append_val(found, candidate);
	/* cppcheck-suppress memleak */
}

/* "Z NAME ..." begins a zone, "L TARGET NAME" a link. */
char **zone_suggest(const char *name)
{
	g_autofree char *wanted = text_fold(name);
	g_strdelimit(wanted, " ", '_');
	g_autofree char *list = NULL;
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Candidate));
	g_array_set_clear_func(found, candidate_clear);
	if (g_file_get_contents(ZONE_LIST, &list, NULL, NULL)) {
		g_auto(GStrv) lines = g_strsplit(list, "\n", -1);
		for (int i = 0; lines[i] != NULL; i++) {
			g_auto(GStrv) words = g_strsplit(lines[i], " ", 4);
			if (g_str_has_prefix(lines[i], "Z ") && words[1] != NULL)
				consider(found, wanted, words[1]);
			else if (g_str_has_prefix(lines[i], "L ") && words[1] != NULL &&
				 words[2] != NULL)
				consider(found, wanted, words[2]);
		}
	}
	g_array_sort(found, by_distance);
	guint count = MIN(found->len, (guint)SUGGESTIONS_MAX);
	char **names = g_new0(char *, count + 1);
	for (guint i = 0; i < count; i++)
		names[i] = g_strdup(g_array_index(found, Candidate, i).name);
	return names;
}

/* ---- conversions -------------------------------------------------------- */

int zone_offset_seconds(const Zone *zone, Instant instant)
{
	int interval =
		g_time_zone_find_interval(zone->data, G_TIME_TYPE_UNIVERSAL, instant);
	return g_time_zone_get_offset(zone->data, interval);
}

static int64_t floor_division(int64_t number, int64_t divisor)
{
	return number / divisor - (number % divisor < 0 ? 1 : 0);
}

LocalTime zone_local(const Zone *zone, Instant instant)
{
	int64_t seconds = instant + zone_offset_seconds(zone, instant);
	int64_t day = floor_division(seconds, DAY_SECONDS);
	int rest = (int)(seconds - day * DAY_SECONDS);
	LocalTime local = day_local(day);
	local.hour = rest / 3600;
	local.minute = rest % 3600 / 60;
	local.second = rest % 60;
	return local;
}

/* The first instant whose offset is that of after the gap. */
static Instant after_gap(const Zone *zone, int64_t seconds)
{
	Instant low = seconds - 2 * DAY_SECONDS, high = seconds + 2 * DAY_SECONDS;
	int before = zone_offset_seconds(zone, seconds - DAY_SECONDS);
	while (high - low > 1) {
		Instant middle = low + (high - low) / 2;
		if (zone_offset_seconds(zone, middle) == before)
			low = middle;
		else
			high = middle;
	}
	return high;
}

Instant zone_instant(const Zone *zone, LocalTime local)
{
	int month = local.month - 1;
	int year = local.year + (int)floor_division(month, 12);
	month = (int)(month - floor_division(month, 12) * 12) + 1;
	int64_t seconds = (day_number(year, month, 1) + local.day - 1) * DAY_SECONDS +
			  (int64_t)local.hour * 3600 + (int64_t)local.minute * 60 +
			  local.second;
	/* The offsets a day before and a day after are the only two that can hold here.
	 * The earlier instant is the first occurrence of a time that happens twice. */
	int before = zone_offset_seconds(zone, seconds - DAY_SECONDS);
	int after = zone_offset_seconds(zone, seconds + DAY_SECONDS);
	Instant first = seconds - MAX(before, after),
		second = seconds - MIN(before, after);
	if (zone_offset_seconds(zone, first) == seconds - first)
		return first;
	if (zone_offset_seconds(zone, second) == seconds - second)
		return second;
	return after_gap(zone, seconds);
}

/* ---- words -------------------------------------------------------------- */

static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
				     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

char *zone_format(const Zone *zone, Instant instant)
{
	LocalTime local = zone_local(zone, instant);
	int weekday = day_weekday(day_number(local.year, local.month, local.day));
	return g_strdup_printf("%s %04d-%02d-%02d %02d:%02d %s", days[weekday - 1],
			       local.year, local.month, local.day, local.hour,
			       local.minute, zone->name);
}

char *zone_format_short(const Zone *zone, Instant instant)
{
	LocalTime local = zone_local(zone, instant);
	int weekday = day_weekday(day_number(local.year, local.month, local.day));
	return g_strdup_printf("%s %d %s %02d:%02d", days[weekday - 1], local.day,
			       months[local.month - 1], local.hour, local.minute);
}
