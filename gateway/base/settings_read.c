/* settings_read.c: a settings file and what it includes.
 *
 * SPDX-License-Identifier: MIT */
#include "base/settings.h"

#include "base/settings_file.h"
#include "base/settings_outline.h"
#include "base/settings_section.h"
#include "base/words.h"

#define INCLUDE_DEPTH_MAX 10
#define LEVELS_MAX	  16
#define PROBLEMS_MAX	  200 /* of one reading: after that it is not a settings file */

typedef struct {
	Gathering gathering;
	guint problems_before;
	GHashTable *done; /* identities of files: read once, however often included */
	GPtrArray *open;  /* identities of the files being read, outermost first */
} Reader;

static void read_file(Reader *reader, const char *path, Place from);

static void include_files(Reader *reader, const Outline *outline, char *file,
			  const ScanItem *item)
{
	Place place = {file, item->line};
	if (outline_depth(outline) > 0) {
		problems_add(reader->gathering.problems, place,
			     "include cannot stand within a section");
		return;
	}
	g_auto(GStrv) paths = settings_file_included(file, item->title);
	if (paths[0] == NULL)
		problems_add(reader->gathering.problems, place, "no file matches '%s'",
			     item->title);
	for (char **path = paths; *path != NULL; path++)
		read_file(reader, *path, place);
}

/* False after the last. */
static bool read_statement(Reader *reader, Scan *scan, Outline *outline, char *file)
{
	g_auto(ScanItem) item = {0};
	scan_next(scan, &item);
	switch (item.kind) {
	case SCAN_OPEN:
		outline_open(outline, &item);
		break;
	case SCAN_CLOSE:
		outline_close(outline, &item);
		break;
	case SCAN_SETTING:
		outline_set(outline, &item);
		break;
	case SCAN_INCLUDE:
		include_files(reader, outline, file, &item);
		break;
	case SCAN_END:
		outline_end(outline, item.line);
		return false;
	}
	return true;
}

static void read_text(Reader *reader, char *file, const char *text)
{
	GPtrArray *problems = reader->gathering.problems;
	g_autoptr(Outline) outline = outline_new(&reader->gathering, file);
	g_autoptr(Scan) scan = scan_new(text, file, problems);
	while (read_statement(reader, scan, outline, file)) {
		if (problems->len - reader->problems_before < PROBLEMS_MAX &&
		    outline_depth(outline) <= LEVELS_MAX)
			continue;
		problems_add(problems, (Place){file, 0},
			     "too many mistakes or braces; the rest is not read");
		return;
	}
}

static bool may_open(Reader *reader, const char *path, const char *identity, Place from)
{
	if (words_list_has(reader->open, identity))
		problems_add(reader->gathering.problems, from,
			     "'%s' is included within itself", path);
	else if (reader->open->len > INCLUDE_DEPTH_MAX)
		problems_add(reader->gathering.problems, from,
			     "includes are nested more than %d deep", INCLUDE_DEPTH_MAX);
	else
		return g_hash_table_add(reader->done, g_strdup(identity));
	return false;
}

/* `from` is the include that asks for it. */
static void read_file(Reader *reader, const char *path, Place from)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *identity = settings_file_identity(path);
	if (!may_open(reader, path, identity, from))
		return;
	int bad_line = 0;
	g_autofree char *text = settings_file_text(path, &bad_line, &error);
	if (text == NULL) {
		problems_add(reader->gathering.problems, from, "%s", error->message);
		return;
	}
	char *file = g_ref_string_new(path);
	if (bad_line > 0)
		problems_add(reader->gathering.problems, (Place){file, bad_line},
			     "this is not UTF-8 text");
	g_ptr_array_add(reader->open, identity);
	read_text(reader, file, text);
	g_ptr_array_set_size(reader->open, (gint)reader->open->len - 1);
	g_ref_string_release(file);
}

void settings_read(Settings *settings, const char *path, GPtrArray *problems)
{
	g_autoptr(ValueReader) values = value_reader_new();
	g_autoptr(GHashTable) firsts =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) done =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) open = g_ptr_array_new();
	g_autoptr(GPtrArray) dropped = settings_sections_new();
	Reader reader = {.gathering = {settings, problems, values, firsts, dropped},
			 .problems_before = problems->len,
			 .done = done,
			 .open = open};
	gathering_note_earlier(&reader.gathering);
	g_autofree char *copy = g_strdup(path);
	read_file(&reader, path, (Place){copy, 0});
}
