/* test_settings.c: sections, places, and every mistake of every file.
 *
 * SPDX-License-Identifier: MIT */
#include "base/settings.h"

#include <string.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* ---- a folder of files ----------------------------------------------------- */

static char *folder;

static void write_file(const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autofree char *below = g_path_get_dirname(path);
	g_assert_cmpint(g_mkdir_with_parents(below, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void remove_tree(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name = NULL;
	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *child = g_build_filename(path, name, NULL);
		remove_tree(child);
	}
	g_remove(path);
}

static void read_into(Settings *settings, const char *name, GPtrArray *problems)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	settings_read(settings, path, problems);
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

static const SettingsSection *find(const Settings *settings, const char *kind,
				   const char *title)
{
	for (guint i = 0; i < settings->sections->len; i++) {
		const SettingsSection *section = g_ptr_array_index(settings->sections, i);
		if (strcmp(section->kind, kind) == 0 &&
		    strcmp(section->title, title) == 0)
			return section;
	}
	return NULL;
}

static char *joined(const SettingsSection *section, const char *key)
{
	const Setting *setting = settings_get(section, key);
	g_autoptr(GString) all = g_string_new(NULL);
	for (guint i = 0; setting != NULL && i < setting->values->len; i++)
		g_string_append_printf(
			all, "%s%s", i > 0 ? "|" : "",
			(const char *)g_ptr_array_index(setting->values, i));
	return g_string_free(g_steal_pointer(&all), FALSE);
}

/* ---- what is read ---------------------------------------------------------- */

static void test_good(void)
{
	write_file("good.conf",
		   "# a comment with a \" and a {\n"
		   "gateway \"acme\" { address = \"a@acme.example\" }\n"
		   "/* over\n two lines } */\n"
		   "person maria { // barewords do\n"
		   "  name = 'Maria \"M\" Silva'\n"
		   "  hours = {\"Mon 09:00-12:00\", # morning, \"x\"\n"
		   "           \"Mon 13:00-18:00\" /* } */ }\n"
		   "  slots = 09:30\n"
		   "}\n"
		   "policy \"default\" {\r\n"
		   "  step { after = \"0m\" notify = {\"group:platform\"} }\r\n"
		   "  step { after = 010 notify = manager }\r\n"
		   "  repeat = 2 acknowledged-for = \"30m\"\r\n"
		   "}\r\n");
	g_autoptr(Settings) settings = settings_new();
	g_autoptr(GPtrArray) problems = problems_new();
	read_into(settings, "good.conf", problems);
	g_autofree char *said = describe(problems);
	g_assert_cmpstr(said, ==, "");
	g_assert_cmpuint(settings->sections->len, ==, 3);
	const SettingsSection *maria = find(settings, "person", "maria");
	g_assert_cmpint(maria->place.line, ==, 5);
	g_assert_cmpstr(settings_get_text(maria, "name"), ==, "Maria \"M\" Silva");
	g_assert_cmpint(settings_get(maria, "slots")->place.line, ==, 9);
	g_autofree char *hours = joined(maria, "hours");
	g_assert_cmpstr(hours, ==, "Mon 09:00-12:00|Mon 13:00-18:00");
	g_assert_null(settings_get(maria, "zone"));
	g_assert_null(settings_get_text(maria, "hours"));
	const SettingsSection *policy = find(settings, "policy", "default");
	g_assert_cmpuint(policy->sections->len, ==, 2);
	g_assert_cmpstr(settings_get_text(policy, "acknowledged-for"), ==, "30m");
	const SettingsSection *step = g_ptr_array_index(policy->sections, 1);
	g_assert_cmpstr(settings_get_text(step, "after"), ==, "010");
	g_assert_cmpint(settings_get(step, "notify")->place.line, ==, 13);
}

/* Values stand as they are written, whatever libconfuse would make of them. */
static void test_values(void)
{
	static const struct {
		const char *written, *expected;
	} rows[] = {
		{"\"plain\"", "plain"},
		{"consent", "consent"},
		{"010", "010"},
		{"Europe/Berlin", "Europe/Berlin"},
		{"60s", "60s"},
		{"\"${HOME}\"", "${HOME}"},
		{"\"\\${HOME}\"", "${HOME}"},
		{"\"\\\\${HOME}\"", "\\${HOME}"},
		{"'${HOME}'", "${HOME}"},
		{"\"$HOME $(x) %s\"", "$HOME $(x) %s"},
		{"\"imaps://host\"", "imaps://host"},
		{"\"a # b // c /* d\"", "a # b // c /* d"},
		{"\"say \\\"hi\\\" {}\"", "say \"hi\" {}"},
		{"\"caf\xc3\xa9\"", "caf\xc3\xa9"},
		{"caf\xc3\xa9", "caf\xc3\xa9"},
		{"\n  \"next line\"", "next line"},
		{"\"\"", ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text =
			g_strdup_printf("person \"p\" { name = %s }\n", rows[i].written);
		write_file("value.conf", text);
		g_autoptr(Settings) settings = settings_new();
		g_autoptr(GPtrArray) problems = problems_new();
		read_into(settings, "value.conf", problems);
		g_autofree char *said = describe(problems);
		g_assert_cmpstr(said, ==, "");
		g_assert_cmpstr(settings_get_text(find(settings, "person", "p"), "name"),
				==, rows[i].expected);
	}
}

/* ---- mistakes -------------------------------------------------------------- */

static void test_mistakes(void)
{
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{"person \"p\" {\n  zne = \"UTC\"\n}\n",
		 "x.conf:2: unknown key 'zne' in person (did you mean 'zone'?)\n"},
		{"mailbox \"m\" {\n  ca_file = \"x\"\n}\n",
		 "x.conf:2: unknown key 'ca_file' in mailbox (did you mean "
		 "'ca-file'?)\n"},
		{"person \"p\" {\n  qqq = 1\n}\n",
		 "x.conf:2: unknown key 'qqq' in person\n"},
		{"\nprson \"p\" { a = 1 b { c = 2 } }\n",
		 "x.conf:2: unknown section 'prson' (did you mean 'person'?)\n"},
		{"zzz \"p\" { }\n", "x.conf:1: unknown section 'zzz'\n"},
		{"step { }\n", "x.conf:1: step belongs into a policy\n"},
		/* braces */
		{"person \"a\" {\n  zone = \"UTC\"\n",
		 "x.conf:1: person \"a\" is not closed: '}' "
		 "is missing before line 3\n"},
		{"person \"a\" {\n  zone = UTC\nperson \"b\" {\n zne = 1\n}\n",
		 "x.conf:1: person \"a\" is not closed: '}' is missing before line 3\n"
		 "x.conf:4: unknown key 'zne' in person (did you mean 'zone'?)\n"},
		{"policy \"a\" {\n step { after = 1m\n step { after = 2m }\n repeat = "
		 "1\n}\n",
		 "x.conf:2: step is not closed: '}' is missing before line 3\n"},
		{"policy \"a\" {\n step { after = 1m\n repeat = 1\n}\n",
		 "x.conf:2: step is not closed: '}' is missing before line 3\n"},
		{"person \"a\" { }\n}\n",
		 "x.conf:2: a '}' too many: no section is open here\n"},
		{"{ }\n", "x.conf:1: unexpected {\n"},
		{"group \"g\" {\n members = {\"a\", \"b\"\n}\n",
		 "x.conf:1: group \"g\" is not closed: '}' is missing before line 4\n"},
		{"person \"p\" {\n hours = {\"a\",\n zone = UTC\n}\n",
		 "x.conf:2: this list is not closed: '}' is missing\n"},
		{"group \"g\" {\n members = {\"a\",\nperson \"p\" { zone = UTC }\n",
		 "x.conf:2: this list is not closed: '}' is missing\n"
		 "x.conf:1: group \"g\" is not closed: '}' is missing before line 3\n"},
		{"group \"g\" {\n members = {{\"a\"}}\n}\n",
		 "x.conf:2: unexpected '{' in a list\n"},
		/* quotes */
		{"person \"p\" {\n  zone = \"UTC\n  name = \"x\"\n  zne = 1\n}\n",
		 "x.conf:2: a quote (\") is not closed on its line; a value cannot span "
		 "lines\n"
		 "x.conf:4: unknown key 'zne' in person (did you mean 'zone'?)\n"},
		{"person \"p {\n  zne = 1\n}\n",
		 "x.conf:1: a quote (\") is not closed on its line; a value cannot span "
		 "lines\n"
		 "x.conf:2: unknown key 'zne' in person (did you mean 'zone'?)\n"},
		{"person \"p\" {\n  name = \"a\\nb\"\n}\n",
		 "x.conf:2: name: the value holds a control character or a line end\n"},
		{"person \"p\" {\n  name = \"\\xff\"\n}\n",
		 "x.conf:2: name: the value is not UTF-8\n"},
		{"person \"p\" {\n  name = \"\\9\"\n  zone = \"\\9\"\n  digest = "
		 "\"off\"\n}\n",
		 "x.conf:2: name: bad escape sequence '\\9'\n"
		 "x.conf:3: zone: bad escape sequence '\\9'\n"},
		{"mailbox \"m\" {\n server = imaps://host\n user = ${USER}\n}\n",
		 "x.conf:2: 'imaps://host' cannot stand here without quotes\n"
		 "x.conf:3: '${USER}' cannot stand here without quotes\n"},
		{"person \"p\" {\n  zone = Etc/GMT+3;\n  name = \"x\";\n}\n",
		 "x.conf:2: 'Etc/GMT+3;' cannot stand here without quotes\n"
		 "x.conf:3: unexpected ';'\n"},
		{"person \"p\" { }\n/* never\nclosed\n",
		 "x.conf:2: this comment is not closed: '*/' is missing\n"},
		/* statements */
		{"person \"p\" {\n  zone \"UTC\"\n  name = \"x\"\n}\n",
		 "x.conf:2: expected '=' or '{' after 'zone'\n"},
		{"person \"p\" {\n  zone UTC\n  name = \"x\"\n}\n",
		 "x.conf:2: expected '=' or '{' after 'zone'\n"},
		{"person \"p\" {\n  zone =\n  name = \"x\"\n}\n",
		 "x.conf:2: 'zone' has no value\n"},
		{"person \"p\" {\n  zone =\n}\n", "x.conf:2: 'zone' has no value\n"},
		{"zone = \"UTC\"\n",
		 "x.conf:1: 'zone' stands outside of every section\n"},
		{"person \"p\" {\n  zone = {\"UTC\"}\n}\n",
		 "x.conf:2: zone takes one value, not a list\n"},
		{"person \"p\" {\n  zone = \"UTC\"\n  zone = \"UTC\"\n}\n",
		 "x.conf:3: zone is set already, on line 2\n"},
		{"person \"p\" {\n  slots += {\"09:00\"}\n}\n",
		 "x.conf:2: '+=' is not known here; write the whole list after '='\n"},
		{"group \"g\" {\n  members = {\"a\" \"b\"}\n}\n",
		 "x.conf:2: members: unexpected token 'b'\n"},
		{"group \"g\" {\n  members = {\"a\", # one\n\n \"b\" \"c\"}\n}\n",
		 "x.conf:4: members: unexpected token 'c'\n"},
		{"frobnicate(\"x\")\n",
		 "x.conf:1: only include(\"file\") is written with "
		 "parentheses\n"},
		/* titles */
		{"person {\n}\n", "x.conf:1: person needs a name: person \"NAME\" {\n"},
		{"trust \"x\" {\n}\n", "x.conf:1: trust takes no name\n"},
		{"person \"a\\\\b\" {\n}\n",
		 "x.conf:1: a name is at most 100 bytes without quotes, "
		 "tabs and backslashes\n"},
		{"person \"p\" { }\nperson \"p\" {\n zne = 1 }\n",
		 "x.conf:2: person \"p\" is there already, at x.conf:1\n"
		 "x.conf:3: unknown key 'zne' in person (did you mean 'zone'?)\n"},
		{"rule \"r\" { }\nrule \"r\" { }\nmethod \"r\" { }\n",
		 "x.conf:2: rule \"r\" is there already, at x.conf:1\n"},
		{"trust { }\n\ntrust { }\n",
		 "x.conf:3: a second trust; the first is at x.conf:1\n"},
		{"gateway \"a\" { }\ngateway \"b\" { }\n",
		 "x.conf:2: a second gateway; the first is at x.conf:1\n"},
		{"person \"p\" { name = \"caf\xe9\" }\n",
		 "x.conf:1: this is not UTF-8 text\n"},
		{"\xef\xbb\xbfperson \"p\" { }\n", ""},
		{"", ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		write_file("x.conf", rows[i].text);
		g_autoptr(Settings) settings = settings_new();
		g_autoptr(GPtrArray) problems = problems_new();
		read_into(settings, "x.conf", problems);
		g_autofree char *said = describe(problems);
		g_assert_cmpstr(said, ==, rows[i].expected);
	}
}

/* After a mistake the rest of the file is still read. */
static void test_kept(void)
{
	write_file("kept.conf",
		   "person \"a\" {\n  name = \"Ann\n  zone = \"UTC\"\n"
		   "person \"b\" {\n  nme = 1\n  zone = \"\\9\"\n  name = \"Bob\"\n}\n");
	g_autoptr(Settings) settings = settings_new();
	g_autoptr(GPtrArray) problems = problems_new();
	read_into(settings, "kept.conf", problems);
	g_assert_cmpuint(problems->len, ==, 4);
	const SettingsSection *a = find(settings, "person", "a");
	g_assert_cmpuint(settings_get(a, "name")->values->len, ==, 0);
	g_assert_cmpstr(settings_get_text(a, "zone"), ==, "UTC");
	g_assert_cmpstr(settings_get_text(find(settings, "person", "b"), "name"), ==,
			"Bob");
}

/* ---- several files --------------------------------------------------------- */

static void test_include(void)
{
	write_file("inc/main.conf", "include \"people/*.conf\"\ninclude(\"rules.conf\")\n"
				    "include \"people/a.conf\"\ngateway \"g\" { }\n");
	write_file("inc/rules.conf", "rule \"r\" { tags = X }\n");
	write_file("inc/people/a.conf", "person \"a\" { zone = UTC }\n");
	write_file("inc/people/b.conf", "\nperson \"b\" { }\ninclude \"deep/c.conf\"\n");
	write_file("inc/people/deep/c.conf", "person \"c\" { }\n");
	g_autoptr(Settings) settings = settings_new();
	g_autoptr(GPtrArray) problems = problems_new();
	read_into(settings, "inc/main.conf", problems);
	g_autofree char *said = describe(problems);
	g_assert_cmpstr(said, ==, "");
	g_assert_cmpuint(settings->sections->len, ==, 5);
	const SettingsSection *b = find(settings, "person", "b");
	g_assert_true(g_str_has_suffix(b->place.file, "inc/people/b.conf"));
	g_assert_cmpint(b->place.line, ==, 2);
	g_assert_nonnull(find(settings, "person", "c"));
}

static void test_include_mistakes(void)
{
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{"\ninclude \"missing.conf\"\n",
		 "i.conf:2: cannot read 'missing.conf': No such file or directory\n"},
		{"include \"none*.conf\"\n", "i.conf:1: no file matches 'none*.conf'\n"},
		{"include \"i.conf\"\n",
		 "i.conf:1: 'i.conf' is included within itself\n"},
		{"include \"loop.conf\"\n",
		 "loop.conf:2: 'i.conf' is included within itself\n"},
		{"person \"p\" {\n include \"loop.conf\"\n}\n",
		 "i.conf:2: include cannot stand within a section\n"},
		{"person \"p\" { }\ninclude \"p.conf\"\n",
		 "p.conf:3: person \"p\" is there already, at i.conf:1\n"},
		{"rule \"r\" { }\ninclude \"r.conf\"\n", ""},
		{"include \"d0.conf\"\n",
		 "d9.conf:1: includes are nested more than 10 deep\n"},
		{"include \".\"\n", "i.conf:1: cannot read '.': Is a directory\n"},
	};
	write_file("loop.conf", "person \"l\" { }\ninclude \"i.conf\"\n");
	write_file("p.conf", "\n\nperson \"p\" { }\n");
	write_file("r.conf", "rule \"r\" { }\n");
	for (int i = 0; i < 12; i++) {
		g_autofree char *name = g_strdup_printf("d%d.conf", i);
		g_autofree char *text = g_strdup_printf("include \"d%d.conf\"\n", i + 1);
		write_file(name, text);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		write_file("i.conf", rows[i].text);
		g_autoptr(Settings) settings = settings_new();
		g_autoptr(GPtrArray) problems = problems_new();
		read_into(settings, "i.conf", problems);
		g_autofree char *said = describe(problems);
		g_assert_cmpstr(said, ==, rows[i].expected);
	}
}

/* Two readings into one: rules may come again, persons may not. */
static void test_second_reading(void)
{
	write_file("one.conf", "person \"p\" { }\nrule \"r\" { tags = A }\n");
	write_file("two.conf", "rule \"r\" { tags = B }\nperson \"p\" { }\n");
	g_autoptr(Settings) settings = settings_new();
	g_autoptr(GPtrArray) problems = problems_new();
	read_into(settings, "one.conf", problems);
	read_into(settings, "two.conf", problems);
	g_autofree char *said = describe(problems);
	g_assert_cmpstr(said, ==,
			"two.conf:2: person \"p\" is there already, at one.conf:1\n");
	g_assert_cmpuint(settings->sections->len, ==, 3);
}

static void test_unreadable(void)
{
	g_autoptr(Settings) settings = settings_new();
	g_autoptr(GPtrArray) problems = problems_new();
	read_into(settings, "nowhere.conf", problems);
	g_autofree char *said = describe(problems);
	g_assert_cmpstr(
		said, ==,
		"nowhere.conf: cannot read 'nowhere.conf': No such file or directory\n");
}

/* Not a settings file at all: bounded, and quick. */
static void test_hostile(void)
{
	static const char *const pieces[] = {
		"{",	  "}", "\"",	     "a = {", "step{",	 "a b ",    "/*",
		"a=\"\\", "x", "include \"", "\n\"'", "person{", "a=${x}\n"};
	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		while (text->len < 1000000)
			g_string_append(text, pieces[i]);
		write_file("hostile.conf", text->str);
		g_autoptr(Settings) settings = settings_new();
		g_autoptr(GPtrArray) problems = problems_new();
		read_into(settings, "hostile.conf", problems);
		g_assert_cmpuint(problems->len, >, 0);
		g_assert_cmpuint(problems->len, <, 300);
	}
}

/* Random bytes out of the syntax's own alphabet. */
static void test_random(void)
{
	static const char *const words[] = {
		"person",  "\"p\"",  "{",    "}",     "=",    "zone",	",",
		"\n",	   "\"",     "'",    "#",     "//",   "/*",	"*/",
		"+=",	   "policy", "step", "\\",    "${",   "(",	")",
		"include", " ",	     "\r",   "hours", "\xff", "members"};
	for (int round = 0; round < 2000; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (int i = 0; i < 40; i++)
			g_string_append(
				text,
				words[g_test_rand_int_range(0, G_N_ELEMENTS(words))]);
		write_file("random.conf", text->str);
		g_autoptr(Settings) settings = settings_new();
		g_autoptr(GPtrArray) problems = problems_new();
		read_into(settings, "random.conf", problems);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	folder = g_dir_make_tmp("mailmoot-settings-XXXXXX", NULL);
	g_test_add_func("/settings/good", test_good);
	g_test_add_func("/settings/values", test_values);
	g_test_add_func("/settings/mistakes", test_mistakes);
	g_test_add_func("/settings/kept", test_kept);
	g_test_add_func("/settings/include", test_include);
	g_test_add_func("/settings/include-mistakes", test_include_mistakes);
	g_test_add_func("/settings/second-reading", test_second_reading);
	g_test_add_func("/settings/unreadable", test_unreadable);
	g_test_add_func("/settings/hostile", test_hostile);
	g_test_add_func("/settings/random", test_random);
	int status = g_test_run();
	remove_tree(folder);
	g_free(folder);
	return status;
}
