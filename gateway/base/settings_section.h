/* settings_section.h: making sections and settings. Private to settings.
 *
 * The `file` of every place given here is a GRefString: thousands of values share one. */
#ifndef BASE_SETTINGS_SECTION_H
#define BASE_SETTINGS_SECTION_H

#include "base/settings.h"

/* An array that owns its SettingsSections. */
GPtrArray *settings_sections_new(void);
SettingsSection *settings_section_new(const char *kind, const char *title, Place place);
/* Still without values. Owned by the section. */
Setting *settings_section_add(SettingsSection *section, const char *name, Place place);

#endif
