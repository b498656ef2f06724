/* store.h: the one SQLite file. The only room that knows SQL.
 *
 * WAL, synchronous=FULL, STRICT tables, numbered migrations, prepared statements kept.
 * Every function here that writes must run inside a transaction; every fault is
 * FAULT_LATER (busy, disk full) or FAULT_SETUP (not ours, newer schema, damaged). Text
 * leaves as owned copies. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "workflow/plan.h"

typedef struct Store Store;
typedef struct StoreTxn StoreTxn;

/* Opens or makes the file and brings its schema up to date; quick_check at every start,
 * unless it is over 64 MB. ":memory:" for tests. */
Store *store_open(const char *path, GError **error);
/* The same without writing: for `list`, `show`, `why` beside a running daemon.
 * FAULT_SETUP if there is none yet, or one of another version. */
Store *store_open_reader(const char *path, GError **error);
/* One that nothing depends on: it is thrown away, so nothing waits for the disk. */
Store *store_open_scratch(const char *path, GError **error);
void store_close(Store *store);
/* Gives back the memory of the pages it keeps; they are read again when needed. */
void store_rest(Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_close)

/* BEGIN IMMEDIATE. Freed without commit, it rolls back. Savepoints inside it part one
 * mail from the next when several share a commit. */
StoreTxn *store_begin(Store *store, GError **error);
bool store_commit(StoreTxn *txn, GError **error); /* takes it */
void store_rollback(StoreTxn *txn);		  /* takes it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StoreTxn, store_rollback)
bool store_savepoint(Store *store, GError **error);
bool store_release(Store *store, GError **error);
bool store_undo(Store *store, GError **error); /* back to the savepoint */

/* Small values by name: instance id, token keys (base64), watermarks. NULL: none. */
bool store_get(Store *store, const char *name, char **out_value, GError **error);
bool store_put(Store *store, const char *name, const char *value, GError **error);

/* Another number than before: another process has written meanwhile. */
bool store_other_changes(Store *store, int64_t *out_mark, GError **error);

/* One gateway a store: two would send everything twice. Held until freed, or until the
 * process dies. FAULT_LATER with the other's process number. */
typedef struct StoreClaim StoreClaim;
StoreClaim *store_claim(const char *path, GError **error);
void store_claim_free(StoreClaim *claim);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StoreClaim, store_claim_free)

#endif
