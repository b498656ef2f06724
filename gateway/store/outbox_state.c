/* outbox_state.c: how far a mail we owe has got, and who moves it on.
 *
 * SPDX-License-Identifier: MIT */
#include "store/outbox_state.h"

#include "store/sql.h"

static const char *const STATE_NAMES[] = {
	[OUTBOX_QUEUED] = "queued",   [OUTBOX_TRYING] = "trying",
	[OUTBOX_UNKNOWN] = "unknown", [OUTBOX_SENT] = "sent",
	[OUTBOX_REFUSED] = "refused", [OUTBOX_CANCELLED] = "cancelled",
};

const char *outbox_state_name(OutboxState state)
{
	return STATE_NAMES[state];
}

bool outbox_trying(Store *store, int64_t id, Instant at, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "UPDATE outbox SET state = 1, attempts = attempts + 1, sent = ?"
			 " WHERE id = ? AND state = 0",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_instant(sql, at);
	sql_bind_number(sql, id);
	return sql_run(sql, error);
}

/* From `trying`; from `unknown` when the answer comes late; from `queued` when a store
 * that was restored learns what it had sent. */
static bool end_as(Store *store, int64_t id, OutboxState state, Instant at,
		   const char *answer, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "UPDATE outbox SET state = ?, sent = ?, answer = ? WHERE id = ?"
			 " AND state IN (0, 1, 2)",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_number(sql, state);
	sql_bind_instant(sql, at);
	sql_bind_text(sql, answer);
	sql_bind_number(sql, id);
	return sql_run(sql, error);
}

bool outbox_sent(Store *store, int64_t id, Instant at, const char *answer, GError **error)
{
	return end_as(store, id, OUTBOX_SENT, at, answer, error);
}

bool outbox_refused(Store *store, int64_t id, Instant at, const char *answer,
		    GError **error)
{
	return end_as(store, id, OUTBOX_REFUSED, at, answer, error);
}

bool outbox_bounced(Store *store, int64_t id, Instant at, const char *answer,
		    GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "UPDATE outbox SET state = 4, sent = ?, answer = ? WHERE id = ?"
			 " AND state IN (1, 2, 3)",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_instant(sql, at);
	sql_bind_text(sql, answer);
	sql_bind_number(sql, id);
	return sql_run(sql, error);
}

bool outbox_unknown(Store *store, int64_t id, Instant at, const char *answer,
		    GError **error)
{
	return end_as(store, id, OUTBOX_UNKNOWN, at, answer, error);
}

bool outbox_later(Store *store, int64_t id, Instant try_at, const char *answer,
		  GError **error)
{
	g_autoptr(Sql) sql = sql_take(store,
				      "UPDATE outbox SET state = 0, sent = NULL, try_at "
				      "= ?, answer = coalesce(?, answer)"
				      " WHERE id = ? AND state IN (0, 1, 2)",
				      error);
	if (sql == NULL)
		return false;
	sql_bind_instant(sql, try_at);
	sql_bind_text(sql, answer);
	sql_bind_number(sql, id);
	return sql_run(sql, error);
}

bool outbox_expire(Store *store, int64_t id, Instant at, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "UPDATE outbox SET state = 5, sent = ?, answer = 'its time has "
			 "passed' WHERE id = ? AND state = 0",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_instant(sql, at);
	sql_bind_number(sql, id);
	return sql_run(sql, error);
}

bool outbox_untried(Store *store, int64_t id, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "UPDATE outbox SET state = 0, sent = NULL,"
			 " attempts = attempts - 1 WHERE id = ? AND state = 1",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_number(sql, id);
	return sql_run(sql, error);
}

/* Digests and reminders at most once; what carries others, and everything else a second
 * time with the same Message-ID (MAIL 12). */
bool outbox_requeue_unknown(Store *store, Instant now, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "UPDATE outbox SET state = 0, try_at = ?, was_unknown = 1,"
			 " sent = NULL WHERE state = 2 AND was_unknown = 0"
			 " AND (notice NOT IN ('digest', 'reminder') OR"
			 " (notice = 'digest' AND is_bulk = 0))",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_instant(sql, now);
	return sql_run(sql, error);
}

/* What answers a mail, and what tells an outcome, is owed whatever happens to the item.
 */
bool outbox_cancel(Store *store, const Cancel *cancel, Instant at, GError **error)
{
	if (cancel->notice_kind != NULL && *cancel->notice_kind == '\0')
		return true;
	g_autoptr(Sql) sql = sql_take(
		store,
		"UPDATE outbox SET state = 5, sent = ?1, answer = ?2 WHERE state = 0 AND "
		"item = ?3"
		" AND (?4 IS NULL OR person = ?4) AND (?5 IS NULL OR notice = ?5)"
		" AND (?6 IS NULL OR key LIKE '%:%:%:' || ?6 || ':%')"
		" AND cause = 0 AND notice <> 'outcome'",
		error);
	if (sql == NULL)
		return false;
	sql_bind_instant(sql, at);
	sql_bind_text(sql, cancel->reason);
	sql_bind_text(sql, cancel->item);
	sql_bind_text(sql, cancel->person);
	sql_bind_text(sql, cancel->notice_kind);
	sql_bind_text(sql, cancel->clock);
	return sql_run(sql, error);
}

bool outbox_rewind(Store *store, Instant now, GError **error)
{
	g_autoptr(Sql) sql = sql_take(store,
				      "UPDATE outbox SET queued = ?1, try_at = ?1"
				      " WHERE state = 0 AND queued > ?1 AND try_at < ?2",
				      error);
	if (sql == NULL)
		return false;
	sql_bind_instant(sql, now);
	sql_bind_instant(sql, OUTBOX_NEVER);
	return sql_run(sql, error);
}

bool outbox_act(Store *store, int64_t id, OutboxAction action, Instant at, bool *out_done,
		GError **error)
{
	bool is_drop = action == OUTBOX_DROP;
	g_autoptr(Sql) sql =
		sql_take(store,
			 "UPDATE outbox SET state = ?, try_at = ?, sent = ? WHERE id = ?"
			 " AND state IN (0, 2)",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_number(sql, is_drop ? OUTBOX_CANCELLED : OUTBOX_QUEUED);
	sql_bind_instant(sql, action == OUTBOX_HOLD ? OUTBOX_NEVER : at);
	sql_bind_instant(sql, is_drop ? at : INSTANT_NONE);
	sql_bind_number(sql, id);
	if (!sql_run(sql, error))
		return false;
	*out_done = sql_changes(store) > 0;
	return true;
}
