/* delivery.c: empty the outbox.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/delivery.h"

#include "base/crash.h"
#include "base/log.h"
#include "engine/apply.h"
#include "engine/bundles.h"
#include "engine/ladder.h"
#include "store/bundle.h"
#include "store/history.h"
#include "store/items.h"
#include "transport/journal.h"
#include "workflow/decide_bounce.h"

#define GIVE_UP_SECONDS	       (5 * 24 * 3600)
#define GIVE_UP_URGENT_SECONDS 3600

/* After the first, second, ... attempt; the last repeats. What is urgent is given up
 * within the hour, so that the chain goes on. */
static const int backoff_seconds[] = {60, 300, 900, 3600, 4 * 3600};
static const int urgent_backoff_seconds[] = {60, 120, 300};

/* ---- taking ------------------------------------------------------------- */

static const Person *person_of(const Engine *engine, const OutboxRow *row)
{
	return row->person != NULL ? people_find(engine->people, row->person) : NULL;
}

/* Held back over night because we were down, or a server was: nothing unasked leaves
 * outside the hours or in the focus. */
static Instant allowed_at(const Engine *engine, const OutboxRow *row, Instant now)
{
	const Person *person = person_of(engine, row);
	if (row->is_urgent || row->cause != OUTBOX_UNASKED || person == NULL)
		return now;
	return pace_resume(person, now, row->due);
}

/* *row may become another: the mail that carries it. */
static bool consider(Engine *engine, Instant now, OutboxRow **row, bool *out_take,
		     GError **error)
{
	if ((*row)->expires != INSTANT_NONE && (*row)->expires <= now)
		return outbox_expire(engine->store, (*row)->id, now, error);
	Instant allowed = allowed_at(engine, *row, now);
	if (allowed > now)
		return outbox_later(engine->store, (*row)->id, allowed, NULL, error);
	return bundles_take(engine, now, row, out_take, error);
}

/* Rows that may not leave now get another time or end, and so make room for the next. */
static bool choose_due(Engine *engine, Instant now, bool unasked, size_t max,
		       GPtrArray *taken, GError **error)
{
	bool may_be_more = true;
	while (may_be_more && taken->len < max) {
		size_t asked = max - taken->len;
		g_autoptr(GPtrArray) rows =
			outbox_due(engine->store, now, unasked, asked, error);
		if (rows == NULL)
			return false;
		may_be_more = rows->len == asked;
		while (rows->len > 0) {
			g_autoptr(OutboxRow) row = g_ptr_array_steal_index(rows, 0);
			bool takes = false;
			if (!consider(engine, now, &row, &takes, error))
				return false;
			if (takes)
				g_ptr_array_add(taken, g_steal_pointer(&row));
		}
	}
	return true;
}

bool delivery_take(Engine *engine, Instant now, bool unasked, size_t max,
		   GPtrArray **out_rows, GError **error)
{
	Instant next = INSTANT_NONE;
	g_autoptr(GPtrArray) taken =
		g_ptr_array_new_with_free_func((GDestroyNotify)outbox_row_free);
	if (!outbox_next_instant(engine->store, &next, error))
		return false;
	if (next != INSTANT_NONE && next <= now) {
		g_autoptr(StoreTxn) txn = store_begin(engine->store, error);
		if (txn == NULL || !choose_due(engine, now, unasked, max, taken, error))
			return false;
		crash_point("before trying commit");
		if (!store_commit(g_steal_pointer(&txn), error))
			return false;
		crash_point("after trying commit");
	}
	*out_rows = g_steal_pointer(&taken);
	return true;
}

/* ---- settling ----------------------------------------------------------- */

static bool note_one(Engine *engine, Instant now, const OutboxRow *row, const char *what,
		     const char *answer, GError **error)
{
	if (row->item == NULL)
		return true;
	g_autofree char *detail =
		g_strdup_printf("%s to %s: %s", row->notice, row->address,
				answer != NULL ? answer : "no answer");
	Event event = {.item = row->item,
		       .at = now,
		       .what = (char *)(uintptr_t)what,
		       .detail = detail};
	return history_add(engine->store, &event, error);
}

/* What a mail carries has the same fate. */
static bool note_history(Engine *engine, Instant now, const OutboxRow *row,
			 const char *what, const char *answer, GError **error)
{
	if (!bundle_is_carrier(row))
		return note_one(engine, now, row, what, answer, error);
	g_autoptr(GPtrArray) parts = bundle_parts(engine->store, row->id, error);
	for (guint i = 0; parts != NULL && i < parts->len; i++)
		if (!note_one(engine, now, g_ptr_array_index(parts, i), what, answer,
			      error))
			return false;
	return parts != NULL;
}

