/* output.h: what commands print: aligned tables, JSON, colour on a terminal only. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>

#include "base/json.h"
#include "engine/engine.h"

/* Rows of cells (GPtrArray of char **, owned strings); the first row is the head. */
typedef struct {
	GPtrArray *rows;
	int indent;
} Table;
/* `indent` columns stand before every row. */
Table *table_new(const char *const *head, int indent);
/* Cells until NULL; as many as the head has. NULL cells cannot be; pass "". */
void table_add(Table *table, ...) G_GNUC_NULL_TERMINATED;
/* Print it aligned, and free it. */
void table_print(Table *table);

/* Rows of one kind, for people as a table and for programs as an array of objects. */
typedef struct {
	const char *const *head;
	void (*add)(Table *table, gconstpointer row, const Engine *engine);
	json_t *(*json)(gconstpointer row, const Engine *engine); /* owned */
} Listing;
/* Prints them one way or the other. Returns an exit status. */
int output_listing(const Listing *listing, const GPtrArray *rows, const Engine *engine,
		   bool as_json);

/* A number as commands take them for rows: decimal, positive. Says what is wrong. */
bool output_read_number(const char *word, int64_t *out_number);

/* Print `value` (taken), indented or on one line. */
void output_json(json_t *value, bool one_line);

bool output_is_coloured(void);
/* Heading in bold on a terminal. */
void output_heading(const char *text);
/* Text safe for a terminal, indented by `indent` spaces on every line. */
void output_text(const char *text, int indent);

/* Print every problem on standard error. */
void output_problems(const GPtrArray *problems);

/* The engine of the invocation's configuration; NULL after having said what is wrong,
 * with *out_status the exit status. `world` is borrowed. */
typedef enum {
	OUTPUT_STORE_NONE,
	OUTPUT_STORE_IF_THERE, /* read, unless nothing has run yet */
	OUTPUT_STORE_READ,
	OUTPUT_STORE_WRITE
} OutputStore;
Engine *output_open_engine(const char *config_path, World *world, OutputStore store,
			   int *out_status);

/* "2026-03-02T09:00:00Z" into a world that stands still there; the real one for NULL.
 * NULL after having said that it is no time. */
World *output_world(const char *now);

/* Print "mailmoot: MESSAGE" and return the exit status of the fault. */
int output_fault(const GError *error);

/* The item a person names, in either case of its letter; what is wrong is printed, and
 * *out_status set. */
bool output_find_item(const Engine *engine, const char *word, Item **out_item,
		      int *out_status);

#endif
