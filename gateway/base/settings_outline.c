/* settings_outline.c: sections opened, closed, filled; and what is wrong with them.
 *
 * SPDX-License-Identifier: MIT */
#include "base/settings_outline.h"

#include <string.h>

#include "base/settings_schema.h"
#include "base/settings_section.h"

#define TITLE_BYTES_MAX 100

typedef struct {
	SettingsSection *section;    /* NULL: unknown, what it holds is skipped */
	const SchemaSection *schema; /* NULL likewise */
	char *label;		     /* person "maria" */
	int line;
} Level;

struct Outline {
	Gathering *gathering;
	char *file;
	GArray *levels; /* of Level, outermost first */
};

static void clear_level(gpointer level)
{
	g_free(((Level *)level)->label);
}

Outline *outline_new(Gathering *gathering, char *file)
{
	Outline *outline = g_new0(Outline, 1);
	outline->gathering = gathering;
	outline->file = file;
	outline->levels = g_array_new(FALSE, FALSE, sizeof(Level));
	g_array_set_clear_func(outline->levels, clear_level);
	return outline;
}

void outline_free(Outline *outline)
{
	if (outline == NULL)
		return;
	g_array_unref(outline->levels);
	g_free(outline);
}

static Place place_at(const Outline *outline, int line)
{
	return (Place){outline->file, line};
}

static Level *level_at(const Outline *outline, guint index)
{
	return &g_array_index(outline->levels, Level, index);
}

static Level *innermost(const Outline *outline)
{
	guint count = outline->levels->len;
	return count > 0 ? level_at(outline, count - 1) : NULL;
}

static void leave_section(Outline *outline)
{
	g_array_set_size(outline->levels, outline->levels->len - 1);
}

/* Blamed on the line that opened it: that is where to look from. */
static void leave_unclosed(Outline *outline, int line)
{
	const Level *level = innermost(outline);
	problems_add(outline->gathering->problems, place_at(outline, level->line),
		     "%s is not closed: '}' is missing before line %d", level->label,
		     line);
	leave_section(outline);
}

/* A section that cannot stand here but could further out means that a brace was
 * forgotten. */
static void leave_for(Outline *outline, const ScanItem *item)
{
	guint count = outline->levels->len, outer = count + 1;
	if (schema_anywhere(item->name) == NULL)
		return;
	while (outer-- > 0) {
		const SchemaSection *schema =
			outer > 0 ? level_at(outline, outer - 1)->schema : NULL;
		if ((outer == 0 || schema != NULL) &&
		    schema_section(outer > 0 ? schema->kind : NULL, item->name) != NULL)
			break;
		if (outer == 0)
			return;
	}
	while (outline->levels->len > outer)
		leave_unclosed(outline, item->line);
}

/* ---- sections -------------------------------------------------------------- */

static void report_unknown_section(const Outline *outline, const Level *outer,
				   const ScanItem *item)
{
	Place place = place_at(outline, item->line);
	GPtrArray *problems = outline->gathering->problems;
	const char *parent = outer != NULL ? outer->schema->kind : NULL;
	const SchemaSection *elsewhere = schema_anywhere(item->name);
	const char *near = schema_near_section(parent, item->name);
	if (elsewhere != NULL)
		problems_add(problems, place, "%s belongs into a %s", item->name,
			     elsewhere->parent);
	else if (near != NULL)
		problems_add(problems, place, "unknown section '%s' (did you mean '%s'?)",
			     item->name, near);
	else if (*item->name != '\0')
		problems_add(problems, place, "unknown section '%s'", item->name);
}

static void check_title(const Outline *outline, const SchemaSection *schema,
			const ScanItem *item)
{
	Place place = place_at(outline, item->line);
	GPtrArray *problems = outline->gathering->problems;
	if (!schema->has_title && item->title != NULL)
		problems_add(problems, place, "%s takes no name", item->name);
	else if (schema->has_title && (item->title == NULL || *item->title == '\0'))
		problems_add(problems, place, "%s needs a name: %s \"NAME\" {",
			     item->name, item->name);
	else if (item->title != NULL && (strpbrk(item->title, "\\\"\t") != NULL ||
					 strlen(item->title) > TITLE_BYTES_MAX))
		problems_add(
			problems, place,
			"a name is at most %d bytes without quotes, tabs and backslashes",
			TITLE_BYTES_MAX);
}

/* NULL: any number may stand side by side. Owned. */
static char *collision_key(const SchemaSection *schema, const SettingsSection *section)
{
	switch (schema->repeat) {
	case REPEAT_NEVER:
		return g_strdup(schema->kind);
	case REPEAT_TITLE:
		return g_strdup_printf("%s\n%s", schema->kind, section->title);
	case REPEAT_OVERRIDES:
		return g_strdup_printf("%s\n%s\n%s", schema->kind, section->title,
				       section->place.file);
	case REPEAT_ANY:
		return NULL;
	}
	return NULL;
}

/* True if it is the first of its kind and title; else the first one's place is left in
 * `out_first`. */
static bool note_first(Gathering *gathering, const SchemaSection *schema,
		       SettingsSection *section, const Place **out_first)
{
	g_autofree char *key = collision_key(schema, section);
	if (key == NULL)
		return true;
	*out_first = g_hash_table_lookup(gathering->firsts, key);
	if (*out_first != NULL)
		return false;
	g_hash_table_insert(gathering->firsts, g_steal_pointer(&key), &section->place);
	return true;
}

