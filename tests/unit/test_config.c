/* test_config.c: a whole configuration, its defaults, and its mistakes with their places.
 *
 * SPDX-License-Identifier: MIT */
#include "base/config.h"

#include <string.h>
#include <glib/gstdio.h>

static char *folder;

static char *path_of(const char *name)
{
	return g_build_filename(folder, name, NULL);
}

static void write_file(const char *name, const char *text)
{
	g_autofree char *path = path_of(name);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static Config *read_text(const char *text, GPtrArray *problems)
{
	write_file("acme.conf", text);
	g_autofree char *path = path_of("acme.conf");
	return config_read(path, problems);
}

/* All problems, one a line, without the name of the folder. */
static char *describe(const GPtrArray *problems)
{
	g_autoptr(GString) all = g_string_new(NULL);
	g_autofree char *prefix = g_strconcat(folder, "/", NULL);
	for (guint i = 0; i < problems->len; i++) {
		g_autofree char *text = problem_text(g_ptr_array_index(problems, i));
		g_string_append(all, text);
		g_string_append_c(all, '\n');
	}
	g_string_replace(all, prefix, "", 0);
	return g_string_free(g_steal_pointer(&all), FALSE);
}

static void assert_list(const GPtrArray *list, const char *expected)
{
	g_autoptr(GString) all = g_string_new(NULL);
	for (guint i = 0; i < list->len; i++)
		g_string_append_printf(all, "%s%s", i > 0 ? "|" : "",
				       (const char *)g_ptr_array_index(list, i));
	g_assert_cmpstr(all->str, ==, expected);
}

static void assert_below(const char *path, const char *name)
{
	g_autofree char *expected = path_of(name);
	g_assert_cmpstr(path, ==, expected);
}

/* ---- a whole one ----------------------------------------------------------- */

static const char FULL[] =
	"gateway \"acme\" {\n"
	"  address  = \"async@acme.example\"       # what people write to\n"
	"  aliases  = \"decide@acme.example\"\n"
	"  noise    = {\"EXTERNAL\", \"EXT\"}\n"
	"  zone     = \"Europe/Berlin\"\n"
	"  store    = \"acme.db\"\n"
	"  rules    = {\"acme.rules\"}   # later files override rules of the same name\n"
	"  templates = \"/usr/share/mailmoot/templates\"\n"
	"  operator = \"li\"\n"
	"}\n"
	"trust {                                 # what an action needs\n"
	"  authserv = {\"mx.acme.example\"}\n"
	"  open = from    comment = from    answer = token    vote = aligned    decide = "
	"signed\n"
	"}\n"
	"mailbox \"async\" {\n"
	"  server   = \"imaps://imap.acme.example\"\n"
	"  user     = \"async@acme.example\"\n"
	"  password-command = \"cat /run/credentials/imap\"\n"
	"  archive  = \"Done\"\n"
	"  ca-file  = \"/etc/ssl/acme-ca.pem\"\n"
	"}\n"
	"mailbox \"files\" { server = \"maildir:mail\" poll = 5 }\n"
	"outgoing {\n"
	"  server   = \"smtps://smtp.acme.example\"\n"
	"  password-file = \"secret\"\n"
	"  connections = 4\n"
	"}\n"
	"person \"maria\" {\n"
	"  name    = \"Maria Silva\"\n"
	"  address = {\"maria@acme.example\", \"msilva@home.example\"}\n"
	"  zone    = \"America/Sao_Paulo\"\n"
	"  hours   = {\"Mon-Thu 09:00-12:30\", \"Mon-Thu 13:30-18:00\", \"Fri "
	"09:00-15:00\"}\n"
	"  focus   = {\"Mon-Fri 09:00-11:00\"}\n"
	"  holidays = {\"br.ics\", \"12-24\", \"2026-06-04\"}\n"
	"  manager = \"li\"\n"
	"  digest  = \"daily 08:30\"\n"
	"  slots   = {\"09:30\", \"13:00\", \"16:30\"}\n"
	"}\n"
	"person \"li\" { address = \"li@acme.example\" }\n"
	"group \"platform\" { members = {\"maria\", \"li\"} }\n"
	"rule \"decision\" {\n"
	"  tags     = {\"DECISION\", \"PROPOSAL\", \"RFC\"}\n"
	"  opens    = decision\n"
	"  remind   = {50, 85}          # percent of the recipient's working time\n"
	"  overdue  = \"owner's manager\"\n"
	"}\n"
	"policy \"default\" {\n"
	"  step { after = \"0m\"   notify = {\"group:platform\"} }\n"
	"  step { after = \"15m\"  notify = {\"manager\"} }\n"
	"  repeat = 2\n"
	"  acknowledged-for = \"30m\"              # then it climbs again\n"
	"}\n";

static void check_gateway(const Config *config)
{
	g_assert_cmpstr(config->name, ==, "acme");
	g_assert_cmpstr(config->address, ==, "async@acme.example");
	assert_list(config->aliases, "decide@acme.example");
	assert_list(config->noise, "EXTERNAL|EXT");
	g_assert_cmpuint(config->lists->len, ==, 0);
	g_assert_cmpstr(config->zone, ==, "Europe/Berlin");
	assert_below(config->store, "acme.db");
	g_assert_cmpuint(config->templates->len, ==, 2);
	g_assert_cmpstr(g_ptr_array_index(config->templates, 1), ==,
			"/usr/share/mailmoot/templates");
	g_assert_cmpstr(config->operator_id, ==, "li");
	g_assert_cmpint(config->place.line, ==, 1);
	assert_list(config->trust.authserv, "mx.acme.example");
	g_assert_cmpstr(config->trust.vote, ==, "aligned");
	g_assert_cmpstr(config->trust.decide, ==, "signed");
	g_assert_cmpstr(config->trust.profile, ==, "token");
}

static void check_mailboxes(const Config *config)
{
	const ConfigMailbox *async = config_mailbox(config, "async");
	g_assert_cmpstr(async->server, ==, "imaps://imap.acme.example");
	g_assert_cmpstr(async->secret.command, ==, "cat /run/credentials/imap");
	g_assert_cmpstr(async->inbox, ==, "INBOX");
	g_assert_cmpstr(async->archive, ==, "Done");
	g_assert_cmpstr(async->aside, ==, "Aside");
	g_assert_cmpstr(async->ca_file, ==, "/etc/ssl/acme-ca.pem");
	g_assert_cmpint(async->poll_seconds, ==, 60);
	const ConfigMailbox *files = config_mailbox(config, "files");
	assert_below(files->server + strlen("maildir:"), "mail");
	g_assert_cmpint(files->poll_seconds, ==, 5);
	g_assert_null(config_mailbox(config, "nope"));
	assert_below(config->outgoing->secret.file, "secret");
	g_assert_cmpint(config->outgoing->connections, ==, 4);
	g_assert_null(config->outgoing->secret.command);
}

static void check_people(const Config *config)
{
	const ConfigPerson *maria = config_person(config, "maria");
	g_assert_cmpuint(config->people->len, ==, 2);
	g_assert_cmpstr(maria->name, ==, "Maria Silva");
	assert_list(maria->addresses, "maria@acme.example|msilva@home.example");
	g_assert_cmpuint(maria->hours->len, ==, 3);
	assert_below(g_ptr_array_index(maria->holidays, 0), "br.ics");
	g_assert_cmpstr(g_ptr_array_index(maria->holidays, 1), ==, "12-24");
	g_assert_cmpstr(maria->manager, ==, "li");
	g_assert_cmpstr(maria->digest, ==, "daily 08:30");
	g_assert_cmpint(settings_get(maria->section, "zone")->place.line, ==, 31);
	const ConfigPerson *li = config_person(config, "li");
	g_assert_cmpstr(li->name, ==, "li");
	g_assert_null(li->zone);
	g_assert_cmpuint(li->hours->len, ==, 0);
	g_assert_cmpstr(li->digest, ==, "weekly Mon 09:00");
	g_assert_cmpstr(li->language, ==, "en");
	const ConfigGroup *platform = g_ptr_array_index(config->groups, 0);
	assert_list(platform->members, "maria|li");
}

static void test_full(void)
{
	write_file("acme.rules", "rule \"decision\" { tags = DECISION }\n"
				 "rule \"note\" { tags = FYI }\n");
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(Config) config = read_text(FULL, problems);
	g_autofree char *said = describe(problems);
	g_assert_cmpstr(said, ==, "");
	check_gateway(config);
	check_mailboxes(config);
	check_people(config);
}

/* Rule files first, in their order; what the configuration itself says comes last and so
 * prevails. */
static void test_rule_order(void)
{
	write_file("one.rules", "rule \"a\" { tags = ONE }\n");
	write_file("two.rules", "rule \"a\" { tags = TWO }\n");
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(Config) config =
		read_text("gateway \"g\" { address = \"a@b.example\" store = s rules = "
			  "{\"one.rules\", "
			  "\"two.rules\"} }\nrule \"a\" { tags = OWN }\n",
			  problems);
	g_assert_cmpuint(problems->len, ==, 0);
	g_autoptr(GString) tags = g_string_new(NULL);
	for (guint i = 0; i < config->settings->sections->len; i++) {
		const SettingsSection *section =
			g_ptr_array_index(config->settings->sections, i);
		if (strcmp(section->kind, "rule") == 0)
			g_string_append(tags, settings_get_text(section, "tags"));
	}
	g_assert_cmpstr(tags->str, ==, "ONETWOOWN");
}

static void test_defaults(void)
{
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(Config) config =
		read_text("gateway \"g\" { address = \"a@b.example\" store = \"/x/s.db\" "
			  "rules = {} language = de }\n"
			  "person \"p\" { address = \"p@b.example\" }\n",
			  problems);
	g_autofree char *said = describe(problems);
	g_assert_cmpstr(said, ==, "");
	g_assert_cmpstr(config->zone, ==, "UTC");
	g_assert_cmpstr(config->store, ==, "/x/s.db");
	g_assert_cmpuint(config->rules->len, ==, 0);
	g_assert_cmpuint(config->templates->len, ==, 1);
	g_assert_cmpuint(config->mailboxes->len, ==, 0);
	g_assert_null(config->outgoing);
	g_assert_null(config->operator_id);
	const char *levels[] = {config->trust.open,   config->trust.comment,
				config->trust.answer, config->trust.vote,
				config->trust.decide, config->trust.acknowledge,
				config->trust.profile};
	for (size_t i = 0; i < G_N_ELEMENTS(levels); i++)
		g_assert_cmpstr(levels[i], ==, i < 2 ? "from" : "token");
	g_assert_cmpstr(config_person(config, "p")->language, ==, "de");
}

/* ---- mistakes -------------------------------------------------------------- */

#define GATEWAY                                                                          \
	"gateway \"g\" { address = \"g@b.example\" store = \"s.db\" rules = {} }\n"
#define ANN "person \"ann\" { address = \"ann@b.example\" }\n"

static void test_mistakes(void)
{
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{"", "acme.conf: there is no gateway section\n"},
		{GATEWAY GATEWAY,
		 "acme.conf:2: a second gateway; the first is at acme.conf:1\n"},
		{"gateway \"g\" {\n rules = {}\n}\n",
		 "acme.conf:1: gateway \"g\" has no address\n"
		 "acme.conf:1: gateway \"g\" has no store\n"},
		{"gateway \"g\" {\n rules = {}\n address = \"\"\n store = \"s\"\n}\n",
		 "acme.conf:3: address is empty\n"},
		{"gateway \"g\" {\n rules = {}\n address = \"g@b.example\n store = "
		 "\"s\"\n}\n",
		 "acme.conf:3: a quote (\") is not closed on its line; a value cannot "
		 "span lines\n"},
		{"gateway \"g\" {\n rules = {}\n address = \"g at b\"\n store = "
		 "\"s\"\n}\n",
		 "acme.conf:3: address: 'g at b' is no address like name@host.example\n"},
		{"gateway \"g\" {\n rules = {}\n address = \"g@b.example\"\n store = "
		 "\"s\"\n"
		 " aliases = {\"ok@b.example\", \"a@@b\", \"x@\"}\n}\n",
		 "acme.conf:5: aliases: 'a@@b' is no address like name@host.example\n"
		 "acme.conf:5: aliases: 'x@' is no address like name@host.example\n"},
		{"gateway \"g\" {\n address = \"g@b.example\"\n store = \"s\"\n"
		 " rules = \"no.rules\"\n}\n",
		 "acme.conf:4: rules: cannot read 'no.rules': No such file or "
		 "directory\n"},
		{"gateway \"g\" {\n address = \"g@b.example\"\n store = \"s\"\n"
		 " rules = \"bad.rules\"\n}\n",
		 "bad.rules:2: unknown key 'tag' in rule (did you mean 'tags'?)\n"},
		{GATEWAY "trust {\n vote = tokn\n}\n",
		 "acme.conf:3: vote = 'tokn': expected from, token, aligned or signed\n"},
		{GATEWAY "mailbox \"m\" {\n poll = soon\n}\n",
		 "acme.conf:2: mailbox \"m\" has no server\n"
		 "acme.conf:3: poll = 'soon': expected a whole number from 1 to 86400\n"},
		{GATEWAY "outgoing {\n connections = 99\n}\n",
		 "acme.conf:2: outgoing has no server\n"
		 "acme.conf:3: connections = '99': expected a whole number from 1 to "
		 "32\n"},
		{"gateway \"g\" {\n address = \"g@b.example\"\n store = \"s.db\"\n rules "
		 "= {}\n"
		 " operator = \"anne\"\n}\n" ANN,
		 "acme.conf:5: operator: there is no person 'anne' (did you mean "
		 "'ann'?)\n"},
		{GATEWAY ANN "group \"all\" {\n members = {\"ann\", \"bob\"}\n}\n",
		 "acme.conf:4: members: there is no person 'bob'\n"},
		{GATEWAY "group \"all\" {\n}\n",
		 "acme.conf:2: group \"all\" has no members\n"},
		{GATEWAY "person \"ann\" {\n address = \"ann@b.example\"\n manager = "
			 "\"bob\"\n}\n",
		 "acme.conf:4: manager: there is no person 'bob'\n"},
		{GATEWAY "person \"ann\" {\n}\n",
		 "acme.conf:2: person \"ann\" has no address\n"},
		{GATEWAY ANN
		 "person \"bob\" {\n address = {\"b@b.example\", \"Ann@B.example\"}\n}\n",
		 "acme.conf:4: Ann@B.example belongs to ann already\n"},
		{GATEWAY "person \"bob\" {\n address = \"g@b.example\"\n}\n",
		 "acme.conf:3: g@b.example belongs to the gateway already\n"},
		{GATEWAY ANN ANN,
		 "acme.conf:3: person \"ann\" is there already, at acme.conf:2\n"},
		{GATEWAY "include \"people.conf\"\n",
		 "acme.conf:2: cannot read 'people.conf': No such file or directory\n"},
		/* three in one file, all told */
		{GATEWAY
		 "person \"ann\" {\n adress = \"ann@b.example\"\n zone = \"UTC\n}\n"
		 "mailbx \"m\" { }\n",
		 "acme.conf:3: unknown key 'adress' in person (did you mean 'address'?)\n"
		 "acme.conf:4: a quote (\") is not closed on its line; a value cannot "
		 "span lines\n"
		 "acme.conf:6: unknown section 'mailbx' (did you mean 'mailbox'?)\n"
		 "acme.conf:2: person \"ann\" has no address\n"},
	};
	write_file("bad.rules", "rule \"r\" {\n tag = X\n}\n");
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GPtrArray) problems = problems_new();
		g_autoptr(Config) config = read_text(rows[i].text, problems);
		g_autofree char *said = describe(problems);
		g_assert_nonnull(config);
		g_assert_cmpstr(said, ==, rows[i].expected);
	}
}

