/* person.c: one person, from the configuration and from what they wrote themselves, with
 * hours that can be reckoned with.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "workflow/people_private.h"

#include "base/words.h"

#define HOURS_DEFAULT "Mon-Fri 09:00-17:00"

static void clear_values(Person *person)
{
	g_clear_pointer(&person->hours, hours_free);
	g_clear_pointer(&person->plain_hours, hours_free);
	g_clear_pointer(&person->focus, focus_free);
	g_clear_pointer(&person->slots, g_array_unref);
	for (int key = 0; key < PROFILE_KEYS; key++)
		g_clear_pointer(&person->profile[key].text, g_free);
}

void person_free(Person *person)
{
	if (person == NULL)
		return;
	clear_values(person);
	g_free(person);
}

/* ---- where each value comes from ---------------------------------------- */

Place person_place(const ConfigPerson *from, const char *key)
{
	const Setting *setting =
		from->section != NULL ? settings_get(from->section, key) : NULL;
	return setting != NULL ? setting->place : from->place;
}

static bool is_configured(const ConfigPerson *from, const char *key)
{
	return from->section != NULL && settings_get(from->section, key) != NULL;
}

static char *join(const GPtrArray *list, const char *mark)
{
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < list->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? mark : "",
				       (const char *)g_ptr_array_index(list, i));
	return g_string_free(text, FALSE);
}

static char *join_or(const GPtrArray *list, const char *mark, const char *otherwise)
{
	return list->len > 0 ? join(list, mark) : g_strdup(otherwise);
}

static char *configured_text(const ConfigPerson *from, ProfileKey key,
			     const Zone *fallback)
{
	switch (key) {
	case PROFILE_ZONE:
		return g_strdup(from->zone != NULL ? from->zone : zone_name(fallback));
	case PROFILE_HOURS:
		return join_or(from->hours, "; ", HOURS_DEFAULT);
	case PROFILE_FOCUS:
		return join_or(from->focus, "; ", "off");
	case PROFILE_SLOTS:
		return join_or(from->slots, " ", "off");
	case PROFILE_DIGEST:
		return g_strdup(from->digest);
	case PROFILE_MUTE:
		return g_strdup("off");
	}
	return NULL;
}

char *person_configured_value(const ConfigPerson *from, ProfileKey key,
			      const Zone *fallback, ProfileSource *out_source)
{
	*out_source = is_configured(from, profile_key_name(key)) ? PROFILE_CONFIGURED
								 : PROFILE_ASSUMED;
	return configured_text(from, key, fallback);
}

static bool is_pinned(const ConfigPerson *from, ProfileKey key)
{
	return words_list_has(from->pin, profile_key_name(key));
}

static const ProfileLine *line_of(const GPtrArray *lines, const char *person,
				  ProfileKey key)
{
	const ProfileLine *found = NULL;
	for (guint i = 0; lines != NULL && i < lines->len; i++) {
		const ProfileLine *line = g_ptr_array_index(lines, i);
		if (line->key == key && strcmp(line->person, person) == 0)
			found = line;
	}
	return found;
}

bool person_is_touched(const Person *person, const GPtrArray *lines)
{
	for (int key = 0; key < PROFILE_KEYS; key++)
		if (person->profile[key].source == PROFILE_BY_MAIL ||
		    line_of(lines, person->id, (ProfileKey)key) != NULL)
			return true;
	return false;
}

static void set_values(Person *person, const ConfigPerson *from, const Zone *fallback,
		       const GPtrArray *lines)
{
	for (int key = 0; key < PROFILE_KEYS; key++) {
		ProfileValue *value = &person->profile[key];
		const ProfileLine *line = line_of(lines, person->id, (ProfileKey)key);
		value->is_pinned = is_pinned(from, (ProfileKey)key);
		bool is_own = line != NULL && line->text != NULL && !value->is_pinned;
		value->source = PROFILE_BY_MAIL;
		value->text = is_own ? g_strdup(line->text)
				     : person_configured_value(from, (ProfileKey)key,
							       fallback, &value->source);
		value->at = is_own ? line->at : INSTANT_NONE;
	}
}

/* ---- what the values mean ----------------------------------------------- */

typedef struct {
	People *people;
	Person *person;
	const ConfigPerson *from;
	GPtrArray *problems;
} Building;

static void blame(const Building *building, const char *key, GError **error)
{
	problems_add(building->problems, person_place(building->from, key), "%s",
		     (*error)->message);
	g_clear_error(error);
}

static void add_week(const Building *building)
{
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) parts =
		g_strsplit(building->person->profile[PROFILE_HOURS].text, "; ", -1);
	for (int i = 0; parts[i] != NULL; i++)
		if (!hours_add_week(building->person->plain_hours, parts[i], &error))
			blame(building, "hours", &error);
}

static void report_event(const char *path, int line, const char *what, void *data)
{
	g_autofree char *file = g_strdup(path);
	problems_remark(data, (Place){file, line}, "%s", what);
}

