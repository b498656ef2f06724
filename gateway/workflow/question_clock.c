/* question_clock.c: what is owed on a question, to whom and until when; what each word of
 * its owner settles, and what waits.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/question.h"

#include <string.h>

#include "workflow/clock.h"
#include "workflow/clock_plan.h"
#include "workflow/letter.h"
#include "workflow/opening.h"
#include "workflow/transcript.h"

static bool is_live(const Item *item, const char *name)
{
	const Clock *clock = item_clock(item, name);
	return clock != NULL && clock->stopped == INSTANT_NONE;
}

/* ---- starting and stopping ------------------------------------------------- */

void question_start_clocks(Turn *turn, const Person *owner, Instant date,
			   const char *phrase)
{
	if (date == INSTANT_NONE) {
		(void)clock_start_norm(turn, CLOCK_FIRST_RESPONSE, owner, NORM_RESPOND);
	} else {
		Clock *clock =
			clock_start(turn, CLOCK_FIRST_RESPONSE, owner, date, phrase);
		clock_plan(turn, clock);
	}
	(void)clock_start_norm(turn, CLOCK_RESOLUTION, owner, NORM_RESOLVE);
}

void question_stop_clocks(Turn *turn, ClockState as)
{
	static const char *const NAMES[] = {CLOCK_FIRST_RESPONSE, CLOCK_UPDATE,
					    CLOCK_RESOLUTION};
	json_object_del(turn->item->details, "waiting");
	for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++)
		clock_stop(turn, NAMES[i], as);
}

/* The first response is asked of the new owner from now; the day by which the asker was
 * to have it settled stays. */
void question_hand_clocks(Turn *turn, const Person *owner)
{
	Clock *resolution = item_clock(turn->item, CLOCK_RESOLUTION);
	clock_resume_all(turn, "handed over");
	json_object_del(turn->item->details, "waiting");
	clock_stop(turn, CLOCK_FIRST_RESPONSE, CLOCK_CANCELLED);
	clock_stop(turn, CLOCK_UPDATE, CLOCK_CANCELLED);
	(void)clock_start_norm(turn, CLOCK_FIRST_RESPONSE, owner, NORM_RESPOND);
	if (resolution != NULL && resolution->state == CLOCK_RUNNING) {
		(void)clock_start(turn, CLOCK_RESOLUTION, owner, resolution->due,
				  resolution->norm);
		clock_plan(turn, resolution);
	}
}

/* The owner has been heard, and owes more: word by the norm of updates. Where there is
 * none, nor one of the resolution, the answer is owed by the day that was asked for, or
 * in the time of a first response; no open question is without a clock. */
static void owe_word(Turn *turn)
{
	Item *item = turn->item;
	const Person *owner = people_find(turn->desk->people, item->owner);
	const Clock *first = item_clock(item, CLOCK_FIRST_RESPONSE);
	const NormTerms *update =
		norm_find(turn->desk->rules, item, item->owner, NORM_UPDATE, NULL);
	if (owner == NULL || is_live(item, CLOCK_UPDATE))
		return;
	if (update != NULL) {
		(void)clock_start_norm(turn, CLOCK_UPDATE, owner, NORM_UPDATE);
		return;
	}
	if (is_live(item, CLOCK_RESOLUTION))
		return;
	bool has_date = first != NULL && json_object_get(first->data, "set") != NULL &&
			first->due > turn->desk->now;
	if (!has_date) {
		(void)clock_start_norm(turn, CLOCK_UPDATE, owner, NORM_RESPOND);
		return;
	}
	Clock *clock = clock_start(turn, CLOCK_UPDATE, owner, first->due, first->norm);
	clock_plan(turn, clock);
}

static bool owes_again(const Turn *turn)
{
	const Item *item = turn->item;
	const NormTerms *update =
		norm_find(turn->desk->rules, item, item->owner, NORM_UPDATE, NULL);
	return update != NULL ? update->is_update_every
			      : !is_live(item, CLOCK_RESOLUTION);
}

/* ---- words of the asker ---------------------------------------------------- */

static void tell_owner(Turn *turn, const char *text, const char *flag)
{
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	if (owner == NULL || owner == turn->sender)
		return;
	Notice *notice =
		letter_new(turn->desk, LETTER_PATIENT, "report", "comment-question",
			   turn->item, owner, turn->reading->message->key);
	json_object_set_new(notice->model, "who", json_text(turn->sender->name));
	json_object_set_new(notice->model, "text", json_text(text));
	json_object_set_new(notice->model, flag, json_true());
	letter_button(notice, "answer", "answer\n\n");
	letter_button(notice, "delegate", "delegate ");
	plan_notice(turn->plan, notice);
}

static void stop_waiting(Turn *turn, const char *why)
{
	if (json_object_get(turn->item->details, "waiting") == NULL)
		return;
	json_object_del(turn->item->details, "waiting");
	clock_resume_all(turn, why);
}

