/* stand_in.c: obligations move with absences.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/stand_in.h"

#include <string.h>

#include "workflow/letter.h"
#include "workflow/question.h"

static bool is_question_of(const Item *item, const char *person)
{
	return item->kind == KIND_QUESTION && item->state == STATE_OPEN &&
	       g_strcmp0(item->owner, person) == 0;
}

static Plan *finish(Turn *turn, const char *what)
{
	plan_dispose(turn->plan, DISPOSITION_APPLIED, "%s", what);
	if (turn->has_changed)
		plan_item(turn->plan, turn->item);
	else
		item_free(turn->item);
	return turn->plan;
}

Plan *stand_in_take(const Desk *desk, const Item *item, const Person *absent)
{
	Turn turn = {.desk = desk, .item = item_copy(item), .plan = plan_new()};
	const Rule *rule = rules_find(desk->rules, item->rule);
	const Person *other = people_stand_in(desk->people, absent->id, desk->now);
	bool waits = rule != NULL && rule->waits_for_absent;
	if (is_question_of(item, absent->id) && !waits && other != NULL &&
	    strcmp(other->id, item->opener) != 0) {
		g_autofree char *key = g_strdup_printf("instead:%s:%" G_GINT64_FORMAT,
						       absent->id, desk->now);
		plan_event(turn.plan, item->id, desk->now, NULL, "stands in",
			   "%s, for %s, who is away", other->id, absent->id);
		question_hand_to(&turn, other, absent, key);
	}
	return finish(&turn, "a stand-in");
}

static void tell(Turn *turn, const Person *other, const Person *person)
{
	g_autofree char *what =
		g_strdup_printf("back:%s:%" G_GINT64_FORMAT, person->id, turn->desk->now);
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "report", "handed-back",
				    turn->item, other, what);
	notice->is_news = false;
	json_object_set_new(notice->model, "back", json_text(person->name));
	plan_notice(turn->plan, notice);
}

Plan *stand_in_give_back(const Desk *desk, const Item *item, const Person *person)
{
	Turn turn = {.desk = desk, .item = item_copy(item), .plan = plan_new()};
	const char *absent = json_get_text(item->details, "stands_in_for");
	const Person *other = people_find(desk->people, item->owner);
	if (g_strcmp0(absent, person->id) == 0 && item->kind == KIND_QUESTION &&
	    item->state == STATE_OPEN) {
		plan_event(turn.plan, item->id, desk->now, NULL, "handed back",
			   "%s is back; it is theirs again", person->id);
		question_hand_to(&turn, person, NULL, NULL);
		if (other != NULL && other != person)
			tell(&turn, other, person);
	}
	return finish(&turn, "a return");
}
