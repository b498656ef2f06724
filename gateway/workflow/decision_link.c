/* decision_link.c: what a decision replaces, and how it is looked at again.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "workflow/letter.h"
#include "workflow/transcript.h"

#define REVIEW_ANSWER_DAYS 2

/* ---- superseding -------------------------------------------------------- */

const Item *decision_related(const Turn *turn, const char *id)
{
	for (guint i = 0; turn->desk->related != NULL && i < turn->desk->related->len;
	     i++) {
		const Item *item = g_ptr_array_index(turn->desk->related, i);
		if (g_ascii_strcasecmp(item->id, id) == 0)
			return item;
	}
	return NULL;
}

/* Both ends in one plan, and so in one transaction. */
static void supersede(Turn *turn, const Item *old)
{
	Item *copy = item_copy(old);
	json_object_set_new(copy->details, "state_before",
			    json_text(state_name(old->state)));
	copy->state = STATE_SUPERSEDED;
	copy->changed = turn->desk->now;
	json_object_set_new(copy->details, "superseded_by", json_text(turn->item->id));
	plan_event(turn->plan, old->id, turn->desk->now, NULL, "superseded", "by %s",
		   turn->item->id);
	plan_event(turn->plan, turn->item->id, turn->desk->now, NULL, "supersedes", "%s",
		   old->id);
	plan_cancel(turn->plan, old->id, NULL, DUTY_REVIEW, "", "superseded");
	plan_item(turn->plan, copy);
}

static bool has_effect(State state)
{
	return state == STATE_ACCEPTED || state == STATE_IMPLEMENTED;
}

void decision_supersede_all(Turn *turn)
{
	g_autoptr(GPtrArray) ids = item_people(turn->item, "supersedes");
	for (guint i = 0; i < ids->len; i++) {
		const Item *old = decision_related(turn, g_ptr_array_index(ids, i));
		if (old != NULL && has_effect(old->state))
			supersede(turn, old);
	}
}

/* Why it cannot be; NULL: it can. */
static const char *why_not(const Turn *turn, const Item *old)
{
	const Item *item = turn->item;
	bool is_live = has_effect(item->state) || item_is_open(item);
	if (old != NULL && strcmp(old->id, item->id) == 0)
		return "itself";
	if (old == NULL || old->kind != KIND_DECISION)
		return "cannot_supersede";
	g_autoptr(GPtrArray) theirs = item_people(old, "supersedes");
	if (g_ptr_array_find_with_equal_func(theirs, item->id, g_str_equal, NULL))
		return "in_a_circle";
	return is_live && has_effect(old->state) ? NULL : "cannot_supersede";
}

void decision_take_supersedes(Turn *turn, const char *id, int line, const char *written)
{
	const Item *old = decision_related(turn, id);
	bool is_decision = old != NULL && old->kind == KIND_DECISION;
	const char *code = why_not(turn, old);
	if (code != NULL) {
		transcript_bad(
			turn->transcript, line, written, code,
			json_pack("{s:s, s:o, s:s}", "id", id, "state",
				  json_text(is_decision ? state_name(old->state) : NULL),
				  "own", state_name(turn->item->state)));
		return;
	}
	g_autoptr(GPtrArray) ids = item_people(turn->item, "supersedes");
	decision_add_once(ids, old->id);
	item_set_people(turn->item, "supersedes", ids);
	turn->has_changed = true;
	/* What is only proposed takes nothing away yet. */
	bool is_now = has_effect(turn->item->state);
	if (is_now)
		supersede(turn, old);
	transcript_good(turn->transcript, line, written,
			is_now ? "superseded" : "will_supersede",
			json_pack("{s:s}", "id", old->id));
}

bool decision_supersedes(Turn *turn, const Command *command)
{
	bool may = g_strcmp0(turn->item->owner, turn->sender->id) == 0 ||
		   strcmp(turn->item->opener, turn->sender->id) == 0;
	if (may)
		decision_take_supersedes(turn, command->argument, command->line,
					 command->written);
	else
		transcript_bad(turn->transcript, command->line, command->written,
			       "owner_only", NULL);
	return true;
}

/* ---- reviews ------------------------------------------------------------ */

static void plan_review(Turn *turn, Instant at, const char *why)
{
	Duty *duty = duty_new(DUTY_REVIEW, turn->item->id, turn->item->owner, at);
	duty->key = g_strdup_printf("%s:review:%s:%" G_GINT64_FORMAT, turn->item->id, why,
				    at);
	duty->data = json_pack("{s:s}", "why", why);
	plan_duty(turn->plan, duty);
}

