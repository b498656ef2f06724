/* template_render.c: a template and a model into text.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "mail/template.h"
#include "mail/template_parse.h"

#define PARTIAL_MAX_DEPTH 32
#define OUTPUT_MAX_BYTES  (4 * 1024 * 1024)

typedef struct {
	GString *out;
	GPtrArray *stack; /* of const json_t, innermost last */
	const Templates *partials;
	TemplateForm form;
	int depth;
} Render;

/* ---- values ------------------------------------------------------------- */

static const json_t *step(const json_t *value, const char *key)
{
	return json_is_object(value) ? json_object_get(value, key) : NULL;
}

/* The first name is looked for from the inside out; the rest below it alone. */
static const json_t *resolve(const Render *render, char **path)
{
	const json_t *value = NULL;
	if (path[0] == NULL)
		return g_ptr_array_index(render->stack, render->stack->len - 1);
	for (guint i = render->stack->len; i > 0 && value == NULL; i--)
		value = step(g_ptr_array_index(render->stack, i - 1), path[0]);
	for (int i = 1; path[i] != NULL && value != NULL; i++)
		value = step(value, path[i]);
	return value;
}

static bool is_true(const json_t *value)
{
	if (value == NULL || json_is_null(value) || json_is_false(value))
		return false;
	return !json_is_array(value) || json_array_size(value) > 0;
}

static char *text_of(const json_t *value)
{
	if (json_is_string(value))
		return g_strdup(json_string_value(value));
	if (json_is_integer(value))
		return g_strdup_printf("%" JSON_INTEGER_FORMAT,
				       json_integer_value(value));
	if (json_is_real(value)) {
		char room[G_ASCII_DTOSTR_BUF_SIZE];
		return g_strdup(g_ascii_formatd(room, sizeof room, "%.15g",
						json_real_value(value)));
	}
	return g_strdup(json_is_true(value) ? "true" : "");
}

static void put_escaped(GString *out, const char *text)
{
	for (const char *c = text; *c != '\0'; c++) {
		switch (*c) {
		case '&':
			g_string_append(out, "&amp;");
			break;
		case '<':
			g_string_append(out, "&lt;");
			break;
		case '>':
			g_string_append(out, "&gt;");
			break;
		case '"':
			g_string_append(out, "&quot;");
			break;
		default:
			g_string_append_c(out, *c);
		}
	}
}

/* ---- nodes -------------------------------------------------------------- */

/* From one place in the row up to another. */
static void render_nodes(Render *render, const Template *self, guint from, guint end);

static void render_all(Render *render, const Template *self)
{
	render_nodes(render, self, 0, self->nodes->len);
}

static void put_value(Render *render, const Node *node)
{
	const json_t *value = resolve(render, node->path);
	if (value == NULL)
		return;
	g_autofree char *text = text_of(value);
	if (node->kind == NODE_RAW || render->form == TEMPLATE_TEXT)
		g_string_append(render->out, text);
	else
		put_escaped(render->out, text);
}

static void render_inside(Render *render, const Template *self, guint section)
{
	render_nodes(render, self, section + 1,
		     g_array_index(self->nodes, Node, section).end);
}

static void render_with(Render *render, const Template *self, guint section,
			const json_t *value)
{
	g_ptr_array_add(render->stack, (gpointer)(guintptr)value);
	render_inside(render, self, section);
	g_ptr_array_set_size(render->stack, (int)render->stack->len - 1);
}

static void put_section(Render *render, const Template *self, guint section)
{
	const json_t *value =
		resolve(render, g_array_index(self->nodes, Node, section).path);
	if (!is_true(value))
		return;
	if (!json_is_array(value)) {
		render_with(render, self, section, value);
		return;
	}
	size_t count = json_array_size(value);
	for (size_t i = 0; i < count && render->out->len < OUTPUT_MAX_BYTES; i++)
		render_with(render, self, section, json_array_get(value, i));
}

/* Every line moved in by what stood before the tag. */
static char *indented(const char *text, const char *indent)
{
	GString *moved = g_string_new(NULL);
	const char *line = text;
	while (*line != '\0') {
		size_t length = strcspn(line, "\n");
		length += line[length] == '\n' ? 1 : 0;
		g_string_append(moved, indent);
		g_string_append_len(moved, line, (gssize)length);
		line += length;
	}
	return g_string_free(moved, FALSE);
}

static void put_partial(Render *render, const Node *node)
{
	const char *name = node->path[0] != NULL ? node->path[0] : ".";
	const Template *partial =
		render->partials != NULL
			? template_find_partial(render->partials, render->form, node)
			: NULL;
	if (partial == NULL || render->depth >= PARTIAL_MAX_DEPTH)
		return;
	render->depth++;
	if (node->indent == NULL) {
		render_all(render, partial);
	} else {
		/* The lines of the partial move in, not those of the values in it: its
		 * source is indented, then read. */
		g_autofree char *moved = indented(partial->source, node->indent);
		g_autoptr(Template) inner =
			template_parse(name, moved, render->form, NULL);
		if (inner != NULL)
			render_all(render, inner);
	}
	render->depth--;
}

static void render_node(Render *render, const Template *self, guint i)
{
	const Node *node = &g_array_index(self->nodes, Node, i);
	switch (node->kind) {
	case NODE_TEXT:
		g_string_append_len(render->out, self->source + node->start,
				    node->length);
		return;
	case NODE_VARIABLE:
	case NODE_RAW:
		put_value(render, node);
		return;
	case NODE_SECTION:
		put_section(render, self, i);
		return;
	case NODE_INVERTED:
		if (!is_true(resolve(render, node->path)))
			render_inside(render, self, i);
		return;
	case NODE_PARTIAL:
		put_partial(render, node);
		return;
	}
}

static void render_nodes(Render *render, const Template *self, guint from, guint end)
{
	for (guint i = from; i < end && render->out->len < OUTPUT_MAX_BYTES;) {
		const Node *node = &g_array_index(self->nodes, Node, i);
		bool is_section =
			node->kind == NODE_SECTION || node->kind == NODE_INVERTED;
		render_node(render, self, i);
		i = is_section ? node->end : i + 1;
	}
}

char *template_render(const Template *self, const json_t *model,
		      const Templates *partials)
{
	g_autoptr(GPtrArray) stack = g_ptr_array_new();
	g_ptr_array_add(stack, (gpointer)(guintptr)model);
	Render render = {.out = g_string_new(NULL),
			 .stack = stack,
			 .partials = partials,
			 .form = self->form};
	render_all(&render, self);
	return g_string_free(render.out, FALSE);
}
