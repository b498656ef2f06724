/* bundles.c: a person gets few mails rather than many.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/bundles.h"

#include <string.h>

#include "base/crash.h"
#include "base/log.h"
#include "engine/digests.h"
#include "engine/render.h"
#include "mail/message.h"
#include "store/bundle.h"
#include "store/items.h"
#include "workflow/rollup.h"

#define BURST_SECONDS 600
#define BURST_MAX     4
#define TOGETHER_MAX  100
#define DAY_SECONDS   86400

/* ---- the mail of many --------------------------------------------------- */

typedef struct {
	GPtrArray *lines; /* of RollupLine, in order */
	GPtrArray *ids;	  /* of char *: the items, in the same order */
	GPtrArray *kept;  /* of everything the lines borrow */
} Gathered;

static void gathered_clear(Gathered *gathered)
{
	g_ptr_array_unref(gathered->lines);
	g_ptr_array_unref(gathered->ids);
	g_ptr_array_unref(gathered->kept);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Gathered, gathered_clear)

typedef struct {
	RollupLine line;
	Item *item;
	char *subject, *text, *token;
} Kept;

static void free_kept(gpointer data)
{
	Kept *kept = data;
	item_free(kept->item);
	g_free(kept->subject);
	g_free(kept->text);
	g_free(kept->token);
	g_free(kept);
}

/* What our own mail says, without its foot. */
static bool read_words(const Engine *engine, const OutboxRow *row, Kept *kept,
		       GError **error)
{
	g_autoptr(Message) message = message_read(row->bytes, &engine->limits, error);
	if (message == NULL)
		return false;
	const char *foot = strstr(message->text, "\n-- \n");
	kept->text = foot != NULL
			     ? g_strndup(message->text, (gsize)(foot - message->text))
			     : g_strdup(message->text);
	g_strchomp(kept->text);
	kept->subject = g_strdup(message->subject);
	return true;
}

static bool gather_one(Engine *engine, const OutboxRow *row, Gathered *gathered,
		       GError **error)
{
	Kept *kept = g_new0(Kept, 1);
	g_ptr_array_add(gathered->kept, kept);
	if (!items_find(engine->store, row->item, &kept->item, error) ||
	    !read_words(engine, row, kept, error))
		return false;
	if (kept->item == NULL)
		return fault(error, FAULT_SETUP, "the store has no item %s", row->item);
	kept->token = token_make(engine->keys, row->item, row->person, 0);
	kept->line = (RollupLine){.item = kept->item,
				  .kind = row->notice,
				  .subject = kept->subject,
				  .text = kept->text,
				  .token = kept->token,
				  .due = row->due};
	g_ptr_array_add(gathered->lines, &kept->line);
	return true;
}

static bool gather(Engine *engine, const GPtrArray *rows, Gathered *gathered,
		   GError **error)
{
	for (guint i = 0; i < rows->len; i++)
		if (!gather_one(engine, g_ptr_array_index(rows, i), gathered, error))
			return false;
	rollup_sort(gathered->lines);
	for (guint i = 0; i < gathered->lines->len; i++) {
		const RollupLine *line = g_ptr_array_index(gathered->lines, i);
		g_ptr_array_add(gathered->ids, g_strdup(line->item->id));
	}
	return true;
}

static Instant end_of_day(const Person *person, Instant now)
{
	LocalTime local = zone_local(person->zone, now);
	int64_t day = day_number(local.year, local.month, local.day);
	return zone_instant(person->zone, day_local(day + 1));
}

static bool join(Engine *engine, Instant now, const Person *person, const GPtrArray *rows,
		 bool is_last, OutboxRow **out_carrier, GError **error)
{
	g_auto(Gathered)
		gathered = {g_ptr_array_new(), g_ptr_array_new_with_free_func(g_free),
			    g_ptr_array_new_with_free_func(free_kept)};
	int64_t number = 0, later = 0;
	Desk desk;
	if (!gather(engine, rows, &gathered, error) ||
	    !digests_number_lines(engine, gathered.ids, &number, error) ||
	    !bundle_count_later(engine->store, person->id, now, end_of_day(person, now),
				&later, error) ||
	    !engine_desk(engine, now, &desk, error))
		return false;
	g_autoptr(Notice) notice =
		rollup_notice(&desk, person, gathered.lines, number, later, is_last);
	g_autoptr(OutboxRow) carrier = render_notice(engine, now, notice, 0, error);
	if (carrier == NULL || !bundle_take(engine->store, carrier, rows, now, error))
		return false;
	crash_point("notices joined");
	g_autofree char *count = g_strdup_printf("%u", rows->len);
	log_event(LOG_LEVEL_INFO, "notices joined", "person", person->id, "count", count,
		  "notice", carrier->key, NULL);
	*out_carrier = g_steal_pointer(&carrier);
	return true;
}

/* ---- alone, together, or later ------------------------------------------ */

typedef struct {
	const Person *person;
	int64_t today; /* unasked mails that have left */
	int64_t burst; /* of this kind, in the last minutes */
	Instant first; /* the first of those */
} Pressure;

static bool measure(Engine *engine, Instant now, const OutboxRow *row, Pressure *pressure,
		    GError **error)
{
	Instant midnight = end_of_day(pressure->person, now) - DAY_SECONDS;
	return bundle_count_left(engine->store, row->person, NULL, midnight,
				 &pressure->today, NULL, error) &&
	       bundle_count_left(engine->store, row->person, row->notice,
				 now - BURST_SECONDS + 1, &pressure->burst,
				 &pressure->first, error);
}

