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

typedef struct {
	NodeKind kind;
	char *text;	     /* literal text, or the name */
	char **path;	     /* the name split at its dots; NULL for text */
	char *indent;	     /* of a partial that stands alone on its line */
	GPtrArray *children; /* of Node: sections */
} Node;

struct Template {
	TemplateForm form;
	char *source;	  /* for partials that are moved in */
	GPtrArray *nodes; /* of Node */
};

#endif
