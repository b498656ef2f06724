/* mend_block.h: the fields of one header as they stand in the raw bytes, and what in them
 * the library would read wrong. For mend.c alone. */
#ifndef MAIL_MEND_BLOCK_H
#define MAIL_MEND_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <glib.h>

/* `skip` bytes at `at` are left out, `put` is put in their place. */
typedef struct {
	size_t at, skip;
	char *put; /* owned; NULL: nothing */
} MendEdit;

typedef struct {
	const char *bytes;
	size_t length;
	GArray *edits;		/* of MendEdit, in the order of the bytes */
	GHashTable *boundaries; /* of char *; NULL: none */
} Mend;

typedef struct {
	size_t at, length; /* length without the line end */
	size_t next;
} MendLine;

#define MEND_TYPES_MAX 5

typedef struct {
	bool is_part;	  /* of a part: only Content- fields are known */
	bool is_doubtful; /* `known` is asked for */
	size_t known;	  /* fields by whose names one sees that this is a header */
	struct {
		size_t at, end;
	} types[MEND_TYPES_MAX]; /* the Content-Type fields, with their line ends */
	size_t type_count;
	size_t body; /* where the text begins */
} MendBlock;

/* At most MEND_EDITS_MAX; the others are not made. */
void mend_edit(Mend *mend, size_t at, size_t skip, const char *put);

/* False at the end. */
bool mend_line(const Mend *mend, size_t at, MendLine *out_line);
bool mend_is_blank(const Mend *mend, const MendLine *line);

/* Moves the start of the line behind a byte order mark. */
bool mend_skip_order_mark(const Mend *mend, MendLine *line);

/* "--" and a boundary that has been named. */
bool mend_is_delimiter(const Mend *mend, const MendLine *line);

/* Length of the name if the line is a header field, else 0. */
size_t mend_field(const Mend *mend, const MendLine *line);

/* Does the line begin with `word`, in any case? */
bool mend_begins(const Mend *mend, const MendLine *line, const char *word);

/* Reads the header that begins at `at` and mends what stands in it: a parameter that is
 * not folded, and a text that begins without an empty line. */
void mend_block(Mend *mend, size_t at, MendBlock *block);

#endif
