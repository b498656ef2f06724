/* store.c: open the file safely, guard transactions.
 *
 * SPDX-License-Identifier: MIT */
#include "store/store.h"

#include "base/crash.h"
#include "store/store_private.h"

#define BUSY_MILLISECONDS 5000
#define CHECKED_MAX_BYTES (64 * 1024 * 1024)
/* Holds what a hundred mails change, so that a page is written once for them all. */
#define CACHE_KIBIBYTES		8192
#define CHECKPOINT_BYTES	(16 * 1024 * 1024)
#define UNDO_BYTES		(4 * 1024 * 1024)
#define SCRATCH_CACHE_KIBIBYTES 32768

struct StoreTxn {
	Store *store;
};

StoreMemo *store_memo(Store *store)
{
	return &store->memo;
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
	sql_init(store);
	prepare_library();
	int code = sqlite3_open_v2(path, &store->database,
				   flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW,
				   NULL);
	if (code != SQLITE_OK) {
		sql_fault(store, code, path, error);
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
	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		fault(error, FAULT_SETUP,
		      "%s: there is no store yet; `mailmoot run` or `mailmoot once` "
		      "makes it",
		      path);
		return NULL;
	}
	g_autoptr(Store) store = open_file(path, SQLITE_OPEN_READWRITE, error);
	if (store == NULL)
		return NULL;
	if (!schema_check(store, error)) {
		g_prefix_error(error, "%s: ", path);
		return NULL;
	}
	return g_steal_pointer(&store);
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
	sql_clear(store);
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
