/* decision_open.c: a proposal becomes an item: who decides, how, by when; each decider is
 * asked once.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <stdio.h>
#include <string.h>

#include "workflow/clock.h"
#include "workflow/letter.h"
#include "workflow/opening.h"
#include "workflow/transcript.h"

static const char METHOD_DEFAULT[] = "consent";

static void add_once(GPtrArray *ids, const char *id)
{
	if (!g_ptr_array_find_with_equal_func(ids, id, g_str_equal, NULL))
		g_ptr_array_add(ids, (gpointer)(uintptr_t)id);
}

/* The field, else the rule, else everybody who was written to and the sender's groups. */
static GPtrArray *deciders_of(Turn *turn)
{
	GPtrArray *ids = opening_people(turn, "deciders");
	if (ids != NULL && ids->len > 0)
		return ids;
	if (ids != NULL)
		g_ptr_array_unref(ids);
	ids = g_ptr_array_new();
	const Rule *rule = turn->reading->tag->rule;
	for (guint i = 0; i < rule->deciders->len; i++)
		(void)people_resolve(turn->desk->people,
				     g_ptr_array_index(rule->deciders, i), ids);
	if (ids->len > 0)
		return ids;
	g_ptr_array_unref(ids);
	ids = opening_recipients(turn);
	g_autoptr(GPtrArray) groups =
		people_groups_of(turn->desk->people, turn->sender->id);
	for (guint i = 0; i < groups->len; i++) {
		g_autofree char *word =
			g_strconcat("group:", g_ptr_array_index(groups, i), NULL);
		(void)people_resolve(turn->desk->people, word, ids);
	}
	return ids;
}

static const Method *choose_method(Turn *turn)
{
	const Rules *rules = turn->desk->rules;
	const char *written = field_get(turn->reading->fields, "method");
	const Method *method = rules_method(rules, written);
	if (written != NULL && method == NULL) {
		g_autofree char *names = rules_method_names(rules);
		transcript_bad(turn->transcript, 0, written, "unknown_method",
			       json_pack("{s:o}", "methods", json_text(names)));
	}
	if (method == NULL)
		method = rules_method(rules, turn->reading->tag->rule->method);
	return method != NULL ? method : rules_method(rules, METHOD_DEFAULT);
}

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
	if (!g_ptr_array_find_with_equal_func((GPtrArray *)(uintptr_t)deciders,
					      turn->sender->id, g_str_equal, NULL))
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

static void add_buttons(Notice *notice, bool has_options)
{
	letter_button(notice, "agree", "agree");
	letter_button(notice, "abstain", "abstain");
	letter_button(notice, "concern", "concern: ");
	letter_button(notice, "object", "object: ");
	if (has_options)
		json_object_set_new(notice->model, "has_options", json_true());
}

void decision_ask(Turn *turn, const Person *person, const char *what)
{
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "ask", "ask-decision",
				    turn->item, person, what);
	g_autoptr(Method) method = method_of(turn->item);
	bool decides = g_strcmp0(turn->item->owner, person->id) == 0 &&
		       method->decides == DECIDES_OWNER;
	json_object_set_new(notice->model, "is_consent",
			    json_boolean(method->decides == DECIDES_CONSENT));
	if (method->ballot == BALLOT_RANKED)
		json_object_set_new(notice->model, "ranks", json_true());
	if (method->ballot == BALLOT_APPROVAL)
		json_object_set_new(notice->model, "approves", json_true());
	if (method->ballot != BALLOT_NONE)
		letter_button(notice, "choose", "choose ");
	add_buttons(notice, json_object_get(turn->item->details, "options") != NULL);
	if (decides) {
		json_object_set_new(notice->model, "you_decide", json_true());
		letter_button(notice, "decide", "decide: ");
	}
	Instant from = notice->try_at;
	int64_t own = turn->item->due != INSTANT_NONE
			      ? hours_elapsed(person->hours, from, turn->item->due)
			      : 0;
	json_object_set_new(notice->model, "yours", letter_working_time(own));
	notice->expires = turn->item->due;
	plan_notice(turn->plan, notice);
}

