/* config_server.c: mailboxes and the way out; defaults and shape.
 *
 * SPDX-License-Identifier: MIT */
#include "base/config_server.h"

#include <string.h>

#include "base/config_value.h"

#define POLL_SECONDS_DEFAULT 60
#define POLL_SECONDS_MAX     86400
#define CONNECTIONS_MAX	     32
#define SHA256_DIGITS	     64

/* A name without slash is a credential that systemd has laid there for us; where there is
 * none of that name, a file beside the configuration. Owned. */
static char *secret_file(const SettingsSection *section)
{
	const char *name = settings_get_text(section, "password-file");
	const char *folder = g_getenv("CREDENTIALS_DIRECTORY");
	if (name != NULL && folder != NULL && strchr(name, '/') == NULL) {
		g_autofree char *credential = g_build_filename(folder, name, NULL);
		if (g_file_test(credential, G_FILE_TEST_EXISTS))
			return g_steal_pointer(&credential);
	}
	return config_path(section, "password-file");
}

static ConfigSecret read_secret(const SettingsSection *section)
{
	return (ConfigSecret){
		.command = config_text(section, "password-command", NULL),
		.file = secret_file(section),
		.value = config_text(section, "password", NULL),
		.token_command = config_text(section, "token-command", NULL),
	};
}

/* maildir:mail lies, like every path, beside the file that names it. */
static char *read_server(const SettingsSection *section)
{
	const char *server = settings_get_text(section, "server");
	if (server == NULL || !g_str_has_prefix(server, "maildir:") ||
	    server[strlen("maildir:")] == '\0')
		return g_strdup(server);
	g_autofree char *path = config_resolve(settings_get(section, "server"),
					       server + strlen("maildir:"));
	return g_strconcat("maildir:", path, NULL);
}

/* What is moved to where it came from would come again, and again. */
static void check_folder(const ConfigMailbox *mailbox, const SettingsSection *section,
			 const char *key, const char *folder, GPtrArray *problems)
{
	bool is_same = strcmp(folder, mailbox->inbox) == 0 ||
		       (g_ascii_strcasecmp(folder, "INBOX") == 0 &&
			g_ascii_strcasecmp(mailbox->inbox, "INBOX") == 0);
	if (is_same)
		problems_add(problems, config_place(section, key),
			     "%s: '%s' is the inbox itself", key, folder);
}

ConfigMailbox *config_mailbox_from(const SettingsSection *section, GPtrArray *problems)
{
	config_require(section, "server", problems);
	ConfigMailbox *mailbox = g_new0(ConfigMailbox, 1);
	mailbox->name = g_strdup(section->title);
	mailbox->place = config_place(section, "server");
	mailbox->server = read_server(section);
	mailbox->user = config_text(section, "user", NULL);
	mailbox->secret = read_secret(section);
	mailbox->inbox = config_text(section, "inbox", "INBOX");
	mailbox->archive = config_text(section, "archive", "Archive");
	mailbox->aside = config_text(section, "aside", "Aside");
	mailbox->ca_file = config_path(section, "ca-file");
	mailbox->fingerprint = config_text(section, "fingerprint", NULL);
	mailbox->poll_seconds = config_number(section, "poll", POLL_SECONDS_DEFAULT, 1,
					      POLL_SECONDS_MAX, problems);
	check_folder(mailbox, section, "archive", mailbox->archive, problems);
	check_folder(mailbox, section, "aside", mailbox->aside, problems);
	config_check_hex(section, "fingerprint", SHA256_DIGITS, problems);
	return mailbox;
}

ConfigMailbox *config_spool_of(const Config *config)
{
	ConfigMailbox *spool = g_new0(ConfigMailbox, 1);
	spool->name = g_strdup(CONFIG_SPOOL_NAME);
	spool->place = config->place;
	spool->server = g_strconcat("maildir:", config->store, ".incoming", NULL);
	spool->inbox = g_strdup("INBOX");
	spool->archive = g_strdup("Archive");
	spool->aside = g_strdup("Aside");
	spool->poll_seconds = POLL_SECONDS_DEFAULT;
	return spool;
}

/* It stands in a line of its own, between two words of ours. */
static void check_helo(const SettingsSection *section, GPtrArray *problems)
{
	const char *helo = settings_get_text(section, "helo");
	for (const char *c = helo; c != NULL && *c != '\0'; c++)
		if (!g_ascii_isgraph(*c)) {
			problems_add(problems, config_place(section, "helo"),
				     "helo: '%s' is no name of a machine", helo);
			return;
		}
}

ConfigOutgoing *config_outgoing_from(const SettingsSection *section, GPtrArray *problems)
{
	config_require(section, "server", problems);
	config_check_addresses(section, "envelope-from", problems);
	config_check_hex(section, "fingerprint", SHA256_DIGITS, problems);
	check_helo(section, problems);
	ConfigOutgoing *outgoing = g_new0(ConfigOutgoing, 1);
	outgoing->place = config_place(section, "server");
	outgoing->server = read_server(section);
	outgoing->user = config_text(section, "user", NULL);
	outgoing->secret = read_secret(section);
	outgoing->ca_file = config_path(section, "ca-file");
	outgoing->fingerprint = config_text(section, "fingerprint", NULL);
	outgoing->helo = config_text(section, "helo", NULL);
	outgoing->envelope_from = config_text(section, "envelope-from", NULL);
	outgoing->connections =
		config_number(section, "connections", 4, 1, CONNECTIONS_MAX, problems);
	return outgoing;
}

static void clear_secret(ConfigSecret *secret)
{
	g_free(secret->command);
	g_free(secret->file);
	g_free(secret->value);
	g_free(secret->token_command);
}

void config_mailbox_free(ConfigMailbox *mailbox)
{
	g_free(mailbox->name);
	g_free(mailbox->server);
	g_free(mailbox->user);
	clear_secret(&mailbox->secret);
	g_free(mailbox->inbox);
	g_free(mailbox->archive);
	g_free(mailbox->aside);
	g_free(mailbox->ca_file);
	g_free(mailbox->fingerprint);
	g_free(mailbox);
}

void config_outgoing_free(ConfigOutgoing *outgoing)
{
	if (outgoing == NULL)
		return;
	g_free(outgoing->server);
	g_free(outgoing->user);
	clear_secret(&outgoing->secret);
	g_free(outgoing->ca_file);
	g_free(outgoing->fingerprint);
	g_free(outgoing->helo);
	g_free(outgoing->envelope_from);
	g_free(outgoing);
}
