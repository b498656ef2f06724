/* digests.c: digests and the report of held mail.
 *
 * The window (last end, now] of each person is kept in the store and moved in the
 * transaction that queues the digest: a doubled run finds it moved.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/digests.h"

#include <string.h>

#include "engine/apply.h"
#include "store/bundle.h"
#include "store/duties.h"
#include "store/inbox.h"
#include "store/outbox.h"
#include "store/items.h"
#include "workflow/digest.h"
#include "workflow/letter.h"

#define FIRST_WINDOW_SECONDS (7 * 24 * 3600)
#define HELD_SHOWN_MAX	     50
#define PLAN_TRIES_MAX	     400

/* ---- numbers kept in the store ------------------------------------------ */

static bool get_number(Engine *engine, const char *name, int64_t otherwise,
		       int64_t *out_number, GError **error)
{
	g_autofree char *text = NULL;
	if (!store_get(engine->store, name, &text, error))
		return false;
	*out_number = text != NULL ? g_ascii_strtoll(text, NULL, 10) : otherwise;
	return true;
}

static bool put_number(Engine *engine, const char *name, int64_t number, GError **error)
{
	g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, number);
	return store_put(engine->store, name, text, error);
}

/* ---- planning ----------------------------------------------------------- */

/* The next that was not sent already, by a clock that was ahead. */
static bool plan_next(Engine *engine, const Person *person, Instant after, GError **error)
{
	for (int tries = 0; tries < PLAN_TRIES_MAX; tries++) {
		Instant due = digest_next(person, after);
		if (due == INSTANT_NONE)
			return true;
		g_autoptr(Duty) duty = duty_new(DUTY_DIGEST, NULL, person->id, due);
		bool is_known = false;
		g_free(duty->key);
		duty->key =
			g_strdup_printf("digest:%s:%" G_GINT64_FORMAT, person->id, due);
		if (!duties_knows(engine->store, duty->key, &is_known, error))
			return false;
		if (!is_known)
			return duties_add(engine->store, duty, error);
		after = due;
	}
	return true;
}

bool digests_rewind(Engine *engine, Instant now, GError **error)
{
	for (size_t i = 0; i < people_count(engine->people); i++) {
		const Person *person = people_at(engine->people, i);
		g_autofree char *name = g_strconcat("digest-end:", person->id, NULL);
		int64_t end = 0;
		if (!get_number(engine, name, now, &end, error) ||
		    (end > now && !put_number(engine, name, now, error)) ||
		    !duties_forget(engine->store, DUTY_DIGEST, person->id, error) ||
		    !plan_next(engine, person, now, error))
			return false;
	}
	return true;
}

bool digests_plan_all(Engine *engine, Instant now, GError **error)
{
	for (size_t i = 0; i < people_count(engine->people); i++) {
		const Person *person = people_at(engine->people, i);
		bool has = false;
		if (!duties_has(engine->store, DUTY_DIGEST, person->id, &has, error))
			return false;
		if (!has && !plan_next(engine, person, now, error))
			return false;
	}
	return true;
}

bool digests_plan_anew(Engine *engine, Instant now, const Person *person, GError **error)
{
	return duties_forget(engine->store, DUTY_DIGEST, person->id, error) &&
	       plan_next(engine, person, now, error);
}

/* ---- building ----------------------------------------------------------- */

/* Of `more` what is not open (that is there already) and not in `items`. */
static void add_ended(GPtrArray *items, GPtrArray *more)
{
	for (guint i = more->len; i > 0; i--) {
		const Item *item = g_ptr_array_index(more, i - 1);
		bool is_there = item_is_open(item);
		for (guint j = 0; j < items->len && !is_there; j++)
			is_there = strcmp(((Item *)g_ptr_array_index(items, j))->id,
					  item->id) == 0;
		if (!is_there)
			g_ptr_array_add(items, g_ptr_array_steal_index(more, i - 1));
	}
}

