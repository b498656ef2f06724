/* rules_value.c: keys of rule files as words, numbers, durations, dates and people.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/rules_value.h"

#include <stdlib.h>

/* 2024-01-08T10:00:00Z. */
#define ORDINARY_MONDAY 1704708000

Place rules_place(const SettingsSection *section, const char *name)
{
	const Setting *setting = settings_get(section, name);
	return setting != NULL ? setting->place : section->place;
}

void rules_blame(const SettingsSection *section, const char *name, const char *expected,
		 GPtrArray *problems)
{
	problems_add(problems, rules_place(section, name), "%s = '%s': expected %s", name,
		     settings_get_text(section, name), expected);
}

GPtrArray *rules_words(const SettingsSection *section, const char *name)
{
	GPtrArray *copy = g_ptr_array_new_with_free_func(g_free);
	const Setting *setting = settings_get(section, name);
	for (guint i = 0; setting != NULL && i < setting->values->len; i++)
		g_ptr_array_add(copy, g_strdup(g_ptr_array_index(setting->values, i)));
	return copy;
}

bool rules_read_number(const char *text, int least, int most, int *out_number)
{
	char *end = NULL;
	long value = strtol(text, &end, 10);
	if (end == text || *end != '\0' || value < least || value > most)
		return false;
	*out_number = (int)value;
	return true;
}

int rules_number(const SettingsSection *section, const char *name, int least, int most,
		 GPtrArray *problems)
{
	const char *text = settings_get_text(section, name);
	int number = 0;
	if (text == NULL || rules_read_number(text, least, most, &number))
		return number;
	g_autofree char *expected =
		g_strdup_printf("a whole number from %d to %d", least, most);
	rules_blame(section, name, expected, problems);
	return 0;
}

bool rules_duration(const SettingsSection *section, const char *name,
		    Duration *out_duration, GPtrArray *problems)
{
	const char *text = settings_get_text(section, name);
	return text != NULL &&
	       rules_read_duration(section, name, text, out_duration, problems);
}

bool rules_read_duration(const SettingsSection *section, const char *name,
			 const char *text, Duration *out_duration, GPtrArray *problems)
{
	g_autofree char *why = NULL;
	if (duration_read(text, out_duration, &why))
		return true;
	problems_add(problems, rules_place(section, name), "%s = '%s': %s", name, text,
		     why != NULL ? why : "expected a duration such as 2wd, 4wh or 30m");
	return false;
}

/* Any phrase a person may write is allowed here; whether it is one shows in an ordinary
 * week. */
char *rules_phrase(const SettingsSection *section, const char *name, GPtrArray *problems)
{
	const char *phrase = settings_get_text(section, name);
	if (phrase == NULL)
		return NULL;
	g_autoptr(Hours) hours = hours_new(zone_utc());
	(void)hours_add_week(hours, "Mon-Fri 09:00-17:00", NULL);
	WhenInput input = {.zone = zone_utc(), .hours = hours, .now = ORDINARY_MONDAY};
	g_autoptr(When) when = when_read(phrase, &input);
	if (!when->understood)
		problems_add(problems, rules_place(section, name), "%s = '%s': %s", name,
			     phrase, when->error);
	return g_strdup(phrase);
}

static bool is_role(const char *word)
{
	static const char *const ROLES[] = {"owner", "manager", "owner's manager",
					    "sender"};
	bool is_one = false;
	for (size_t i = 0; i < G_N_ELEMENTS(ROLES); i++)
		is_one = is_one || g_ascii_strcasecmp(word, ROLES[i]) == 0;
	return is_one;
}

void rules_check_people(const SettingsSection *section, const char *name,
			const GPtrArray *words, const People *people, GPtrArray *problems)
{
	for (guint i = 0; people != NULL && i < words->len; i++) {
		const char *word = g_ptr_array_index(words, i);
		g_autoptr(GPtrArray) ids = g_ptr_array_new();
		if (is_role(word) || people_resolve(people, word, ids))
			continue;
		g_auto(GStrv) near = people_suggest(people, word);
		problems_add(problems, rules_place(section, name),
			     "%s: nobody declared '%s'%s%s", name, word,
			     near[0] != NULL ? "; near: " : "",
			     near[0] != NULL ? near[0] : "");
	}
}
