/* people.c: persons and groups from the configuration, with hours that can be reckoned
 * with.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/people_private.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "mail/address.h"

#define HOURS_DEFAULT	 "Mon-Fri 09:00-17:00"
#define SEARCH_SLOT_DAYS 14

static void person_free(Person *person)
{
	hours_free(person->hours);
	hours_free(person->plain_hours);
	focus_free(person->focus);
	g_array_unref(person->slots);
	g_free(person);
}

void people_free(People *people)
{
	if (people == NULL)
		return;
	g_hash_table_unref(people->by_id);
	g_hash_table_unref(people->by_address);
	g_ptr_array_unref(people->persons);
	g_ptr_array_unref(people->configured);
	g_ptr_array_unref(people->leaves);
	g_free(people);
}

static Place place_of(const ConfigPerson *from, const char *key)
{
	const Setting *setting =
		from->section != NULL ? settings_get(from->section, key) : NULL;
	return setting != NULL ? setting->place : from->place;
}

/* Reports and forgets the error of a value of `key`. */
static void blame(GPtrArray *problems, const ConfigPerson *from, const char *key,
		  GError **error)
{
	problems_add(problems, place_of(from, key), "%s", (*error)->message);
	g_clear_error(error);
}

static const Zone *zone_or_problem(const char *name, Place place, GPtrArray *problems)
{
	const Zone *zone = zone_find(name);
	if (zone != NULL)
		return zone;
	g_auto(GStrv) near = zone_suggest(name);
	g_autofree char *list = g_strjoinv(", ", near);
	problems_add(problems, place, "no time zone is called '%s'; %s%s", name,
		     *list != '\0' ? "near: " : "write a name such as ",
		     *list != '\0' ? list : "Europe/Berlin");
	return zone_utc();
}

static void add_week(Person *person, const ConfigPerson *from, GPtrArray *problems)
{
	g_autoptr(GError) error = NULL;
	for (guint i = 0; i < from->hours->len; i++)
		if (!hours_add_week(person->plain_hours,
				    g_ptr_array_index(from->hours, i), &error))
			blame(problems, from, "hours", &error);
	if (from->hours->len == 0 &&
	    !hours_add_week(person->plain_hours, HOURS_DEFAULT, &error))
		g_assert_not_reached();
}

static void add_focus(Person *person, const ConfigPerson *from, GPtrArray *problems)
{
	g_autoptr(GError) error = NULL;
	Instant left = INSTANT_NONE;
	for (guint i = 0; i < from->focus->len; i++)
		if (!focus_add(person->focus, g_ptr_array_index(from->focus, i), &error))
			blame(problems, from, "focus", &error);
	/* Before holidays are known: a week is a week, from whatever instant. */
	if (from->focus->len > 0 &&
	    !focus_next_free(person->focus, person->plain_hours, 0, &left, &error))
		blame(problems, from, "focus", &error);
}

static void report_event(const char *path, int line, const char *what, void *data)
{
	g_autofree char *file = g_strdup(path);
	problems_remark(data, (Place){file, line}, "%s", what);
}

/* A file is read once, however many keep its days: NULL, if it was told that it cannot
 * be. */
static Holidays *holidays_of(GHashTable *files, const char *path,
			     const ConfigPerson *from, GPtrArray *problems)
{
	gpointer known = NULL;
	if (g_hash_table_lookup_extended(files, path, NULL, &known))
		return known;
	g_autoptr(GError) error = NULL;
	Holidays *holidays = holidays_read(path, report_event, problems, &error);
	if (holidays == NULL)
		blame(problems, from, "holidays", &error);
	g_hash_table_insert(files, g_strdup(path), holidays);
	return holidays;
}

static void add_holidays(Person *person, const ConfigPerson *from, GHashTable *files,
			 GPtrArray *problems)
{
	for (guint i = 0; i < from->holidays->len; i++) {
		const char *text = g_ptr_array_index(from->holidays, i);
		g_autoptr(GError) error = NULL;
		Holidays *holidays = NULL;
		if (!g_str_has_suffix(text, ".ics")) {
			if (!hours_add_holiday(person->plain_hours, text, NULL, &error))
				blame(problems, from, "holidays", &error);
			continue;
		}
		if ((holidays = holidays_of(files, text, from, problems)) != NULL)
			hours_add_holidays(person->plain_hours, holidays);
	}
}

static bool read_clock(const char *text, int *out_minute)
{
	int hour = 0, minute = 0;
	char rest = '\0';
	if (sscanf(text, "%2d:%2d%c", &hour, &minute, &rest) != 2 || hour < 0 ||
	    hour > 23 || minute < 0 || minute > 59)
		return false;
	*out_minute = hour * 60 + minute;
	return true;
}

