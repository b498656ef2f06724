/* decision_open.c: a proposal becomes an item: who decides, how, by when.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "workflow/assumption.h"
#include "workflow/clock.h"
#include "workflow/clock_plan.h"
#include "workflow/decision_window.h"
#include "workflow/decision_window_mail.h"
#include "workflow/letter.h"
#include "workflow/opening.h"
#include "workflow/transcript.h"

static void keep_options(Item *item, const Fields *fields)
{
	const char *value = field_get(fields, "options");
	if (value == NULL)
		return;
	g_autoptr(GPtrArray) options = field_options(value);
	json_t *list = json_array();
	for (guint i = 0; i < options->len; i++)
		json_array_append_new(
			list, json_pack("{s:i, s:o}", "number", (int)i + 1, "text",
					json_text(g_ptr_array_index(options, i))));
	json_object_set_new(item->details, "options", list);
}

/* Who proposes agrees, if the proposer decides at all. */
static void tick_proposer(Turn *turn, const GPtrArray *deciders)
{
	if (!words_list_has(deciders, turn->sender->id))
		return;
	Stance *stance = g_new0(Stance, 1);
	stance->person = g_strdup(turn->sender->id);
	stance->value = POSITION_AGREE;
	stance->reason = g_strdup("");
	stance->at = turn->desk->now;
	stance->proof = g_strdup(proof_name(turn->reading->proof->proof));
	stance->message_id = g_strdup(turn->reading->message->message_id);
	stance->is_counted = true;
	g_ptr_array_add(turn->item->stances, stance);
}

void decision_schedule_close(Turn *turn)
{
	Item *item = turn->item;
	plan_cancel(turn->plan, item->id, NULL, DUTY_CLOSE, "", "the deadline has moved");
	int64_t generation = json_get_number(item->details, "close_generation", 0) + 1;
	json_object_set_new(item->details, "close_generation", json_integer(generation));
	Duty *duty = duty_new(DUTY_CLOSE, item->id, NULL, item->due);
	duty->key = g_strdup_printf("%s:close:%" G_GINT64_FORMAT, item->id, generation);
	plan_duty(turn->plan, duty);
}

/* A norm is more particular than a method, a method than a rule. */
const char *decision_default_due(const Turn *turn, const Method *method)
{
	const Norm *norm = NULL;
	const NormTerms *terms = norm_find(turn->desk->rules, turn->item,
					   turn->item->owner, NORM_DUE, &norm);
	bool is_open_ended = method != NULL && method->final_call != NULL;
	if (norm != NULL && !is_open_ended)
		return terms->texts[NORM_DUE];
	if (method != NULL && method->due != NULL)
		return method->due;
	return is_open_ended ? NULL : turn->reading->tag->rule->due;
}

Instant decision_not_before_minimum(Turn *turn, const Method *method, Instant due)
{
	Instant earliest = method != NULL ? decision_earliest(turn, method) : due;
	if (due == INSTANT_NONE || due >= earliest)
		return due;
	transcript_good(turn->transcript, 0, NULL, "due_after_minimum",
			json_pack("{s:o, s:o, s:o}", "due",
				  letter_time(turn->sender, earliest), "asked",
				  letter_time(turn->sender, due), "minimum",
				  json_text(method->minimum)));
	return earliest;
}

/* The mail's date; else the method's or the rule's. */
static Instant choose_due(Turn *turn, const Method *method, const GPtrArray *deciders,
			  const char **out_phrase)
{
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	const char *otherwise = decision_default_due(turn, method);
	const char *written = field_get(turn->reading->fields, "due");
	*out_phrase = written != NULL ? written : otherwise;
	if (window_is_phrase(*out_phrase)) {
		Instant close = window_due(turn, *out_phrase, deciders);
		if (close != INSTANT_NONE)
			return close;
		*out_phrase = window_is_phrase(otherwise) ? NULL : otherwise;
		return decision_fair_due(turn, deciders, out_phrase);
	}
	Instant due = opening_due(turn, owner, deciders, otherwise, out_phrase);
	return decision_not_before_minimum(turn, method, due);
}

/* ---- proposing ---------------------------------------------------------- */

static void keep_links(Turn *turn)
{
	const char *review = field_get(turn->reading->fields, "review");
	const char *supersedes = field_get(turn->reading->fields, "supersedes");
	if (review != NULL)
		decision_take_review(turn, review, 0, review);
	g_auto(GStrv) ids =
		g_strsplit_set(supersedes != NULL ? supersedes : "", " ,;", -1);
	for (guint i = 0; ids[i] != NULL; i++)
		if (*ids[i] != '\0')
			decision_take_supersedes(turn, ids[i], 0, ids[i]);
}

