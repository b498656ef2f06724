/* template.c: templates parsed, and folders of them.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/template.h"

#include <string.h>

#include "mail/template_parse.h"

#define TEMPLATE_MAX_BYTES (1024 * 1024)
#define SECTION_MAX_DEPTH  50

typedef struct {
	const char *name;
	const char *text, *at;
	char *open, *close; /* the delimiters of the moment */
	GPtrArray *stack;   /* of Open, innermost last */
	GString *literal;   /* text not yet made a node */
} Parser;

typedef struct {
	char *name;
	int line;
	GPtrArray *nodes; /* where further nodes go; borrowed from the section's node */
} Open;

static void open_free(Open *open)
{
	g_free(open->name);
	g_free(open);
}

static void node_free(Node *node)
{
	g_free(node->text);
	g_strfreev(node->path);
	g_free(node->indent);
	g_clear_pointer(&node->children, g_ptr_array_unref);
	g_free(node);
}

static GPtrArray *nodes_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)node_free);
}

void template_free(Template *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->nodes);
	g_free(self->source);
	g_free(self);
}

/* ---- pieces ------------------------------------------------------------- */

static int line_of(const Parser *parser, const char *at)
{
	int line = 1;
	for (const char *c = parser->text; c < at; c++)
		line += *c == '\n';
	return line;
}

static GPtrArray *current(const Parser *parser)
{
	return ((Open *)g_ptr_array_index(parser->stack, parser->stack->len - 1))->nodes;
}

static Node *add_node(Parser *parser, NodeKind kind, const char *text)
{
	Node *node = g_new0(Node, 1);
	node->kind = kind;
	node->text = g_strdup(text);
	if (kind != NODE_TEXT && kind != NODE_PARTIAL)
		node->path = g_str_equal(text, ".") ? g_new0(char *, 1)
						    : g_strsplit(text, ".", 32);
	if (kind == NODE_SECTION || kind == NODE_INVERTED)
		node->children = nodes_new();
	g_ptr_array_add(current(parser), node);
	return node;
}

static void end_literal(Parser *parser)
{
	if (parser->literal->len > 0)
		add_node(parser, NODE_TEXT, parser->literal->str);
	g_string_truncate(parser->literal, 0);
}

static void push(Parser *parser, const char *name, int line, GPtrArray *nodes)
{
	Open *open = g_new0(Open, 1);
	open->name = g_strdup(name);
	open->line = line;
	open->nodes = nodes;
	g_ptr_array_add(parser->stack, open);
}

static bool complain(const Parser *parser, int line, GError **error, const char *format,
		     const char *what)
{
	g_autoptr(GString) text = g_string_new(format);
	g_string_replace(text, "%", what, 1);
	return fault(error, FAULT_SETUP, "%s:%d: %s", parser->name, line, text->str);
}

/* ---- tags that stand alone ---------------------------------------------- */

/* A section, comment, partial or delimiter tag alone on its line takes the whole line
 * with it. */
static bool stands_alone(const Parser *parser, const char *start, const char *end,
			 const char **out_line_start, const char **out_line_end)
{
	const char *before = start;
	while (before > parser->text && (before[-1] == ' ' || before[-1] == '\t'))
		before--;
	if (before > parser->text && before[-1] != '\n')
		return false;
	const char *after = end + strspn(end, " \t");
	if (after[0] == '\r' && after[1] == '\n')
		after += 2;
	else if (after[0] == '\n')
		after++;
	else if (after[0] != '\0')
		return false;
	*out_line_start = before;
	*out_line_end = after;
	return true;
}

/* ---- one tag ------------------------------------------------------------ */

static bool set_delimiters(Parser *parser, const char *inside)
{
	g_autofree char *plain = g_strstrip(g_strdup(inside));
	g_auto(GStrv) words = g_strsplit_set(plain, " \t\n", -1);
	g_autoptr(GPtrArray) kept = g_ptr_array_new();
	for (int i = 0; words[i] != NULL; i++) {
		if (*words[i] != '\0')
			g_ptr_array_add(kept, words[i]);
	}
	if (kept->len != 2)
		return false;
	g_free(parser->open);
	g_free(parser->close);
	parser->open = g_strdup(g_ptr_array_index(kept, 0));
	parser->close = g_strdup(g_ptr_array_index(kept, 1));
	return true;
}

static bool close_section(Parser *parser, const char *name, int line, GError **error)
{
	const Open *open = g_ptr_array_index(parser->stack, parser->stack->len - 1);
	if (parser->stack->len == 1)
		return complain(parser, line, error,
				"nothing is open that `%` could close", name);
	if (!g_str_equal(open->name, name))
		return complain(parser, line, error,
				"`%` is closed, but another section is open", name);
	g_ptr_array_set_size(parser->stack, (int)parser->stack->len - 1);
	return true;
}

static bool open_section(Parser *parser, NodeKind kind, const char *name, int line,
			 GError **error)
{
	if (parser->stack->len > SECTION_MAX_DEPTH)
		return complain(parser, line, error, "section `%` is nested too deeply",
				name);
	Node *node = add_node(parser, kind, name);
	push(parser, name, line, node->children);
	return true;
}