static const char *const WEEKDAYS[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/* "weekly Mon 09:00", "daily 08:30", "off". */
static bool read_digest(const char *text, DigestWish *out_wish)
{
	g_auto(GStrv) words = g_strsplit(text, " ", 4);
	guint count = g_strv_length(words);
	DigestWish wish = {DIGEST_OFF, 1, 9 * 60};
	if (count == 1 && g_ascii_strcasecmp(words[0], "off") == 0) {
		*out_wish = wish;
		return true;
	}
	bool is_daily = count >= 1 && g_ascii_strcasecmp(words[0], "daily") == 0;
	bool is_weekly = count >= 1 && g_ascii_strcasecmp(words[0], "weekly") == 0;
	if (!(is_daily && count == 2) && !(is_weekly && count == 3))
		return false;
	wish.rhythm = is_daily ? DIGEST_DAILY : DIGEST_WEEKLY;
	if (is_weekly) {
		wish.weekday = 0;
		for (int day = 0; day < 7; day++)
			if (g_ascii_strncasecmp(words[1], WEEKDAYS[day], 3) == 0)
				wish.weekday = day + 1;
	}
	if (wish.weekday == 0 || !read_clock(words[count - 1], &wish.minute))
		return false;
	*out_wish = wish;
	return true;
}

static void add_wishes(Person *person, const ConfigPerson *from, GPtrArray *problems)
{
	if (!read_digest(from->digest, &person->digest))
		problems_add(problems, place_of(from, "digest"),
			     "'%s' is no digest wish; write 'weekly Mon 09:00', 'daily "
			     "08:30' or 'off'",
			     from->digest);
	for (guint i = 0; i < from->slots->len; i++) {
		const char *text = g_ptr_array_index(from->slots, i);
		int minute = 0;
		if (read_clock(text, &minute))
			g_array_append_val(person->slots, minute);
		else
			problems_add(problems, place_of(from, "slots"),
				     "'%s' is no time of day; write HH:MM", text);
	}
}

static Person *person_from(const ConfigPerson *from, const Zone *fallback,
			   GHashTable *files, GPtrArray *problems)
{
	Person *person = g_new0(Person, 1);
	person->id = from->id;
	person->name = from->name;
	person->addresses = from->addresses;
	person->keys = from->keys;
	person->manager = from->manager;
	person->is_zone_assumed = from->zone == NULL;
	person->zone =
		from->zone == NULL
			? fallback
			: zone_or_problem(from->zone, place_of(from, "zone"), problems);
	person->plain_hours = hours_new(person->zone);
	person->focus = focus_new(person->zone);
	person->slots = g_array_new(FALSE, FALSE, sizeof(int));
	add_week(person, from, problems);
	add_focus(person, from, problems);
	add_holidays(person, from, files, problems);
	add_wishes(person, from, problems);
	return person;
}

People *people_new(const Config *config, GPtrArray *problems)
{
	People *people = g_new0(People, 1);
	people->config = config;
	people->persons = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
	people->configured = g_ptr_array_new_with_free_func((GDestroyNotify)leave_free);
	people->leaves = g_ptr_array_new_with_free_func((GDestroyNotify)leave_free);
	people->by_id = g_hash_table_new(g_str_hash, g_str_equal);
	people->by_address = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const Setting *setting =
		config->section != NULL ? settings_get(config->section, "zone") : NULL;
	people->zone = config->zone == NULL
			       ? zone_utc()
			       : zone_or_problem(config->zone,
						 setting != NULL ? setting->place
								 : config->place,
						 problems);
	g_autoptr(GHashTable) files = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)holidays_unref);
	for (guint i = 0; i < config->people->len; i++) {
		const ConfigPerson *from = g_ptr_array_index(config->people, i);
		Person *person = person_from(from, people->zone, files, problems);
		g_ptr_array_add(people->persons, person);
		g_hash_table_insert(people->by_id, (gpointer)(uintptr_t)person->id,
				    person);
		for (guint j = 0; j < from->addresses->len; j++)
			g_hash_table_insert(
				people->by_address,
				g_ascii_strdown(g_ptr_array_index(from->addresses, j),
						-1),
				person);
	}
	for (guint i = 0; i < config->people->len; i++)
		people_read_leaves(people, g_ptr_array_index(config->people, i),
				   g_ptr_array_index(people->persons, i), problems);
	people_set_leaves(people, NULL);
	return people;
}

const Person *people_find(const People *people, const char *id)
{
	return id != NULL ? g_hash_table_lookup(people->by_id, id) : NULL;
}

const Person *people_by_address(const People *people, const char *address)
{
	g_autofree char *folded = g_ascii_strdown(address, -1);
	return g_hash_table_lookup(people->by_address, folded);
}

size_t people_count(const People *people)
{
	return people->persons->len;
}

const Person *people_at(const People *people, size_t index)
{
	return g_ptr_array_index(people->persons, index);
}

