/* template.h: Mustache, as its public specification has it (core: variables, sections,
 * inverted sections, comments, partials, set delimiters). Lambdas and inheritance are
 * left out.
 *
 * A template is parsed once, with errors by line, and rendered many times. */
#ifndef MAIL_TEMPLATE_H
#define MAIL_TEMPLATE_H

#include <stdbool.h>
#include "base/fault.h"
#include "base/json.h"

typedef enum {
	TEMPLATE_TEXT,
	TEMPLATE_HTML
} TemplateForm; /* whether {{x}} escapes & < > " */

typedef struct Template Template;
typedef struct Templates
	Templates; /* a folder of them: partials find each other by name */

/* `name` appears in errors ("outcome.txt:12: section `options` is never closed"):
 * FAULT_SETUP. */
Template *template_parse(const char *name, const char *text, TemplateForm form,
			 GError **error);
void template_free(Template *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Template, template_free)

/* Reads every *.txt (text) and *.html (HTML) of `folders` (NULL-terminated; a file in a
 * later folder replaces one of the same name). All mistakes of all files are appended to
 * `problems` (of char *). */
Templates *templates_load(const char *const *folders, GPtrArray *problems);
void templates_free(Templates *templates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Templates, templates_free)

/* NULL if there is none. `file` is "ask.txt". */
const Template *templates_find(const Templates *templates, const char *file);

/* `partials` may be NULL. The model is any JSON value; numbers print as integers where
 * they are. Partials may recurse to a depth of 32; deeper they are empty. Owned. */
char *template_render(const Template *self, const json_t *model,
		      const Templates *partials);

#endif
