/* config_person.h: persons and groups of a configuration, and who is named in it. Private
 * to config. */
#ifndef BASE_CONFIG_PERSON_H
#define BASE_CONFIG_PERSON_H

#include "base/config.h"

GPtrArray *config_persons_new(void);
GPtrArray *config_groups_new(void);

/* Fill `people` and `groups` of `config` from its settings. */
void config_read_persons(Config *config, const char *language, GPtrArray *problems);

/* Managers, members and the operator are declared; no address belongs to two. */
void config_check_persons(const Config *config, GPtrArray *problems);

#endif