static bool take_tag(Parser *parser, char sigil, const char *name, const char *indent,
		     int line, GError **error)
{
	if (*name == '\0' && sigil != '!')
		return complain(parser, line, error, "an empty tag", "");
	switch (sigil) {
	case '!':
		return true;
	case '#':
		return open_section(parser, NODE_SECTION, name, line, error);
	case '^':
		return open_section(parser, NODE_INVERTED, name, line, error);
	case '/':
		return close_section(parser, name, line, error);
	case '>':
		add_node(parser, NODE_PARTIAL, name)->indent = g_strdup(indent);
		return true;
	case '&':
	case '{':
		add_node(parser, NODE_RAW, name);
		return true;
	case '=':
		return set_delimiters(parser, name) ||
		       complain(parser, line, error, "delimiters `%` cannot be read",
				name);
	default:
		add_node(parser, NODE_VARIABLE, name);
		return true;
	}
}

/* The tag at `start`, which begins with the opening delimiter. */
static bool read_tag(Parser *parser, const char *start, GError **error)
{
	int line = line_of(parser, start);
	const char *inside = start + strlen(parser->open);
	inside += strspn(inside, " \t");
	char sigil =
		strchr("!#^/>&{=", *inside) != NULL && *inside != '\0' ? *inside : ' ';
	g_autofree char *closing = sigil == '{'	  ? g_strconcat("}", parser->close, NULL)
				   : sigil == '=' ? g_strconcat("=", parser->close, NULL)
						  : g_strdup(parser->close);
	const char *body = inside + (sigil != ' ' ? 1 : 0);
	const char *end = strstr(body, closing);
	if (end == NULL)
		return complain(parser, line, error, "a tag is never closed%", "");
	g_autofree char *raw = g_strndup(body, (gsize)(end - body));
	g_strstrip(raw);
	const char *after = end + strlen(closing);
	const char *line_start = start, *line_end = after;
	bool is_alone = strchr("!#^/>=", sigil) != NULL &&
			stands_alone(parser, start, after, &line_start, &line_end);
	g_autofree char *indent =
		is_alone ? g_strndup(line_start, (gsize)(start - line_start))
			 : g_strdup("");
	if (is_alone) {
		gsize kept = parser->literal->len - strlen(indent);
		g_string_truncate(parser->literal, kept);
	}
	end_literal(parser);
	parser->at = line_end;
	return take_tag(parser, sigil, raw, indent, line, error);
}

static bool parse(Parser *parser, GError **error)
{
	while (*parser->at != '\0') {
		const char *tag = strstr(parser->at, parser->open);
		if (tag == NULL) {
			g_string_append(parser->literal, parser->at);
			break;
		}
		g_string_append_len(parser->literal, parser->at, tag - parser->at);
		if (!read_tag(parser, tag, error))
			return false;
	}
	end_literal(parser);
	if (parser->stack->len == 1)
		return true;
	const Open *open = g_ptr_array_index(parser->stack, parser->stack->len - 1);
	return complain(parser, open->line, error, "section `%` is never closed",
			open->name);
}

Template *template_parse(const char *name, const char *text, TemplateForm form,
			 GError **error)
{
	Template *self = g_new0(Template, 1);
	self->form = form;
	self->source = g_strdup(text);
	self->nodes = nodes_new();
	Parser parser = {
		.name = name,
		.text = text,
		.at = text,
		.open = g_strdup("{{"),
		.close = g_strdup("}}"),
		.stack = g_ptr_array_new_with_free_func((GDestroyNotify)open_free),
		.literal = g_string_new(NULL)};
	push(&parser, "", 1, self->nodes);
	bool is_parsed = parse(&parser, error);
	g_ptr_array_unref(parser.stack);
	g_string_free(parser.literal, TRUE);
	g_free(parser.open);
	g_free(parser.close);
	if (is_parsed)
		return self;
	template_free(self);
	return NULL;
}

/* ---- folders ------------------------------------------------------------ */

struct Templates {
	GHashTable *files; /* "ask.txt" to Template */
};

static void load_file(Templates *templates, const char *folder, const char *file,
		      GPtrArray *problems)
{
	bool is_html = g_str_has_suffix(file, ".html");
	if (!is_html && !g_str_has_suffix(file, ".txt"))
		return;
	g_autofree char *path = g_build_filename(folder, file, NULL);
	g_autofree char *text = NULL;
	gsize length = 0;
	g_autoptr(GError) error = NULL;
	if (!g_file_get_contents(path, &text, &length, &error)) {
		g_ptr_array_add(problems, g_strdup(error->message));
		return;
	}
	if (length > TEMPLATE_MAX_BYTES || !g_utf8_validate(text, -1, NULL)) {
		g_ptr_array_add(problems,
				g_strdup_printf("%s: over 1 MB, or not UTF-8", path));
		return;
	}
	Template *template = template_parse(
		path, text, is_html ? TEMPLATE_HTML : TEMPLATE_TEXT, &error);
	if (template == NULL)
		g_ptr_array_add(problems, g_strdup(error->message));
	else
		g_hash_table_insert(templates->files, g_strdup(file), template);
}

Templates *templates_load(const char *const *folders, GPtrArray *problems)
{
	Templates *templates = g_new0(Templates, 1);
	templates->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
						 (GDestroyNotify)template_free);
	for (int i = 0; folders[i] != NULL; i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GDir) folder = g_dir_open(folders[i], 0, &error);
		if (folder == NULL) {
			g_ptr_array_add(problems, g_strdup(error->message));
			continue;
		}
		const char *file = NULL;
		while ((file = g_dir_read_name(folder)) != NULL)
			load_file(templates, folders[i], file, problems);
	}
	return templates;
}

void templates_free(Templates *templates)
{
	if (templates == NULL)
		return;
	g_hash_table_unref(templates->files);
	g_free(templates);
}

const Template *templates_find(const Templates *templates, const char *file)
{
	return g_hash_table_lookup(templates->files, file);
}
