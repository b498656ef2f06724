/* reply.c: what a mail answers to.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/reply.h"

#include <string.h>

#include "engine/digests.h"
#include "engine/intake_release.h"
#include "engine/ladder.h"
#include "engine/match.h"
#include "engine/measures.h"
#include "engine/related.h"
#include "store/items.h"
#include "store/outbox.h"
#include "workflow/confirm.h"
#include "workflow/decide_bounce.h"
#include "workflow/decide_gate.h"
#include "workflow/decide_lines.h"

/* As a whole line: "confirm?" and "confirm not" are not the word. */
static bool has_command(const Reading *reading, CommandName name)
{
	const GPtrArray *commands = reading->commands->commands;
	for (guint i = 0; i < commands->len; i++) {
		const Command *command = g_ptr_array_index(commands, i);
		if (command->name == name && command->ok)
			return true;
	}
	return false;
}

/* ---- a digest's lines --------------------------------------------------- */

static void free_item(gpointer item)
{
	item_free(item);
}

static bool load_lines(Engine *engine, const char *digest, GPtrArray *lines,
		       GError **error)
{
	g_autoptr(GPtrArray) ids = NULL;
	if (!digests_lines(engine, digest, &ids, error))
		return false;
	for (guint i = 0; i < ids->len; i++) {
		Item *item = NULL;
		if (!items_find(engine->store, g_ptr_array_index(ids, i), &item, error))
			return false;
		g_ptr_array_add(lines, item);
	}
	return true;
}

static bool reply_digest(Engine *engine, const Desk *desk, const Reading *reading,
			 Plan **out_plan, GError **error)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(free_item);
	if (!load_lines(engine, reading->claim->item, lines, error))
		return false;
	*out_plan = decide_lines(desk, reading, lines);
	return true;
}

/* ---- a confirmation ----------------------------------------------------- */

