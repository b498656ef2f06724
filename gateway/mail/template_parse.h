/* template_parse.h: a parsed template. For template*.c alone. */
#ifndef MAIL_TEMPLATE_PARSE_H
#define MAIL_TEMPLATE_PARSE_H

#include "mail/template.h"

typedef enum {
	NODE_TEXT,
	NODE_VARIABLE,
	NODE_RAW, /* {{{x}}} or {{&x}} */
	NODE_SECTION,
	NODE_INVERTED,
	NODE_PARTIAL,
} NodeKind;

/* Nodes stand in one row in the order of the source; what a section holds follows it. */
typedef struct {
	NodeKind kind;
	guint32 start, length; /* of literal text, in the source */
	guint end;	       /* of a section: where what follows it stands in the row */
	char **path;  /* of a tag: its name, split at its dots, in one block; of a partial
			 the whole name. "." is an empty path */
	char *indent; /* of a partial that stands alone on its line; else NULL */
	int line;     /* of a partial */
} Node;

struct Template {
	TemplateForm form;
	char *name; /* for errors */
	char *source;
	GArray *nodes; /* of Node */
};

/* What a partial puts in its place, in a template of that form; NULL: there is none. */
const Template *template_find_partial(const Templates *templates, TemplateForm form,
				      const Node *node);

#endif
