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
#include "workflow/objection.h"
#include "workflow/transcript.h"

#define ASK_AFTER_DAYS 2
#define ASKS_MAX       2
#define PARKED_REVIEW  "in 60wd"

static json_t *asks_of(Item *item)
{
	json_t *asks = json_object_get(item->details, "objection_asks");
	if (asks == NULL) {
		asks = json_object();
		json_object_set_new(item->details, "objection_asks", asks);
	}
	return asks;
}

/* What this person holds against it, if it blocks. Positions that are hidden are not
 * asked about before the close: the question alone would tell. */
static const json_t *blocking(const Item *item, const char *person)
{
	g_autoptr(Method) method = method_of(item);
	return method_is_sealed(item) ? NULL : objection_live_of(item, method, person);
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
	    blocking(turn->item, turn->sender->id) == NULL)
		return;
	json_object_set_new(asks_of(turn->item), turn->sender->id, json_integer(0));
	turn->has_changed = true;
	plan_ask(turn, turn->sender, 1);
}

static void ask_author(Turn *turn, const Person *person, const json_t *objection,
		       int64_t number)
{
	g_autofree char *what =
		g_strdup_printf("objection:%" G_GINT64_FORMAT, turn->desk->now);
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "ask", "objection-ask",
				    turn->item, person, what);
	json_object_set_new(notice->model, "reason",
			    json_text(json_get_text(objection, "reason")));
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
	const json_t *objection = person != NULL && decision_is_running(turn->item)
					  ? blocking(turn->item, person->id)
					  : NULL;
	int64_t number = json_get_number(duty->data, "number", 1);
	if (objection == NULL)
		return;
	if (number <= ASKS_MAX)
		ask_author(turn, person, objection, number);
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
	if (blocking(turn->item, author) == NULL)
		return "nothing_to_park";
	return json_get_number(asks, author, 0) < ASKS_MAX ? "not_stale" : NULL;
}

/* ---- letting go ---------------------------------------------------------- */

static void tell_history(Turn *turn, const json_t *objection, const char *event)
{
	if (method_is_sealed(turn->item)) {
		plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
			   "position", "sealed until the close");
		return;
	}
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id, event,
		   "%s, of %s; it was: %s", json_get_text(objection, "name"),
		   json_get_text(objection, "person"),
		   json_get_text(objection, "reason"));
	plan_event_data(turn->plan, json_deep_copy(objection));
}

/* The position follows the last of them. */
static void close_one(Turn *turn, json_t *objection, const char *state, const char *event)
{
	int open = 0;
	const char *person = json_get_text(objection, "person");
	Stance *stance = item_stance(turn->item, person);
	objection_close(objection, state);
	turn->has_changed = true;
	tell_history(turn, objection, event);
	(void)objection_open_of(turn->item, person, NULL, &open);
	bool was_against = stance != NULL && (stance->value == POSITION_OBJECT ||
					      stance->value == POSITION_CONCERN);
	if (was_against && open == 0)
		stance->is_resolved = true;
}

static void close_all(Turn *turn, const char *author, const char *state,
		      const char *event)
{
	int open = 0;
	g_autoptr(GPtrArray) names = objection_names(turn->item, author);
	for (guint i = 0; i < names->len; i++)
		close_one(turn,
			  objection_open_of(turn->item, author,
					    g_ptr_array_index(names, i), &open),
			  state, event);
}

void decision_lift_objections(Turn *turn)
{
	close_all(turn, turn->sender->id, "resolved", "objection resolved");
}

void decision_after_objections(Turn *turn, size_t live_before)
{
	Item *item = turn->item;
	/* What nobody could see, nobody has to think about anew. */
	if (live_before > 0 && decision_live_objections(item) == 0 &&
	    !method_is_sealed(item)) {
		json_object_set_new(item->details, "settled_at",
				    json_integer(turn->desk->now));
		if (item->due != INSTANT_NONE)
			decision_keep_floor(turn);
	}
	decision_progress(turn);
}

/* ---- by its author ------------------------------------------------------- */

static json_t *own_names(const Turn *turn)
{
	g_autoptr(GPtrArray) names = objection_names(turn->item, turn->sender->id);
	json_t *rows = json_array();
	for (guint i = 0; i < names->len; i++)
		json_array_append_new(rows, json_pack("{s:s, s:b}", "name",
						      g_ptr_array_index(names, i),
						      "is_next", i > 0));
	return json_pack("{s:o}", "names", rows);
}

static void tell_owner_resolved(Turn *turn, const json_t *objection)
{
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	if (owner == NULL || owner == turn->sender || method_is_sealed(turn->item))
		return;
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "report", "objection",
				    turn->item, owner, turn->reading->message->key);
	json_object_set_new(notice->model, "who", json_text(turn->sender->name));
	json_object_set_new(notice->model, "is_resolved", json_true());
	json_object_set_new(notice->model, "reason",
			    json_text(json_get_text(objection, "reason")));
	plan_notice(turn->plan, notice);
}

bool decision_resolve(Turn *turn, const Command *command)
{
	int open = 0;
	const char *name = *command->argument != '\0' ? command->argument : NULL;
	json_t *objection = objection_open_of(turn->item, turn->sender->id, name, &open);
	bool is_others = name != NULL && !method_is_sealed(turn->item) &&
			 objection_author(turn->item, name) != NULL;
	const char *code = !decision_is_running(turn->item) ? "not_running"
			   : objection != NULL		    ? NULL
			   : open > 0			    ? "which_objection"
			   : is_others			    ? "author_only"
							    : "nothing_to_resolve";
	if (code != NULL) {
		transcript_bad(turn->transcript, command->line, command->written, code,
			       open > 0 ? own_names(turn) : decision_closed_values(turn));
		return true;
	}
	size_t live = decision_live_objections(turn->item);
	close_one(turn, objection, "resolved", "objection resolved");
	transcript_good(turn->transcript, command->line, command->written,
			"objection_resolved", NULL);
	tell_owner_resolved(turn, objection);
	decision_after_objections(turn, live);
	return true;
}

/* ---- parked by others ---------------------------------------------------- */

/* The decision it was raised against is looked at again, if nobody has said when. */
static void plan_second_look(Turn *turn, const Command *command)
{
	if (json_object_get(turn->item->details, "review_at") == NULL)
		decision_take_review(turn, PARKED_REVIEW, command->line,
				     command->written);
}

bool decision_park(Turn *turn, const Command *command)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	bool is_one = people_resolve(turn->desk->people, command->argument, ids) &&
		      ids->len == 1;
	const char *word = is_one ? g_ptr_array_index(ids, 0) : command->argument;
	const char *open = objection_author(turn->item, word);
	g_autofree char *author = g_strdup(open != NULL ? open : word);
	const char *code = hindrance(turn, author);
	if (code != NULL) {
		transcript_bad(turn->transcript, command->line, command->written, code,
			       decision_closed_values(turn));
		return true;
	}
	size_t live = decision_live_objections(turn->item);
	close_all(turn, author, "parked", "objection parked");
	transcript_good(
		turn->transcript, command->line, command->written, "parked",
		json_pack("{s:o}", "name", json_text(letter_name(turn->desk, author))));
	plan_second_look(turn, command);
	decision_after_objections(turn, live);
	return true;
}