static void inform(Turn *turn, const char *field, const char *role)
{
	g_autoptr(GPtrArray) ids = opening_people(turn, field);
	for (guint i = 0; ids != NULL && i < ids->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(ids, i));
		Notice *notice =
			letter_new(turn->desk, LETTER_PATIENT, "report",
				   "inform-decision", turn->item, person, "opened");
		json_object_set_new(notice->model, role, json_true());
		letter_button(notice, "concern", "concern: ");
		plan_notice(turn->plan, notice);
	}
	if (ids != NULL)
		item_set_people(turn->item, field, ids);
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

/* What a decider has of their own working time between the ask and the close. */
static int64_t own_seconds(const Turn *turn, const Person *person)
{
	return hours_elapsed(person->hours, person_next_delivery(person, turn->desk->now),
			     turn->item->due);
}

/* The least that anyone has, in percent of the most. */
static int fairness_index(const Turn *turn, const GPtrArray *deciders)
{
	int64_t least = G_MAXINT64, most = 0;
	for (guint i = 0; i < deciders->len; i++) {
		int64_t own =
			own_seconds(turn, people_find(turn->desk->people,
						      g_ptr_array_index(deciders, i)));
		least = MIN(least, own);
		most = MAX(most, own);
	}
	return most > 0 ? (int)(least * 100 / most) : 0;
}

void decision_audit_due(Turn *turn, const GPtrArray *deciders)
{
	g_autoptr(GPtrArray) nothing = g_ptr_array_new();
	for (guint i = 0; turn->item->due != INSTANT_NONE && i < deciders->len; i++) {
		const char *id = g_ptr_array_index(deciders, i);
		if (own_seconds(turn, people_find(turn->desk->people, id)) == 0)
			g_ptr_array_add(nothing, (gpointer)(uintptr_t)id);
	}
	if (nothing->len == 0)
		return;
	g_autofree char *names = letter_names(turn->desk, nothing);
	transcript_bad(turn->transcript, 0, NULL, "leaves_nothing",
		       json_pack("{s:s}", "names", names));
}

/* Working hours each gets, for the receipt: an explicit date is not refused, but shown
 * for what it is. */
static json_t *fairness_model(Turn *turn, const GPtrArray *deciders)
{
	json_t *rows = json_array();
	for (guint i = 0; i < deciders->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(deciders, i));
		int64_t own = own_seconds(turn, person);
		json_array_append_new(rows,
				      json_pack("{s:o, s:o, s:o, s:b}", "name",
						json_text(person->name), "time",
						letter_working_time(own), "due",
						letter_time(person, turn->item->due),
						"none", own == 0));
	}
	return rows;
}

static void send_receipt(Turn *turn, const GPtrArray *deciders)
{
	if (!turn->reading->origin->may_answer)
		return;
	Notice *receipt = letter_answer(turn, "receipt", "receipt-decision");
	if (turn->item->due != INSTANT_NONE)
		json_object_set_new(receipt->model, "fairness",
				    fairness_model(turn, deciders));
	if (turn->item->due != INSTANT_NONE && deciders->len > 1)
		json_object_set_new(
			receipt->model, "index",
			json_pack("{s:i}", "percent", fairness_index(turn, deciders)));
	g_autofree char *names = letter_names(turn->desk, deciders);
	json_object_set_new(receipt->model, "deciders",
			    json_text(deciders->len > 0 ? names : NULL));
	json_object_set_new(receipt->model, "results",
			    transcript_model(turn->transcript));
	letter_button(receipt, "withdraw", "withdraw");
	plan_notice(turn->plan, receipt);
}

static void ask_all(Turn *turn, const GPtrArray *deciders, const Clock *clock)
{
	const Rule *rule = turn->reading->tag->rule;
	for (guint i = 0; i < deciders->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(deciders, i));
		if (item_stance(turn->item, person->id) != NULL)
			continue;
		decision_ask(turn, person, "1");
		if (clock != NULL)
			clock_remind(turn, clock, person, rule->remind,
				     person_next_delivery(person, turn->desk->now));
	}
}

/* What ends in a last round has no end before that round. */
static const char *default_due(const Turn *turn, const Method *method)
{
	if (method != NULL && method->due != NULL)
		return method->due;
	bool is_open_ended = method != NULL && method->final_call != NULL;
	return is_open_ended ? NULL : turn->reading->tag->rule->due;
}

/* A date that leaves somebody less than the method grants is moved, and the answer says
 * so. */
