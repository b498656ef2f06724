/* config_person.c: persons and groups, and that everybody named is declared.
 *
 * SPDX-License-Identifier: MIT */
#include "base/config_person.h"

#include <string.h>

#include "base/config_value.h"
#include "base/text.h"

#define DIGEST_DEFAULT "weekly Mon 09:00"
#define NEAR_MAX       2
/* Unasked mails a day: more than a team that is well makes, fewer than anyone reads. */
#define DAILY_CAP_DEFAULT 40
#define DAILY_CAP_MAX	  1000
/* Of OpenPGP version 4, and of S/MIME; later ones are longer. */
#define KEY_DIGITS_MIN 40

static void person_free(ConfigPerson *person)
{
	g_free(person->id);
	g_free(person->name);
	g_ptr_array_unref(person->addresses);
	g_free(person->zone);
	g_ptr_array_unref(person->hours);
	g_ptr_array_unref(person->focus);
	g_ptr_array_unref(person->holidays);
	g_ptr_array_unref(person->slots);
	g_ptr_array_unref(person->pin);
	g_ptr_array_unref(person->absences);
	g_free(person->manager);
	g_ptr_array_unref(person->keys);
	g_free(person->digest);
	g_free(person->language);
	g_free(person);
}

static void group_free(ConfigGroup *group)
{
	g_free(group->id);
	g_ptr_array_unref(group->members);
	g_free(group);
}

GPtrArray *config_persons_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
}

GPtrArray *config_groups_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)group_free);
}

/* Calendars are files, days are not. */
static GPtrArray *read_days(const SettingsSection *section, const char *key)
{
	GPtrArray *days = config_list(section, key);
	for (guint i = 0; i < days->len; i++) {
		char *value = g_ptr_array_index(days, i);
		if (!g_str_has_suffix(value, ".ics"))
			continue;
		days->pdata[i] = config_resolve(settings_get(section, key), value);
		g_free(value);
	}
	return days;
}

/* As tools print them: in groups, in either case. */
static GPtrArray *read_keys(const SettingsSection *section)
{
	GPtrArray *keys = config_list(section, "keys");
	for (guint i = 0; i < keys->len; i++) {
		g_autofree char *upper = g_ascii_strup(g_ptr_array_index(keys, i), -1);
		g_auto(GStrv) groups = g_strsplit_set(upper, " :", -1);
		g_free(keys->pdata[i]);
		keys->pdata[i] = g_strjoinv("", groups);
	}
	return keys;
}

static ConfigPerson *person_from(const SettingsSection *section, const char *language,
				 GPtrArray *problems)
{
	config_require(section, "address", problems);
	config_check_addresses(section, "address", problems);
	config_check_hex(section, "keys", KEY_DIGITS_MIN, problems);
	if (settings_get(section, "hours") != NULL)
		config_require(section, "hours", problems);
	ConfigPerson *person = g_new0(ConfigPerson, 1);
	person->id = g_strdup(section->title);
	person->place = section->place;
	person->name = config_text(section, "name", section->title);
	person->addresses = config_list(section, "address");
	person->zone = config_text(section, "zone", NULL);
	person->hours = config_list(section, "hours");
	person->focus = config_list(section, "focus");
	person->holidays = read_days(section, "holidays");
	person->slots = config_list(section, "slots");
	person->pin = config_list(section, "pin");
	person->daily_cap = config_number(section, "daily-cap", DAILY_CAP_DEFAULT, 1,
					  DAILY_CAP_MAX, problems);
	person->absences = read_days(section, "absences");
	person->manager = config_text(section, "manager", NULL);
	person->keys = read_keys(section);
	person->digest = config_text(section, "digest", DIGEST_DEFAULT);
	person->language = config_text(section, "language", language);
	person->section = section;
	return person;
}

static ConfigGroup *group_from(const SettingsSection *section)
{
	ConfigGroup *group = g_new0(ConfigGroup, 1);
	group->id = g_strdup(section->title);
	group->place = section->place;
	group->members = config_list(section, "members");
	return group;
}

