/* duties.c: what falls due.
 *
 * SPDX-License-Identifier: MIT */
#include "store/duties.h"

#include "store/sql.h"

static const char COLUMNS_SQL[] =
	"SELECT id, key, kind, item, person, due, data, reason FROM duty";

static gpointer read_duty(Sql *sql)
{
	g_autofree char *kind = sql_text(sql, 2);
	g_autofree char *item = sql_text(sql, 3);
	g_autofree char *person = sql_text(sql, 4);
	DutyKind known = DUTY_HELD;
	(void)duty_kind_from_name(kind, &known);
	Duty *duty = duty_new(known, item, person, sql_instant(sql, 5));
	duty->id = sql_number(sql, 0);
	duty->key = sql_text(sql, 1);
	duty->data = sql_json(sql, 6);
	duty->reason = sql_text(sql, 7);
	return duty;
}

bool duties_add(Store *store, const Duty *duty, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "INSERT INTO duty(key, kind, item, person, due, data)"
			 " VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(key) DO NOTHING",
			 error);
	if (sql == NULL)
		return false;
	g_autofree char *data = duty->data != NULL ? json_line(duty->data) : NULL;
	sql_bind_text(sql, duty->key);
	sql_bind_text(sql, duty_kind_name(duty->kind));
	sql_bind_text(sql, duty->item);
	sql_bind_text(sql, duty->person);
	sql_bind_instant(sql, duty->due);
	sql_bind_text(sql, data);
	return sql_run(sql, error);
}

static char *hurried_kinds(void)
{
	GString *kinds = g_string_new(NULL);
	for (int kind = 0; kind <= DUTY_LAST; kind++)
		if (duty_is_hurried((DutyKind)kind))
			g_string_append_printf(kinds, "%s'%s'", kinds->len > 0 ? "," : "",
					       duty_kind_name((DutyKind)kind));
	return g_string_free(kinds, FALSE);
}

bool duties_next(Store *store, Instant until, Instant hurried, Duty **out_duty,
		 GError **error)
{
	g_autofree char *kinds = hurried_kinds();
	g_autofree char *text = g_strconcat(
		COLUMNS_SQL,
		" WHERE done IS NULL AND due <= ?2 AND (due <= ?1 OR kind IN (", kinds,
		")) ORDER BY due, id LIMIT 1", NULL);
	g_autoptr(Sql) sql = sql_take(store, text, error);
	if (sql == NULL)
		return false;
	sql_bind_instant(sql, until);
	sql_bind_instant(sql, hurried);
	bool row = false;
	if (!sql_step(sql, &row, error))
		return false;
	*out_duty = row ? read_duty(sql) : NULL;
	return true;
}

bool duties_next_instant(Store *store, Instant *out_due, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store, "SELECT due FROM duty WHERE done IS NULL ORDER BY due LIMIT 1",
		error);
	bool row = false;
	if (sql == NULL || !sql_step(sql, &row, error))
		return false;
	*out_due = row ? sql_instant(sql, 0) : INSTANT_NONE;
	return true;
}

bool duties_done(Store *store, int64_t id, Instant at, GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store, "UPDATE duty SET done = ? WHERE id = ?", error);
	if (sql == NULL)
		return false;
	sql_bind_instant(sql, at);
	sql_bind_number(sql, id);
	return sql_run(sql, error);
}

bool duties_cancel(Store *store, const Cancel *cancel, Instant at, GError **error)
{
	if (cancel->duty_kind < 0 && cancel->notice_kind != NULL)
		return true;
	g_autoptr(Sql) sql =
		sql_take(store,
			 "UPDATE duty SET done = ?1, is_cancelled = 1, reason = ?5"
			 " WHERE done IS NULL"
			 " AND item = ?2 AND (?3 IS NULL OR person = ?3)"
			 " AND (?4 IS NULL OR kind = ?4)"
			 " AND (?6 IS NULL OR key LIKE '%:%:' || ?6 || ':%')",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_instant(sql, at);
	sql_bind_text(sql, cancel->item);
	sql_bind_text(sql, cancel->person);
	sql_bind_text(sql, cancel->duty_kind >= 0
				   ? duty_kind_name((DutyKind)cancel->duty_kind)
				   : NULL);
	sql_bind_text(sql, cancel->reason);
	sql_bind_text(sql, cancel->clock);
	return sql_run(sql, error);
}

static GPtrArray *collect(Sql *sql, GError **error)
{
	return sql_collect(sql, read_duty, (GDestroyNotify)duty_free, error);
}

GPtrArray *duties_list(Store *store, const char *item, size_t max, GError **error)
{
	g_autofree char *text =
		g_strconcat(COLUMNS_SQL,
			    item != NULL ? " WHERE done IS NULL AND item = ?1"
					 : " WHERE done IS NULL AND ?1 IS NULL",
			    " ORDER BY due, id LIMIT ?2", NULL);
	g_autoptr(Sql) sql = sql_take(store, text, error);
	if (sql == NULL)
		return NULL;
	sql_bind_text(sql, item);
	sql_bind_number(sql, max > 0 ? (int64_t)max : -1);
	return collect(sql, error);
}

GPtrArray *duties_given_up(Store *store, const char *item, GError **error)
{
	g_autofree char *text =
		g_strconcat(COLUMNS_SQL,
			    " WHERE item = ? AND is_cancelled = 1 AND kind = 'remind'"
			    " ORDER BY due, id",
			    NULL);
	g_autoptr(Sql) sql = sql_take(store, text, error);
	if (sql == NULL)
		return NULL;
	sql_bind_text(sql, item);
	return collect(sql, error);
}
bool duties_has(Store *store, DutyKind kind, const char *person, bool *out_has,
		GError **error)
{
	g_autoptr(Sql) sql =
		sql_take(store,
			 "SELECT 1 FROM duty WHERE done IS NULL AND kind = ? AND person"
			 " = ? LIMIT 1",
			 error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, duty_kind_name(kind));
	sql_bind_text(sql, person);
	return sql_step(sql, out_has, error);
}

bool duties_count_due(Store *store, Instant now, int64_t *out_count, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store, "SELECT count(*) FROM duty WHERE done IS NULL AND due <= ?",
		error);
	bool row = false;
	if (sql == NULL)
		return false;
	sql_bind_instant(sql, now);
	if (!sql_step(sql, &row, error))
		return false;
	*out_count = row ? sql_number(sql, 0) : 0;
	return true;
}

bool duties_forget(Store *store, DutyKind kind, const char *person, GError **error)
{
	g_autoptr(Sql) sql = sql_take(
		store, "DELETE FROM duty WHERE done IS NULL AND kind = ? AND person = ?",
		error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, duty_kind_name(kind));
	sql_bind_text(sql, person);
	return sql_run(sql, error);
}

bool duties_knows(Store *store, const char *key, bool *out_knows, GError **error)
{
	g_autoptr(Sql) sql = sql_take(store, "SELECT 1 FROM duty WHERE key = ?", error);
	if (sql == NULL)
		return false;
	sql_bind_text(sql, key);
	return sql_step(sql, out_knows, error);
}
