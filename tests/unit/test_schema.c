/* test_schema.c: a store of an earlier version becomes the store a new one is, and what
 * it held is read as before.
 *
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "store/bundle.h"
#include "store/items.h"
#include "store/outbox.h"

static char *folder;

static void run_script(const char *path, const char *script)
{
	sqlite3 *database = NULL;
	g_assert_cmpint(sqlite3_open(path, &database), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(database, script, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(database);
}

static char *store_of_version(int version)
{
	g_autofree char *file = g_strdup_printf("tests/unit/schema_%d.sql", version);
	g_autofree char *script = NULL;
	g_autoptr(GError) error = NULL;
	(void)g_file_get_contents(file, &script, NULL, &error);
	g_assert_no_error(error);
	char *path = g_strdup_printf("%s/%d.db", folder, version);
	run_script(path, script);
	return path;
}

static Store *open_store(const char *path)
{
	g_autoptr(GError) error = NULL;
	Store *store = store_open(path, &error);
	g_assert_no_error(error);
	return store;
}

static void remove_store(const char *path)
{
	static const char *const ends[] = {"", "-wal", "-shm"};
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autofree char *file = g_strconcat(path, ends[i], NULL);
		(void)g_unlink(file);
	}
}

/* What `.schema` shows, and its number. */
static char *schema_text(const char *path)
{
	static const char question[] =
		"SELECT name || ': ' || coalesce(sql, '') FROM sqlite_schema UNION ALL"
		" SELECT user_version FROM pragma_user_version ORDER BY 1";
	sqlite3 *database = NULL;
	sqlite3_stmt *rows = NULL;
	GString *text = g_string_new(NULL);
	g_assert_cmpint(sqlite3_open(path, &database), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_prepare_v2(database, question, -1, &rows, NULL), ==,
			SQLITE_OK);
	while (sqlite3_step(rows) == SQLITE_ROW)
		g_string_append_printf(text, "%s\n",
				       (const char *)sqlite3_column_text(rows, 0));
	sqlite3_finalize(rows);
	sqlite3_close(database);
	return g_string_free(text, FALSE);
}

static void test_same_as_new(void)
{
	g_autofree char *old = store_of_version(15);
	g_autofree char *new = g_build_filename(folder, "new.db", NULL);
	store_close(open_store(old));
	store_close(open_store(new));
	g_autofree char *upgraded = schema_text(old);
	g_autofree char *fresh = schema_text(new);
	g_assert_cmpstr(upgraded, ==, fresh);
	g_assert_nonnull(strstr(fresh, "cause = 0"));
	g_assert_null(strstr(fresh, "is_answer"));
	remove_store(old);
	remove_store(new);
}

static void check_row(Store *store, int64_t id, OutboxCause cause, OutboxState state)
{
	g_autoptr(OutboxRow) row = NULL;
	g_autoptr(GError) error = NULL;
	(void)outbox_find(store, id, &row, &error);
	g_assert_no_error(error);
	g_assert_nonnull(row);
	g_assert_cmpint(row->cause, ==, cause);
	g_assert_cmpint(row->state, ==, state);
}

static void check_count(Store *store, OutboxCause cause, int64_t should)
{
	int64_t count = -1;
	g_assert_true(
		outbox_count_since(store, "maria", NULL, cause, 0, 5000, &count, NULL));
	g_assert_cmpint(count, ==, should);
}

static void check_due(Store *store, bool unasked, const char *should)
{
	g_autoptr(GPtrArray) rows = outbox_due(store, 5000, unasked, 10, NULL);
	g_autoptr(GString) keys = g_string_new(NULL);
	g_assert_nonnull(rows);
	for (guint i = 0; i < rows->len; i++)
		g_string_append(keys, ((OutboxRow *)g_ptr_array_index(rows, i))->key);
	g_assert_cmpstr(keys->str, ==, should);
}

static void test_outbox(void)
{
	g_autofree char *path = store_of_version(15);
	Store *store = open_store(path);
	int64_t left = 0;
	Instant first = 0;
	check_row(store, 1, OUTBOX_UNASKED, OUTBOX_QUEUED);
	check_row(store, 2, OUTBOX_ANSWERS, OUTBOX_QUEUED);
	check_row(store, 3, OUTBOX_DOUBTFUL, OUTBOX_QUEUED);
	check_row(store, 6, OUTBOX_UNASKED, OUTBOX_SENT);
	check_count(store, OUTBOX_UNASKED, 3);
	check_count(store, OUTBOX_ANSWERS, 1);
	check_count(store, OUTBOX_DOUBTFUL, 1);
	check_due(store, true, "dabc");
	check_due(store, false, "dbc");
	g_assert_true(bundle_count_left(store, "maria", NULL, 0, &left, &first, NULL));
	g_assert_cmpint(left, ==, 1);
	g_assert_cmpint(first, ==, 1400);
	store_close(store);
	remove_store(path);
}

static void test_item(void)
{
	g_autofree char *path = store_of_version(15);
	Store *store = open_store(path);
	g_autoptr(Item) item = NULL;
	g_assert_true(items_find(store, "D-1", &item, NULL));
	g_assert_nonnull(item);
	g_assert_cmpstr(item->title, ==, "We use MySQL");
	g_assert_cmpint(item->stances->len, ==, 1);
	g_assert_cmpint(item->clocks->len, ==, 1);
	store_close(store);
	remove_store(path);
}

/* What an upgraded store is given is kept as in a new one. */
static void test_write(void)
{
	g_autofree char *path = store_of_version(15);
	Store *store = open_store(path);
	g_autoptr(GBytes) bytes = g_bytes_new_static("G", 1);
	char key[] = "g", notice[] = "receipt", address[] = "maria@acme.example";
	OutboxRow row = {.key = key,
			 .notice = notice,
			 .address = address,
			 .message_id = key,
			 .cause = OUTBOX_DOUBTFUL,
			 .bytes = bytes};
	bool is_added = false;
	g_assert_true(outbox_add(store, &row, &is_added, NULL));
	g_assert_true(is_added);
	check_row(store, 7, OUTBOX_DOUBTFUL, OUTBOX_QUEUED);
	store_close(store);
	remove_store(path);
}

static void test_newer_than_we_are(void)
{
	g_autofree char *path = g_build_filename(folder, "newer.db", NULL);
	g_autoptr(GError) error = NULL;
	run_script(path, "PRAGMA user_version = 999");
	g_assert_null(store_open(path, &error));
	g_assert_error(error, FAULT, FAULT_SETUP);
	remove_store(path);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	folder = g_dir_make_tmp("schema-XXXXXX", NULL);
	g_test_add_func("/schema/same-as-new", test_same_as_new);
	g_test_add_func("/schema/outbox", test_outbox);
	g_test_add_func("/schema/item", test_item);
	g_test_add_func("/schema/write", test_write);
	g_test_add_func("/schema/newer-than-we-are", test_newer_than_we_are);
	int status = g_test_run();
	(void)g_rmdir(folder);
	g_free(folder);
	return status;
}
