/* store.c: open the file safely, keep statements, guard transactions.
 *
 * SPDX-License-Identifier: MIT */
#include "store/store.h"

#include <string.h>

#include "base/crash.h"
#include "store/sql.h"

#define BUSY_MILLISECONDS 5000
#define CHECKED_MAX_BYTES (64 * 1024 * 1024)
/* Holds what a hundred mails change, so that a page is written once for them all. */
#define CACHE_KIBIBYTES		8192
#define CHECKPOINT_BYTES	(16 * 1024 * 1024)
#define UNDO_BYTES		(4 * 1024 * 1024)
#define SCRATCH_CACHE_KIBIBYTES 32768

struct Store {
	sqlite3 *database;
	GHashTable *kept; /* statement text to Sql */
	/* The same by the address of the text, one for each statement. */
	GHashTable *kept_by_address;
	bool in_transaction;
	StoreMemo memo;
};

struct StoreTxn {
	Store *store;
};

sqlite3 *store_database(Store *store)
{
	return store->database;
}

StoreMemo *store_memo(Store *store)
{
	return &store->memo;
}

/* Which fault a result code is. */
static bool database_fault(Store *store, int code, const char *doing, GError **error)
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

/* ---- statements -------------------------------------------------------------- */

static void sql_free(Sql *sql)
{
	sqlite3_finalize(sql->stmt);
	g_free(sql);
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
			database_fault(store, code, text, error);
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
	return database_fault(sql->store, code, sqlite3_sql(sql->stmt), error);
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
	return code == SQLITE_OK || database_fault(store, code, "script", error);
}

/* ---- opening ----------------------------------------------------------------- */

static void harden(sqlite3 *database)
{
	sqlite3_busy_timeout(database, BUSY_MILLISECONDS);
	sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
}

/* Every mail has its savepoint, and what would undo it went into a temporary file, two
 * writes a page. It is no more than what one mail changes. One thread alone speaks to a
 * store, and nobody asks how much memory it uses: no locks, no counting. Before the
 * library's first use; later it refuses, and keeps what was said first. */
static void prepare_library(void)
{
	(void)sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, UNDO_BYTES);
	(void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static Store *open_file(const char *path, int flags, GError **error)
{
	g_autoptr(Store) store = g_new0(Store, 1);
	store->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					    (GDestroyNotify)sql_free);
	store->kept_by_address = g_hash_table_new(NULL, NULL);
	prepare_library();
	int code = sqlite3_open_v2(path, &store->database,
				   flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW,
				   NULL);
	if (code != SQLITE_OK) {
		database_fault(store, code, path, error);
		return NULL;
	}
	harden(store->database);
	return g_steal_pointer(&store);
}

/* Looking at every page of a large store would keep the mail waiting; there, damage is
 * found where it is met. */
static bool is_large(Store *store)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "SELECT page_count * page_size FROM pragma_page_count,"
			 " pragma_page_size",
			 NULL);
	bool row = false;
	return sql != NULL && sql_step(sql, &row, NULL) && row &&
	       sql_number(sql, 0) > CHECKED_MAX_BYTES;
}

static bool is_sound(Store *store, GError **error)
{
	if (is_large(store))
		return true;
	g_autoptr(Sql) sql = sql_take(store, "PRAGMA quick_check(1)", error);
	bool row = false;
	if (sql == NULL || !sql_step(sql, &row, error))
		return false;
	g_autofree char *verdict = row ? sql_text(sql, 0) : NULL;
	if (g_strcmp0(verdict, "ok") == 0)
		return true;
	return fault(error, FAULT_SETUP, "store: the file is damaged: %s",
		     verdict != NULL ? verdict : "no answer");
}

/* Stores made by earlier versions have pages of another size. */
static bool set_limits(Store *store, int cache_kibibytes, GError **error)
{
	bool row = false;
	g_autoptr(Sql) sql = sql_take(store, "PRAGMA page_size", error);
	if (sql == NULL || !sql_step(sql, &row, error))
		return false;
	int64_t page_bytes = row ? sql_number(sql, 0) : CHECKPOINT_BYTES;
	g_autofree char *pragmas =
		g_strdup_printf("PRAGMA foreign_keys=ON; PRAGMA cache_size=-%d; "
				"PRAGMA wal_autocheckpoint=%" G_GINT64_FORMAT ";",
				cache_kibibytes, CHECKPOINT_BYTES / page_bytes);
	return sql_script(store, pragmas, error);
}

