/* responses.c: what was answered, and what was asked.
 *
 * SPDX-License-Identifier: MIT */
#include "store/responses.h"

#include "store/sql.h"

/* The end of a clock is among what happened to it; in its row the last one only is. A
 * clock that is over says by `stopped` that there is nothing new in it. Escalations have
 * no clock: their time is the one on the wall, from the call to the first hand raised. */
#define ENDS                                                                             \
	"SELECT i.kind, json_extract(i.tags, '$[0]'), i.project, i.opener, c.name,"      \
	" c.norm, c.person, json_extract(e.value, '$.by'),"                              \
	" json_extract(e.value, '$.at') AS at, json_extract(e.value, '$.used'),"         \
	" 1, json_extract(e.value, '$.what') = 'late'"                                   \
	" FROM clock AS c JOIN item AS i ON i.id = c.item,"                              \
	" json_each(c.data, '$.events') AS e"                                            \
	" WHERE (c.stopped >= ?1 OR c.stopped IS NULL)"                                  \
	" AND json_extract(e.value, '$.what') IN ('satisfied', 'late')"                  \
	" AND at >= ?1 AND at < ?2"
#define HANDS                                                                            \
	"SELECT i.kind, json_extract(i.tags, '$[0]'), i.project, i.opener,"              \
	" 'acknowledge', NULL, NULL, h.person, h.at, h.at - i.opened, 0, 0"              \
	" FROM history AS h JOIN item AS i ON i.id = h.item"                             \
	" WHERE h.what = 'acknowledged' AND h.at >= ?1 AND h.at < ?2"                    \
	" AND NOT EXISTS (SELECT 1 FROM history AS b WHERE b.item = h.item"              \
	" AND b.what = 'acknowledged' AND b.id < h.id)"

static void visit_row(Sql *sql, ResponseVisit visit, void *data)
{
	g_autofree char *tag = sql_text(sql, 1);
	g_autofree char *project = sql_text(sql, 2);
	g_autofree char *opener = sql_text(sql, 3);
	g_autofree char *clock = sql_text(sql, 4);
	g_autofree char *norm = sql_text(sql, 5);
	g_autofree char *person = sql_text(sql, 6);
	g_autofree char *by = sql_text(sql, 7);
	Response response = {
		.kind = (Kind)sql_number(sql, 0),
		.tag = tag,
		.project = project,
		.opener = opener,
		.clock = clock,
		.norm = norm,
		.person = person,
		.by = by,
		.at = sql_instant(sql, 8),
		.seconds = sql_number(sql, 9),
		.has_due = sql_number(sql, 10) != 0,
		.is_late = sql_number(sql, 11) != 0,
	};
	visit(&response, data);
}

static bool each(Store *store, const char *text, Instant since, Instant until,
		 ResponseVisit visit, void *data, GError **error)
{
	g_autoptr(Sql) sql = sql_take(store, text, error);
	bool row = true;
	if (sql == NULL)
		return false;
	sql_bind_instant(sql, since);
	sql_bind_instant(sql, until);
	while (row) {
		if (!sql_step(sql, &row, error))
			return false;
		if (row)
			visit_row(sql, visit, data);
	}
	return true;
}

bool responses_each(Store *store, Instant since, Instant until, ResponseVisit visit,
		    void *data, GError **error)
{
	return each(store, ENDS " UNION ALL " HANDS, since, until, visit, data, error);
}

bool responses_each_request(Store *store, Instant since, Instant until,
			    RequestVisit visit, void *data, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store,
		"SELECT opened, CASE WHEN closed IS NULL THEN NULL ELSE"
		" min(closed, coalesce(CAST(strftime('%s', json_extract(details,"
		" '$.outcome.decided_at')) AS INTEGER), closed)) END,"
		" state NOT IN ('withdrawn', 'expired', 'exhausted')"
		" FROM item WHERE (closed >= ?1 OR closed IS NULL) AND opened < ?2"
		/* +: there are few of other kinds */
		" AND +kind IN (?3, ?4, ?5)",
		error);
	bool row = true;
	if (sql == NULL)
		return false;
	sql_bind_instant(sql, since);
	sql_bind_instant(sql, until);
	sql_bind_number(sql, KIND_DECISION);
	sql_bind_number(sql, KIND_QUESTION);
	sql_bind_number(sql, KIND_ESCALATION);
	while (row) {
		if (!sql_step(sql, &row, error))
			return false;
		if (row)
			visit(sql_instant(sql, 0), sql_instant(sql, 1),
			      sql_number(sql, 2) != 0, data);
	}
	return true;
}