static Instant not_before_minimum(Turn *turn, const Method *method, Instant due)
{
	Instant earliest = method != NULL ? decision_earliest(turn, method) : due;
	if (due == INSTANT_NONE || due >= earliest)
		return due;
	transcript_good(turn->transcript, 0, NULL, "due_after_minimum",
			json_pack("{s:o, s:o, s:s}", "due",
				  letter_time(turn->sender, earliest), "asked",
				  letter_time(turn->sender, due), "minimum",
				  method->minimum));
	return earliest;
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
	const Person *owner = people_find(turn->desk->people, item->owner);
	const Method *method = choose_method(turn);
	item->state = STATE_PROPOSED;
	if (method != NULL)
		method_keep(item, method);
	keep_options(item, turn->reading->fields);
	keep_links(turn);
	bool owner_decides = method != NULL && method->decides == DECIDES_OWNER;
	if (owner_decides && owner != turn->sender)
		add_once(deciders, owner->id);
	item_set_people(item, "deciders", deciders);
	if (deciders->len == 0)
		transcript_bad(turn->transcript, 0, NULL, "no_deciders", NULL);
	tick_proposer(turn, deciders);
	const char *phrase = NULL;
	Instant due =
		opening_due(turn, owner, deciders, default_due(turn, method), &phrase);
	due = not_before_minimum(turn, method, due);
	Clock *clock = due != INSTANT_NONE
			       ? clock_start(turn, "decision", owner, due, phrase)
			       : NULL;
	if (clock != NULL) {
		decision_schedule_close(turn);
		decision_audit_due(turn, deciders);
	}
	ask_all(turn, deciders, clock);
	inform(turn, "consulted", "is_consulted");
	inform(turn, "informed", "is_informed");
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

/* Two dates: when it was decided, and when it is recorded. */
static void record(Turn *turn)
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
	item->state = STATE_PROPOSED;
	keep_links(turn);
	const Ending ending = {.state = STATE_ACCEPTED,
			       .decision = item->title,
			       .decided_by = item->owner,
			       .how = "elsewhere"};
	decision_settle(turn, &ending);
}

/* ---- drafts ------------------------------------------------------------- */

/* What its rule needs and nobody has written; and a proposal that says nothing at all. */
static GPtrArray *missing_fields(const Turn *turn)
{
	GPtrArray *missing = g_ptr_array_new();
	const Item *item = turn->item;
	const Rule *rule = turn->reading->tag->rule;
	for (guint i = 0; i < rule->needs->len; i++) {
		const char *field = g_ptr_array_index(rule->needs, i);
		if (json_get_text(item->fields, field) == NULL)
			g_ptr_array_add(missing, (gpointer)(uintptr_t)field);
	}
	static const char *const REASONS[] = {"rationale", "context", "options",
					      "consequences"};
	bool is_empty = json_get_text(item->details, "body") == NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(REASONS); i++)
		is_empty = is_empty && json_get_text(item->fields, REASONS[i]) == NULL;
	if (is_empty && missing->len == 0)
		g_ptr_array_add(missing, (gpointer)(uintptr_t) "rationale");
	return missing;
}

static json_t *missing_model(const GPtrArray *missing)
{
	json_t *rows = json_array();
	for (guint i = 0; i < missing->len; i++) {
		g_autofree char *name = g_strdup(g_ptr_array_index(missing, i));
		name[0] = g_ascii_toupper(name[0]);
		json_array_append_new(rows, json_pack("{s:s}", "field", name));
	}
	return rows;
}

static void send_draft(Turn *turn, const GPtrArray *missing)
{
	if (!turn->reading->origin->may_answer)
		return;
	Notice *notice = letter_answer(turn, "receipt", "draft-decision");
	json_object_set_new(notice->model, "missing", missing_model(missing));
	json_object_set_new(notice->model, "results", transcript_model(turn->transcript));
	letter_button(notice, "withdraw", "withdraw");
	plan_notice(turn->plan, notice);
}

/* On its way if nothing is missing; else the deciders are kept for later. */
static void go_on(Turn *turn, const GPtrArray *missing, GPtrArray *deciders)
{
	if (missing->len > 0)
		item_set_people(turn->item, "deciders", deciders);
	else if (turn->reading->tag->rule->is_decided)
		record(turn);
	else
		propose(turn, deciders);
}

