/* config.c: gateway, trust and limits, and the whole; defaults and shape.
 *
 * SPDX-License-Identifier: MIT */
#include "base/config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/config_person.h"
#include "base/config_rules.h"
#include "base/config_server.h"
#include "base/config_value.h"

#define PROGRAM_DEPTH_MAX 3 /* build/FLAVOUR/tests/NAME, libexec/mailmoot/NAME */

/* ---- sections -------------------------------------------------------------- */

/* The first section of that kind, or NULL. */
static const SettingsSection *find_section(const Settings *settings, const char *kind)
{
	for (guint i = 0; i < settings->sections->len; i++) {
		const SettingsSection *section = g_ptr_array_index(settings->sections, i);
		if (strcmp(section->kind, kind) == 0)
			return section;
	}
	return NULL;
}

static void read_gateway(Config *config, const SettingsSection *section,
			 GPtrArray *problems)
{
	g_ref_string_release(config->place.file);
	config->section = section;
	config->place = section->place;
	config->name = g_strdup(section->title);
	config_require(section, "address", problems);
	config_check_addresses(section, "address", problems);
	config_check_addresses(section, "aliases", problems);
	config_require(section, "store", problems);
	config->address = config_text(section, "address", NULL);
	config->zone = config_text(section, "zone", "UTC");
	config->store = config_path(section, "store");
	config->operator_id = config_text(section, "operator", NULL);
}

static void check_level(const SettingsSection *section, const char *key,
			const char *level, GPtrArray *problems)
{
	static const char *const levels[] = {"from", "token", "aligned", "signed", NULL};
	if (!g_strv_contains(levels, level))
		problems_add(problems, config_place(section, key),
			     "%s = '%s': expected from, token, aligned or signed", key,
			     level);
}

static void read_trust(ConfigTrust *trust, const SettingsSection *section,
		       GPtrArray *problems)
{
	const struct {
		const char *key, *otherwise;
		char **field;
	} rows[] = {
		{"open", "from", &trust->open},
		{"comment", "from", &trust->comment},
		{"answer", "token", &trust->answer},
		{"vote", "token", &trust->vote},
		{"decide", "token", &trust->decide},
		{"acknowledge", "token", &trust->acknowledge},
		{"profile", "token", &trust->profile},
	};
	trust->gnupg_home = section != NULL ? config_path(section, "gnupg-home") : NULL;
	trust->authserv = section != NULL ? config_list(section, "authserv")
					  : g_ptr_array_new_with_free_func(g_free);
	if (trust->gnupg_home != NULL && *trust->gnupg_home != '\0' &&
	    !g_file_test(trust->gnupg_home, G_FILE_TEST_IS_DIR))
		problems_add(problems, config_place(section, "gnupg-home"),
			     "gnupg-home: there is no folder '%s'", trust->gnupg_home);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		*rows[i].field = section != NULL ? config_text(section, rows[i].key,
							       rows[i].otherwise)
						 : g_strdup(rows[i].otherwise);
		if (section != NULL)
			check_level(section, rows[i].key, *rows[i].field, problems);
	}
}

