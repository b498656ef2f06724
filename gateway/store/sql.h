/* sql.h: statements, for the files of this room alone. A statement is prepared once and
 * kept; it is taken, bound, stepped, and put back by scope. */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include <sqlite3.h>

#include "store/store.h"

/* A kept statement in use. Freed: reset and its bindings cleared. */
typedef struct {
	sqlite3_stmt *stmt;
	Store *store;
	int next_parameter;
} Sql;

/* NULL and FAULT_SETUP if the text is wrong (a programmer's mistake that an old file can
 * also cause). */
Sql *sql_take(Store *store, const char *text, GError **error);
void sql_put_back(Sql *sql);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sql, sql_put_back)

/* Bind the next parameter. NULL text and INSTANT_NONE bind NULL. Text and bytes are
 * borrowed: they stay until the last step. */
void sql_bind_text(Sql *sql, const char *text);
void sql_bind_number(Sql *sql, int64_t number);
void sql_bind_instant(Sql *sql, Instant instant);
void sql_bind_bytes(Sql *sql, GBytes *bytes);

/* One step. *out_row: is there a row? */
bool sql_step(Sql *sql, bool *out_row, GError **error);
/* A statement that gives no row. */
bool sql_run(Sql *sql, GError **error);

/* Columns; text is an owned copy, NULL for NULL. */
char *sql_text(Sql *sql, int column);
int64_t sql_number(Sql *sql, int column);
Instant sql_instant(Sql *sql, int column);
GBytes *sql_bytes(Sql *sql, int column);
/* What the text says, owned; NULL for NULL and for what is no JSON. */
json_t *sql_json(Sql *sql, int column);

/* Every row that is left, each as `read` gives it; what that gives as NULL is left out.
 * Owned, and frees its elements; NULL: a step has failed. */
GPtrArray *sql_collect(Sql *sql, gpointer (*read)(Sql *sql), GDestroyNotify free_one,
		       GError **error);
/* The texts of their first column. */
GPtrArray *sql_collect_texts(Sql *sql, GError **error);

int sql_changes(Store *store);
int64_t sql_last_id(Store *store);

/* What has been read in this transaction and nobody else can have changed since;
 * forgotten when it ends, whichever way. */
typedef struct {
	bool has_numbers;
	int64_t next_numbers[KIND_COUNT];
	char *item, *head; /* the end of the chain of the item written of last, or NULL */
} StoreMemo;
StoreMemo *store_memo(Store *store);
bool store_is_in_transaction(const Store *store);

/* Bring the schema up to date; FAULT_SETUP if the file is newer than we are. */
bool schema_upgrade(Store *store, GError **error);
/* Is it as we know it? FAULT_SETUP says what it is instead. */
bool schema_check(Store *store, GError **error);
/* Run a script of several statements. */
bool sql_script(Store *store, const char *script, GError **error);

#endif
