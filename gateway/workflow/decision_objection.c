/* decision_objection.c: an objection whose author has fallen silent does not stop the
 * others for ever (TIME K, L8).
 *
 * Its author is asked, in their own time, whether it stands. After two asks without a
 * word, any decider may park it: it stays in the record, and blocks no more.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "workflow/letter.h"
#include "workflow/transcript.h"

#define ASK_AFTER_DAYS 2
#define ASKS_MAX       2

static json_t *asks_of(Item *item)
{
	json_t *asks = json_object_get(item->details, "objection_asks");
	if (asks == NULL) {
		asks = json_object();
		json_object_set_new(item->details, "objection_asks", asks);
	}
	return asks;
}

static const Stance *blocking_stance(const Item *item, const char *person)
{
	const Stance *stance = item_stance(item, person);
	g_autoptr(Method) method = method_of(item);
	return stance != NULL && method_is_blocking(method, stance) ? stance : NULL;
}

static void plan_ask(Turn *turn, const Person *person, int64_t number)
{
	Instant at = INSTANT_NONE;
	if (!hours_add_days(person->hours, turn->desk->now, ASK_AFTER_DAYS, &at, NULL))
		return;
	Duty *duty = duty_new(DUTY_OBJECTION, turn->item->id, person->id, at);
	duty->key = g_strdup_printf("%s:objection:%s:%" G_GINT64_FORMAT, turn->item->id,
				    person->id, at);
	duty->data = json_pack("{s:I}", "number", (json_int_t)number);
	plan_duty(turn->plan, duty);
}

void decision_heard(Turn *turn)
{
	decision_note_heard(turn);
	plan_cancel(turn->plan, turn->item->id, turn->sender->id, DUTY_OBJECTION, "",
		    "its author has written");
	if (!decision_is_running(turn->item) ||
	    blocking_stance(turn->item, turn->sender->id) == NULL)
		return;
	json_object_set_new(asks_of(turn->item), turn->sender->id, json_integer(0));
	turn->has_changed = true;
	plan_ask(turn, turn->sender, 1);
}

static void ask_author(Turn *turn, const Person *person, const Stance *stance,
		       int64_t number)
{
	g_autofree char *what =
		g_strdup_printf("objection:%" G_GINT64_FORMAT, turn->desk->now);
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "ask", "objection-ask",
				    turn->item, person, what);
	json_object_set_new(notice->model, "reason", json_text(stance->reason));
	letter_button(notice, "resolve", "resolve");
	plan_notice(turn->plan, notice);
	json_object_set_new(asks_of(turn->item), person->id, json_integer(number));
	turn->has_changed = true;
	plan_event(turn->plan, turn->item->id, turn->desk->now, NULL, "objector asked",
		   "%s, for the %s time", person->id, number == 1 ? "first" : "second");
	plan_ask(turn, person, number + 1);
}

static void offer_parking(Turn *turn, const Person *author)
{
	g_autoptr(GPtrArray) deciders = item_people(turn->item, "deciders");
	g_autofree char *what = g_strdup_printf("park:%s", author->id);
	g_autofree char *order = g_strdup_printf("park %s", author->id);
	for (guint i = 0; i < deciders->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(deciders, i));
		if (person == NULL || person == author)
			continue;
		Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "report",
					    "objection-stale", turn->item, person, what);
		json_object_set_new(notice->model, "who", json_text(author->name));
		json_object_set_new(notice->model, "order", json_text(order));
		letter_button(notice, "park", order);
		plan_notice(turn->plan, notice);
	}
	plan_event(turn->plan, turn->item->id, turn->desk->now, NULL, "may be parked",
		   "the objection of %s: asked twice, no answer", author->id);
}

void decision_objection(Turn *turn, const Duty *duty)
{
	const Person *person = people_find(turn->desk->people, duty->person);
	const Stance *stance = person != NULL && decision_is_running(turn->item)
				       ? blocking_stance(turn->item, person->id)
				       : NULL;
	int64_t number = json_get_number(duty->data, "number", 1);
	if (stance == NULL)
		return;
	if (number <= ASKS_MAX)
		ask_author(turn, person, stance, number);
	else
		offer_parking(turn, person);
}

/* Why it may not be parked; NULL: it may. */
static const char *hindrance(const Turn *turn, const char *author)
{
	const json_t *asks = json_object_get(turn->item->details, "objection_asks");
	if (!method_has_voice(turn->item, turn->sender->id))
		return "deciders_only";
	if (!decision_is_running(turn->item))
		return "not_running";
	if (blocking_stance(turn->item, author) == NULL)
		return "nothing_to_park";
	return json_get_number(asks, author, 0) < ASKS_MAX ? "not_stale" : NULL;
}

bool decision_park(Turn *turn, const Command *command)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	bool is_one = people_resolve(turn->desk->people, command->argument, ids) &&
		      ids->len == 1;
	const char *author = is_one ? g_ptr_array_index(ids, 0) : command->argument;
	const char *code = hindrance(turn, author);
	if (code != NULL) {
		transcript_bad(turn->transcript, command->line, command->written, code,
			       decision_closed_values(turn));
		return true;
	}
	item_stance(turn->item, author)->is_resolved = true;
	turn->has_changed = true;
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "objection parked", "of %s, who did not answer; it was: %s", author,
		   item_stance(turn->item, author)->reason);
	if (decision_live_objections(turn->item) == 0 && turn->item->due != INSTANT_NONE)
		decision_keep_floor(turn);
	transcript_good(
		turn->transcript, command->line, command->written, "parked",
		json_pack("{s:o}", "name", json_text(letter_name(turn->desk, author))));
	decision_progress(turn);
	return true;
}