static bool gather(Engine *engine, Instant from, GPtrArray **out_items, GError **error)
{
	ItemFilter open = {.kind = -1,
			   .open_only = true,
			   .overdue_at = INSTANT_NONE,
			   .changed_since = INSTANT_NONE};
	ItemFilter changed = {
		.kind = -1, .overdue_at = INSTANT_NONE, .changed_since = from};
	ItemFilter badged = {.kind = -1,
			     .badged_only = true,
			     .overdue_at = INSTANT_NONE,
			     .changed_since = INSTANT_NONE};
	g_autoptr(GPtrArray) marked = items_list(engine->store, &badged, error);
	g_autoptr(GPtrArray) items =
		marked != NULL ? items_list(engine->store, &open, error) : NULL;
	g_autoptr(GPtrArray) news =
		items != NULL ? items_list(engine->store, &changed, error) : NULL;
	if (news == NULL)
		return false;
	add_ended(marked, news);
	add_ended(items, marked);
	*out_items = g_steal_pointer(&items);
	return true;
}

bool digests_build(Engine *engine, Instant now, const Person *person, Instant from,
		   Digest **out_digest, GError **error)
{
	g_autoptr(GPtrArray) items = NULL;
	int64_t held = 0;
	Desk desk;
	if (!gather(engine, from, &items, error) ||
	    !bundle_count_waiting(engine->store, person->id, PACE_FULL, &held, error) ||
	    !engine_desk(engine, now, &desk, error))
		return false;
	*out_digest = digest_build(&desk, person, items, from, now);
	if (held > 0)
		json_object_set_new((*out_digest)->model, "held_back",
				    json_integer((json_int_t)held));
	return true;
}

static bool build(Engine *engine, Instant now, const Person *person, Digest **out_digest,
		  GError **error)
{
	g_autofree char *name = g_strconcat("digest-end:", person->id, NULL);
	int64_t from = 0;
	return get_number(engine, name, now - FIRST_WINDOW_SECONDS, &from, error) &&
	       digests_build(engine, now, person, from, out_digest, error);
}

bool digests_preview(Engine *engine, Instant now, const Person *person,
		     json_t **out_model, GError **error)
{
	g_autoptr(Digest) digest = NULL;
	if (!build(engine, now, person, &digest, error))
		return false;
	*out_model = json_incref(digest->model);
	return true;
}

static bool keep_lines(Engine *engine, int64_t number, const GPtrArray *lines,
		       GError **error)
{
	g_autofree char *name = g_strdup_printf("digest:G-%" G_GINT64_FORMAT, number);
	g_autoptr(json_t) array = json_array();
	for (guint i = 0; i < lines->len; i++)
		json_array_append_new(array, json_text(g_ptr_array_index(lines, i)));
	g_autofree char *text = json_line(array);
	return store_put(engine->store, name, text, error);
}

bool digests_number_lines(Engine *engine, const GPtrArray *lines, int64_t *out_number,
			  GError **error)
{
	int64_t number = 0;
	if (!get_number(engine, "digest-number", 0, &number, error) ||
	    !put_number(engine, "digest-number", number + 1, error) ||
	    !keep_lines(engine, number + 1, lines, error))
		return false;
	*out_number = number + 1;
	return true;
}

static bool queue(Engine *engine, Instant now, const Person *person, Digest *digest,
		  GError **error)
{
	int64_t number = 0;
	Desk desk;
	if (!digests_number_lines(engine, digest->lines, &number, error) ||
	    !engine_desk(engine, now, &desk, error))
		return false;
	g_autoptr(Plan) plan = plan_new();
	plan_notice(plan, digest_notice(&desk, person, digest, number));
	return apply_plan(engine, now, plan, 0, error);
}

bool digests_send(Engine *engine, Instant now, const Duty *duty, GError **error)
{
	const Person *person = people_find(engine->people, duty->person);
	if (person == NULL || person->digest.rhythm == DIGEST_OFF)
		return true;
	g_autoptr(Digest) digest = NULL;
	g_autofree char *name = g_strconcat("digest-end:", person->id, NULL);
	/* Its window waits for the day on which it is wanted again. */
	if (person->is_muted)
		return plan_next(engine, person, now, error);
	if (!build(engine, now, person, &digest, error))
		return false;
	if (!digest->is_empty && !queue(engine, now, person, digest, error))
		return false;
	return put_number(engine, name, now, error) &&
	       plan_next(engine, person, now, error);
}