/* The one-time reply: the held mail takes effect as if it had come proven. */
static bool reply_confirmation(Engine *engine, const Desk *desk, const Reading *reading,
			       Plan **out_plan, GError **error)
{
	int64_t id = g_ascii_strtoll(reading->claim->item + 2, NULL, 10);
	g_autoptr(GError) why = NULL;
	if (!has_command(reading, COMMAND_CONFIRM)) {
		*out_plan = confirm_word_missing(desk, reading, id);
		return true;
	}
	if (intake_release(engine, id, reading->proof->proof, "confirmed by reply",
			   &why)) {
		*out_plan = plan_new();
		plan_dispose(*out_plan, DISPOSITION_APPLIED,
			     "confirmed held mail %" G_GINT64_FORMAT, id);
		return true;
	}
	if (!g_error_matches(why, FAULT, FAULT_UNREADABLE)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	*out_plan = confirm_failed(desk, reading, why->message);
	return true;
}

/* ---- the whole ---------------------------------------------------------- */

static bool is_claim_of(const Reading *reading, char letter)
{
	return reading->claim != NULL && reading->claim->item[0] == letter &&
	       !reading->is_claim_conflict && !reading->proof->is_contradicted &&
	       reading->sender != NULL;
}

static bool is_urgent(const Plan *plan)
{
	for (guint i = 0; i < plan->items->len; i++) {
		const Item *item = g_ptr_array_index(plan->items, i);
		if (item->kind == KIND_ESCALATION)
			return true;
	}
	return false;
}

/* Who has had sixty answers within an hour and still answers is most likely no person:
 * what more comes is not acted on until the operator has looked, unless somebody is
 * called by it. What opens something new may be a backlog of days, and starts no loop.
 * Mails that are proven and mails that anybody may have sent are counted apart: a flood
 * in somebody's name does not silence that person. */
static bool hold_flood(Engine *engine, const Desk *desk, const Reading *reading,
		       Plan **plan, GError **error)
{
	g_autofree char *why = NULL;
	if (reading->sender == NULL || !reading->thread->is_reply || is_urgent(*plan))
		return true;
	if (!ladder_is_flooded(engine, desk->now, reading->sender->id,
			       reading->proof->proof < PROOF_TOKEN, &why, error))
		return false;
	if (why != NULL) {
		plan_free(*plan);
		*plan = plan_new();
		decide_hold(desk, *plan, why);
	}
	return true;
}

/* A token is good for one item; so is the id of a notice, which everybody sees to whom
 * its reader has sent a copy of an answer. */
static bool doubt_strange_id(Engine *engine, Reading *reading, const Item *item,
			     GError **error)
{
	bool has_token = reading->claim != NULL && !reading->is_claim_conflict;
	bool has = false;
	if (item == NULL || has_token || reading->is_confirmed ||
	    reading->proof->proof != PROOF_TOKEN)
		return true;
	if (!match_has_notice_of(engine, reading, item, &has, error))
		return false;
	if (!has)
		reading_doubt_id(reading);
	return true;
}

static bool reply_item(Engine *engine, const Desk *desk, Reading *reading,
		       Plan **out_plan, GError **error)
{
	Match match;
	g_autoptr(Item) item = NULL;
	g_autoptr(GPtrArray) related = NULL;
	if (!match_find(engine, reading, &match, &item, error) ||
	    !doubt_strange_id(engine, reading, item, error))
		return false;
	if (item != NULL)
		reading_take_for(reading, item->kind);
	if (!related_load(engine, item, reading, &related, error))
		return false;
	Desk whole = *desk;
	whole.related = related;
	g_autoptr(Plan) plan = decide(&whole, reading, &match);
	if (!measures_say_usual(engine, desk, plan, error))
		return false;
	*out_plan = g_steal_pointer(&plan);
	return true;
}

static bool reply_person(Engine *engine, const Desk *desk, Reading *reading,
			 Plan **out_plan, GError **error)
{
	if (is_claim_of(reading, 'H'))
		return reply_confirmation(engine, desk, reading, out_plan, error);
	bool is_planned = is_claim_of(reading, 'G')
				  ? reply_digest(engine, desk, reading, out_plan, error)
				  : reply_item(engine, desk, reading, out_plan, error);
	return is_planned && hold_flood(engine, desk, reading, out_plan, error);
}

static bool is_permanent(const OriginFacts *origin)
{
	for (guint i = 0; i < origin->bounces->len; i++) {
		const Bounce *bounce = g_ptr_array_index(origin->bounces, i);
		if (bounce->is_permanent)
			return true;
	}
	return false;
}

/* Of the person that our mail went to: a report can name anybody, and whoever has had one
 * mail of ours could silence everybody else with it. */
static bool note_failures(Engine *engine, const Desk *desk, const OriginFacts *origin,
			  const char *reader, GError **error)
{
	for (guint i = 0; i < origin->bounces->len; i++) {
		const Bounce *bounce = g_ptr_array_index(origin->bounces, i);
		const Person *person = people_by_address(desk->people, bounce->recipient);
		if (person != NULL && g_strcmp0(person->id, reader) == 0 &&
		    !ladder_note_failure(engine, desk->now, bounce->recipient,
					 bounce->status, bounce->is_permanent, error))
			return false;
	}
	return true;
}

static bool reply_bounce(Engine *engine, const Desk *desk, const Reading *reading,
			 Plan **out_plan, GError **error)
{
	g_autoptr(Item) item = NULL;
	g_autofree char *person = NULL;
	g_autofree char *kind = NULL;
	int64_t notice = 0;
	bool permanent = is_permanent(reading->origin);
	if (!match_bounce(engine, reading, &item, &person, &kind, &notice, error))
		return false;
	/* Who invents a report cannot silence anybody: it must be about a mail of ours.
	 */
	if (notice != 0 && !note_failures(engine, desk, reading->origin, person, error))
		return false;
	if (notice != 0 && permanent &&
	    !outbox_bounced(engine->store, notice, desk->now, reading->origin->reason,
			    error))
		return false;
	*out_plan = decide_bounce(desk, reading, item, person,
				  kind != NULL ? kind : "notice", permanent);
	return true;
}

bool reply_mail(Engine *engine, Reading *reading, Instant now, Plan **out_plan,
		GError **error)
{
	Desk desk;
	if (!engine_desk(engine, now, &desk, error))
		return false;
	switch (reading->origin->origin) {
	case ORIGIN_BOUNCE:
		return reply_bounce(engine, &desk, reading, out_plan, error);
	case ORIGIN_PERSON:
	case ORIGIN_LIST:
		return reply_person(engine, &desk, reading, out_plan, error);
	case ORIGIN_AUTOMATIC:
	case ORIGIN_OUT_OF_OFFICE:
	case ORIGIN_FEEDBACK:
	case ORIGIN_RECEIPT:
	case ORIGIN_OWN: {
		Match none = {0};
		*out_plan = decide(&desk, reading, &none);
		return true;
	}
	}
	return true;
}