static void test_unreadable(void)
{
	g_autoptr(GPtrArray) problems = problems_new();
	g_autofree char *path = path_of("nowhere.conf");
	g_assert_null(config_read(path, problems));
	g_assert_null(config_read_rules_only(path, problems));
	g_assert_null(config_read(folder, problems));
	g_assert_cmpuint(problems->len, ==, 3);
}

/* ---- what is shipped ------------------------------------------------------- */

static void test_share(void)
{
	g_setenv("MAILMOOT_SHARE_DIR", "/somewhere", TRUE);
	g_autofree char *moved = config_share_path("rules/default.rules");
	g_assert_cmpstr(moved, ==, "/somewhere/rules/default.rules");
	g_unsetenv("MAILMOOT_SHARE_DIR");
	g_autofree char *path = config_share_path("rules/default.rules");
	g_assert_true(g_file_test(path, G_FILE_TEST_IS_REGULAR));
}

static void test_shipped_rules(void)
{
	g_autofree char *path = config_share_path("rules/default.rules");
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(Config) config = config_read_rules_only(path, problems);
	g_assert_cmpuint(problems->len, ==, 0);
	g_assert_null(config->address);
	g_assert_cmpuint(config->people->len, ==, 0);
	g_assert_cmpstr(config->trust.vote, ==, "token");
	g_assert_cmpuint(config->settings->sections->len, >, 5);
	g_autoptr(Config) gateway = read_text(
		"gateway \"g\" { address = \"g@b.example\" store = \"s.db\" }\n",
		problems);
	g_assert_cmpuint(problems->len, ==, 0);
	assert_list(gateway->rules, path);
}