void question_asked_again(Turn *turn, const char *text)
{
	stop_waiting(turn, "the asker has written");
	if (!is_live(turn->item, CLOCK_FIRST_RESPONSE))
		owe_word(turn);
	turn->has_changed = true;
	tell_owner(turn, text, "is_comment");
}

/* ---- words of the owner ---------------------------------------------------- */

static bool refuse(Turn *turn, const Command *command, const char *code)
{
	if (code == NULL)
		return false;
	transcript_bad(turn->transcript, command->line, command->written, code,
		       json_pack("{s:s}", "state", state_name(turn->item->state)));
	return true;
}

static const char *owner_may_not(const Turn *turn)
{
	if (turn->item->state != STATE_OPEN)
		return "not_running";
	bool is_owner = g_strcmp0(turn->item->owner, turn->sender->id) == 0;
	bool is_own = strcmp(turn->item->opener, turn->sender->id) == 0;
	return !is_owner ? "owner_only" : is_own ? "own_question" : NULL;
}

static void tell_asker(Turn *turn, const char *kind, const char *flag, const char *text)
{
	const Person *asker = people_find(turn->desk->people, turn->item->opener);
	if (asker == NULL)
		return;
	Notice *notice = letter_new(turn->desk, LETTER_PATIENT, kind, "word-question",
				    turn->item, asker, turn->reading->message->key);
	json_object_set_new(notice->model, "who", json_text(turn->sender->name));
	json_object_set_new(notice->model, "text",
			    json_text(*text != '\0' ? text : NULL));
	json_object_set_new(notice->model, flag, json_true());
	plan_notice(turn->plan, notice);
}

/* What stands behind the word and below it. */
static char *words_of(const Turn *turn, const Command *command)
{
	g_autofree char *body = opening_body(turn->reading);
	return *command->argument != '\0' && *body != '\0'
		       ? g_strconcat(command->argument, "\n\n", body, NULL)
		       : g_strdup(*body != '\0' ? body : command->argument);
}

static json_t *still_owed(const Turn *turn)
{
	return json_pack("{s:o}", "due", letter_time(turn->sender, turn->item->due));
}

static void acknowledge(Turn *turn, const Command *command)
{
	g_autofree char *text = words_of(turn, command);
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "acknowledged", "%s", text);
	clock_stop(turn, CLOCK_FIRST_RESPONSE, CLOCK_MET);
	owe_word(turn);
	tell_asker(turn, "report", "is_acknowledged", text);
	transcript_good(turn->transcript, command->line, command->written,
			"question_acknowledged", still_owed(turn));
}

static void give_update(Turn *turn, const Command *command)
{
	g_autofree char *text = words_of(turn, command);
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "update", "%s", text);
	stop_waiting(turn, "the owner has written");
	clock_stop(turn, CLOCK_FIRST_RESPONSE, CLOCK_MET);
	clock_stop(turn, CLOCK_UPDATE, CLOCK_MET);
	if (owes_again(turn))
		owe_word(turn);
	tell_asker(turn, "report", "is_update", text);
	transcript_good(turn->transcript, command->line, command->written,
			"update_recorded", still_owed(turn));
}

static void wait_for_asker(Turn *turn, const Command *command)
{
	g_autofree char *text = words_of(turn, command);
	g_autofree char *reason = g_strdup_printf(
		"waits for %s", letter_name(turn->desk, turn->item->opener));
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id,
		   "waiting", "%s", text);
	clock_stop(turn, CLOCK_FIRST_RESPONSE, CLOCK_MET);
	owe_word(turn);
	plan_cancel(turn->plan, turn->item->id, NULL, DUTY_RESUME, "", reason);
	clock_pause_all(turn, reason);
	json_object_set_new(turn->item->details, "waiting", json_true());
	turn->has_changed = true;
	tell_asker(turn, "ask", "is_waiting", text);
	transcript_good(
		turn->transcript, command->line, command->written, "waits",
		json_pack("{s:s}", "name", letter_name(turn->desk, turn->item->opener)));
}

/* ---- snooze ---------------------------------------------------------------- */

static bool any_running(const Item *item)
{
	for (guint i = 0; i < item->clocks->len; i++)
		if (((const Clock *)g_ptr_array_index(item->clocks, i))->state ==
		    CLOCK_RUNNING)
			return true;
	return false;
}

/* Working seconds this question has been put off already. */
static int64_t put_off(const Turn *turn)
{
	return json_get_number(turn->item->details, "snoozed", 0);
}

/* NULL and the end of the pause, or why not. */
static const char *snooze_end(const Turn *turn, const Command *command,
			      Instant *out_until, int64_t *out_seconds)
{
	const NormTerms *terms = norm_find(turn->desk->rules, turn->item,
					   turn->item->owner, NORM_SNOOZE, NULL);
	const Person *owner = turn->sender;
	Instant now = turn->desk->now, latest = INSTANT_NONE;
	Duration asked;
	g_autofree char *why = NULL;
	if (terms == NULL || terms->texts[NORM_SNOOZE] == NULL)
		return "no_snooze";
	if (!duration_read(command->argument, &asked, &why) ||
	    !duration_apply(&asked, owner->zone, owner->hours, now, out_until, NULL) ||
	    *out_until <= now)
		return "bad_snooze";
	if (!duration_apply(&terms->lengths[NORM_SNOOZE], owner->zone, owner->hours, now,
			    &latest, NULL))
		return "no_snooze";
	*out_seconds = hours_elapsed(owner->hours, now, *out_until);
	int64_t allowed = hours_elapsed(owner->hours, now, latest);
	return put_off(turn) + *out_seconds > allowed ? "snooze_too_long" : NULL;
}