void config_read_persons(Config *config, const char *language, GPtrArray *problems)
{
	for (guint i = 0; i < config->settings->sections->len; i++) {
		const SettingsSection *section =
			g_ptr_array_index(config->settings->sections, i);
		if (strcmp(section->kind, "person") == 0)
			g_ptr_array_add(config->people,
					person_from(section, language, problems));
		else if (strcmp(section->kind, "group") == 0)
			g_ptr_array_add(config->groups, group_from(section));
	}
}

/* ---- who is named ---------------------------------------------------------- */

typedef struct {
	const Config *config;
	GHashTable *ids; /* of char *, borrowed */
	GPtrArray *problems;
} Roll;

static const char *nearest_id(const Roll *roll, const char *id)
{
	const char *best = NULL;
	int best_distance = NEAR_MAX + 1;
	for (guint i = 0; i < roll->config->people->len; i++) {
		const ConfigPerson *person = g_ptr_array_index(roll->config->people, i);
		int distance = text_distance(id, person->id, NEAR_MAX);
		if (distance < best_distance && distance < (int)strlen(person->id)) {
			best_distance = distance;
			best = person->id;
		}
	}
	return best;
}

static void check_declared(const Roll *roll, const char *id, const char *key, Place place)
{
	if (id == NULL || g_hash_table_contains(roll->ids, id))
		return;
	const char *near = nearest_id(roll, id);
	problems_add(roll->problems, place, "%s: there is no person '%s'%s%s%s", key, id,
		     near != NULL ? " (did you mean '" : "", near != NULL ? near : "",
		     near != NULL ? "'?)" : "");
}

static void check_groups(const Roll *roll)
{
	for (guint i = 0; i < roll->config->settings->sections->len; i++) {
		const SettingsSection *section =
			g_ptr_array_index(roll->config->settings->sections, i);
		const Setting *members = settings_get(section, "members");
		if (strcmp(section->kind, "group") != 0)
			continue;
		config_require(section, "members", roll->problems);
		for (guint j = 0; members != NULL && j < members->values->len; j++)
			check_declared(roll, g_ptr_array_index(members->values, j),
				       "members", members->place);
	}
}

/* Mail from a shared address could be from either; mail from our own would go round in a
 * loop. */
static void claim_address(const Roll *roll, GHashTable *owners, const char *address,
			  const char *owner, Place place)
{
	char *folded = g_ascii_strdown(address, -1);
	const char *other = g_hash_table_lookup(owners, folded);
	if (other != NULL)
		problems_add(roll->problems, place, "%s belongs to %s already", address,
			     other);
	g_hash_table_insert(owners, folded,
			    (gpointer)(uintptr_t)(other != NULL ? other : owner));
}

static void check_addresses(const Roll *roll)
{
	const Config *config = roll->config;
	g_autoptr(GHashTable) owners =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (config->address != NULL)
		claim_address(roll, owners, config->address, "the gateway",
			      config_place(config->section, "address"));
	for (guint i = 0; i < config->aliases->len; i++)
		claim_address(roll, owners, g_ptr_array_index(config->aliases, i),
			      "the gateway", config_place(config->section, "aliases"));
	for (guint i = 0; i < config->people->len; i++) {
		const ConfigPerson *person = g_ptr_array_index(config->people, i);
		for (guint j = 0; j < person->addresses->len; j++)
			claim_address(roll, owners,
				      g_ptr_array_index(person->addresses, j), person->id,
				      config_place(person->section, "address"));
	}
}

void config_check_persons(const Config *config, GPtrArray *problems)
{
	g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
	Roll roll = {config, ids, problems};
	for (guint i = 0; i < config->people->len; i++) {
		const ConfigPerson *person = g_ptr_array_index(config->people, i);
		g_hash_table_add(ids, person->id);
	}
	if (config->section != NULL)
		check_declared(&roll, config->operator_id, "operator",
			       config_place(config->section, "operator"));
	for (guint i = 0; i < config->people->len; i++) {
		const ConfigPerson *person = g_ptr_array_index(config->people, i);
		check_declared(&roll, person->manager, "manager",
			       config_place(person->section, "manager"));
	}
	check_groups(&roll);
	check_addresses(&roll);
}
