/* schema.c: numbered migrations; each runs once, in one transaction with its number.
 *
 * SPDX-License-Identifier: MIT */
#include "store/sql.h"

static const char *const MIGRATIONS[] = {
	/* 1: the first house */
	"CREATE TABLE setting("
	" name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

	"CREATE TABLE inbox("
	" id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, mailbox TEXT NOT NULL,"
	" validity INTEGER NOT NULL, uid INTEGER NOT NULL, sender TEXT, sender_name TEXT,"
	" subject TEXT, message_id TEXT, at INTEGER NOT NULL, date INTEGER, origin TEXT,"
	" proof TEXT, disposition INTEGER NOT NULL, reason TEXT, item TEXT, text TEXT,"
	" raw BLOB, bytes INTEGER NOT NULL) STRICT;"
	"CREATE INDEX inbox_item ON inbox(item) WHERE item IS NOT NULL;"
	"CREATE INDEX inbox_message ON inbox(message_id) WHERE message_id IS NOT NULL;"
	"CREATE INDEX inbox_disposition ON inbox(disposition, id) WHERE disposition IN "
	"(3, 4);"

	"CREATE TABLE attempt("
	" mailbox TEXT NOT NULL, place TEXT NOT NULL, count INTEGER NOT NULL,"
	" PRIMARY KEY(mailbox, place)) STRICT, WITHOUT ROWID;"

	"CREATE TABLE item("
	" id TEXT PRIMARY KEY, kind INTEGER NOT NULL, number INTEGER NOT NULL,"
	" state TEXT NOT NULL, is_open INTEGER NOT NULL, title TEXT NOT NULL, owner TEXT,"
	" opener TEXT NOT NULL, project TEXT, rule TEXT, opened INTEGER NOT NULL,"
	" changed INTEGER NOT NULL, closed INTEGER, due INTEGER, root TEXT,"
	" tags TEXT NOT NULL, fields TEXT NOT NULL, details TEXT NOT NULL,"
	" UNIQUE(kind, number)) STRICT;"
	"CREATE INDEX item_open ON item(is_open, due) WHERE is_open = 1;"
	"CREATE INDEX item_changed ON item(changed);"

	"CREATE TABLE stance("
	" id INTEGER PRIMARY KEY, item TEXT NOT NULL REFERENCES item(id),"
	" person TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER "
	"NOT NULL,"
	" proof TEXT, message_id TEXT, is_resolved INTEGER NOT NULL, is_counted INTEGER "
	"NOT NULL,"
	" is_current INTEGER NOT NULL) STRICT;"
	"CREATE INDEX stance_item ON stance(item, is_current);"

	"CREATE TABLE clock("
	" item TEXT NOT NULL REFERENCES item(id), name TEXT NOT NULL, person TEXT,"
	" started INTEGER NOT NULL, due INTEGER NOT NULL, stopped INTEGER, state TEXT "
	"NOT NULL,"
	" generation INTEGER NOT NULL, norm TEXT, PRIMARY KEY(item, name)) STRICT, "
	"WITHOUT ROWID;"

	"CREATE TABLE history("
	" id INTEGER PRIMARY KEY, item TEXT NOT NULL, at INTEGER NOT NULL, person TEXT,"
	" what TEXT NOT NULL, detail TEXT, data TEXT) STRICT;"
	"CREATE INDEX history_item ON history(item, id);"

	"CREATE TABLE duty("
	" id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, item "
	"TEXT,"
	" person TEXT, due INTEGER NOT NULL, data TEXT, done INTEGER, is_cancelled "
	"INTEGER"
	" NOT NULL DEFAULT 0) STRICT;"
	"CREATE INDEX duty_due ON duty(due, id) WHERE done IS NULL;"
	"CREATE INDEX duty_item ON duty(item) WHERE done IS NULL;"

	"CREATE TABLE outbox("
	" id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, notice TEXT NOT NULL, item "
	"TEXT,"
	" person TEXT, address TEXT NOT NULL, message_id TEXT NOT NULL UNIQUE,"
	" state INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, queued INTEGER "
	"NOT NULL,"
	" try_at INTEGER NOT NULL, sent INTEGER, expires INTEGER, answer TEXT,"
	" is_urgent INTEGER NOT NULL, is_answer INTEGER NOT NULL, is_bulk INTEGER NOT "
	"NULL,"
	" was_unknown INTEGER NOT NULL DEFAULT 0, bytes BLOB NOT NULL) STRICT;"
	"CREATE INDEX outbox_due ON outbox(try_at, id) WHERE state = 0;"
	"CREATE INDEX outbox_item ON outbox(item, id);"
	"CREATE INDEX outbox_unsettled ON outbox(state, id) WHERE state < 3;"
	"CREATE INDEX outbox_person ON outbox(person, queued);",

	/* 2: who is away */
	"CREATE TABLE leave("
	" id INTEGER PRIMARY KEY, person TEXT NOT NULL, start INTEGER NOT NULL,"
	" \"end\" INTEGER NOT NULL, delegate TEXT, source INTEGER NOT NULL,"
	" noted INTEGER NOT NULL) STRICT;"
	"CREATE INDEX leave_end ON leave(\"end\");"
	"CREATE INDEX clock_person ON clock(person) WHERE stopped IS NULL;",

	/* 3: addresses that mail does not reach */
	"CREATE TABLE failing("
	" address TEXT PRIMARY KEY, score INTEGER NOT NULL, last INTEGER NOT NULL)"
	" STRICT, WITHOUT ROWID;",

	/* 4: a history in which nothing can be changed unseen; what was there before has
	   no links */
	"ALTER TABLE history ADD COLUMN link TEXT;",

	/* 5: of a backlog the urgent first, without sorting it */
	"CREATE INDEX outbox_turn ON outbox(is_urgent, try_at, id) WHERE state = 0;"
	"DROP INDEX outbox_due;",

	/* 6: a person's digest among a million duties */
	"CREATE INDEX duty_person ON duty(person, kind) WHERE done IS NULL;",

	/* 7: what happens to a clock; why a duty was given up; the calendar that clocks
	   were counted by */
	"ALTER TABLE clock ADD COLUMN data TEXT;"
	"ALTER TABLE duty ADD COLUMN reason TEXT;"
	"CREATE TABLE calendar(person TEXT PRIMARY KEY, print TEXT NOT NULL)"
	" STRICT, WITHOUT ROWID;",

	/* 8: what is not said twice in a day */
	"ALTER TABLE outbox ADD COLUMN echo TEXT;",

	/* 9: why a mail waits, when it could have left, what it must precede, and which
	   mail carried it; when unasked mail has left for somebody */
	"ALTER TABLE outbox ADD COLUMN pace INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE outbox ADD COLUMN free_at INTEGER;"
	"ALTER TABLE outbox ADD COLUMN due INTEGER;"
	"ALTER TABLE outbox ADD COLUMN carrier INTEGER;"
	"CREATE INDEX outbox_carrier ON outbox(carrier) WHERE carrier IS NOT NULL;"
	/* What another mail carries (6) is where that mail is. */
	"CREATE VIEW outbox_seen AS SELECT o.id, o.key, o.notice, o.item, o.person,"
	" o.address, o.message_id, coalesce(c.state, o.state) AS state,"
	" coalesce(c.attempts, o.attempts) AS attempts, o.queued,"
	" coalesce(c.try_at, o.try_at) AS try_at, coalesce(c.sent, o.sent) AS sent,"
	" o.expires, coalesce(c.answer, o.answer) AS answer, o.is_urgent, o.is_answer,"
	" o.is_bulk, o.was_unknown, o.pace, o.free_at, o.due, o.carrier, o.bytes"
	" FROM outbox AS o LEFT JOIN outbox AS c ON c.id = o.carrier;"
	"CREATE INDEX outbox_waiting ON outbox(person, try_at) WHERE state = 0;"
	"CREATE INDEX outbox_left ON outbox(person, sent) WHERE sent IS NOT NULL AND"
	" is_urgent = 0 AND is_answer = 0 AND is_bulk = 0 AND carrier IS NULL;",

	/* 10: what people wrote of their own working lives */
	"CREATE TABLE profile("
	" person TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, at INTEGER NOT "
	"NULL,"
	" PRIMARY KEY(person, key)) STRICT, WITHOUT ROWID;",

	/* 11: when a mail was to leave, whatever became of that; what another carries
	   keeps its own time */
	"ALTER TABLE outbox ADD COLUMN planned INTEGER;"
	"DROP VIEW outbox_seen;"
	"CREATE VIEW outbox_seen AS SELECT o.id, o.key, o.notice, o.item, o.person,"
	" o.address, o.message_id, coalesce(c.state, o.state) AS state,"
	" coalesce(c.attempts, o.attempts) AS attempts, o.queued, o.try_at,"
	" coalesce(c.sent, o.sent) AS sent, o.expires,"
	" coalesce(c.answer, o.answer) AS answer, o.is_urgent, o.is_answer, o.is_bulk,"
	" o.was_unknown, o.pace, o.free_at, o.due, o.planned, o.carrier, o.bytes"
	" FROM outbox AS o LEFT JOIN outbox AS c ON c.id = o.carrier;",

	/* 12: response times of some months among those of years */
	"CREATE INDEX clock_stopped ON clock(stopped);"
	"CREATE INDEX item_closed ON item(closed, opened);"
	"CREATE INDEX history_acknowledged ON history(at) WHERE what = 'acknowledged';",

	/* 13: what must be seen wherever an item is shown */
	"ALTER TABLE item ADD COLUMN badge TEXT;"
	"CREATE INDEX item_badge ON item(badge) WHERE badge IS NOT NULL;",

	/* 14: who took an hour outside their own */
	"CREATE TABLE burden("
	" id INTEGER PRIMARY KEY, circle TEXT NOT NULL, person TEXT NOT NULL,"
	" item TEXT NOT NULL, at INTEGER NOT NULL, minutes INTEGER NOT NULL) STRICT;"
	"CREATE INDEX burden_item ON burden(item);",

	/* 15: what a person was sent is counted for each mail: by the index alone, since
	   rows lie far apart, between the bodies of mails */
	"DROP INDEX outbox_person;"
	"CREATE INDEX outbox_person ON outbox(person, queued, is_answer, state, try_at,"
	" notice, item);"
	"CREATE INDEX outbox_echo ON outbox(person, echo, queued) WHERE echo IS NOT NULL;"
	"CREATE INDEX outbox_kept ON outbox(id, person) WHERE state = 0 AND"
	" try_at >= 253402300799;"
	"DROP INDEX inbox_disposition;"
	"CREATE INDEX inbox_held ON inbox(id) WHERE disposition = 3;"
	"CREATE INDEX inbox_aside ON inbox(id) WHERE disposition = 4;",

	/* 16: a column that holds three values has no boolean's name */
	"ALTER TABLE outbox RENAME COLUMN is_answer TO cause;",
};