void decision_plan_review(Turn *turn)
{
	int64_t at = json_get_number(turn->item->details, "review_at", INSTANT_NONE);
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	if (at != INSTANT_NONE && owner != NULL)
		plan_review(turn, person_next_delivery(owner, MAX(at, turn->desk->now)),
			    "ask");
}

void decision_take_review(Turn *turn, const char *phrase, int line, const char *written)
{
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	const Zone *zone = owner != NULL ? owner->zone : turn->sender->zone;
	WhenInput input = {.zone = zone,
			   .hours = owner != NULL ? owner->hours : NULL,
			   .now = turn->desk->now};
	g_autoptr(When) when = when_read(phrase, &input);
	if (!when->understood) {
		transcript_bad(turn->transcript, line, written, "bad_date",
			       json_pack("{s:o, s:o}", "error", json_text(when->error),
					 "suggestion", json_text(when->suggestion)));
		return;
	}
	plan_cancel(turn->plan, turn->item->id, NULL, DUTY_REVIEW, "", "another date");
	json_object_del(turn->item->details, "review_overdue");
	json_object_del(turn->item->details, "review_asked");
	json_object_set_new(turn->item->details, "review_at",
			    when->is_cleared ? json_null() : json_integer(when->instant));
	g_autofree char *at =
		when->is_cleared ? g_strdup("never") : zone_format(zone, when->instant);
	json_object_set_new(turn->item->details, "review", json_text(at));
	turn->has_changed = true;
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "review", "on %s", at);
	if (has_effect(turn->item->state))
		decision_plan_review(turn);
	transcript_good(turn->transcript, line, written, "review_on",
			json_pack("{s:s}", "at", at));
}

bool decision_set_review(Turn *turn, const Command *command)
{
	if (g_strcmp0(turn->item->owner, turn->sender->id) == 0)
		decision_take_review(turn, command->argument, command->line,
				     command->written);
	else
		transcript_bad(turn->transcript, command->line, command->written,
			       "owner_only", NULL);
	return true;
}

static void ask_owner(Turn *turn, const Person *owner)
{
	Item *item = turn->item;
	g_autofree char *what = g_strdup_printf("%" G_GINT64_FORMAT, turn->desk->now);
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "checkin", "review", item,
				    owner, what);
	letter_button(notice, "done", "done: it helped");
	letter_button(notice, "review", "review ");
	letter_button(notice, "reopen", "reopen");
	plan_notice(turn->plan, notice);
	json_object_set_new(item->details, "review_asked", json_integer(turn->desk->now));
	turn->has_changed = true;
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "review asked",
		   "%s: did it help?", owner->id);
	Instant late = INSTANT_NONE;
	if (hours_add_days(owner->hours, turn->desk->now, REVIEW_ANSWER_DAYS, &late,
			   NULL))
		plan_review(turn, late, "late");
}

void decision_review(Turn *turn, const Duty *duty)
{
	Item *item = turn->item;
	const Person *owner = people_find(turn->desk->people, item->owner);
	bool is_late = g_strcmp0(json_get_text(duty->data, "why"), "late") == 0;
	if (!has_effect(item->state) || owner == NULL)
		return;
	if (!is_late) {
		ask_owner(turn, owner);
		return;
	}
	json_object_set_new(item->details, "review_overdue", json_true());
	turn->has_changed = true;
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "review overdue",
		   "%s has not answered", owner->id);
}

/* `done: what came of it`. */
bool decision_reviewed(Turn *turn, const Command *command)
{
	Item *item = turn->item;
	bool is_asked = json_object_get(item->details, "review_asked") != NULL;
	if (g_strcmp0(item->owner, turn->sender->id) != 0 || !is_asked) {
		transcript_bad(turn->transcript, command->line, command->written,
			       is_asked ? "owner_only" : "not_possible",
			       decision_closed_values(turn));
		return true;
	}
	json_object_del(item->details, "review_asked");
	json_object_del(item->details, "review_overdue");
	json_object_set_new(item->details, "reviewed",
			    json_pack("{s:o, s:s}", "at", json_instant(turn->desk->now),
				      "result", command->argument));
	turn->has_changed = true;
	plan_cancel(turn->plan, item->id, NULL, DUTY_REVIEW, "", "answered");
	plan_event(turn->plan, item->id, turn->desk->now, turn->sender->id, "reviewed",
		   "%s", command->argument);
	transcript_good(turn->transcript, command->line, command->written,
			"answer_recorded", NULL);
	return true;
}
