/* config_value.c: values with their defaults and their shape.
 *
 * SPDX-License-Identifier: MIT */
#include "base/config_value.h"

#include <stdlib.h>
#include <string.h>

#define ADDRESS_BYTES_MAX 254

Place config_place(const SettingsSection *section, const char *key)
{
	const Setting *setting = settings_get(section, key);
	return setting != NULL ? setting->place : section->place;
}

char *config_text(const SettingsSection *section, const char *key, const char *otherwise)
{
	const char *text = settings_get_text(section, key);
	return g_strdup(text != NULL ? text : otherwise);
}

GPtrArray *config_list(const SettingsSection *section, const char *key)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
	const Setting *setting = settings_get(section, key);
	for (guint i = 0; setting != NULL && i < setting->values->len; i++)
		g_ptr_array_add(list, g_strdup(g_ptr_array_index(setting->values, i)));
	return list;
}

int config_number(const SettingsSection *section, const char *key, int otherwise,
		  int least, int most, GPtrArray *problems)
{
	const char *text = settings_get_text(section, key);
	if (text == NULL)
		return otherwise;
	char *end = NULL;
	long value = strtol(text, &end, 10);
	if (g_ascii_isdigit(*text) && *end == '\0' && value >= least && value <= most)
		return (int)value;
	problems_add(problems, config_place(section, key),
		     "%s = '%s': expected a whole number from %d to %d", key, text, least,
		     most);
	return otherwise;
}

char *config_resolve(const Setting *setting, const char *value)
{
	if (g_path_is_absolute(value))
		return g_strdup(value);
	g_autofree char *folder = g_path_get_dirname(setting->place.file);
	g_autofree char *full = g_canonicalize_filename(folder, NULL);
	return g_build_filename(full, value, NULL);
}

char *config_path(const SettingsSection *section, const char *key)
{
	const char *value = settings_get_text(section, key);
	return value != NULL ? config_resolve(settings_get(section, key), value) : NULL;
}

GPtrArray *config_paths(const SettingsSection *section, const char *key)
{
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
	const Setting *setting = settings_get(section, key);
	for (guint i = 0; setting != NULL && i < setting->values->len; i++)
		g_ptr_array_add(
			paths,
			config_resolve(setting, g_ptr_array_index(setting->values, i)));
	return paths;
}

static bool is_blamed(const GPtrArray *problems, Place place)
{
	for (guint i = 0; i < problems->len; i++) {
		const Problem *problem = g_ptr_array_index(problems, i);
		if (problem->place.line == place.line &&
		    g_strcmp0(problem->place.file, place.file) == 0)
			return true;
	}
	return false;
}

void config_require(const SettingsSection *section, const char *key, GPtrArray *problems)
{
	const Setting *setting = settings_get(section, key);
	g_autofree char *label =
		*section->title != '\0'
			? g_strdup_printf("%s \"%s\"", section->kind, section->title)
			: g_strdup(section->kind);
	if (setting == NULL)
		problems_add(problems, section->place, "%s has no %s", label, key);
	else if ((setting->values->len == 0 ||
		  *(const char *)g_ptr_array_index(setting->values, 0) == '\0') &&
		 !is_blamed(problems, setting->place))
		problems_add(problems, setting->place, "%s is empty", key);
}

static bool is_address(const char *text)
{
	const char *at = strchr(text, '@');
	size_t length = strlen(text);
	if (at == NULL || at == text || at[1] == '\0' || strchr(at + 1, '@') != NULL ||
	    length > ADDRESS_BYTES_MAX)
		return false;
	return strpbrk(text, " <>(),;:\"\\[]") == NULL && at[1] != '.' &&
	       text[length - 1] != '.';
}

void config_check_addresses(const SettingsSection *section, const char *key,
			    GPtrArray *problems)
{
	const Setting *setting = settings_get(section, key);
	for (guint i = 0; setting != NULL && i < setting->values->len; i++) {
		const char *text = g_ptr_array_index(setting->values, i);
		if (*text != '\0' && !is_address(text))
			problems_add(problems, setting->place,
				     "%s: '%s' is no address like name@host.example", key,
				     text);
	}
}

void config_check_hex(const SettingsSection *section, const char *key, size_t digits,
		      GPtrArray *problems)
{
	const Setting *setting = settings_get(section, key);
	for (guint i = 0; setting != NULL && i < setting->values->len; i++) {
		const char *text = g_ptr_array_index(setting->values, i);
		size_t count = 0;
		const char *c = text;
		for (; g_ascii_isxdigit(*c) || *c == ':' || *c == ' '; c++)
			count += g_ascii_isxdigit(*c) ? 1 : 0;
		if (*text != '\0' && (*c != '\0' || count < digits))
			problems_add(problems, setting->place,
				     "%s: '%s' is no fingerprint of %zu hexadecimal "
				     "digits",
				     key, text, digits);
	}
}

static bool has_empty(const Setting *setting)
{
	bool is_empty = false;
	for (guint i = 0; i < setting->values->len; i++)
		is_empty = is_empty ||
			   *(const char *)g_ptr_array_index(setting->values, i) == '\0';
	return is_empty;
}

void config_check_empty(const SettingsSection *section, GPtrArray *problems)
{
	for (guint i = 0; i < section->settings->len; i++) {
		const Setting *setting = g_ptr_array_index(section->settings, i);
		if (has_empty(setting) && !is_blamed(problems, setting->place))
			problems_add(problems, setting->place, "%s is empty",
				     setting->name);
	}
	for (guint i = 0; i < section->sections->len; i++)
		config_check_empty(g_ptr_array_index(section->sections, i), problems);
}