static bool version_of(Store *store, int64_t *out_version, GError **error)
{
	g_autoptr(Sql) sql = sql_take(store, "PRAGMA user_version", error);
	bool row = false;
	if (sql == NULL || !sql_step(sql, &row, error))
		return false;
	*out_version = row ? sql_number(sql, 0) : 0;
	return true;
}

static bool migrate(Store *store, size_t number, GError **error)
{
	g_autoptr(StoreTxn) txn = store_begin(store, error);
	g_autofree char *mark = g_strdup_printf("PRAGMA user_version = %zu", number);
	if (txn == NULL || !sql_script(store, MIGRATIONS[number - 1], error) ||
	    !sql_script(store, mark, error))
		return false;
	return store_commit(g_steal_pointer(&txn), error);
}

/* What another program made has tables too, and no number of ours. */
static bool is_foreign(Store *store, bool *out_is_foreign, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store, "SELECT 1 FROM sqlite_schema LIMIT 1", error);
	return sql != NULL && sql_step(sql, out_is_foreign, error);
}

static bool refuse_newer(int64_t version, GError **error)
{
	return fault(error, FAULT_SETUP,
		     "made by a newer mailmoot (schema %" G_GINT64_FORMAT
		     "; this program knows %zu)",
		     version, G_N_ELEMENTS(MIGRATIONS));
}

