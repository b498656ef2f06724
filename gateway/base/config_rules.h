/* config_rules.h: which rule files are read, and in which order. For config.c alone. */
#ifndef BASE_CONFIG_RULES_H
#define BASE_CONFIG_RULES_H

#include "base/config.h"

/* Sets config->rules and reads them all. `folder`: other rules to try, or NULL. */
void config_read_rules(Config *config, const char *folder, GPtrArray *problems);

/* NULL if that file can be read. */
const char *config_why_unreadable(const char *path);

#endif