static bool snooze(Turn *turn, const Command *command)
{
	Instant until = INSTANT_NONE;
	int64_t seconds = 0;
	const char *code = owner_may_not(turn);
	if (code == NULL)
		code = any_running(turn->item)
			       ? snooze_end(turn, command, &until, &seconds)
			       : "nothing_runs";
	if (code != NULL) {
		const NormTerms *terms = norm_find(turn->desk->rules, turn->item,
						   turn->item->owner, NORM_SNOOZE, NULL);
		transcript_bad(
			turn->transcript, command->line, command->written, code,
			json_pack("{s:s, s:o}", "state", state_name(turn->item->state),
				  "most",
				  json_text(terms != NULL ? terms->texts[NORM_SNOOZE]
							  : NULL)));
		return true;
	}
	g_autofree char *local = zone_format(turn->sender->zone, until);
	g_autofree char *reason = g_strdup_printf("snoozed until %s", local);
	clock_pause_all(turn, reason);
	json_object_set_new(turn->item->details, "snoozed",
			    json_integer(put_off(turn) + seconds));
	Duty *duty = duty_new(DUTY_RESUME, turn->item->id, turn->sender->id, until);
	duty->key = g_strdup_printf("%s:resume:%" G_GINT64_FORMAT, turn->item->id, until);
	plan_duty(turn->plan, duty);
	transcript_good(turn->transcript, command->line, command->written, "snoozed",
			json_pack("{s:s}", "until", local));
	return true;
}

void question_resume(Turn *turn)
{
	if (json_object_get(turn->item->details, "waiting") == NULL)
		clock_resume_all(turn, "the snooze is over");
}

/* ---- another due ----------------------------------------------------------- */

static Clock *next_to_be_due(const Item *item)
{
	Clock *next = NULL;
	for (guint i = 0; i < item->clocks->len; i++) {
		Clock *clock = g_ptr_array_index(item->clocks, i);
		bool is_nearer = next == NULL || clock->due < next->due;
		if (clock->stopped == INSTANT_NONE && is_nearer &&
		    strcmp(clock->name, CLOCK_RESOLUTION) != 0)
			next = clock;
	}
	return next;
}

static void set_due(Turn *turn, const Person *owner, Instant due, const char *phrase)
{
	clock_resume_all(turn, "its due was changed");
	json_object_del(turn->item->details, "waiting");
	const Clock *next = next_to_be_due(turn->item);
	Clock *clock = clock_start(turn, next != NULL ? next->name : CLOCK_UPDATE, owner,
				   due, phrase);
	clock_plan(turn, clock);
	plan_event(turn->plan, turn->item->id, turn->desk->now, turn->sender->id, "due",
		   "%s", phrase);
	tell_owner(turn, NULL, "is_due");
}

static bool move_due(Turn *turn, const Command *command)
{
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	bool is_asker = strcmp(turn->item->opener, turn->sender->id) == 0;
	const char *code = !is_asker				    ? "opener_only"
			   : turn->item->state != STATE_OPEN	    ? "not_running"
			   : owner == NULL || owner == turn->sender ? "nobody_asked"
								    : NULL;
	if (refuse(turn, command, code))
		return true;
	g_autoptr(When) when = opening_when(turn, command->argument, owner, NULL);
	if (!when->understood || when->is_cleared) {
		transcript_bad(turn->transcript, command->line, command->written,
			       "bad_date",
			       json_pack("{s:o, s:o}", "error",
					 json_text(when->understood
							   ? "an open question has a due"
							   : when->error),
					 "suggestion", json_text(when->suggestion)));
		return true;
	}
	set_due(turn, owner, when->instant, command->argument);
	transcript_good(turn->transcript, command->line, command->written, "due_moved",
			still_owed(turn));
	return true;
}

bool question_clock_command(Turn *turn, const Command *command)
{
	if (command->name == COMMAND_DUE)
		return move_due(turn, command);
	if (command->name == COMMAND_SNOOZE)
		return snooze(turn, command);
	if (command->name != COMMAND_ACK && command->name != COMMAND_UPDATE &&
	    command->name != COMMAND_WAITING)
		return false;
	if (refuse(turn, command, owner_may_not(turn)))
		return true;
	if (command->name == COMMAND_ACK)
		acknowledge(turn, command);
	else if (command->name == COMMAND_UPDATE)
		give_update(turn, command);
	else
		wait_for_asker(turn, command);
	return true;
}
