/* field.h: the head block of a mail: lines `Key: value` at the very start of the body.
 * DESIGN 6.2, MAIL 7. */
#ifndef WORKFLOW_FIELD_H
#define WORKFLOW_FIELD_H

#include <stdbool.h>
#include <glib.h>

typedef struct {
	char *name;  /* canonical, lower case: "decide by" is "due" */
	char *value; /* continuation lines joined with newlines for Options, Context and
			the like, else spaces */
	int line;    /* of the new text, from 1 */
} Field;

typedef struct {
	char *written;	  /* a key that is nearly one: "Onwer" */
	char *suggestion; /* "Owner" */
	int line;
} FieldProblem;

typedef struct {
	GPtrArray *fields;   /* of Field, in order; a repeated key is a second Field */
	GPtrArray *problems; /* of FieldProblem */
	int lines;	     /* how many lines of the text the block takes */
} Fields;

/* `text` is the new text of a mail. `opens`: it answers nothing; in a reply "decide: x"
 * and "agree: x" are orders, not roles. */
Fields *field_read(const char *text, bool opens);
/* The field that somebody calls so: "due" for "Decide by". NULL: none; *out_near is then
 * a key that is nearly this, or NULL. */
const char *field_canonical(const char *key, const char **out_near);
/* "Owner". Owned. */
char *field_label(const char *name);
void field_free(Field *field);
void field_free_all(Fields *fields);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fields, field_free_all)

/* Value of the first field of that canonical name, or NULL. */
const char *field_get(const Fields *fields, const char *name);

/* The lines of an Options value without numbers and bullets. GPtrArray of char *, owned.
 */
GPtrArray *field_options(const char *value);

/* One line of such a value, without its number or bullet. Owned. */
char *field_item(const char *line);

#endif
