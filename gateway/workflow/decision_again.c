/* decision_again.c: after the end: a decision is opened again, loses its effect, or is
 * given up because nobody moves it.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "base/words.h"
#include "workflow/letter.h"
#include "workflow/transcript.h"

#define REOPENED_DAYS 2
#define EXPIRE_DAYS   10

static const char METHOD_DEFAULT[] = "consent";

static bool is_in_charge(const Turn *turn)
{
	return g_strcmp0(turn->item->owner, turn->sender->id) == 0 ||
	       strcmp(turn->item->opener, turn->sender->id) == 0;
}

static void tell(Turn *turn, const char *person, const char *why)
{
	const Person *to = people_find(turn->desk->people, person);
	if (to == NULL || to == turn->sender)
		return;
	Notice *notice =
		letter_new(turn->desk, LETTER_PATIENT, "report", "moved-decision",
			   turn->item, to, turn->reading->message->key);
	json_object_set_new(notice->model, "who", json_text(turn->sender->name));
	json_object_set_new(notice->model, "reason",
			    json_text(*why != '\0' ? why : NULL));
	json_object_set_new(notice->model, state_name(turn->item->state), json_true());
	plan_notice(turn->plan, notice);
}

/* Who has answered is told, and keeps their answer; who has not is asked. */
static void tell_or_ask_all(Turn *turn, const char *why)
{
	g_autoptr(GPtrArray) audience = decision_audience(turn->item);
	g_autoptr(GPtrArray) deciders = item_people(turn->item, "deciders");
	bool asks = decision_is_running(turn->item);
	for (guint i = 0; i < audience->len; i++) {
		const char *id = g_ptr_array_index(audience, i);
		bool is_silent = item_stance(turn->item, id) == NULL &&
				 words_list_has(deciders, id);
		if (asks && is_silent)
			decision_ask(turn, people_find(turn->desk->people, id),
				     turn->reading->message->key);
		else
			tell(turn, id, why);
	}
}

/* ---- open again --------------------------------------------------------- */

/* What it took the place of counts again, as it did before. */
static void restore_superseded(Turn *turn)
{
	g_autoptr(GPtrArray) ids = item_people(turn->item, "supersedes");
	for (guint i = 0; i < ids->len; i++) {
		const Item *old = decision_related(turn, g_ptr_array_index(ids, i));
		if (old == NULL || old->state != STATE_SUPERSEDED ||
		    g_strcmp0(json_get_text(old->details, "superseded_by"),
			      turn->item->id) != 0)
			continue;
		Item *copy = item_copy(old);
		const char *before = json_get_text(old->details, "state_before");
		copy->state = g_strcmp0(before, "implemented") == 0 ? STATE_IMPLEMENTED
								    : STATE_ACCEPTED;
		copy->changed = turn->desk->now;
		json_object_del(copy->details, "superseded_by");
		plan_event(turn->plan, old->id, turn->desk->now, NULL, "restored",
			   "%s is open again", turn->item->id);
		plan_item(turn->plan, copy);
	}
}

/* What was decided elsewhere has no method and perhaps no deciders; now it needs both. */
static void take_method(Turn *turn)
{
	Item *item = turn->item;
	const Rules *rules = turn->desk->rules;
	const Rule *rule = rules_find(rules, item->rule);
	const Method *method = rules_method(rules, rule != NULL ? rule->method : NULL);
	if (method == NULL)
		method = rules_method(rules, METHOD_DEFAULT);
	if (json_object_get(item->details, "method_rules") == NULL && method != NULL)
		method_keep(item, method);
	g_autoptr(GPtrArray) deciders = item_people(item, "deciders");
	if (deciders->len > 0)
		return;
	g_ptr_array_add(deciders, item->owner);
	item_set_people(item, "deciders", deciders);
}

static void keep_minimum(Turn *turn)
{
	g_autoptr(Method) method = method_of(turn->item);
	Instant earliest = decision_earliest(turn, method);
	if (earliest > turn->item->due)
		decision_set_due(turn, earliest, "what its method grants");
}

static void begin_again(Turn *turn, const char *why)
{
	static const char *const OVER[] = {"outcome",	"chosen",     "chosen_because",
					   "extended",	"deprecated", "progress",
					   "settled_at"};
	Item *item = turn->item;
	restore_superseded(turn);
	take_method(turn);
	item->state = STATE_PROPOSED;
	item->closed = INSTANT_NONE;
	turn->has_changed = true;
	for (size_t i = 0; i < G_N_ELEMENTS(OVER); i++)
		json_object_del(item->details, OVER[i]);
	json_object_set_new(item->details, "reopened", json_integer(turn->desk->now));
	decision_forget_review(turn, "open again");
	plan_event(turn->plan, item->id, turn->desk->now, turn->sender->id, "reopened",
		   "%s", why);
	const Person *owner = people_find(turn->desk->people, item->owner);
	Instant due = INSTANT_NONE;
	if (owner != NULL &&
	    hours_add_days(owner->hours, turn->desk->now, REOPENED_DAYS, &due, NULL)) {
		decision_set_due(turn, due, "2wd");
		decision_keep_floor(turn);
		keep_minimum(turn);
	}
	tell_or_ask_all(turn, why);
	decision_watch(turn);
}

