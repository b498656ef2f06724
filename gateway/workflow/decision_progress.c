/* decision_progress.c: while a decision runs: what its owner sees, at most one mail a
 * day, and the private word to whoever has not been heard (TIME K, L15).
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "base/words.h"
#include "workflow/letter.h"
#include "workflow/objection.h"

#define INVITE_AFTER_DAYS 2 /* where there is no deadline to take half the way to */

/* ---- the owner's day ---------------------------------------------------- */

/* "Mon 2026-03-02", in the owner's zone. */
static char *day_of(const Person *owner, Instant at)
{
	g_autofree char *local = zone_format(owner->zone, at);
	return g_strndup(local, strlen("Mon 2026-03-02"));
}

bool decision_take_owners_day(Turn *turn, const Person *owner)
{
	g_autofree char *today =
		day_of(owner, person_next_delivery(owner, turn->desk->now));
	const char *last = json_get_text(turn->item->details, "owner_told");
	if (g_strcmp0(last, today) == 0)
		return false;
	json_object_set_new(turn->item->details, "owner_told", json_text(today));
	turn->has_changed = true;
	return true;
}

static void plan_progress(Turn *turn, const Person *owner)
{
	Instant end = INSTANT_NONE, next = INSTANT_NONE;
	Span span;
	if (!hours_next_span(owner->hours, turn->desk->now, &span, NULL))
		return;
	/* The first hour of the owner's next working day. */
	g_autofree char *today = day_of(owner, turn->desk->now);
	for (end = span.start; next == INSTANT_NONE; end = span.end) {
		if (!hours_next_span(owner->hours, end, &span, NULL))
			return;
		g_autofree char *day = day_of(owner, span.start);
		if (strcmp(day, today) != 0 && span.start > turn->desk->now)
			next = person_next_delivery(owner, span.start);
	}
	Duty *duty = duty_new(DUTY_PROGRESS, turn->item->id, owner->id, next);
	duty->key =
		g_strdup_printf("%s:progress:%" G_GINT64_FORMAT, turn->item->id, next);
	plan_duty(turn->plan, duty);
}

/* ---- who is missing ----------------------------------------------------- */

typedef struct {
	const Person *person;
	int64_t left; /* working seconds until the close; -1: there is none */
} Silent;

static int by_time_left(gconstpointer a, gconstpointer b)
{
	const Silent *one = a, *two = b;
	return (one->left > two->left) - (one->left < two->left);
}

static bool has_been_heard(const Item *item, const char *person)
{
	g_autoptr(GPtrArray) heard = item_people(item, "heard");
	return item_stance(item, person) != NULL || words_list_has(heard, person);
}

static GArray *silent_deciders(const Turn *turn)
{
	const Item *item = turn->item;
	g_autoptr(GPtrArray) deciders = item_people(item, "deciders");
	GArray *silent = g_array_new(FALSE, FALSE, sizeof(Silent));
	for (guint i = 0; i < deciders->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(deciders, i));
		if (person == NULL || item_stance(item, person->id) != NULL)
			continue;
		Silent one = {person,
			      item->due == INSTANT_NONE
				      ? -1
				      : hours_elapsed(person->hours, turn->desk->now,
						      item->due)};
		g_array_append_val(silent, one);
	}
	g_array_sort(silent, by_time_left);
	return silent;
}

/* Of the consulted only how many: nobody is named for keeping quiet. */
static int unheard_count(const Item *item)
{
	g_autoptr(GPtrArray) consulted = item_people(item, "consulted");
	int count = 0;
	for (guint i = 0; i < consulted->len; i++)
		count += !has_been_heard(item, g_ptr_array_index(consulted, i));
	return count;
}

/* ---- the mail ----------------------------------------------------------- */

static json_t *silent_model(const GArray *silent)
{
	json_t *rows = json_array();
	for (guint i = 0; i < silent->len; i++) {
		const Silent *one = &g_array_index(silent, Silent, i);
		json_t *row =
			json_pack("{s:o, s:b}", "name", json_text(one->person->name),
				  "over", one->left == 0);
		if (one->left > 0)
			json_object_set_new(row, "time", letter_working_time(one->left));
		json_array_append_new(rows, row);
	}
	return rows;
}

static json_t *objections_model(const Turn *turn, const Method *method)
{
	json_t *rows = json_array();
	size_t index;
	json_t *one;
	json_array_foreach(json_object_get(turn->item->details, "objections"), index, one)
	{
		if (!objection_is_live(turn->item, method, one))
			continue;
		const char *person = json_get_text(one, "person");
		json_t *row = json_copy(one);
		json_object_set_new(row, "who",
				    json_text(letter_name(turn->desk, person)));
		json_object_set_new(row, "is_titled",
				    json_boolean(!g_str_has_prefix(
					    json_get_text(one, "name"), person)));
		json_array_append_new(rows, row);
	}
	return rows;
}

