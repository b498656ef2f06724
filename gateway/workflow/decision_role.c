/* decision_role.c: who speaks for whom, who owns it, who asks for a pause.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "base/words.h"
#include "workflow/letter.h"
#include "workflow/transcript.h"

static bool is_decider(const Turn *turn)
{
	g_autoptr(GPtrArray) ids = item_people(turn->item, "deciders");
	return words_list_has(ids, turn->sender->id);
}

static bool is_owner(const Turn *turn)
{
	return g_strcmp0(turn->item->owner, turn->sender->id) == 0;
}

/* Says why not; NULL means it may go on. */
static bool refuse(Turn *turn, const Command *command, const char *code)
{
	if (code != NULL)
		transcript_bad(turn->transcript, command->line, command->written, code,
			       decision_closed_values(turn));
	return code != NULL;
}

/* One known person who is not the sender; NULL after saying so. */
static const Person *named_person(Turn *turn, const Command *command)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	const People *people = turn->desk->people;
	if (people_resolve(people, command->argument, ids) && ids->len == 1)
		return people_find(people, g_ptr_array_index(ids, 0));
	g_auto(GStrv) near = people_suggest(people, command->argument);
	transcript_bad(turn->transcript, command->line, command->written,
		       "unknown_person",
		       json_pack("{s:s, s:s, s:o}", "field", command->word, "word",
				 command->argument, "near", json_text(near[0])));
	return NULL;
}

/* ---- seconding ---------------------------------------------------------- */

bool decision_second(Turn *turn, const Command *command)
{
	bool is_own = strcmp(turn->item->opener, turn->sender->id) == 0;
	if (refuse(turn, command,
		   !decision_is_running(turn->item) ? "not_running"
		   : is_own			    ? "own_proposal"
		   : !is_decider(turn)		    ? "deciders_only"
						    : NULL))
		return true;
	g_autoptr(GPtrArray) seconds = item_people(turn->item, "seconds");
	words_list_add(seconds, turn->sender->id);
	item_set_people(turn->item, "seconds", seconds);
	turn->has_changed = true;
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "seconded", "by %s", turn->sender->id);
	transcript_good(turn->transcript, command->line, command->written, "seconded",
			NULL);
	decision_progress(turn);
	return true;
}

/* ---- handing one's voice over ------------------------------------------- */

static bool leads_to(const json_t *delegations, const char *from, const char *to)
{
	size_t steps = json_object_size(delegations) + 1;
	for (const char *who = from; who != NULL && steps > 0; steps--) {
		if (strcmp(who, to) == 0)
			return true;
		who = json_get_text(delegations, who);
	}
	return false;
}

static void hand_over(Turn *turn, const Person *to)
{
	Item *item = turn->item;
	json_t *delegations = json_object_get(item->details, "delegations");
	if (delegations == NULL) {
		delegations = json_object();
		json_object_set_new(item->details, "delegations", delegations);
	}
	json_object_set_new(delegations, turn->sender->id, json_text(to->id));
	turn->has_changed = true;
	plan_event(turn->plan, item->id, turn->desk->now, turn->sender->id, "delegated",
		   "their voice to %s", to->id);
	plan_cancel(turn->plan, item->id, turn->sender->id, DUTY_REMIND, "", "delegated");
	plan_cancel(turn->plan, item->id, turn->sender->id, -1, "reminder", "delegated");
	g_autofree char *what = g_strdup_printf("for-%s", turn->sender->id);
	if (item_stance(item, to->id) == NULL)
		decision_ask(turn, to, what);
}

bool decision_delegate(Turn *turn, const Command *command)
{
	const json_t *delegations = json_object_get(turn->item->details, "delegations");
	if (refuse(turn, command,
		   !decision_is_running(turn->item) ? "not_running"
		   : !is_decider(turn)		    ? "deciders_only"
						    : NULL))
		return true;
	const Person *to = named_person(turn, command);
	if (to == NULL)
		return true;
	json_t *name = json_pack("{s:o}", "name", json_text(to->name));
	if (leads_to(delegations, to->id, turn->sender->id)) {
		transcript_bad(turn->transcript, command->line, command->written,
			       "delegate_circle", name);
		return true;
	}
	hand_over(turn, to);
	transcript_good(turn->transcript, command->line, command->written, "delegated",
			name);
	decision_progress(turn);
	return true;
}

/* ---- another owner ------------------------------------------------------ */

bool decision_owner(Turn *turn, const Command *command)
{
	Item *item = turn->item;
	bool may = is_owner(turn) || strcmp(item->opener, turn->sender->id) == 0;
	if (refuse(turn, command, may ? NULL : "owner_only"))
		return true;
	const Person *owner = named_person(turn, command);
	if (owner == NULL)
		return true;
	g_free(item->owner);
	item->owner = g_strdup(owner->id);
	turn->has_changed = true;
	plan_event(turn->plan, item->id, turn->desk->now, turn->sender->id, "owner", "%s",
		   owner->id);
	const Clock *clock = item_clock(item, "decision");
	if (decision_is_running(item) && clock != NULL && clock->state == CLOCK_RUNNING)
		decision_set_due(turn, item->due, NULL);
	transcript_good(turn->transcript, command->line, command->written, "handed_over",
			json_pack("{s:o}", "name", json_text(owner->name)));
	Notice *notice =
		letter_new(turn->desk, LETTER_PATIENT, "report", "inform-decision", item,
			   owner, turn->reading->message->key);
	json_object_set_new(notice->model, "is_owner", json_true());
	plan_notice(turn->plan, notice);
	return true;
}

/* ---- a pause ------------------------------------------------------------ */

bool decision_hold(Turn *turn, const Command *command)
{
	bool may = is_owner(turn) || is_decider(turn);
	if (refuse(turn, command,
		   !may ? "deciders_only"
		   : !state_may_become(KIND_DECISION, turn->item->state, STATE_ON_HOLD)
			   ? "not_running"
			   : NULL))
		return true;
	WhenInput input = {.zone = turn->sender->zone,
			   .hours = turn->sender->hours,
			   .now = turn->desk->now};
	/* The argument is "until DATE". */
	g_autoptr(When) when = when_read(command->argument + strlen("until "), &input);
	if (!when->understood || when->is_cleared) {
		transcript_bad(turn->transcript, command->line, command->written,
			       "bad_date",
			       json_pack("{s:o, s:o}", "error", json_text(when->error),
					 "suggestion", json_text(when->suggestion)));
		return true;
	}
	decision_pause(turn, when->instant);
	g_autofree char *until = zone_format(turn->sender->zone, when->instant);
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "on hold", "until %s", until);
	transcript_good(turn->transcript, command->line, command->written, "on_hold",
			json_pack("{s:s}", "until", until));
	return true;
}