/* Everything that is needed is there: who decides, how, by when; each is asked. */
static void propose(Turn *turn, GPtrArray *deciders)
{
	Item *item = turn->item;
	const People *people = turn->desk->people;
	const Person *owner = people_find(people, item->owner);
	const Person *last = people_find(people, decision_last_word(item));
	const Method *method = decision_method(turn);
	item->state = STATE_PROPOSED;
	if (method != NULL)
		method_keep(item, method);
	keep_options(item, turn->reading->fields);
	keep_links(turn);
	assumption_keep(turn);
	if (method != NULL && method->decides == DECIDES_OWNER && last != turn->sender)
		words_list_add(deciders, last->id);
	item_set_people(item, "deciders", deciders);
	if (deciders->len == 0)
		transcript_bad(turn->transcript, 0, NULL, "no_deciders", NULL);
	tick_proposer(turn, deciders);
	const char *phrase = NULL;
	Instant due = choose_due(turn, method, deciders, &phrase);
	Clock *clock = due != INSTANT_NONE
			       ? clock_start(turn, "decision", owner, due, phrase)
			       : NULL;
	if (clock != NULL) {
		decision_schedule_close(turn);
		decision_audit(turn);
		decision_warn_due(turn, deciders);
		clock_plan(turn, clock);
	}
	decision_ask_all(turn, deciders, clock);
	window_tell(turn);
	decision_inform(turn, "consulted", "is_consulted");
	decision_inform(turn, "informed", "is_informed");
	decision_watch(turn);
}

/* The day a decision was taken elsewhere, which may be long ago; INSTANT_NONE if none is
 * written. */
static Instant taken_at(Turn *turn, const Person *owner)
{
	const char *written = field_get(turn->reading->fields, "when");
	int year = 0, month = 0, day = 0;
	if (written == NULL)
		return INSTANT_NONE;
	if (sscanf(written, "%4d-%2d-%2d", &year, &month, &day) == 3 &&
	    day_exists(year, month, day)) {
		LocalTime local = {.year = year, .month = month, .day = day};
		Instant at = zone_instant(owner->zone, local);
		if (at <= turn->desk->now)
			return at;
	}
	transcript_bad(turn->transcript, 0, written, "bad_date",
		       json_pack("{s:s, s:n}", "error",
				 "When is the day it was decided, as 2026-02-20",
				 "suggestion"));
	return INSTANT_NONE;
}

/* Whoever was written to hears of it; who decided is known only if it is written. */
static void keep_hearers(Turn *turn, const GPtrArray *deciders)
{
	static const char *const ROLES[] = {"consulted", "informed"};
	bool is_written = field_get(turn->reading->fields, "deciders") != NULL;
	g_autoptr(GPtrArray) informed = g_ptr_array_new();
	for (size_t i = 0; i < G_N_ELEMENTS(ROLES); i++) {
		g_autoptr(GPtrArray) ids = opening_people(turn, ROLES[i]);
		for (guint j = 0; ids != NULL && j < ids->len; j++)
			words_list_add(informed, g_ptr_array_index(ids, j));
	}
	for (guint i = 0; !is_written && i < deciders->len; i++)
		words_list_add(informed, g_ptr_array_index(deciders, i));
	if (is_written)
		item_set_people(turn->item, "deciders", deciders);
	item_set_people(turn->item, "informed", informed);
}

/* Two dates: when it was decided, and when it is recorded. */
static void record(Turn *turn, const GPtrArray *deciders)
{
	Item *item = turn->item;
	const Person *owner = people_find(turn->desk->people, item->owner);
	Instant at = taken_at(turn, owner);
	if (at != INSTANT_NONE) {
		g_autofree char *local = zone_format(owner->zone, at);
		/* "Fri 2026-02-20 00:00 Zone": the day alone. */
		g_autofree char *day = g_strndup(local, strlen("Fri 2026-02-20"));
		json_object_set_new(item->details, "decided_on", json_instant(at));
		json_object_set_new(item->details, "decided_day", json_text(day));
	}
	json_object_set_new(item->details, "recorded", json_true());
	keep_hearers(turn, deciders);
	item->state = STATE_PROPOSED;
	keep_links(turn);
	assumption_keep(turn);
	const Ending ending = {.state = STATE_ACCEPTED,
			       .decision = item->title,
			       .decided_by = item->owner,
			       .how = "elsewhere"};
	decision_settle(turn, &ending);
}

void decision_go_on(Turn *turn, const GPtrArray *gaps, GPtrArray *deciders)
{
	if (gaps->len > 0)
		item_set_people(turn->item, "deciders", deciders);
	else if (turn->reading->tag->rule->is_decided)
		record(turn, deciders);
	else
		propose(turn, deciders);
}

void decision_open(Turn *turn)
{
	opening_begin(turn, KIND_DECISION, STATE_DRAFT);
	opening_report_problems(turn);
	decision_take_owner(turn);
	decision_take_approver(turn);
	g_autoptr(GPtrArray) deciders = decision_deciders(turn);
	g_autoptr(GPtrArray) gaps = decision_gaps(turn, deciders);
	decision_go_on(turn, gaps, deciders);
	if (gaps->len > 0)
		decision_send_draft(turn, gaps);
	else
		decision_send_receipt(turn, deciders);
	plan_dispose(turn->plan, DISPOSITION_APPLIED, "%s %s",
		     gaps->len > 0 ? "drafted" : "opened", turn->item->id);
}
