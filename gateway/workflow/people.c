/* people.c: persons and groups, and whom a word names.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/people_private.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "mail/address.h"
#include "workflow/pace.h"

void people_free(People *people)
{
	if (people == NULL)
		return;
	g_hash_table_unref(people->by_id);
	g_hash_table_unref(people->by_address);
	g_ptr_array_unref(people->persons);
	g_hash_table_unref(people->files);
	g_ptr_array_unref(people->configured);
	g_ptr_array_unref(people->leaves);
	g_free(people);
}

const Zone *people_zone_or_problem(const char *name, Place place, GPtrArray *problems)
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

People *people_new(const Config *config, GPtrArray *problems)
{
	People *people = g_new0(People, 1);
	people->config = config;
	people->persons = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
	people->configured = g_ptr_array_new_with_free_func((GDestroyNotify)leave_free);
	people->leaves = g_ptr_array_new_with_free_func((GDestroyNotify)leave_free);
	people->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					      (GDestroyNotify)holidays_unref);
	people->by_id = g_hash_table_new(g_str_hash, g_str_equal);
	people->by_address = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	people->zone = config->zone == NULL
			       ? zone_utc()
			       : people_zone_or_problem(
					 config->zone,
					 config_gateway_place(config, "zone"), problems);
	for (guint i = 0; i < config->people->len; i++) {
		const ConfigPerson *from = g_ptr_array_index(config->people, i);
		Person *person = person_new(from);
		person_build(people, person, from, NULL, problems);
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
	for (guint i = 0; i < config->absences->len; i++)
		people_check_feed(g_ptr_array_index(config->absences, i),
				  config_gateway_place(config, "absences"), problems);
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
				words_list_add(out_ids, member->id);
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
		words_list_add(out_ids, person->id);
		return true;
	}
	return add_group(people, word, out_ids);
}

GPtrArray *people_groups_of(const People *people, const char *person_id)
{
	GPtrArray *groups = g_ptr_array_new();
	for (guint i = 0; i < people->config->groups->len; i++) {
		const ConfigGroup *group = g_ptr_array_index(people->config->groups, i);
		if (words_list_has(group->members, person_id))
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

Instant person_next_delivery(const Person *person, Instant from)
{
	return pace_plan(person, from, INSTANT_NONE).at;
}

void people_set_profiles(People *people, const char *id, const GPtrArray *lines)
{
	g_autoptr(GPtrArray) problems = problems_new();
	for (guint i = 0; i < people->persons->len; i++) {
		Person *person = g_ptr_array_index(people->persons, i);
		const ConfigPerson *from = g_ptr_array_index(people->config->people, i);
		if (id == NULL ? person_is_touched(person, lines)
			       : strcmp(person->id, id) == 0)
			person_build(people, person, from, lines, problems);
	}
	people_renew_leaves(people);
}

char *people_configured_value(const People *people, const char *id, ProfileKey key,
			      ProfileSource *out_source)
{
	const ConfigPerson *from = config_person(people->config, id);
	return person_configured_value(from, key, people->zone, out_source);
}