static Store *open_writer(const char *path, const char *durability, int cache_kibibytes,
			  GError **error)
{
	g_autoptr(Store) store =
		open_file(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
	if (store == NULL)
		return NULL;
	if (!sql_script(store, durability, error) ||
	    !set_limits(store, cache_kibibytes, error) || !is_sound(store, error) ||
	    !schema_upgrade(store, error)) {
		g_prefix_error(error, "%s: ", path);
		return NULL;
	}
	return g_steal_pointer(&store);
}

/* Of a new store: a mail, an item and a notice are each nearly a page of the usual size,
 * and every page costs two calls of the system. */
#define PAGES "PRAGMA page_size=16384; "

Store *store_open(const char *path, GError **error)
{
	return open_writer(path,
			   PAGES "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
			   CACHE_KIBIBYTES, error);
}

Store *store_open_scratch(const char *path, GError **error)
{
	return open_writer(path, "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;",
			   SCRATCH_CACHE_KIBIBYTES, error);
}

Store *store_open_reader(const char *path, GError **error)
{
	return open_file(path, SQLITE_OPEN_READWRITE, error);
}

static void forget(Store *store)
{
	store->memo.has_numbers = false;
	g_clear_pointer(&store->memo.item, g_free);
	g_clear_pointer(&store->memo.head, g_free);
}

void store_close(Store *store)
{
	if (store == NULL)
		return;
	forget(store);
	g_hash_table_unref(store->kept_by_address);
	g_hash_table_unref(store->kept);
	sqlite3_close_v2(store->database);
	g_free(store);
}

/* ---- transactions ------------------------------------------------------------ */

static void end_transaction(Store *store)
{
	store->in_transaction = false;
	forget(store);
}

bool store_is_in_transaction(const Store *store)
{
	return store->in_transaction;
}

StoreTxn *store_begin(Store *store, GError **error)
{
	g_assert(!store->in_transaction);
	g_autoptr(Sql) sql = sql_take(store, "BEGIN IMMEDIATE", error);
	if (sql == NULL || !sql_run(sql, error))
		return NULL;
	store->in_transaction = true;
	StoreTxn *txn = g_new0(StoreTxn, 1);
	txn->store = store;
	return txn;
}

bool store_commit(StoreTxn *txn, GError **error)
{
	Store *store = txn->store;
	crash_point("before commit");
	g_autoptr(Sql) sql = sql_take(store, "COMMIT", error);
	if (sql == NULL || !sql_run(sql, error)) {
		store_rollback(txn);
		return false;
	}
	end_transaction(store);
	g_free(txn);
	crash_point("after commit");
	return true;
}

void store_rollback(StoreTxn *txn)
{
	if (txn == NULL)
		return;
	/* Some faults have rolled back already; a second ROLLBACK then only says so. */
	(void)sqlite3_exec(txn->store->database, "ROLLBACK", NULL, NULL, NULL);
	end_transaction(txn->store);
	g_free(txn);
}

static bool run_text(Store *store, const char *text, GError **error)
{
	g_autoptr(Sql) sql = sql_take(store, text, error);
	return sql != NULL && sql_run(sql, error);
}

bool store_savepoint(Store *store, GError **error)
{
	return run_text(store, "SAVEPOINT mail", error);
}

bool store_release(Store *store, GError **error)
{
	return run_text(store, "RELEASE mail", error);
}

bool store_undo(Store *store, GError **error)
{
	forget(store);
	return run_text(store, "ROLLBACK TO mail", error) && store_release(store, error);
}

/* ---- small values -------------------------------------------------------------- */

bool store_get(Store *store, const char *name, char **out_value, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store, "SELECT value FROM setting WHERE name = ?", error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, name);
	bool row = false;
	if (!sql_step(sql, &row, error))
		return false;
	*out_value = row ? sql_text(sql, 0) : NULL;
	return true;
}

bool store_put(Store *store, const char *name, const char *value, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store,
		value != NULL ? "INSERT INTO setting(name, value) VALUES(?1, ?2) "
				"ON CONFLICT(name) DO UPDATE SET value = excluded.value"
			      : "DELETE FROM setting WHERE name = ?1",
		error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, name);
	if (value != NULL)
		sql_bind_text(sql, value);
	return sql_run(sql, error);
}

void store_rest(Store *store)
{
	(void)sqlite3_db_release_memory(store->database);
}

bool store_other_changes(Store *store, int64_t *out_mark, GError **error)
{
	g_autoptr(Sql) sql = sql_take(store, "PRAGMA data_version", error);
	bool row = false;
	if (sql == NULL || !sql_step(sql, &row, error))
		return false;
	*out_mark = row ? sql_number(sql, 0) : 0;
	return true;
}