/* A file is read once, however many keep its days and however often they are built anew:
 * NULL, if it was told that it cannot be. */
static Holidays *holidays_of(const Building *building, const char *path)
{
	GHashTable *files = building->people->files;
	gpointer known = NULL;
	if (g_hash_table_lookup_extended(files, path, NULL, &known))
		return known;
	g_autoptr(GError) error = NULL;
	Holidays *holidays =
		holidays_read(path, report_event, building->problems, &error);
	if (holidays == NULL)
		blame(building, "holidays", &error);
	g_hash_table_insert(files, g_strdup(path), holidays);
	return holidays;
}

static void add_holidays(const Building *building)
{
	const ConfigPerson *from = building->from;
	Hours *hours = building->person->plain_hours;
	for (guint i = 0; i < from->holidays->len; i++) {
		const char *text = g_ptr_array_index(from->holidays, i);
		g_autoptr(GError) error = NULL;
		Holidays *holidays = NULL;
		if (!g_str_has_suffix(text, ".ics")) {
			if (!hours_add_holiday(hours, text, NULL, &error))
				blame(building, "holidays", &error);
			continue;
		}
		if ((holidays = holidays_of(building, text)) != NULL)
			hours_add_holidays(hours, holidays);
	}
}

/* Before holidays are known: a week is a week, from whatever instant. */
static void add_focus(const Building *building)
{
	Person *person = building->person;
	const char *text = person->profile[PROFILE_FOCUS].text;
	g_autoptr(GError) error = NULL;
	Instant left = INSTANT_NONE;
	if (profile_is_off(text))
		return;
	g_auto(GStrv) parts = g_strsplit(text, "; ", -1);
	for (int i = 0; parts[i] != NULL; i++)
		if (!focus_add(person->focus, parts[i], &error))
			blame(building, "focus", &error);
	if (!focus_next_free(person->focus, person->plain_hours, 0, &left, &error))
		blame(building, "focus", &error);
}

static void add_slots(const Building *building)
{
	Person *person = building->person;
	const char *text = person->profile[PROFILE_SLOTS].text;
	if (profile_is_off(text))
		return;
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	for (int i = 0; words[i] != NULL; i++)
		if (!profile_read_slot(words[i], person->slots, &person->slot_count))
			problems_add(building->problems,
				     person_place(building->from, "slots"),
				     "'%s' is no time of day; write HH:MM, or how many "
				     "slots a day",
				     words[i]);
	if (person->slot_count > 0 && person->slots->len > 0)
		problems_add(building->problems, person_place(building->from, "slots"),
			     "slots are times of day or a number, not both");
}

static void add_digest(const Building *building)
{
	Person *person = building->person;
	const char *text = person->profile[PROFILE_DIGEST].text;
	if (!profile_read_digest(text, &person->digest))
		problems_add(building->problems, person_place(building->from, "digest"),
			     "'%s' is no digest wish; write 'weekly Mon 09:00', 'daily "
			     "08:30' or 'off'",
			     text);
}

static void check_pins(const Building *building)
{
	ProfileKey key = PROFILE_ZONE;
	for (guint i = 0; i < building->from->pin->len; i++) {
		const char *name = g_ptr_array_index(building->from->pin, i);
		if (!profile_key_from_name(name, &key))
			problems_add(building->problems,
				     person_place(building->from, "pin"),
				     "pin: '%s' is none of zone, hours, focus, slots, "
				     "digest and mute",
				     name);
	}
}

void person_build(People *people, Person *person, const ConfigPerson *from,
		  const GPtrArray *lines, GPtrArray *problems)
{
	Building building = {people, person, from, problems};
	const Zone *fallback = people->zone;
	clear_values(person);
	set_values(person, from, fallback, lines);
	const ProfileValue *zone = &person->profile[PROFILE_ZONE];
	person->is_zone_assumed = zone->source == PROFILE_ASSUMED;
	person->zone =
		person->is_zone_assumed
			? fallback
			: people_zone_or_problem(zone->text, person_place(from, "zone"),
						 problems);
	person->plain_hours = hours_new(person->zone);
	person->slots = g_array_new(FALSE, FALSE, sizeof(int));
	person->slot_count = 0;
	person->is_muted = !profile_is_off(person->profile[PROFILE_MUTE].text);
	person->focus = focus_new(person->zone);
	add_week(&building);
	add_focus(&building);
	add_holidays(&building);
	add_slots(&building);
	add_digest(&building);
	check_pins(&building);
	person->hours = hours_copy(person->plain_hours);
}

Person *person_new(const ConfigPerson *from)
{
	Person *person = g_new0(Person, 1);
	person->id = from->id;
	person->name = from->name;
	person->addresses = from->addresses;
	person->keys = from->keys;
	person->manager = from->manager;
	person->daily_cap = from->daily_cap;
	return person;
}
