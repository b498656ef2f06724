/* settings.c: sections and settings, made, found and freed.
 *
 * SPDX-License-Identifier: MIT */
#include "base/settings.h"

#include <string.h>

#include "base/settings_section.h"

static void setting_free(Setting *setting)
{
	g_free(setting->name);
	g_ref_string_release(setting->place.file);
	g_ptr_array_unref(setting->values);
	g_free(setting);
}

static void section_free(SettingsSection *section)
{
	g_free(section->kind);
	g_free(section->title);
	g_ref_string_release(section->place.file);
	g_ptr_array_unref(section->settings);
	g_ptr_array_unref(section->sections);
	g_free(section);
}

GPtrArray *settings_sections_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)section_free);
}

static Place keep_place(Place place)
{
	return (Place){g_ref_string_acquire(place.file), place.line};
}

SettingsSection *settings_section_new(const char *kind, const char *title, Place place)
{
	SettingsSection *section = g_new0(SettingsSection, 1);
	section->kind = g_strdup(kind);
	section->title = g_strdup(title);
	section->place = keep_place(place);
	section->settings = g_ptr_array_new_with_free_func((GDestroyNotify)setting_free);
	section->sections = settings_sections_new();
	return section;
}

Setting *settings_section_add(SettingsSection *section, const char *name, Place place)
{
	Setting *setting = g_new0(Setting, 1);
	setting->name = g_strdup(name);
	setting->place = keep_place(place);
	setting->values = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(section->settings, setting);
	return setting;
}

Settings *settings_new(void)
{
	Settings *settings = g_new0(Settings, 1);
	settings->sections = settings_sections_new();
	return settings;
}

void settings_free(Settings *settings)
{
	if (settings == NULL)
		return;
	g_ptr_array_unref(settings->sections);
	g_free(settings);
}

const Setting *settings_get(const SettingsSection *section, const char *name)
{
	for (guint i = 0; i < section->settings->len; i++) {
		const Setting *setting = g_ptr_array_index(section->settings, i);
		if (strcmp(setting->name, name) == 0)
			return setting;
	}
	return NULL;
}

const char *settings_get_text(const SettingsSection *section, const char *name)
{
	const Setting *setting = settings_get(section, name);
	return setting != NULL && setting->values->len == 1
		       ? g_ptr_array_index(setting->values, 0)
		       : NULL;
}