bool schema_check(Store *store, GError **error)
{
	int64_t version = 0;
	if (!version_of(store, &version, error))
		return false;
	if (version == 0)
		return fault(error, FAULT_SETUP,
			     "this is no store; `mailmoot run` or `mailmoot once` makes "
			     "one");
	if (version < (int64_t)G_N_ELEMENTS(MIGRATIONS))
		return fault(error, FAULT_SETUP,
			     "made by an older mailmoot (schema %" G_GINT64_FORMAT
			     "; this program knows %zu); `mailmoot run` or `mailmoot "
			     "once` brings it up to date",
			     version, G_N_ELEMENTS(MIGRATIONS));
	return version == (int64_t)G_N_ELEMENTS(MIGRATIONS) ||
	       refuse_newer(version, error);
}

bool schema_upgrade(Store *store, GError **error)
{
	int64_t version = 0;
	bool is_foreign_file = false;
	if (!version_of(store, &version, error) ||
	    (version == 0 && !is_foreign(store, &is_foreign_file, error)))
		return false;
	if (is_foreign_file)
		return fault(error, FAULT_SETUP,
			     "a database of another program; name a file of its own");
	if (version > (int64_t)G_N_ELEMENTS(MIGRATIONS))
		return refuse_newer(version, error);
	for (size_t number = (size_t)version + 1; number <= G_N_ELEMENTS(MIGRATIONS);
	     number++)
		if (!migrate(store, number, error))
			return false;
	return true;
}
