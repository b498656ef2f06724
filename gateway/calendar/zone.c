/* zone.c: instants and local times, by the system's zone data.
 *
 * What the library knows of a zone is copied into a table when the zone is found: it
 * answers in a few nanoseconds, needs no lock, and lets go of the library's own copy,
 * which would otherwise outlive a change of the data on disk.
 *
 * SPDX-License-Identifier: MIT */
#include "calendar/zone.h"

#include <glib/gstdio.h>
#include <string.h>

#define DAY_SECONDS 86400
/* 1970 to 2100; before and after, the offset at that end holds. */
#define FIRST	  ((Instant)0)
#define LAST	  ((Instant)4102444800)
#define STEP	  ((int64_t)100 * DAY_SECONDS)
#define SLOT_BITS 22
#define SLOTS	  (int)((LAST - FIRST) / (1 << SLOT_BITS) + 1)
/* No wall clock is further ahead of UTC, with room to spare. */
#define AHEAD_SECONDS (16 * 3600)
#define FOLDER	      "/usr/share/zoneinfo"

typedef struct {
	Instant at; /* from here on */
	int offset;
} Change;

typedef struct {
	int64_t seconds, nanoseconds, bytes, inode;
} Stamp;

struct Zone {
	char *name;
	Change *changes; /* sorted; the first holds since ever */
	size_t count;
	uint16_t *slots; /* the change that holds when each slot of time begins */
	Stamp stamp;	 /* of the file it was read from */
	Zone *forgotten; /* the one forgotten before this one */
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

/* ---- reading ------------------------------------------------------------- */

const char *zone_folder(void)
{
	const char *folder = g_getenv("TZDIR");
	return folder != NULL && *folder != '\0' ? folder : FOLDER;
}

/* What cannot be seen has a stamp of zeros. */
static Stamp stamp_of(const char *name)
{
	g_autofree char *path = g_build_filename(zone_folder(), name, NULL);
	GStatBuf info;
	if (g_stat(path, &info) != 0)
		return (Stamp){0};
	return (Stamp){info.st_mtim.tv_sec, info.st_mtim.tv_nsec, info.st_size,
		       (int64_t)info.st_ino};
}

static int interval_at(GTimeZone *data, Instant at)
{
	return g_time_zone_find_interval(data, G_TIME_TYPE_UNIVERSAL, at);
}

/* The first instant in (low, high] that is not in `interval`, which holds at `low`.
 * `before` is the change before the last: most are a whole number of weeks after it. */
static Instant end_of(GTimeZone *data, int interval, Instant low, Instant high,
		      Instant before)
{
	for (int weeks = 52; weeks <= 53; weeks++) {
		Instant guess = before + (Instant)weeks * 7 * DAY_SECONDS;
		if (guess > low && guess <= high &&
		    interval_at(data, guess - 1) == interval &&
		    interval_at(data, guess) != interval)
			return guess;
	}
	while (high - low > 1) {
		Instant middle = low + (high - low) / 2;
		if (interval_at(data, middle) == interval)
			low = middle;
		else
			high = middle;
	}
	return high;
}

static void add_change(GArray *changes, Instant at, int offset)
{
	Change change = {at, offset};
	if (changes->len == 0 ||
	    g_array_index(changes, Change, changes->len - 1).offset != offset)
		g_array_append_val(changes, change);
}

static GArray *read_changes(GTimeZone *data)
{
	GArray *changes = g_array_new(FALSE, FALSE, sizeof(Change));
	int interval = interval_at(data, FIRST);
	add_change(changes, INSTANT_NONE, g_time_zone_get_offset(data, interval));
	Instant at = FIRST, before = FIRST, last = FIRST;
	while (at < LAST) {
		Instant next = at + STEP;
		if (interval_at(data, next) == interval) {
			at = next;
			continue;
		}
		at = end_of(data, interval, at, next, before);
		before = last;
		last = at;
		interval = interval_at(data, at);
		add_change(changes, at, g_time_zone_get_offset(data, interval));
	}
	return changes;
}

static uint16_t *new_slots(const Change *changes, size_t count)
{
	uint16_t *slots = g_new(uint16_t, SLOTS);
	size_t holds = 0;
	for (int i = 0; i < SLOTS; i++) {
		Instant begin = FIRST + ((Instant)i << SLOT_BITS);
		while (holds + 1 < count && changes[holds + 1].at <= begin)
			holds++;
		slots[i] = (uint16_t)holds;
	}
	return slots;
}

static Zone *read_zone(const char *name)
{
	Stamp stamp = stamp_of(name);
	g_autoptr(GTimeZone) data = g_time_zone_new_identifier(name);
	if (data == NULL)
		return NULL;
	Zone *zone = g_new0(Zone, 1);
	GArray *changes = read_changes(data);
	zone->name = g_strdup(name);
	zone->stamp = stamp;
	zone->count = changes->len;
	zone->changes = (Change *)(void *)g_array_free(changes, FALSE);
	zone->slots = new_slots(zone->changes, zone->count);
	return zone;
}

const Zone *zone_find(const char *name)
{
	Zone *zone = g_hash_table_lookup(table(), name);
	if (zone == NULL && is_shaped(name) && (zone = read_zone(name)) != NULL)
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

bool zone_data_has_changed(void)
{
	GHashTableIter iter;
	gpointer value = NULL;
	g_hash_table_iter_init(&iter, table());
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const Zone *zone = value;
		Stamp now = stamp_of(zone->name);
		if (memcmp(&now, &zone->stamp, sizeof now) != 0)
			return true;
	}
	return false;
}

void zone_forget_all(void)
{
	static Zone *forgotten;
	GHashTableIter iter;
	gpointer value = NULL;
	g_hash_table_iter_init(&iter, table());
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		Zone *zone = value;
		zone->forgotten = forgotten;
		forgotten = zone;
		g_hash_table_iter_steal(&iter);
	}
}

