/* decision_review.c: a decision is looked at again: helped? drop? improve? next date?
 *
 * Its owner is asked on the day it names, and what was expected is asked back. Without an
 * answer within the norm it is marked wherever it is shown, until there is one.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include "workflow/assumption.h"
#include "workflow/letter.h"
#include "workflow/transcript.h"

/* Where the rule has no norm for answers. */
#define ANSWER_DAYS 2

/* ---- its day ------------------------------------------------------------ */

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

void decision_forget_review(Turn *turn, const char *why)
{
	plan_cancel(turn->plan, turn->item->id, NULL, DUTY_REVIEW, "", why);
	json_object_del(turn->item->details, "review_overdue");
	json_object_del(turn->item->details, "review_asked");
	turn->has_changed = true;
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
	decision_forget_review(turn, "another date");
	json_object_set_new(turn->item->details, "review_at",
			    when->is_cleared ? json_null() : json_integer(when->instant));
	g_autofree char *at =
		when->is_cleared ? g_strdup("never") : zone_format(zone, when->instant);
	json_object_set_new(turn->item->details, "review", json_text(at));
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "review", "on %s", at);
	if (item_has_effect(turn->item))
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

/* ---- the question ------------------------------------------------------- */

static Instant answer_due(const Turn *turn, const Person *owner)
{
	const NormTerms *terms =
		norm_find(turn->desk->rules, turn->item, owner->id, NORM_RESPOND, NULL);
	const Duration otherwise = {.days = ANSWER_DAYS, .is_working = true};
	const Duration *norm = terms != NULL && terms->texts[NORM_RESPOND] != NULL
				       ? &terms->lengths[NORM_RESPOND]
				       : &otherwise;
	Instant at = INSTANT_NONE;
	(void)duration_apply(norm, owner->zone, owner->hours, turn->desk->now, &at, NULL);
	return at;
}

static void ask_owner(Turn *turn, const Person *owner)
{
	Item *item = turn->item;
	g_autofree char *what = g_strdup_printf("%" G_GINT64_FORMAT, turn->desk->now);
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "checkin", "review", item,
				    owner, what);
	const json_t *expected = json_object_get(item->details, "expectations");
	json_object_set_new(notice->model, "expects",
			    json_boolean(json_array_size(expected) > 0));
	letter_button(notice, "helped", "helped: ");
	letter_button(notice, "improve", "improve: ");
	letter_button(notice, "drop", "drop: ");
	letter_button(notice, "review", "review ");
	plan_notice(turn->plan, notice);
	json_object_set_new(item->details, "review_asked", json_integer(turn->desk->now));
	turn->has_changed = true;
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "review asked",
		   "%s: did it help?", owner->id);
	Instant late = answer_due(turn, owner);
	if (late != INSTANT_NONE)
		plan_review(turn, late, "late");
}

void decision_review(Turn *turn, const Duty *duty)
{
	Item *item = turn->item;
	const Person *owner = people_find(turn->desk->people, item->owner);
	bool is_late = g_strcmp0(json_get_text(duty->data, "why"), "late") == 0;
	if (!item_has_effect(item) || owner == NULL)
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

/* ---- answers ------------------------------------------------------------ */

static const char *hindrance(const Turn *turn)
{
	if (g_strcmp0(turn->item->owner, turn->sender->id) != 0)
		return "owner_only";
	return item_has_effect(turn->item) ? NULL : "not_possible";
}

static void keep_answer(Turn *turn, const char *result, const char *text)
{
	json_t *reviews = json_object_get(turn->item->details, "reviews");
	if (reviews == NULL) {
		reviews = json_array();
		json_object_set_new(turn->item->details, "reviews", reviews);
	}
	json_t *answer = json_pack(
		"{s:o, s:s, s:s, s:o}", "at", json_instant(turn->desk->now), "person",
		turn->sender->id, "result", result, "text", json_text(text));
	json_array_append_new(reviews, answer);
	/* The next date, if there is one, still stands. */
	bool was_asked = json_object_get(turn->item->details, "review_asked") != NULL;
	if (was_asked)
		decision_forget_review(turn, "answered");
	turn->has_changed = true;
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "reviewed", "%s%s%s", result, *text != '\0' ? ": " : "", text);
	plan_event_data(turn->plan, json_deep_copy(answer));
}

bool decision_reviewed(Turn *turn, const Command *command)
{
	bool improves = command->name == COMMAND_IMPROVE;
	const char *code = hindrance(turn);
	if (code != NULL) {
		transcript_bad(turn->transcript, command->line, command->written, code,
			       decision_closed_values(turn));
		return true;
	}
	keep_answer(turn, improves ? "improve" : "helped", command->argument);
	transcript_good(turn->transcript, command->line, command->written,
			improves ? "improve_noted" : "helped_noted",
			json_pack("{s:s, s:s}", "id", turn->item->id, "title",
				  turn->item->title));
	return true;
}

/* With the assumption that was called into question, if that is why. */
bool decision_drop(Turn *turn, const Command *command)
{
	g_auto(Numbered) numbered = {0};
	(void)numbered_read(command->argument, &numbered);
	const char *code = hindrance(turn);
	if (code == NULL && *numbered.text == '\0')
		code = "needs_drop_reason";
	if (code != NULL) {
		transcript_bad(turn->transcript, command->line, command->written, code,
			       decision_closed_values(turn));
		return true;
	}
	assumption_drop(turn, &numbered);
	keep_answer(turn, "drop", numbered.text);
	Command without = *command;
	without.argument = numbered.text;
	return decision_deprecate(turn, &without);
}