static bool was_draft(const Item *item)
{
	return state_may_become(KIND_DECISION, item->state, STATE_DRAFT) &&
	       json_object_get(item->details, "method_rules") == NULL;
}

static void begin_draft_again(Turn *turn, const Command *command)
{
	turn->item->state = STATE_DRAFT;
	turn->item->closed = INSTANT_NONE;
	turn->has_changed = true;
	json_object_del(turn->item->details, "outcome");
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "reopened", "as the draft it was");
	decision_plan_expiry(turn);
	transcript_good(turn->transcript, command->line, command->written, "moved",
			json_pack("{s:s}", "state", state_name(STATE_DRAFT)));
}

bool decision_reopen(Turn *turn, const Command *command)
{
	Item *item = turn->item;
	bool is_possible = state_may_become(KIND_DECISION, item->state, STATE_PROPOSED) &&
			   item->state != STATE_DRAFT && item->state != STATE_FINAL_CALL;
	if (!is_in_charge(turn) || !is_possible) {
		transcript_bad(turn->transcript, command->line, command->written,
			       is_in_charge(turn) ? "not_possible" : "owner_only",
			       decision_closed_values(turn));
		return true;
	}
	if (was_draft(item)) {
		begin_draft_again(turn, command);
		return true;
	}
	if (item->state == STATE_ON_HOLD)
		decision_resume(turn);
	else
		begin_again(turn, command->argument);
	transcript_good(turn->transcript, command->line, command->written, "reopened",
			json_pack("{s:o}", "due", letter_time(turn->sender, item->due)));
	return true;
}

/* ---- without effect ------------------------------------------------------ */

bool decision_deprecate(Turn *turn, const Command *command)
{
	Item *item = turn->item;
	bool is_possible = state_may_become(KIND_DECISION, item->state, STATE_DEPRECATED);
	if (!is_in_charge(turn) || !is_possible) {
		transcript_bad(turn->transcript, command->line, command->written,
			       is_in_charge(turn) ? "not_possible" : "owner_only",
			       decision_closed_values(turn));
		return true;
	}
	item->state = STATE_DEPRECATED;
	turn->has_changed = true;
	json_object_set_new(item->details, "deprecated",
			    json_pack("{s:o, s:s, s:s}", "at",
				      json_instant(turn->desk->now), "by",
				      turn->sender->id, "reason", command->argument));
	decision_forget_review(turn, "deprecated");
	plan_event(turn->plan, item->id, turn->desk->now, turn->sender->id, "deprecated",
		   "%s", command->argument);
	tell_or_ask_all(turn, command->argument);
	transcript_good(turn->transcript, command->line, command->written, "moved",
			json_pack("{s:s}", "state", state_name(item->state)));
	return true;
}

/* ---- nobody moves it ----------------------------------------------------- */

static bool quiet_since(const Turn *turn, Instant from, Instant *out_until)
{
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	return owner != NULL &&
	       hours_add_days(owner->hours, from, EXPIRE_DAYS, out_until, NULL);
}

Instant decision_plan_expiry(Turn *turn)
{
	Instant at = INSTANT_NONE;
	if (!quiet_since(turn, turn->desk->now, &at))
		return INSTANT_NONE;
	Duty *duty = duty_new(DUTY_CLOSE, turn->item->id, NULL, at);
	duty->key = g_strdup_printf("%s:expire:%" G_GINT64_FORMAT, turn->item->id, at);
	duty->data = json_pack("{s:s}", "why", "expire");
	plan_duty(turn->plan, duty);
	return at;
}

void decision_expire(Turn *turn)
{
	Item *item = turn->item;
	const Clock *clock = item_clock(item, "decision");
	bool is_late = clock != NULL && clock->state == CLOCK_BREACHED;
	Instant until = INSTANT_NONE;
	if (!state_may_become(KIND_DECISION, item->state, STATE_EXPIRED) ||
	    (item->state != STATE_DRAFT && !is_late))
		return;
	/* Somebody has written since: it is not forgotten. */
	if (quiet_since(turn, item->changed, &until) && until > turn->desk->now) {
		(void)decision_plan_expiry(turn);
		return;
	}
	const Ending ending = {.state = STATE_EXPIRED,
			       .decision = item->title,
			       .rationale = "nobody has moved it for ten working days",
			       .how = "time"};
	decision_settle(turn, &ending);
}