/* Is there a reason to hold it further, that its due allows? */
static bool must_wait(const OutboxRow *row, const Pressure *pressure, Instant now,
		      Instant *out_until, PaceReason *out_why)
{
	Instant safe = row->free_at != INSTANT_NONE
			       ? pace_safe_until(pressure->person, row->free_at, row->due)
			       : INSTANT_NONE;
	if (pressure->today >= pressure->person->daily_cap) {
		*out_until = pace_next_day(pressure->person, now);
		*out_why = PACE_FULL;
	} else if (pressure->burst >= BURST_MAX && row->pace != PACE_BURST &&
		   row->pace != PACE_SLOT && row->pace != PACE_FULL) {
		*out_until = pressure->first + BURST_SECONDS;
		*out_why = PACE_BURST;
	} else {
		return false;
	}
	return *out_until > now && (safe == INSTANT_NONE || *out_until <= safe);
}

static bool is_joining(const OutboxRow *row, const Pressure *pressure)
{
	return row->pace == PACE_SLOT || row->pace == PACE_BURST ||
	       row->pace == PACE_FULL ||
	       pressure->today + 1 >= pressure->person->daily_cap;
}

static bool take_alone(Engine *engine, Instant now, OutboxRow *row, bool *out_takes,
		       GError **error)
{
	*out_takes = true;
	row->attempts++;
	return outbox_trying(engine->store, row->id, now, error);
}

static bool take_unasked(Engine *engine, Instant now, OutboxRow **row, bool *out_takes,
			 Pressure *pressure, GError **error)
{
	Instant until = now;
	PaceReason why = PACE_AT_ONCE;
	bool is_waiting = false;
	/* One before it may have taken it along. */
	if (!bundle_is_waiting(engine->store, (*row)->id, &is_waiting, error))
		return false;
	if (!is_waiting)
		return true;
	if (!measure(engine, now, *row, pressure, error))
		return false;
	if (must_wait(*row, pressure, now, &until, &why))
		return bundle_hold(engine->store, (*row)->id, until, why, error);
	if (!is_joining(*row, pressure))
		return take_alone(engine, now, *row, out_takes, error);
	g_autoptr(GPtrArray) rows =
		bundle_waiting(engine->store, (*row)->person, now, TOGETHER_MAX, error);
	OutboxRow *carrier = NULL;
	if (rows == NULL)
		return false;
	if (rows->len < 2)
		return take_alone(engine, now, *row, out_takes, error);
	bool is_last = pressure->today + 1 >= pressure->person->daily_cap;
	if (!join(engine, now, pressure->person, rows, is_last, &carrier, error))
		return false;
	outbox_row_free(*row);
	*row = carrier;
	*out_takes = true;
	return true;
}

bool bundles_take(Engine *engine, Instant now, OutboxRow **row, bool *out_takes,
		  GError **error)
{
	OutboxRow *one = *row;
	Pressure pressure = {.person = one->person != NULL
					       ? people_find(engine->people, one->person)
					       : NULL};
	/* What is asked for, and what is urgent, is counted nowhere. One that may have
	 * arrived goes out again as it was. */
	if (one->is_urgent || one->cause != OUTBOX_UNASKED || one->is_bulk ||
	    one->item == NULL || one->was_unknown || pressure.person == NULL)
		return take_alone(engine, now, one, out_takes, error);
	return take_unasked(engine, now, row, out_takes, &pressure, error);
}

/* ---- proof -------------------------------------------------------------- */

static json_t *late_json(const OutboxRow *row, Instant left)
{
	return json_pack("{s:I, s:o, s:o, s:s, s:o, s:o, s:o}", "id", (json_int_t)row->id,
			 "item", json_text(row->item), "to", json_text(row->address),
			 "notice", row->notice, "could_leave", json_instant(row->free_at),
			 "left", json_instant(left), "due", json_instant(row->due));
}

/* What a server put off, or what waited while we were down, was planned in time, and that
 * is all that holding has to answer for. */
static Instant planned(const OutboxRow *row)
{
	bool has_left = row->state == OUTBOX_SENT && row->sent != INSTANT_NONE;
	return has_left ? MIN(row->sent, row->planned) : row->planned;
}

static bool is_late(const Engine *engine, const OutboxRow *row)
{
	const Person *person =
		row->person != NULL ? people_find(engine->people, row->person) : NULL;
	if (person == NULL || row->planned >= OUTBOX_NEVER)
		return false;
	Instant safe = pace_safe_until(person, row->free_at, row->due);
	return safe != INSTANT_NONE && planned(row) > safe && planned(row) > row->free_at;
}

bool bundles_verify(Engine *engine, const char *item, json_t **out_report, GError **error)
{
	g_autoptr(GPtrArray) rows = bundle_held(engine->store, item, error);
	if (rows == NULL)
		return false;
	json_t *late = json_array();
	json_int_t held = 0, checked = 0;
	for (guint i = 0; i < rows->len; i++) {
		const OutboxRow *row = g_ptr_array_index(rows, i);
		if (row->state == OUTBOX_CANCELLED)
			continue;
		checked++;
		held += planned(row) > row->free_at ? 1 : 0;
		if (is_late(engine, row))
			json_array_append_new(late, late_json(row, planned(row)));
	}
	*out_report = json_pack("{s:I, s:I, s:o}", "held", held, "checked", checked,
				"late", late);
	return true;
}