/* ---- conversions -------------------------------------------------------- */

static size_t change_at(const Zone *zone, Instant at)
{
	size_t slot = (size_t)(CLAMP(at, FIRST, LAST) - FIRST) >> SLOT_BITS;
	size_t holds = zone->slots[slot];
	while (holds + 1 < zone->count && zone->changes[holds + 1].at <= at)
		holds++;
	return holds;
}

int zone_offset_seconds(const Zone *zone, Instant instant)
{
	return zone->changes[change_at(zone, instant)].offset;
}

int64_t zone_wall(const Zone *zone, Instant instant)
{
	size_t holds = change_at(zone, instant);
	const Change *change = &zone->changes[holds];
	int64_t wall = instant + change->offset;
	/* The last that was shown before the clock was put back may be more. */
	if (holds > 0 && instant - change->at < AHEAD_SECONDS)
		wall = MAX(wall, change->at - 1 + change[-1].offset);
	return wall;
}

Instant zone_wall_instant(const Zone *zone, int64_t wall)
{
	size_t holds = change_at(zone, wall - AHEAD_SECONDS);
	for (;; holds++) {
		const Change *change = &zone->changes[holds];
		Instant at = MAX(change->at, wall - change->offset);
		if (holds + 1 == zone->count || at < change[1].at)
			return at;
	}
}

Instant zone_next_change(const Zone *zone, Instant after)
{
	size_t next = change_at(zone, after) + 1;
	return next < zone->count ? zone->changes[next].at : INSTANT_NONE;
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

Instant zone_instant(const Zone *zone, LocalTime local)
{
	int month = local.month - 1;
	int year = local.year + (int)floor_division(month, 12);
	month = (int)(month - floor_division(month, 12) * 12) + 1;
	int64_t seconds = (day_number(year, month, 1) + local.day - 1) * DAY_SECONDS +
			  (int64_t)local.hour * 3600 + (int64_t)local.minute * 60 +
			  local.second;
	return zone_wall_instant(zone, seconds);
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