static void read_limits(ConfigLimits *limits, const SettingsSection *section,
			GPtrArray *problems)
{
	const struct {
		const char *key;
		int *value;
		int otherwise, least, most;
	} rows[] = {
		{"mail-megabytes", &limits->mail_megabytes, 200, 1, 2000},
		{"header-bytes", &limits->header_bytes, 65536, 1000, 65536},
		{"headers-bytes", &limits->headers_bytes, 524288, 10000, 4194304},
		{"parts", &limits->parts, 1000, 10, 10000},
		{"depth", &limits->depth, 50, 5, 200},
		{"addresses", &limits->addresses, 2000, 10, 100000},
		{"text-bytes", &limits->text_bytes, 1048576, 10000, 16777216},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		*rows[i].value =
			section != NULL
				? config_number(section, rows[i].key, rows[i].otherwise,
						rows[i].least, rows[i].most, problems)
				: rows[i].otherwise;
}

/* Two that read the same folder would take the mails from under each other. */
static void check_mailboxes(const GPtrArray *mailboxes, GPtrArray *problems)
{
	for (guint i = 1; i < mailboxes->len; i++) {
		const ConfigMailbox *later = g_ptr_array_index(mailboxes, i);
		for (guint j = 0; j < i; j++) {
			const ConfigMailbox *earlier = g_ptr_array_index(mailboxes, j);
			if (g_strcmp0(earlier->server, later->server) == 0 &&
			    g_strcmp0(earlier->user, later->user) == 0 &&
			    strcmp(earlier->inbox, later->inbox) == 0 &&
			    strcmp(earlier->name, later->name) != 0)
				problems_add(problems, later->place,
					     "mailbox '%s' is the mailbox '%s' again",
					     later->name, earlier->name);
		}
	}
}

static void read_mailboxes(Config *config, GPtrArray *problems)
{
	for (guint i = 0; i < config->settings->sections->len; i++) {
		const SettingsSection *section =
			g_ptr_array_index(config->settings->sections, i);
		if (strcmp(section->kind, "mailbox") == 0)
			g_ptr_array_add(config->mailboxes,
					config_mailbox_from(section, problems));
	}
	check_mailboxes(config->mailboxes, problems);
	const SettingsSection *outgoing = find_section(config->settings, "outgoing");
	if (outgoing != NULL)
		config->outgoing = config_outgoing_from(outgoing, problems);
}

/* ---- freeing --------------------------------------------------------------- */

static void clear_trust(ConfigTrust *trust)
{
	g_free(trust->gnupg_home);
	g_clear_pointer(&trust->authserv, g_ptr_array_unref);
	g_free(trust->open);
	g_free(trust->comment);
	g_free(trust->answer);
	g_free(trust->vote);
	g_free(trust->decide);
	g_free(trust->acknowledge);
	g_free(trust->profile);
}

void config_free(Config *config)
{
	if (config == NULL)
		return;
	/* Without a gateway section the place is nobody else's. */
	if (config->section == NULL)
		g_clear_pointer(&config->place.file, g_ref_string_release);
	g_free(config->name);
	g_free(config->address);
	g_free(config->zone);
	g_free(config->store);
	g_free(config->operator_id);
	GPtrArray *lists[] = {config->report,	 config->aliases,   config->lists,
			      config->absences,	 config->noise,	    config->rules,
			      config->templates, config->mailboxes, config->people,
			      config->groups};
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		g_clear_pointer(&lists[i], g_ptr_array_unref);
	clear_trust(&config->trust);
	g_clear_pointer(&config->spool, config_mailbox_free);
	config_outgoing_free(config->outgoing);
	settings_free(config->settings);
	g_free(config);
}

/* ---- the whole ------------------------------------------------------------- */

static Config *config_new(const char *path)
{
	Config *config = g_new0(Config, 1);
	config->place = (Place){g_ref_string_new(path), 0};
	config->settings = settings_new();
	config->mailboxes =
		g_ptr_array_new_with_free_func((GDestroyNotify)config_mailbox_free);
	config->people = config_persons_new();
	config->groups = config_groups_new();
	return config;
}

static GPtrArray *list_or_empty(const SettingsSection *section, const char *key)
{
	return section != NULL ? config_list(section, key)
			       : g_ptr_array_new_with_free_func(g_free);
}

/* Ours come first, so that a folder of the configuration overrides single templates. */
static GPtrArray *template_folders(const SettingsSection *gateway)
{
	GPtrArray *folders = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(folders, config_share_path("templates"));
	g_autoptr(GPtrArray) named =
		gateway != NULL ? config_paths(gateway, "templates") : g_ptr_array_new();
	for (guint i = 0; i < named->len; i++)
		g_ptr_array_add(folders, g_strdup(g_ptr_array_index(named, i)));
	return folders;
}

/* What filters of large installations write before the subjects of strangers. */
static void add_usual_noise(GPtrArray *noise)
{
	static const char *const words[] = {
		"external", "external email", "external mail", "external sender",
		"extern",   "externe",	      "externo"};
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		g_ptr_array_add(noise, g_strdup(words[i]));
}

static void check_empty(const Config *config, GPtrArray *problems)
{
	const GPtrArray *sections = config->settings->sections;
	for (guint i = 0; i < sections->len; i++)
		config_check_empty(g_ptr_array_index(sections, i), problems);
}

static void fill(Config *config, GPtrArray *problems)
{
	const SettingsSection *gateway = config->section;
	const char *language =
		gateway != NULL ? settings_get_text(gateway, "language") : NULL;
	config->aliases = list_or_empty(gateway, "aliases");
	config->lists = list_or_empty(gateway, "lists");
	config->noise = list_or_empty(gateway, "noise");
	if (gateway == NULL || settings_get(gateway, "noise") == NULL)
		add_usual_noise(config->noise);
	config->report = gateway != NULL ? config_list(gateway, "report")
					 : g_ptr_array_new_with_free_func(g_free);
	config->absences = gateway != NULL ? config_paths(gateway, "absences")
					   : g_ptr_array_new_with_free_func(g_free);
	config->templates = template_folders(gateway);
	read_trust(&config->trust, find_section(config->settings, "trust"), problems);
	read_limits(&config->limits, find_section(config->settings, "limits"), problems);
	read_mailboxes(config, problems);
	if (config->store != NULL)
		config->spool = config_spool_of(config);
	config_read_persons(config, language != NULL ? language : "en", problems);
	config_check_persons(config, problems);
	check_empty(config, problems);
}

Config *config_read(const char *path, GPtrArray *problems)
{
	return config_read_with_rules(path, NULL, problems);
}

Config *config_read_with_rules(const char *path, const char *folder, GPtrArray *problems)
{
	g_autoptr(Config) config = config_new(path);
	settings_read(config->settings, path, problems);
	if (config_why_unreadable(path) != NULL)
		return NULL;
	const SettingsSection *gateway = find_section(config->settings, "gateway");
	if (gateway != NULL)
		read_gateway(config, gateway, problems);
	else
		problems_add(problems, config->place, "there is no gateway section");
	config_read_rules(config, folder, problems);
	fill(config, problems);
	return g_steal_pointer(&config);
}

Config *config_read_rules_only(const char *rules_path, GPtrArray *problems)
{
	g_autoptr(Config) config = config_new(rules_path);
	settings_read(config->settings, rules_path, problems);
	if (config_why_unreadable(rules_path) != NULL)
		return NULL;
	config->zone = g_strdup("UTC");
	config->rules = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(config->rules, g_strdup(rules_path));
	fill(config, problems);
	return g_steal_pointer(&config);
}

const ConfigPerson *config_person(const Config *config, const char *id)
{
	for (guint i = 0; id != NULL && i < config->people->len; i++) {
		const ConfigPerson *person = g_ptr_array_index(config->people, i);
		if (strcmp(person->id, id) == 0)
			return person;
	}
	return NULL;
}

const ConfigMailbox *config_mailbox(const Config *config, const char *name)
{
	for (guint i = 0; name != NULL && i < config->mailboxes->len; i++) {
		const ConfigMailbox *mailbox = g_ptr_array_index(config->mailboxes, i);
		if (strcmp(mailbox->name, name) == 0)
			return mailbox;
	}
	bool is_spool = config->spool != NULL && g_strcmp0(name, CONFIG_SPOOL_NAME) == 0;
	return is_spool ? config->spool : NULL;
}

Place config_gateway_place(const Config *config, const char *key)
{
	return config->section != NULL ? config_place(config->section, key)
				       : config->place;
}

const char *config_spool_path(const Config *config)
{
	return config->spool != NULL ? strchr(config->spool->server, ':') + 1 : NULL;
}

char *config_journal_path(const Config *config)
{
	return g_strconcat(config->store, ".sent", NULL);
}

/* ---- what is shipped ------------------------------------------------------- */

/* Where a program may find what it was shipped with: the tree it
 * was built in, or the place it was installed to, wherever that has been moved. NULL:
 * neither. */
static char *find_shipped(void)
{
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = program != NULL ? g_path_get_dirname(program) : NULL;
	for (int depth = 0; folder != NULL && depth < PROGRAM_DEPTH_MAX; depth++) {
		g_autofree char *name = g_path_get_basename(folder);
		char *above = g_path_get_dirname(folder);
		g_free(folder);
		folder = above;
		g_autofree char *shipped =
			strcmp(name, "build") == 0
				? g_strdup(above)
				: g_build_filename(above, "share", "mailmoot", NULL);
		g_autofree char *rules =
			g_build_filename(shipped, "rules", "default.rules", NULL);
		if (g_file_test(rules, G_FILE_TEST_IS_REGULAR))
			return g_steal_pointer(&shipped);
	}
	return NULL;
}

char *config_share_path(const char *below)
{
	const char *override = g_getenv("MAILMOOT_SHARE_DIR");
	if (override != NULL && *override != '\0')
		return g_build_filename(override, below, NULL);
	g_autofree char *shipped = find_shipped();
	return g_build_filename(shipped != NULL ? shipped : MAILMOOT_SHARE, below, NULL);
}
