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
	const char *counted; /* up to here `line` has counted */
	int line;
	char *open, *close; /* the delimiters of the moment */
	GArray *stack;	    /* of Open, innermost last */
	GArray *nodes;	    /* of Node */
} Parser;

typedef struct {
	guint node; /* of the section, by its number: the row moves as it grows */
	char *name;
	int line;
} Open;

static void open_clear(gpointer open)
{
	g_free(((Open *)open)->name);
}

static void node_clear(gpointer node)
{
	g_free(((Node *)node)->path);
	g_free(((Node *)node)->indent);
}

void template_free(Template *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->nodes);
	g_free(self->name);
	g_free(self->source);
	g_free(self);
}

/* ---- pieces ------------------------------------------------------------- */

/* Tags come in order, so that no line is counted twice. */
static int count_lines(Parser *parser, const char *at)
{
	for (; parser->counted < at; parser->counted++)
		parser->line += *parser->counted == '\n';
	return parser->line;
}

/* The names between the dots, behind pointers to them, in one block. */
static char **path_new(const char *name, bool is_split)
{
	bool is_self = g_str_equal(name, ".");
	size_t count = is_self ? 0 : 1;
	for (const char *dot = name; is_split && !is_self && *dot != '\0'; dot++)
		count += *dot == '.';
	size_t head = (count + 1) * sizeof(char *);
	char **path = g_malloc0(head + strlen(name) + 1);
	char *at = strcpy((char *)path + head, name);
	for (size_t i = 0; i < count; i++) {
		path[i] = at;
		at = is_split ? strchrnul(at, '.') : at;
		if (i + 1 < count)
			*at++ = '\0';
	}
	return path;
}

static void add_node(Parser *parser, NodeKind kind, const char *name)
{
	Node node = {.kind = kind, .path = path_new(name, kind != NODE_PARTIAL)};
	g_array_append_val(parser->nodes, node);
}

static void add_literal(Parser *parser, const char *start, const char *end)
{
	Node node = {.kind = NODE_TEXT,
		     .start = (guint32)(start - parser->text),
		     .length = (guint32)(end - start)};
	if (end > start)
		g_array_append_val(parser->nodes, node);
}

static void open_new(Parser *parser, const char *name, int line)
{
	Open open = {
		.node = parser->nodes->len - 1, .name = g_strdup(name), .line = line};
	g_array_append_val(parser->stack, open);
}

static const Open *innermost(const Parser *parser)
{
	return parser->stack->len > 0
		       ? &g_array_index(parser->stack, Open, parser->stack->len - 1)
		       : NULL;
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
 * with it; else nothing is said. */
static void include_line(const Parser *parser, const char *start, const char *end,
			 const char **out_line_start, const char **out_line_end)
{
	const char *before = start;
	while (before > parser->text && (before[-1] == ' ' || before[-1] == '\t'))
		before--;
	if (before > parser->text && before[-1] != '\n')
		return;
	const char *after = end + strspn(end, " \t");
	if (after[0] == '\r' && after[1] == '\n')
		after += 2;
	else if (after[0] == '\n')
		after++;
	else if (after[0] != '\0')
		return;
	*out_line_start = before;
	*out_line_end = after;
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
	const Open *open = innermost(parser);
	if (open == NULL)
		return complain(parser, line, error,
				"nothing is open that `%` could close", name);
	if (!g_str_equal(open->name, name))
		return complain(parser, line, error,
				"`%` is closed, but another section is open", name);
	g_array_index(parser->nodes, Node, open->node).end = parser->nodes->len;
	g_array_set_size(parser->stack, parser->stack->len - 1);
	return true;
}

static bool open_section(Parser *parser, NodeKind kind, const char *name, int line,
			 GError **error)
{
	if (parser->stack->len >= SECTION_MAX_DEPTH)
		return complain(parser, line, error, "section `%` is nested too deeply",
				name);
	add_node(parser, kind, name);
	open_new(parser, name, line);
	return true;
}

static void add_partial(Parser *parser, const char *name, const char *indent, int line)
{
	add_node(parser, NODE_PARTIAL, name);
	Node *node = &g_array_index(parser->nodes, Node, parser->nodes->len - 1);
	node->indent = *indent != '\0' ? g_strdup(indent) : NULL;
	node->line = line;
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
		add_partial(parser, name, indent, line);
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
	int line = count_lines(parser, start);
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
	if (strchr("!#^/>=", sigil) != NULL)
		include_line(parser, start, after, &line_start, &line_end);
	g_autofree char *indent = g_strndup(line_start, (gsize)(start - line_start));
	add_literal(parser, parser->at, line_start);
	parser->at = line_end;
	return take_tag(parser, sigil, raw, indent, line, error);
}

static bool parse(Parser *parser, GError **error)
{
	const char *tag = NULL;
	while ((tag = strstr(parser->at, parser->open)) != NULL) {
		if (!read_tag(parser, tag, error))
			return false;
	}
	add_literal(parser, parser->at, parser->at + strlen(parser->at));
	const Open *open = innermost(parser);
	return open == NULL || complain(parser, open->line, error,
					"section `%` is never closed", open->name);
}

Template *template_parse(const char *name, const char *text, TemplateForm form,
			 GError **error)
{
	Template *self = g_new0(Template, 1);
	self->form = form;
	self->name = g_strdup(name);
	self->source = g_strdup(text);
	self->nodes = g_array_new(FALSE, FALSE, sizeof(Node));
	g_array_set_clear_func(self->nodes, node_clear);
	Parser parser = {.name = name,
			 .text = text,
			 .at = text,
			 .counted = text,
			 .line = 1,
			 .open = g_strdup("{{"),
			 .close = g_strdup("}}"),
			 .stack = g_array_new(FALSE, FALSE, sizeof(Open)),
			 .nodes = self->nodes};
	g_array_set_clear_func(parser.stack, open_clear);
	bool is_parsed = parse(&parser, error);
	g_array_unref(parser.stack);
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

/* Nobody would miss it until they read the mail. */
static void check_partials(const Templates *templates, GPtrArray *problems)
{
	GHashTableIter iter;
	gpointer template = NULL;
	g_hash_table_iter_init(&iter, templates->files);
	while (g_hash_table_iter_next(&iter, NULL, &template)) {
		const Template *self = template;
		for (guint i = 0; i < self->nodes->len; i++) {
			const Node *node = &g_array_index(self->nodes, Node, i);
			if (node->kind == NODE_PARTIAL &&
			    template_find_partial(templates, self->form, node) == NULL)
				g_ptr_array_add(
					problems,
					g_strdup_printf(
						"%s:%d: there is no template `%s`",
						self->name, node->line, node->path[0]));
		}
	}
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
	check_partials(templates, problems);
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

/* Words that need no marks stand in the text form alone; in a page they are escaped all
 * the same. */
const Template *template_find_partial(const Templates *templates, TemplateForm form,
				      const Node *node)
{
	const char *name = node->path[0] != NULL ? node->path[0] : ".";
	g_autofree char *page = g_strconcat(name, ".html", NULL);
	g_autofree char *text = g_strconcat(name, ".txt", NULL);
	const Template *found = NULL;
	if (form == TEMPLATE_HTML)
		found = templates_find(templates, page);
	return found != NULL ? found : templates_find(templates, text);
}