static void take_owner(Turn *turn)
{
	static const char *const OWNER_FIELDS[] = {"owner", NULL};
	const Person *otherwise = people_find(turn->desk->people, turn->item->owner);
	const Person *owner = opening_person(turn, OWNER_FIELDS, otherwise);
	g_free(turn->item->owner);
	turn->item->owner = g_strdup(owner->id);
}

void decision_open(Turn *turn)
{
	opening_begin(turn, KIND_DECISION, STATE_DRAFT);
	opening_report_problems(turn);
	take_owner(turn);
	g_autoptr(GPtrArray) deciders = deciders_of(turn);
	g_autoptr(GPtrArray) missing = missing_fields(turn);
	go_on(turn, missing, deciders);
	if (missing->len > 0)
		send_draft(turn, missing);
	else
		send_receipt(turn, deciders);
	plan_dispose(turn->plan, DISPOSITION_APPLIED, "%s %s",
		     missing->len > 0 ? "drafted" : "opened", turn->item->id);
}

/* Fields of the draft and of the reply, the reply's first: one list, as if they had come
 * in one mail. */
static Fields *all_fields(const Turn *turn)
{
	Fields *fields = g_new0(Fields, 1);
	fields->fields = g_ptr_array_new_with_free_func((GDestroyNotify)field_free);
	fields->problems = g_ptr_array_new();
	const GPtrArray *written = turn->reading->fields->fields;
	for (guint i = 0; i < written->len; i++) {
		const Field *field = g_ptr_array_index(written, i);
		json_object_set_new(turn->item->fields, field->name,
				    json_text(field->value));
	}
	const char *name = NULL;
	json_t *value = NULL;
	json_object_foreach(turn->item->fields, name, value)
	{
		Field *field = g_new0(Field, 1);
		field->name = g_strdup(name);
		field->value = g_strdup(json_string_value(value));
		g_ptr_array_add(fields->fields, field);
	}
	fields->lines = turn->reading->fields->lines;
	return fields;
}

static void report_completion(Turn *turn, const GPtrArray *missing)
{
	g_autoptr(json_t) rows = missing_model(missing);
	size_t index;
	json_t *row;
	json_array_foreach(rows, index, row)
	{
		transcript_bad(turn->transcript, 0, NULL, "still_missing",
			       json_incref(row));
	}
	if (missing->len > 0)
		return;
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "complete", "the draft is whole");
	transcript_good(turn->transcript, 0, NULL, "promoted",
			json_pack("{s:s}", "state", state_name(turn->item->state)));
}

/* Those the reply names, else those the draft had. */
static GPtrArray *completed_deciders(Turn *turn)
{
	g_autoptr(GPtrArray) named = opening_people(turn, "deciders");
	g_autoptr(GPtrArray) kept = item_people(turn->item, "deciders");
	const GPtrArray *from = named != NULL && named->len > 0 ? named : kept;
	GPtrArray *deciders = g_ptr_array_new();
	for (guint i = 0; i < from->len; i++) {
		/* The item's own strings go when its deciders are set anew. */
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(from, i));
		if (person != NULL)
			add_once(deciders, person->id);
	}
	return deciders;
}

static bool may_complete(const Turn *turn, const char *body)
{
	bool may = strcmp(turn->item->opener, turn->sender->id) == 0 ||
		   g_strcmp0(turn->item->owner, turn->sender->id) == 0;
	bool says_more = turn->reading->fields->fields->len > 0 || *body != '\0';
	return turn->item->state == STATE_DRAFT && may && says_more;
}

bool decision_complete(Turn *turn)
{
	g_autofree char *body = opening_body(turn->reading);
	const Rule *rule = rules_find(turn->desk->rules, turn->item->rule);
	if (rule == NULL || !may_complete(turn, body))
		return false;
	if (*body != '\0' && json_get_text(turn->item->details, "body") == NULL)
		json_object_set_new(turn->item->details, "body", json_text(body));
	g_autoptr(Fields) fields = all_fields(turn);
	Tag tag = *turn->reading->tag;
	Reading reading = *turn->reading;
	Turn whole = *turn;
	tag.rule = rule;
	reading.fields = fields;
	reading.tag = &tag;
	whole.reading = &reading;
	take_owner(&whole);
	g_autoptr(GPtrArray) deciders = completed_deciders(&whole);
	g_autoptr(GPtrArray) missing = missing_fields(&whole);
	go_on(&whole, missing, deciders);
	report_completion(turn, missing);
	turn->has_changed = true;
	return true;
}