/* What has changed since the owner last heard is worth a mail; the same again is not. */
static char *fingerprint(const Turn *turn, const GArray *silent, size_t objections)
{
	g_autoptr(GString) text = g_string_new(state_name(turn->item->state));
	for (guint i = 0; i < silent->len; i++)
		g_string_append_printf(text, " %s",
				       g_array_index(silent, Silent, i).person->id);
	g_string_append_printf(text, " %zu %d", objections, unheard_count(turn->item));
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void put_next(Notice *notice, const Turn *turn, const Person *owner)
{
	const Item *item = turn->item;
	const char *until = json_get_text(item->details, "held_until");
	json_object_set_new(notice->model, state_name(item->state), json_true());
	json_object_set_new(notice->model, "closes", letter_time(owner, item->due));
	if (item->state == STATE_ON_HOLD && until != NULL)
		json_object_set_new(notice->model, "held", json_text(until));
}

static void send_progress(Turn *turn, const Person *owner, const GArray *silent,
			  json_t *objections)
{
	g_autofree char *day = day_of(owner, turn->desk->now);
	g_autofree char *what = g_strdup_printf("progress:%s", day);
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "report",
				    "progress-decision", turn->item, owner, what);
	int unheard = unheard_count(turn->item);
	json_object_set_new(notice->model, "silent", silent_model(silent));
	json_object_set_new(notice->model, "has_silent", json_boolean(silent->len > 0));
	json_object_set_new(notice->model, "objections", objections);
	json_object_set_new(notice->model, "has_objections",
			    json_boolean(json_array_size(objections) > 0));
	if (unheard > 0)
		json_object_set_new(notice->model, "unheard",
				    json_pack("{s:i}", "count", unheard));
	put_next(notice, turn, owner);
	letter_button(notice, "withdraw", "withdraw");
	notice->expires = turn->item->due;
	plan_notice(turn->plan, notice);
}

void decision_tell_progress(Turn *turn)
{
	Item *item = turn->item;
	const Person *owner = people_find(turn->desk->people, item->owner);
	if (owner == NULL || !decision_is_running(item))
		return;
	g_autoptr(Method) method = method_of(item);
	g_autoptr(GArray) silent = silent_deciders(turn);
	json_t *objections =
		method_is_sealed(item) ? json_array() : objections_model(turn, method);
	g_autofree char *now = fingerprint(turn, silent, json_array_size(objections));
	bool is_news = g_strcmp0(json_get_text(item->details, "progress"), now) != 0;
	plan_progress(turn, owner);
	if (!is_news || !decision_take_owners_day(turn, owner)) {
		json_decref(objections);
		return;
	}
	json_object_set_new(item->details, "progress", json_text(now));
	send_progress(turn, owner, silent, objections);
}

/* ---- the unheard -------------------------------------------------------- */

static void plan_invitation(Turn *turn, const Person *person)
{
	Instant from = person_next_delivery(person, turn->desk->now);
	Instant at = INSTANT_NONE;
	int64_t whole = turn->item->due != INSTANT_NONE
				? hours_elapsed(person->hours, from, turn->item->due)
				: 0;
	bool is_known = turn->item->due != INSTANT_NONE
				? whole > 0 && hours_add(person->hours, from, whole / 2,
							 &at, NULL)
				: hours_add_days(person->hours, from, INVITE_AFTER_DAYS,
						 &at, NULL);
	if (!is_known)
		return;
	Duty *duty = duty_new(DUTY_INVITE, turn->item->id, person->id, at);
	duty->key = g_strdup_printf("%s:invite:%s", turn->item->id, person->id);
	plan_duty(turn->plan, duty);
}

static void plan_invitations(Turn *turn, const char *role)
{
	g_autoptr(GPtrArray) ids = item_people(turn->item, role);
	for (guint i = 0; i < ids->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(ids, i));
		if (person != NULL && !has_been_heard(turn->item, person->id))
			plan_invitation(turn, person);
	}
}

void decision_watch(Turn *turn)
{
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	if (owner != NULL)
		plan_progress(turn, owner);
	plan_invitations(turn, "consulted");
	/* Deciders with a deadline are reminded by it. */
	if (turn->item->due == INSTANT_NONE)
		plan_invitations(turn, "deciders");
}

void decision_invite(Turn *turn, const Duty *duty)
{
	Item *item = turn->item;
	const Person *person = people_find(turn->desk->people, duty->person);
	bool is_late = item->state == STATE_FINAL_CALL;
	if (person == NULL || !decision_is_running(item) || is_late ||
	    has_been_heard(item, person->id))
		return;
	g_autoptr(GPtrArray) deciders = item_people(item, "deciders");
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, "ask", "invite-decision",
				    item, person, "invited");
	if (words_list_has(deciders, person->id))
		letter_button(notice, "agree", "agree");
	letter_button(notice, "concern", "concern: ");
	letter_button(notice, "object", "object: ");
	notice->expires = item->due;
	plan_notice(turn->plan, notice);
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "invited",
		   words_list_has(deciders, person->id) ? "a decider"
							: "one of the consulted");
}

/* Whoever has written is heard, whatever it was. */
void decision_note_heard(Turn *turn)
{
	g_autoptr(GPtrArray) heard = item_people(turn->item, "heard");
	if (!decision_is_running(turn->item) || words_list_has(heard, turn->sender->id))
		return;
	g_ptr_array_add(heard, (gpointer)(uintptr_t)turn->sender->id);
	item_set_people(turn->item, "heard", heard);
	turn->has_changed = true;
	plan_cancel(turn->plan, turn->item->id, turn->sender->id, DUTY_INVITE, "",
		    "has written");
}