GPtrArray *people_ids(const People *people)
{
	GPtrArray *ids = g_ptr_array_new();
	for (guint i = 0; i < people->persons->len; i++) {
		const Person *person = g_ptr_array_index(people->persons, i);
		g_ptr_array_add(ids, (gpointer)(uintptr_t)person->id);
	}
	return ids;
}

static void add_once(GPtrArray *ids, const char *id)
{
	if (!g_ptr_array_find_with_equal_func(ids, id, g_str_equal, NULL))
		g_ptr_array_add(ids, (gpointer)(uintptr_t)id);
}

static bool add_group(const People *people, const char *name, GPtrArray *out_ids)
{
	for (guint i = 0; i < people->config->groups->len; i++) {
		const ConfigGroup *group = g_ptr_array_index(people->config->groups, i);
		if (g_ascii_strcasecmp(group->id, name) != 0)
			continue;
		for (guint j = 0; j < group->members->len; j++) {
			const Person *member =
				people_find(people, g_ptr_array_index(group->members, j));
			if (member != NULL)
				add_once(out_ids, member->id);
		}
		return true;
	}
	return false;
}

/* Does `word` (folded) name this person: the whole display name, or its first word? */
static bool is_called(const Person *person, const char *word)
{
	g_autofree char *name = text_fold(person->name);
	size_t length = strlen(word);
	return strncmp(name, word, length) == 0 &&
	       (name[length] == '\0' || name[length] == ' ');
}

static const Person *find_called(const People *people, const char *word)
{
	g_autofree char *folded = text_fold(word);
	const Person *found = NULL;
	if (*folded == '\0')
		return NULL;
	for (guint i = 0; i < people->persons->len; i++) {
		const Person *person = g_ptr_array_index(people->persons, i);
		if (g_ascii_strcasecmp(person->id, word) == 0)
			return person;
		if (!is_called(person, folded))
			continue;
		if (found != NULL)
			return NULL;
		found = person;
	}
	return found;
}

bool people_resolve(const People *people, const char *word, GPtrArray *out_ids)
{
	if (g_ascii_strncasecmp(word, "group:", 6) == 0)
		return add_group(people, word + 6, out_ids);
	const Person *person = find_called(people, *word == '@' ? word + 1 : word);
	if (person == NULL && strchr(word, '@') != NULL) {
		g_autoptr(Address) address = address_read(word);
		person = address != NULL ? people_by_address(people, address->address)
					 : NULL;
	}
	if (person != NULL) {
		add_once(out_ids, person->id);
		return true;
	}
	return add_group(people, word, out_ids);
}

GPtrArray *people_groups_of(const People *people, const char *person_id)
{
	GPtrArray *groups = g_ptr_array_new();
	for (guint i = 0; i < people->config->groups->len; i++) {
		const ConfigGroup *group = g_ptr_array_index(people->config->groups, i);
		if (g_ptr_array_find_with_equal_func(group->members, person_id,
						     g_str_equal, NULL))
			g_ptr_array_add(groups, group->id);
	}
	return groups;
}

char **people_suggest(const People *people, const char *word)
{
	GPtrArray *near = g_ptr_array_new();
	g_autofree char *folded = text_fold(word);
	for (int distance = 0; distance <= 2; distance++) {
		for (guint i = 0; i < people->persons->len && near->len < 3; i++) {
			const Person *person = g_ptr_array_index(people->persons, i);
			if (text_distance(folded, person->id, 3) == distance)
				g_ptr_array_add(near, g_strdup(person->id));
		}
	}
	g_ptr_array_add(near, NULL);
	return (char **)g_ptr_array_free(near, FALSE);
}

const Person *people_manager(const People *people, const char *id)
{
	const Person *person = people_find(people, id);
	return person != NULL ? people_find(people, person->manager) : NULL;
}

const Zone *people_zone(const People *people)
{
	return people->zone;
}

/* The first slot at or after `from` that lies in working time; INSTANT_NONE if none
 * within two weeks. */
static Instant next_slot(const Person *person, Instant from)
{
	Instant best = INSTANT_NONE;
	LocalTime today = zone_local(person->zone, from);
	int64_t first = day_number(today.year, today.month, today.day);
	for (int64_t day = first; day < first + SEARCH_SLOT_DAYS && best == INSTANT_NONE;
	     day++) {
		for (guint i = 0; i < person->slots->len; i++) {
			LocalTime local = day_local(day);
			local.minute = g_array_index(person->slots, int, i);
			Instant at = zone_instant(person->zone, local);
			if (at >= from && hours_is_open(person->hours, at) &&
			    (best == INSTANT_NONE || at < best))
				best = at;
		}
	}
	return best;
}

Instant person_next_delivery(const Person *person, Instant from)
{
	Instant open = from;
	if (!hours_next_open(person->hours, from, &open, NULL))
		return from;
	if (person->slots->len == 0)
		return open;
	Instant slot = next_slot(person, from);
	return slot != INSTANT_NONE ? slot : open;
}
