/* config_server.h: mailboxes and the way out of a configuration. For config.c alone. */
#ifndef BASE_CONFIG_SERVER_H
#define BASE_CONFIG_SERVER_H

#include "base/config.h"

/* What a mailbox section says. Mistakes are appended to `problems`. Owned. */
ConfigMailbox *config_mailbox_from(const SettingsSection *section, GPtrArray *problems);
/* Not NULL. */
void config_mailbox_free(ConfigMailbox *mailbox);

/* What `deliver` is handed waits here; the name cannot be a section's. `store` of
 * `config` is known. Owned. */
ConfigMailbox *config_spool_of(const Config *config);

/* What an outgoing section says. Mistakes are appended to `problems`. Owned. */
ConfigOutgoing *config_outgoing_from(const SettingsSection *section, GPtrArray *problems);
void config_outgoing_free(ConfigOutgoing *outgoing);

#endif
