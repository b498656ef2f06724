/* config_rules.c: which rule files are read, and in which order.
 *
 * SPDX-License-Identifier: MIT */
#include "base/config_rules.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/config_value.h"

#define RULES_SUFFIX ".rules"

const char *config_why_unreadable(const char *path)
{
	if (access(path, R_OK) != 0)
		return g_strerror(errno);
	return g_file_test(path, G_FILE_TEST_IS_DIR) ? g_strerror(EISDIR) : NULL;
}

static GPtrArray *configured_files(const SettingsSection *gateway)
{
	if (gateway != NULL && settings_get(gateway, "rules") != NULL)
		return config_paths(gateway, "rules");
	GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(files, config_share_path("rules/default.rules"));
	return files;
}

static void read_files(Config *config, const GPtrArray *paths, GPtrArray *problems)
{
	Place place = config_gateway_place(config, "rules");
	for (guint i = 0; i < paths->len; i++) {
		const char *path = g_ptr_array_index(paths, i);
		const char *why = config_why_unreadable(path);
		if (why == NULL)
			settings_read(config->settings, path, problems);
		else
			problems_add(problems, place, "rules: cannot read '%s': %s", path,
				     why);
	}
}

/* Rules written in the configuration itself are the most particular, so they come after
 * all rule files. */
static void read_before_own(Config *config, GPtrArray *problems)
{
	GPtrArray *sections = config->settings->sections;
	guint own = sections->len;
	read_files(config, config->rules, problems);
	g_autofree gpointer *kept = g_memdup2(sections->pdata, own * sizeof(gpointer));
	memmove(sections->pdata, sections->pdata + own,
		(sections->len - own) * sizeof(gpointer));
	if (own > 0)
		memcpy(sections->pdata + sections->len - own, kept,
		       own * sizeof(gpointer));
}

/* ---- rules to try ---------------------------------------------------------- */

static int by_path(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The *.rules of a folder, by name. */
static GPtrArray *files_of(const Config *config, const char *folder, GPtrArray *problems)
{
	g_autoptr(GError) why = NULL;
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) directory = g_dir_open(folder, 0, &why);
	const char *name = NULL;
	while (directory != NULL && (name = g_dir_read_name(directory)) != NULL) {
		if (g_str_has_suffix(name, RULES_SUFFIX))
			g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
	}
	g_ptr_array_sort(paths, by_path);
	if (why != NULL)
		problems_add(problems, config->place, "rules: %s", why->message);
	else if (paths->len == 0)
		problems_add(problems, config->place, "rules: no file in '%s' ends in %s",
			     folder, RULES_SUFFIX);
	return paths;
}

/* Takes the file of that name out of `files`; NULL: there is none. Owned. */
static char *take_named(GPtrArray *files, const char *name)
{
	for (guint i = 0; i < files->len; i++) {
		g_autofree char *other = g_path_get_basename(g_ptr_array_index(files, i));
		if (strcmp(name, other) == 0)
			return g_ptr_array_steal_index(files, i);
	}
	return NULL;
}

/* What is left of `others` stands for nothing configured. */
static void replace_files(GPtrArray *configured, GPtrArray *others)
{
	for (guint i = 0; i < configured->len; i++) {
		g_autofree char *name =
			g_path_get_basename(g_ptr_array_index(configured, i));
		char *other = take_named(others, name);
		if (other == NULL)
			continue;
		g_free(g_ptr_array_index(configured, i));
		g_ptr_array_index(configured, i) = other;
	}
}

void config_read_rules(Config *config, const char *folder, GPtrArray *problems)
{
	config->rules = configured_files(config->section);
	if (folder == NULL) {
		read_before_own(config, problems);
		return;
	}
	g_autoptr(GPtrArray) others = files_of(config, folder, problems);
	replace_files(config->rules, others);
	read_before_own(config, problems);
	read_files(config, others, problems);
}
