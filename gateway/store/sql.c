/* sql.c: statements, prepared once and kept.
 *
 * SPDX-License-Identifier: MIT */
#include "store/sql.h"

#include <string.h>

#include "store/store_private.h"

bool sql_fault(Store *store, int code, const char *doing, GError **error)
{
	int primary = code & 0xff;
	bool is_passing = primary == SQLITE_BUSY || primary == SQLITE_LOCKED ||
			  primary == SQLITE_FULL || primary == SQLITE_IOERR ||
			  primary == SQLITE_NOMEM;
	return fault(error, is_passing ? FAULT_LATER : FAULT_SETUP, "store: %s: %s",
		     doing,
		     store->database != NULL ? sqlite3_errmsg(store->database)
					     : sqlite3_errstr(code));
}

static void sql_free(Sql *sql)
{
	sqlite3_finalize(sql->stmt);
	g_free(sql);
}

void sql_init(Store *store)
{
	store->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					    (GDestroyNotify)sql_free);
	store->kept_by_address = g_hash_table_new(NULL, NULL);
}

void sql_clear(Store *store)
{
	g_hash_table_unref(store->kept_by_address);
	g_hash_table_unref(store->kept);
}

/* Most texts are constants, found by where they stood at first: to hash a long one costs
 * more than some statements do. Another text may stand there later, so it is compared. */
static Sql *find_kept(Store *store, const char *text)
{
	Sql *sql = g_hash_table_lookup(store->kept_by_address, text);
	return sql != NULL && strcmp(sqlite3_sql(sql->stmt), text) == 0
		       ? sql
		       : g_hash_table_lookup(store->kept, text);
}

Sql *sql_take(Store *store, const char *text, GError **error)
{
	Sql *sql = find_kept(store, text);
	if (sql == NULL) {
		sqlite3_stmt *stmt = NULL;
		int code = sqlite3_prepare_v3(store->database, text, -1,
					      SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
		if (code != SQLITE_OK) {
			sql_fault(store, code, text, error);
			return NULL;
		}
		sql = g_new0(Sql, 1);
		sql->stmt = stmt;
		sql->store = store;
		g_hash_table_insert(store->kept, g_strdup(text), sql);
		g_hash_table_insert(store->kept_by_address, (gpointer)(uintptr_t)text,
				    sql);
	}
	sql->next_parameter = 1;
	return sql;
}

void sql_put_back(Sql *sql)
{
	if (sql == NULL)
		return;
	sqlite3_reset(sql->stmt);
	sqlite3_clear_bindings(sql->stmt);
}

/* Binding fails only for a parameter that is not there, or for lack of memory. */
static void bound(int code)
{
	g_assert(code == SQLITE_OK || code == SQLITE_NOMEM || code == SQLITE_TOOBIG);
}

void sql_bind_text(Sql *sql, const char *text)
{
	int parameter = sql->next_parameter++;
	bound(text == NULL
		      ? sqlite3_bind_null(sql->stmt, parameter)
		      : sqlite3_bind_text(sql->stmt, parameter, text, -1, SQLITE_STATIC));
}

void sql_bind_number(Sql *sql, int64_t number)
{
	bound(sqlite3_bind_int64(sql->stmt, sql->next_parameter++, number));
}

void sql_bind_instant(Sql *sql, Instant instant)
{
	int parameter = sql->next_parameter++;
	bound(instant == INSTANT_NONE
		      ? sqlite3_bind_null(sql->stmt, parameter)
		      : sqlite3_bind_int64(sql->stmt, parameter, instant));
}

void sql_bind_bytes(Sql *sql, GBytes *bytes)
{
	int parameter = sql->next_parameter++;
	if (bytes == NULL) {
		bound(sqlite3_bind_null(sql->stmt, parameter));
		return;
	}
	size_t size = 0;
	const void *data = g_bytes_get_data(bytes, &size);
	bound(sqlite3_bind_blob64(sql->stmt, parameter, size > 0 ? data : "", size,
				  SQLITE_STATIC));
}

bool sql_step(Sql *sql, bool *out_row, GError **error)
{
	int code = sqlite3_step(sql->stmt);
	if (code == SQLITE_ROW || code == SQLITE_DONE) {
		*out_row = code == SQLITE_ROW;
		return true;
	}
	return sql_fault(sql->store, code, sqlite3_sql(sql->stmt), error);
}

bool sql_run(Sql *sql, GError **error)
{
	bool row = false;
	return sql_step(sql, &row, error);
}

char *sql_text(Sql *sql, int column)
{
	return g_strdup((const char *)sqlite3_column_text(sql->stmt, column));
}

int64_t sql_number(Sql *sql, int column)
{
	return sqlite3_column_int64(sql->stmt, column);
}

Instant sql_instant(Sql *sql, int column)
{
	if (sqlite3_column_type(sql->stmt, column) == SQLITE_NULL)
		return INSTANT_NONE;
	return sqlite3_column_int64(sql->stmt, column);
}

GBytes *sql_bytes(Sql *sql, int column)
{
	if (sqlite3_column_type(sql->stmt, column) == SQLITE_NULL)
		return NULL;
	const void *data = sqlite3_column_blob(sql->stmt, column);
	return g_bytes_new(data, (size_t)sqlite3_column_bytes(sql->stmt, column));
}

json_t *sql_json(Sql *sql, int column)
{
	const char *text = (const char *)sqlite3_column_text(sql->stmt, column);
	return text != NULL ? json_loads(text, 0, NULL) : NULL;
}

GPtrArray *sql_collect(Sql *sql, gpointer (*read)(Sql *sql), GDestroyNotify free_one,
		       GError **error)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(free_one);
	bool row = true;
	while (row) {
		if (!sql_step(sql, &row, error))
			return NULL;
		gpointer one = row ? read(sql) : NULL;
		if (one != NULL)
			g_ptr_array_add(rows, one);
	}
	return g_steal_pointer(&rows);
}

static gpointer read_text(Sql *sql)
{
	return sql_text(sql, 0);
}

GPtrArray *sql_collect_texts(Sql *sql, GError **error)
{
	return sql_collect(sql, read_text, g_free, error);
}

int sql_changes(Store *store)
{
	return sqlite3_changes(store->database);
}

int64_t sql_last_id(Store *store)
{
	return sqlite3_last_insert_rowid(store->database);
}

bool sql_script(Store *store, const char *script, GError **error)
{
	int code = sqlite3_exec(store->database, script, NULL, NULL, NULL);
	return code == SQLITE_OK || sql_fault(store, code, "script", error);
}
