/* config_value.h: settings of a section as the fields of a struct. Private to config. */
#ifndef BASE_CONFIG_VALUE_H
#define BASE_CONFIG_VALUE_H

#include "base/config.h"

/* The place of a key, or of its section if it is not there. Borrowed. */
Place config_place(const SettingsSection *section, const char *key);

/* The value, or `otherwise` (which may be NULL). Owned. */
char *config_text(const SettingsSection *section, const char *key, const char *otherwise);
/* All values, of char *; empty without the key. Owned. */
GPtrArray *config_list(const SettingsSection *section, const char *key);
/* A whole number of seconds or of things from `least` to `most`. */
int config_number(const SettingsSection *section, const char *key, int otherwise,
		  int least, int most, GPtrArray *problems);

/* A path is relative to the file that names it. Owned. */
char *config_path(const SettingsSection *section, const char *key);
GPtrArray *config_paths(const SettingsSection *section, const char *key);
/* The same for one value of `setting`. Owned. */
char *config_resolve(const Setting *setting, const char *value);

/* A mistake if the key is missing or has no value; one that could not be read is blamed
 * already. */
void config_require(const SettingsSection *section, const char *key, GPtrArray *problems);

/* A mistake unless every value looks like `name@host`. */
void config_check_addresses(const SettingsSection *section, const char *key,
			    GPtrArray *problems);

/* A mistake unless every value is at least `digits` hexadecimal digits, in groups or not.
 */
void config_check_hex(const SettingsSection *section, const char *key, size_t digits,
		      GPtrArray *problems);

/* An empty list may say something, an empty value says nothing: a mistake, unless its
 * line is blamed already. Looks into inner sections too. */
void config_check_empty(const SettingsSection *section, GPtrArray *problems);

#endif