/* A team of 3,000 is read at once. */
static void test_many(void)
{
	g_autoptr(GString) text = g_string_new(GATEWAY);
	for (int i = 0; i < 3000; i++)
		g_string_append_printf(
			text,
			"person \"p%d\" {\n name = \"P %d\"\n address = "
			"{\"p%d@b.example\", \"q%d@b.example\"}\n zone = \"UTC\"\n hours "
			"= {\"Mon-Fri 09:00-17:00\"}\n manager = \"p0\"\n}\n",
			i, i, i, i);
	g_autoptr(GPtrArray) problems = problems_new();
	gint64 start = g_get_monotonic_time();
	g_autoptr(Config) config = read_text(text->str, problems);
	g_test_message("%d persons in %d ms", (int)config->people->len,
		       (int)((g_get_monotonic_time() - start) / 1000));
	g_assert_cmpuint(problems->len, ==, 0);
	g_assert_cmpuint(config->people->len, ==, 3000);
}

static void remove_files(void)
{
	static const char *const names[] = {"acme.conf", "acme.rules", "one.rules",
					    "two.rules", "bad.rules"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = path_of(names[i]);
		g_remove(path);
	}
	g_rmdir(folder);
	g_free(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_unsetenv("MAILMOOT_SHARE_DIR");
	folder = g_dir_make_tmp("mailmoot-config-XXXXXX", NULL);
	g_test_add_func("/config/full", test_full);
	g_test_add_func("/config/rule-order", test_rule_order);
	g_test_add_func("/config/defaults", test_defaults);
	g_test_add_func("/config/mistakes", test_mistakes);
	g_test_add_func("/config/unreadable", test_unreadable);
	g_test_add_func("/config/share", test_share);
	g_test_add_func("/config/shipped-rules", test_shipped_rules);
	g_test_add_func("/config/many", test_many);
	int status = g_test_run();
	remove_files();
	return status;
}