static bool settle_refused(Engine *engine, Instant now, const OutboxRow *row,
			   const char *answer, GError **error)
{
	g_autoptr(Item) item = NULL;
	Desk desk;
	if (!outbox_refused(engine->store, row->id, now, answer, error) ||
	    !note_history(engine, now, row, "refused", answer, error) ||
	    (row->item != NULL && !items_find(engine->store, row->item, &item, error)) ||
	    !engine_desk(engine, now, &desk, error))
		return false;
	g_autoptr(Plan) plan = decide_refused(&desk, item, row->person, row->notice,
					      answer != NULL ? answer : "refused");
	return apply_plan(engine, now, plan, 0, error);
}

static int backoff_of(const OutboxRow *row)
{
	const int *seconds = row->is_urgent ? urgent_backoff_seconds : backoff_seconds;
	int count = row->is_urgent ? (int)G_N_ELEMENTS(urgent_backoff_seconds)
				   : (int)G_N_ELEMENTS(backoff_seconds);
	return seconds[CLAMP(row->attempts - 1, 0, count - 1)];
}

static bool settle_later(Engine *engine, Instant now, const OutboxRow *row,
			 const char *answer, GError **error)
{
	int give_up = row->is_urgent ? GIVE_UP_URGENT_SECONDS : GIVE_UP_SECONDS;
	if (now - row->queued > give_up)
		return settle_refused(engine, now, row, answer, error);
	Instant again = now + backoff_of(row);
	if (bundle_is_carrier(row) && !row->was_unknown)
		return bundle_take_apart(engine->store, row->id,
					 allowed_at(engine, row, again), answer, error);
	return outbox_later(engine->store, row->id, allowed_at(engine, row, again),
			    answer, error);
}

static bool settle_unknown(Engine *engine, Instant now, const OutboxRow *row,
			   const char *answer, GError **error)
{
	return outbox_unknown(engine->store, row->id, now, answer, error) &&
	       note_history(engine, now, row, "in doubt", answer, error) &&
	       outbox_requeue_unknown(engine->store, now, error);
}

/* "550 5.1.1 nobody here": the enhanced status (RFC 2034), "" if there is none. */
static const char *status_in(const char *answer)
{
	const char *at = answer != NULL ? strchr(answer, ' ') : NULL;
	bool has_one = at != NULL && (at[1] == '4' || at[1] == '5') && at[2] == '.';
	return has_one ? at + 1 : "";
}

/* The delivery process knows only the mail; a store from before it was made knows only
 * what it carried. */
static bool note_parts_sent(Engine *engine, const OutboxRow *row, const char *answer,
			    GError **error)
{
	if (!bundle_is_carrier(row))
		return true;
	g_autofree char *path = config_journal_path(engine->config);
	g_autoptr(Journal) journal = journal_new(path);
	g_autoptr(GPtrArray) parts = bundle_parts(engine->store, row->id, error);
	for (guint i = 0; parts != NULL && i < parts->len; i++) {
		const OutboxRow *part = g_ptr_array_index(parts, i);
		JournalKey key = {.message_id = part->message_id,
				  .queued = part->queued,
				  .attempt = part->attempts};
		journal_end(journal, &key, EDGE_OUTCOME_SENT, answer);
	}
	return parts != NULL;
}

static bool settle_row(Engine *engine, Instant now, const OutboxRow *row,
		       EdgeOutcome outcome, const char *answer, GError **error)
{
	switch (outcome) {
	case EDGE_OUTCOME_SENT:
		return outbox_sent(engine->store, row->id, now, answer, error) &&
		       note_parts_sent(engine, row, answer, error) &&
		       note_history(engine, now, row, "sent", answer, error);
	case EDGE_OUTCOME_REFUSED:
		return ladder_note_failure(engine, now, row->address, status_in(answer),
					   true, error) &&
		       settle_refused(engine, now, row, answer, error);
	case EDGE_OUTCOME_DOUBT:
		return settle_unknown(engine, now, row, answer, error);
	case EDGE_OUTCOME_LATER:
	case EDGE_OUTCOME_SETUP:
		return settle_later(engine, now, row, answer, error);
	}
	return true;
}

static const char *outcome_name(EdgeOutcome outcome)
{
	static const char *const names[] = {"sent", "later", "refused", "in doubt",
					    "set-up"};
	return names[outcome];
}

const char *delivery_sender(const Engine *engine, const OutboxRow *row)
{
	const char *configured = engine->config->outgoing->envelope_from;
	if (configured != NULL)
		return configured;
	return row->cause == OUTBOX_UNASKED ? engine->config->address : "";
}