static SettingsSection *add_section(Outline *outline, const Level *outer,
				    const SchemaSection *schema, const ScanItem *item)
{
	Gathering *gathering = outline->gathering;
	SettingsSection *section =
		settings_section_new(item->name, item->title != NULL ? item->title : "",
				     place_at(outline, item->line));
	const Place *first = NULL;
	bool is_first = note_first(gathering, schema, section, &first);
	check_title(outline, schema, item);
	if (!is_first && schema->repeat == REPEAT_NEVER)
		problems_add(gathering->problems, section->place,
			     "a second %s; the first is at %s:%d", section->kind,
			     first->file, first->line);
	else if (!is_first)
		problems_add(gathering->problems, section->place,
			     "%s \"%s\" is there already, at %s:%d", section->kind,
			     section->title, first->file, first->line);
	g_ptr_array_add(!is_first	? gathering->dropped
			: outer != NULL ? outer->section->sections
					: gathering->settings->sections,
			section);
	return section;
}

void outline_open(Outline *outline, const ScanItem *item)
{
	leave_for(outline, item);
	const Level *outer = innermost(outline);
	Level level = {.line = item->line};
	level.label = item->title != NULL
			      ? g_strdup_printf("%s \"%s\"", item->name, item->title)
			      : g_strdup(*item->name != '\0' ? item->name : "{");
	if (outer == NULL || outer->schema != NULL) {
		level.schema = schema_section(outer != NULL ? outer->schema->kind : NULL,
					      item->name);
		if (level.schema != NULL)
			level.section = add_section(outline, outer, level.schema, item);
		else
			report_unknown_section(outline, outer, item);
	}
	g_array_append_val(outline->levels, level);
}

void outline_close(Outline *outline, const ScanItem *item)
{
	if (outline->levels->len > 0)
		leave_section(outline);
	else
		problems_add(outline->gathering->problems, place_at(outline, item->line),
			     "a '}' too many: no section is open here");
}

/* ---- settings in a section ------------------------------------------------- */

static void read_values(Outline *outline, const SchemaSection *schema,
			const SchemaKey *key, const ScanItem *item, GPtrArray *values)
{
	GPtrArray *problems = outline->gathering->problems;
	g_autofree char *why = NULL;
	int line = 0;
	if (item->is_list && !key->is_list)
		problems_add(problems, place_at(outline, item->line),
			     "%s takes one value, not a list", key->name);
	else if (item->text != NULL && !value_read(outline->gathering->values, schema,
						   key, item->text, values, &line, &why))
		problems_add(problems, place_at(outline, item->line + line - 1), "%s: %s",
			     key->name, why);
}

/* What could not be read is kept without values: the key was not forgotten. */
static void add_known(Outline *outline, const Level *level, const SchemaKey *key,
		      const ScanItem *item)
{
	const Setting *first = settings_get(level->section, key->name);
	if (first != NULL) {
		problems_add(outline->gathering->problems, place_at(outline, item->line),
			     "%s is set already, on line %d", key->name,
			     first->place.line);
		return;
	}
	Setting *setting = settings_section_add(level->section, key->name,
						place_at(outline, item->line));
	read_values(outline, level->schema, key, item, setting->values);
}

static void report_unknown_key(const Outline *outline, const Level *level,
			       const ScanItem *item)
{
	const char *near = schema_near_key(level->schema, item->name);
	problems_add(outline->gathering->problems, place_at(outline, item->line),
		     "unknown key '%s' in %s%s%s%s", item->name, level->schema->kind,
		     near != NULL ? " (did you mean '" : "", near != NULL ? near : "",
		     near != NULL ? "'?)" : "");
}

void outline_set(Outline *outline, const ScanItem *item)
{
	const Level *level = innermost(outline);
	if (level == NULL) {
		problems_add(outline->gathering->problems, place_at(outline, item->line),
			     "'%s' stands outside of every section", item->name);
		return;
	}
	if (level->section == NULL)
		return;
	const SchemaKey *key = schema_key(level->schema, item->name);
	guint count = outline->levels->len;
	if (key == NULL && count > 1) {
		key = schema_key(level_at(outline, count - 2)->schema, item->name);
		if (key != NULL)
			leave_unclosed(outline, item->line);
	}
	if (key != NULL)
		add_known(outline, innermost(outline), key, item);
	else
		report_unknown_key(outline, level, item);
}

void outline_end(Outline *outline, int line)
{
	while (outline->levels->len > 0)
		leave_unclosed(outline, line);
}

size_t outline_depth(const Outline *outline)
{
	return outline->levels->len;
}

/* Rules may be overridden by a later file; a second person of one name may not come from
 * anywhere. */
void gathering_note_earlier(Gathering *gathering)
{
	const Place *first = NULL;
	for (guint i = 0; i < gathering->settings->sections->len; i++) {
		SettingsSection *section =
			g_ptr_array_index(gathering->settings->sections, i);
		const SchemaSection *schema = schema_section(NULL, section->kind);
		if (schema->repeat == REPEAT_NEVER || schema->repeat == REPEAT_TITLE)
			(void)note_first(gathering, schema, section, &first);
	}
}
