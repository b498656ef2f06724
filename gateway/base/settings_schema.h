/* settings_schema.h: which sections and keys there are. Private to settings. */
#ifndef BASE_SETTINGS_SCHEMA_H
#define BASE_SETTINGS_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

/* What a second section of the same kind and title means. */
typedef enum {
	REPEAT_NEVER,	  /* there is only one, whatever its title */
	REPEAT_TITLE,	  /* one of each title, in all files together */
	REPEAT_OVERRIDES, /* one of each title in a file; a later file's replaces it */
	REPEAT_ANY,
} SchemaRepeat;

typedef struct {
	const char *name; /* NULL ends the table */
	bool is_list;
} SchemaKey;

typedef struct {
	const char *kind;
	const char *parent; /* NULL: stands at the top of a file */
	bool has_title;
	SchemaRepeat repeat;
	const SchemaKey *keys;
} SchemaSection;

/* A section of that kind within `parent` (NULL: at the top), or NULL. */
const SchemaSection *schema_section(const char *parent, const char *kind);
/* A section of that kind, wherever it may stand. */
const SchemaSection *schema_anywhere(const char *kind);
const SchemaKey *schema_key(const SchemaSection *section, const char *name);

/* The nearest name in reach of a typing error, or NULL. */
const char *schema_near_section(const char *parent, const char *kind);
const char *schema_near_key(const SchemaSection *section, const char *name);

#endif