static void log_outcome(const OutboxRow *row, EdgeOutcome outcome, const char *answer)
{
	log_event(outcome == EDGE_OUTCOME_SETUP ? LOG_LEVEL_ERROR : LOG_LEVEL_INFO,
		  outcome_name(outcome), "notice", row->key, "to", row->address, "answer",
		  answer, NULL);
}

static bool settle_one(Engine *engine, Instant now, const EdgeMessage *result,
		       GError **error)
{
	g_autoptr(OutboxRow) row = NULL;
	if (!outbox_find(engine->store, result->notice, &row, error))
		return false;
	if (row == NULL)
		return true;
	log_outcome(row, result->outcome, result->text);
	return settle_row(engine, now, row, result->outcome, result->text, error);
}

bool delivery_settle(Engine *engine, Instant now, const GPtrArray *results,
		     GError **error)
{
	g_autoptr(StoreTxn) txn = store_begin(engine->store, error);
	if (txn == NULL)
		return false;
	for (guint i = 0; i < results->len; i++)
		if (!settle_one(engine, now, g_ptr_array_index(results, i), error))
			return false;
	crash_point("before sent commit");
	return store_commit(g_steal_pointer(&txn), error);
}

/* ---- what a death leaves ------------------------------------------------ */

/* `why`, or NULL: what is said of a notice that was not begun, which then waits; without
 * it the notice is as if it had not been taken. */
static bool settle_left(Engine *engine, Instant now, const JournalView *view,
			const OutboxRow *row, const char *why, GError **error)
{
	JournalKey key = {.message_id = row->message_id,
			  .queued = row->queued,
			  .attempt = row->attempts};
	EdgeOutcome outcome = EDGE_OUTCOME_LATER;
	const char *answer = why;
	switch (journal_view_find(view, &key, &outcome, &answer)) {
	case JOURNAL_NOT_BEGUN:
		if (why == NULL)
			return outbox_untried(engine->store, row->id, error);
		break;
	case JOURNAL_IN_DOUBT:
		outcome = EDGE_OUTCOME_DOUBT;
		answer = "the delivery process ended without an answer";
		break;
	case JOURNAL_ENDED:
		break;
	}
	log_outcome(row, outcome, answer);
	return settle_row(engine, now, row, outcome, answer, error);
}

bool delivery_dropped(Engine *engine, Instant now, const GArray *notices, const char *why,
		      GError **error)
{
	g_autofree char *path = config_journal_path(engine->config);
	g_autoptr(JournalView) view = journal_read(path, false);
	g_autoptr(StoreTxn) txn = store_begin(engine->store, error);
	if (txn == NULL)
		return false;
	for (guint i = 0; i < notices->len; i++) {
		g_autoptr(OutboxRow) row = NULL;
		if (!outbox_find(engine->store, g_array_index(notices, int64_t, i), &row,
				 error))
			return false;
		/* What ends a process again and again must not come back for ever: the
		 * first in its hands is counted, the others were behind it. */
		if (row != NULL && row->state == OUTBOX_TRYING &&
		    !settle_left(engine, now, view, row, i == 0 ? why : NULL, error))
			return false;
	}
	crash_point("before dropped commit");
	return store_commit(g_steal_pointer(&txn), error);
}

static bool is_left(const OutboxRow *row, gpointer context)
{
	const char *answer = NULL;
	return row->state == OUTBOX_TRYING ||
	       journal_view_was_sent(context, row->message_id, row->queued, &answer);
}

bool delivery_recover(Engine *engine, Instant now, GError **error)
{
	g_autofree char *path = config_journal_path(engine->config);
	g_autoptr(JournalView) view = journal_read(path, true);
	g_autoptr(StoreTxn) txn = store_begin(engine->store, error);
	g_autoptr(GPtrArray) rows =
		txn != NULL ? outbox_choose(engine->store, is_left, view, error) : NULL;
	if (rows == NULL)
		return false;
	for (guint i = 0; i < rows->len; i++) {
		const OutboxRow *row = g_ptr_array_index(rows, i);
		const char *answer = NULL;
		bool was_sent = journal_view_was_sent(view, row->message_id, row->queued,
						      &answer);
		if (was_sent)
			log_outcome(row, EDGE_OUTCOME_SENT, answer);
		if (!(was_sent ? settle_row(engine, now, row, EDGE_OUTCOME_SENT, answer,
					    error)
			       : settle_left(engine, now, view, row, NULL, error)))
			return false;
	}
	crash_point("before recovered commit");
	if (!outbox_requeue_unknown(engine->store, now, error) ||
	    !store_commit(g_steal_pointer(&txn), error))
		return false;
	if (engine->config->outgoing != NULL)
		journal_prepare(path);
	return true;
}
