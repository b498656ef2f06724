/* settings_value.c: libconfuse options from the schema, and values out of them.
 *
 * SPDX-License-Identifier: MIT */
#include "base/settings_value.h"

#include <confuse.h>
#include <stdint.h>
#include <string.h>

struct ValueReader {
	GHashTable
		*parsers; /* const SchemaSection * to cfg_t *, made when first wanted */
};

static void free_parser(gpointer data)
{
	cfg_free(data);
}

ValueReader *value_reader_new(void)
{
	ValueReader *reader = g_new0(ValueReader, 1);
	reader->parsers = g_hash_table_new_full(NULL, NULL, NULL, free_parser);
	return reader;
}

void value_reader_free(ValueReader *reader)
{
	if (reader == NULL)
		return;
	g_hash_table_unref(reader->parsers);
	g_free(reader);
}

/* libconfuse hands its error function nothing of ours. The root section has no title
 * of its own and frees whatever stands there, so the message waits in it. */
static void G_GNUC_PRINTF(2, 0)
	keep_message(cfg_t *parser, const char *format, va_list rest)
{
	if (parser->title == NULL)
		parser->title = g_strdup_vprintf(format, rest);
}

/* Every value is a string to libconfuse: numbers and words stay as they are written. */
static cfg_t *make_parser(const SchemaSection *section)
{
	g_autoptr(GArray) options = g_array_new(FALSE, FALSE, sizeof(cfg_opt_t));
	for (const SchemaKey *key = section->keys; key->name != NULL; key++) {
		cfg_opt_t one = CFG_STR(key->name, NULL, CFGF_NODEFAULT);
		cfg_opt_t list = CFG_STR_LIST(key->name, NULL, CFGF_NODEFAULT);
		g_array_append_val(options, *(key->is_list ? &list : &one));
	}
	cfg_opt_t end = CFG_END();
	g_array_append_val(options, end);
	cfg_t *parser = cfg_init(&g_array_index(options, cfg_opt_t, 0), CFGF_NONE);
	g_assert(parser != NULL);
	cfg_set_error_function(parser, keep_message);
	return parser;
}

static cfg_t *parser_for(ValueReader *reader, const SchemaSection *section)
{
	cfg_t *parser = g_hash_table_lookup(reader->parsers, section);
	if (parser == NULL) {
		parser = make_parser(section);
		g_hash_table_insert(reader->parsers, (gpointer)(uintptr_t)section,
				    parser);
	}
	return parser;
}

/* Escapes can make what no line of text holds. */
static const char *objection_to(const char *value)
{
	if (!g_utf8_validate(value, -1, NULL))
		return "the value is not UTF-8";
	for (const char *at = value; *at != '\0'; at++)
		if (g_ascii_iscntrl(*at))
			return "the value holds a control character or a line end";
	return NULL;
}

static bool copy_values(cfg_t *parser, const SchemaKey *key, GPtrArray *values,
			char **out_why)
{
	cfg_opt_t *option = cfg_getopt(parser, key->name);
	for (unsigned i = 0; i < cfg_opt_size(option); i++) {
		const char *value = cfg_opt_getnstr(option, i);
		const char *objection = objection_to(value);
		if (objection != NULL) {
			*out_why = g_strdup(objection);
			return false;
		}
		g_ptr_array_add(values, g_strdup(value));
	}
	return true;
}

bool value_read(ValueReader *reader, const SchemaSection *section, const SchemaKey *key,
		const char *text, GPtrArray *values, int *out_line, char **out_why)
{
	cfg_t *parser = parser_for(reader, section);
	if (cfg_parse_buf(parser, text) == CFG_SUCCESS) {
		*out_line = 1;
		return copy_values(parser, key, values, out_why);
	}
	*out_line = parser->line;
	*out_why = g_strdup(parser->title != NULL ? parser->title : "not understood");
	/* Its lexer is left in the middle of a string; freeing a root section resets it.
	 */
	g_hash_table_remove(reader->parsers, section);
	return false;
}