bool digests_lines(Engine *engine, const char *digest, GPtrArray **out_ids,
		   GError **error)
{
	g_autofree char *name = g_strconcat("digest:", digest, NULL);
	g_autofree char *text = NULL;
	if (!store_get(engine->store, name, &text, error))
		return false;
	g_autoptr(json_t) array = text != NULL ? json_loads(text, 0, NULL) : json_array();
	*out_ids = g_ptr_array_new_with_free_func(g_free);
	for (size_t i = 0; i < json_array_size(array); i++)
		g_ptr_array_add(*out_ids,
				g_strdup(json_string_value(json_array_get(array, i))));
	return true;
}

/* ---- held mail ---------------------------------------------------------- */

static json_t *held_model(const Person *person, const GPtrArray *rows)
{
	json_t *array = json_array();
	for (guint i = 0; i < MIN(rows->len, (guint)HELD_SHOWN_MAX); i++) {
		const InboxRow *row = g_ptr_array_index(rows, i);
		json_array_append_new(array, json_pack("{s:I, s:o, s:o, s:o, s:o}", "id",
						       (json_int_t)row->id, "from",
						       json_text(row->from), "subject",
						       json_text(row->subject), "reason",
						       json_text(row->reason), "at",
						       letter_time(person, row->at)));
	}
	return json_pack("{s:i, s:o}", "count", (int)rows->len, "rows", array);
}

static json_t *kept_model(const GPtrArray *rows)
{
	json_t *array = json_array();
	for (guint i = 0; i < MIN(rows->len, (guint)HELD_SHOWN_MAX); i++) {
		const OutboxRow *row = g_ptr_array_index(rows, i);
		json_array_append_new(array, json_pack("{s:I, s:o, s:o, s:o, s:o}", "id",
						       (json_int_t)row->id, "notice",
						       json_text(row->notice), "item",
						       json_text(row->item), "to",
						       json_text(row->address), "reason",
						       json_text(row->answer)));
	}
	return json_pack("{s:i, s:o}", "count", (int)rows->len, "rows", array);
}

static GPtrArray *held_and_aside(Engine *engine, GError **error)
{
	g_autoptr(GPtrArray) rows =
		inbox_list(engine->store, DISPOSITION_HELD, NULL, HELD_SHOWN_MAX, error);
	g_autoptr(GPtrArray) aside =
		rows != NULL ? inbox_list(engine->store, DISPOSITION_ASIDE, NULL,
					  HELD_SHOWN_MAX, error)
			     : NULL;
	if (aside == NULL)
		return NULL;
	g_ptr_array_extend_and_steal(rows, g_steal_pointer(&aside));
	return g_steal_pointer(&rows);
}

bool digests_send_held(Engine *engine, Instant now, const Duty *duty, GError **error)
{
	const Person *person = people_find(engine->people, duty->person);
	g_autoptr(GPtrArray) mails = held_and_aside(engine, error);
	g_autoptr(GPtrArray) kept =
		mails != NULL ? outbox_kept(engine->store, NULL, HELD_SHOWN_MAX, error)
			      : NULL;
	Desk desk;
	if (kept == NULL || !engine_desk(engine, now, &desk, error))
		return false;
	if (person == NULL || mails->len + kept->len == 0)
		return true;
	Notice *notice = letter_new(&desk, LETTER_PATIENT, "report", "held-report", NULL,
				    person, duty->key);
	json_object_set_new(notice->model, "count",
			    json_integer((json_int_t)mails->len + kept->len));
	if (mails->len > 0)
		json_object_set_new(notice->model, "mails", held_model(person, mails));
	if (kept->len > 0)
		json_object_set_new(notice->model, "kept", kept_model(kept));
	g_autoptr(Plan) plan = plan_new();
	plan_notice(plan, notice);
	return apply_plan(engine, now, plan, 0, error);
}
