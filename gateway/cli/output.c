/* output.c: what commands print.
 *
 * SPDX-License-Identifier: MIT */
#include "cli/output.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "store/items.h"

/* ---- tables ------------------------------------------------------------- */

Table *table_new(const char *const *head, int indent)
{
	Table *table = g_new0(Table, 1);
	table->indent = indent;
	table->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	g_ptr_array_add(table->rows, g_strdupv((char **)(uintptr_t)head));
	return table;
}

void table_add(Table *table, ...)
{
	guint columns = g_strv_length(g_ptr_array_index(table->rows, 0));
	char **row = g_new0(char *, columns + 1);
	va_list cells;
	va_start(cells, table);
	for (guint i = 0; i < columns; i++) {
		const char *cell = va_arg(cells, const char *);
		row[i] = text_single_line(cell != NULL ? cell : "", 300);
	}
	va_end(cells);
	g_ptr_array_add(table->rows, row);
}

bool output_is_coloured(void)
{
	return isatty(STDOUT_FILENO) && g_getenv("NO_COLOR") == NULL;
}

static void print_row(char **row, const int *widths, guint columns, int indent,
		      bool is_head)
{
	printf("%*s", indent, "");
	if (is_head && output_is_coloured())
		printf("\033[1m");
	for (guint i = 0; i < columns; i++) {
		printf("%s", row[i]);
		if (i + 1 < columns)
			printf("%*s", widths[i] - text_width(row[i]) + 2, "");
	}
	printf(is_head && output_is_coloured() ? "\033[0m\n" : "\n");
}

void table_print(Table *table)
{
	guint columns = g_strv_length(g_ptr_array_index(table->rows, 0));
	g_autofree int *widths = g_new0(int, columns);
	for (guint r = 0; r < table->rows->len; r++) {
		char **row = g_ptr_array_index(table->rows, r);
		for (guint i = 0; i < columns; i++)
			widths[i] = MAX(widths[i], text_width(row[i]));
	}
	for (guint r = 0; r < table->rows->len; r++)
		print_row(g_ptr_array_index(table->rows, r), widths, columns,
			  table->indent, r == 0);
	g_ptr_array_unref(table->rows);
	g_free(table);
}

int output_listing(const Listing *listing, const GPtrArray *rows, const Engine *engine,
		   bool as_json)
{
	if (as_json) {
		json_t *array = json_array();
		for (guint i = 0; i < rows->len; i++)
			json_array_append_new(
				array, listing->json(g_ptr_array_index(rows, i), engine));
		output_json(array, false);
		return 0;
	}
	Table *table = table_new(listing->head, 0);
	for (guint i = 0; i < rows->len; i++)
		listing->add(table, g_ptr_array_index(rows, i), engine);
	table_print(table);
	return 0;
}

bool output_read_number(const char *word, int64_t *out_number)
{
	guint64 number = 0;
	if (!g_ascii_string_to_unsigned(word, 10, 1, G_MAXINT64, &number, NULL)) {
		fprintf(stderr, "mailmoot: '%s' is no number of a row\n", word);
		return false;
	}
	*out_number = (int64_t)number;
	return true;
}

/* ---- the rest ----------------------------------------------------------- */

void output_json(json_t *value, bool one_line)
{
	g_autofree char *text =
		one_line ? json_line(value)
			 : json_dumps(value, JSON_INDENT(2) | JSON_ENCODE_ANY);
	puts(text != NULL ? text : "null");
	json_decref(value);
}

void output_heading(const char *text)
{
	printf(output_is_coloured() ? "\033[1m%s\033[0m\n" : "%s\n", text);
}

void output_text(const char *text, int indent)
{
	g_auto(GStrv) lines = text_lines(text);
	for (int i = 0; lines[i] != NULL; i++) {
		g_autofree char *clean = text_clean(lines[i], -1);
		printf("%*s%s\n", *clean != '\0' ? indent : 0, "", clean);
	}
}

void output_problems(const GPtrArray *problems)
{
	for (guint i = 0; i < problems->len; i++) {
		g_autofree char *text = problem_text(g_ptr_array_index(problems, i));
		fprintf(stderr, "%s\n", text);
	}
}

int output_fault(const GError *error)
{
	fprintf(stderr, "mailmoot: %s\n", error->message);
	return fault_exit_status(error);
}

World *output_world(const char *now)
{
	Instant instant = 0;
	if (now == NULL)
		return world_new();
	if (text_read_rfc3339(now, &instant))
		return world_new_fixed(instant);
	fprintf(stderr,
		"mailmoot: '%s' is no RFC 3339 time, such as 2026-03-02T09:00:00Z\n",
		now);
	return NULL;
}

/* Who only looks something up is not to be bothered with them. */
static void log_remarks(const GPtrArray *problems)
{
	for (guint i = 0; i < problems->len; i++) {
		g_autofree char *text = problem_text(g_ptr_array_index(problems, i));
		log_event(LOG_LEVEL_WARNING, "configuration", "remark", text, NULL);
	}
}

Engine *output_open_engine(const char *config_path, World *world, OutputStore store,
			   int *out_status)
{
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(Engine) engine = engine_new(config_path, world, problems);
	if (engine == NULL) {
		output_problems(problems);
		*out_status = 3;
		return NULL;
	}
	if (store == OUTPUT_STORE_WRITE)
		log_remarks(problems);
	if (store == OUTPUT_STORE_IF_THERE)
		store = g_file_test(engine->config->store, G_FILE_TEST_EXISTS)
				? OUTPUT_STORE_READ
				: OUTPUT_STORE_NONE;
	bool is_open = store == OUTPUT_STORE_NONE ||
		       (store == OUTPUT_STORE_READ ? engine_open_reader(engine, &error)
						   : engine_open_store(engine, &error));
	if (is_open)
		return g_steal_pointer(&engine);
	*out_status = output_fault(error);
	return NULL;
}

bool output_find_item(const Engine *engine, const char *word, Item **out_item,
		      int *out_status)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *id = g_ascii_strup(word, -1);
	if (!items_find(engine->store, id, out_item, &error)) {
		*out_status = output_fault(error);
		return false;
	}
	if (*out_item != NULL)
		return true;
	fprintf(stderr, "mailmoot: there is no %s\n", id);
	*out_status = 1;
	return false;
}
