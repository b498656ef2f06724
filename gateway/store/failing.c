/* failing.c: how often an address has failed lately.
 *
 * SPDX-License-Identifier: MIT */
#include "store/failing.h"

#include "store/sql.h"

#define DAY_SECONDS   (24 * 3600)
#define QUIET_SECONDS (7 * DAY_SECONDS)

bool failing_score(Store *store, const char *address, Instant now, int *out_score,
		   GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store, "SELECT score FROM failing WHERE address = ? AND last > ?", error);
	bool row = false;
	if (sql == NULL)
		return false;
	g_autofree char *folded = g_ascii_strdown(address, -1);
	sql_bind_text(sql, folded);
	sql_bind_instant(sql, now - QUIET_SECONDS);
	if (!sql_step(sql, &row, error))
		return false;
	*out_score = row ? (int)sql_number(sql, 0) : 0;
	return true;
}

bool failing_note(Store *store, const char *address, int weight, Instant now,
		  GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store,
		"INSERT INTO failing(address, score, last) VALUES(?1, ?2, ?3)"
		" ON CONFLICT(address) DO UPDATE SET"
		" score = CASE WHEN last > ?3 - ?4 THEN score + ?2 ELSE ?2 END, last = ?3"
		" WHERE last / ?5 <> ?3 / ?5",
		error);
	if (sql == NULL)
		return false;
	g_autofree char *folded = g_ascii_strdown(address, -1);
	sql_bind_text(sql, folded);
	sql_bind_number(sql, weight);
	sql_bind_instant(sql, now);
	sql_bind_number(sql, QUIET_SECONDS);
	sql_bind_number(sql, DAY_SECONDS);
	return sql_run(sql, error);
}
