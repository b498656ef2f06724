/* delivery.c: empty the outbox.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/delivery.h"

#include "base/crash.h"
#include "base/log.h"
#include "engine/apply.h"
#include "engine/ladder.h"
#include "store/history.h"
#include "store/items.h"
#include "workflow/decide.h"

#define LOOK_AHEAD	       20
#define GIVE_UP_SECONDS	       (5 * 24 * 3600)
#define GIVE_UP_URGENT_SECONDS 3600

/* After the first, second, ... attempt; the last repeats. */
static const int backoff_seconds[] = {60, 300, 900, 3600, 4 * 3600};

/* ---- taking ------------------------------------------------------------- */

static const Person *person_of(const Engine *engine, const OutboxRow *row)
{
	return row->person != NULL ? people_find(engine->people, row->person) : NULL;
}

/* Held back over night because we were down, or a server was: nothing unasked leaves
 * outside the hours. */
static Instant allowed_at(const Engine *engine, const OutboxRow *row, Instant now)
{
	const Person *person = person_of(engine, row);
	if (row->is_urgent || row->is_answer || person == NULL)
		return now;
	return person_next_delivery(person, now);
}

static bool consider(Engine *engine, Instant now, OutboxRow *row, bool *out_take,
		     GError **error)
{
	if (row->expires != INSTANT_NONE && row->expires <= now)
		return outbox_expire(engine->store, row->id, now, error);
	Instant allowed = allowed_at(engine, row, now);
	if (allowed > now)
		return outbox_later(engine->store, row->id, allowed, NULL, error);
	*out_take = true;
	return outbox_trying(engine->store, row->id, now, error);
}

bool delivery_take(Engine *engine, Instant now, OutboxRow **out_row, GError **error)
{
	Instant next = INSTANT_NONE;
	*out_row = NULL;
	if (!outbox_next_instant(engine->store, &next, error))
		return false;
	if (next == INSTANT_NONE || next > now)
		return true;
	g_autoptr(StoreTxn) txn = store_begin(engine->store, error);
	g_autoptr(GPtrArray) rows =
		txn != NULL ? outbox_due(engine->store, now, LOOK_AHEAD, error) : NULL;
	if (rows == NULL)
		return false;
	g_autoptr(OutboxRow) taken = NULL;
	for (guint i = 0; i < rows->len && taken == NULL; i++) {
		bool takes = false;
		if (!consider(engine, now, g_ptr_array_index(rows, i), &takes, error))
			return false;
		if (takes)
			taken = g_ptr_array_steal_index(rows, i);
	}
	crash_point("before trying commit");
	if (!store_commit(g_steal_pointer(&txn), error))
		return false;
	crash_point("after trying commit");
	*out_row = g_steal_pointer(&taken);
	return true;
}

/* ---- settling ----------------------------------------------------------- */

static bool note_history(Engine *engine, Instant now, const OutboxRow *row,
			 const char *what, const char *answer, GError **error)
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

static bool settle_later(Engine *engine, Instant now, const OutboxRow *row,
			 const char *answer, GError **error)
{
	int give_up = row->is_urgent ? GIVE_UP_URGENT_SECONDS : GIVE_UP_SECONDS;
	if (now - row->queued > give_up)
		return settle_refused(engine, now, row, answer, error);
	size_t step = (size_t)CLAMP(row->attempts - 1, 0,
				    (int)G_N_ELEMENTS(backoff_seconds) - 1);
	Instant again = now + backoff_seconds[step];
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

static bool settle_row(Engine *engine, Instant now, const OutboxRow *row,
		       const EdgeMessage *result, GError **error)
{
	switch (result->outcome) {
	case EDGE_OUTCOME_SENT:
		return outbox_sent(engine->store, row->id, now, result->text, error) &&
		       note_history(engine, now, row, "sent", result->text, error);
	case EDGE_OUTCOME_REFUSED:
		return ladder_note_failure(engine, now, row->address,
					   status_in(result->text), true, error) &&
		       settle_refused(engine, now, row, result->text, error);
	case EDGE_OUTCOME_DOUBT:
		return settle_unknown(engine, now, row, result->text, error);
	case EDGE_OUTCOME_LATER:
	case EDGE_OUTCOME_SETUP:
		return settle_later(engine, now, row, result->text, error);
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
	return row->is_answer ? "" : engine->config->address;
}

bool delivery_settle(Engine *engine, Instant now, const EdgeMessage *result,
		     GError **error)
{
	g_autoptr(StoreTxn) txn = store_begin(engine->store, error);
	g_autoptr(OutboxRow) row = NULL;
	if (txn == NULL || !outbox_find(engine->store, result->notice, &row, error))
		return false;
	if (row != NULL) {
		bool is_bad = result->outcome == EDGE_OUTCOME_SETUP;
		log_event(is_bad ? LOG_LEVEL_ERROR : LOG_LEVEL_INFO,
			  outcome_name(result->outcome), "notice", row->key, "to",
			  row->address, "answer", result->text, NULL);
		if (!settle_row(engine, now, row, result, error))
			return false;
	}
	crash_point("before sent commit");
	return store_commit(g_steal_pointer(&txn), error);
}

static bool settle_as(Engine *engine, Instant now, int64_t notice, EdgeOutcome outcome,
		      const char *words, GError **error)
{
	g_autoptr(EdgeMessage) result = edge_message_new(EDGE_SENT);
	result->notice = notice;
	result->outcome = outcome;
	result->text = g_strdup(words);
	return delivery_settle(engine, now, result, error);
}

bool delivery_not_begun(Engine *engine, Instant now, int64_t notice, GError **error)
{
	return settle_as(engine, now, notice, EDGE_OUTCOME_LATER,
			 "the delivery process could not be started", error);
}

bool delivery_in_doubt(Engine *engine, Instant now, int64_t notice, GError **error)
{
	return settle_as(engine, now, notice, EDGE_OUTCOME_DOUBT,
			 "the delivery process ended without an answer", error);
}
