/* away.c: absences by mail.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/away.h"

#include <string.h>

#include "workflow/letter.h"
#include "workflow/opening.h"
#include "workflow/transcript.h"

/* Nobody has said that a suggestion is true. */
#define SUGGESTION_SECONDS (3 * 24 * 3600)

/* A stand-in who is known, is somebody else, and is there or has one in turn. */
static bool check_delegate(Turn *turn, Leave *leave, int line, const char *written)
{
	const People *people = turn->desk->people;
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	if (leave->delegate == NULL)
		return true;
	if (!people_resolve(people, leave->delegate, ids) || ids->len != 1) {
		g_auto(GStrv) near = people_suggest(people, leave->delegate);
		transcript_bad(turn->transcript, line, written, "unknown_person",
			       json_pack("{s:s, s:s, s:o}", "field", "delegate", "word",
					 leave->delegate, "near", json_text(near[0])));
		return false;
	}
	const char *id = g_ptr_array_index(ids, 0);
	const Leave *theirs = people_leave_at(people, id, leave->start);
	bool is_self = strcmp(id, turn->sender->id) == 0;
	if (is_self ||
	    (theirs != NULL && people_stand_in(people, id, leave->start) == NULL)) {
		transcript_bad(turn->transcript, line, written, "delegate_away",
			       json_pack("{s:o, s:o}", "name",
					 json_text(letter_name(turn->desk, id)), "until",
					 theirs != NULL
						 ? letter_time(turn->sender, theirs->end)
						 : json_null()));
		return false;
	}
	g_free(leave->delegate);
	leave->delegate = g_strdup(id);
	return true;
}

static void take_away(Turn *turn, const char *text, int line, const char *written)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Leave) leave = leave_read(text, turn->sender->id, turn->sender->zone,
					    turn->desk->now, &error);
	if (leave == NULL) {
		transcript_bad(turn->transcript, line, written, "bad_absence",
			       json_pack("{s:o}", "error", json_text(error->message)));
		return;
	}
	leave->source = LEAVE_BY_MAIL;
	if (!check_delegate(turn, leave, line, written))
		return;
	json_t *values = json_pack(
		"{s:o, s:o, s:o}", "from",
		leave->start > turn->desk->now ? letter_time(turn->sender, leave->start)
					       : json_null(),
		"until", letter_time(turn->sender, leave->end), "delegate",
		leave->delegate != NULL
			? json_text(letter_name(turn->desk, leave->delegate))
			: json_null());
	transcript_good(turn->transcript, line, written, "away_noted", values);
	plan_leave(turn->plan, g_steal_pointer(&leave));
}

static void take_back(Turn *turn, int line, const char *written)
{
	plan_back(turn->plan, turn->sender->id);
	transcript_good(turn->transcript, line, written, "back_noted", NULL);
}

bool away_command(Turn *turn, const Command *command)
{
	if (command->name == COMMAND_AWAY)
		take_away(turn, command->argument, command->line, command->written);
	else if (command->name == COMMAND_BACK)
		take_back(turn, command->line, command->written);
	return command->name == COMMAND_AWAY || command->name == COMMAND_BACK;
}

static void answer(Turn *turn)
{
	bool has_failed = transcript_has_errors(turn->transcript);
	plan_dispose(turn->plan, has_failed ? DISPOSITION_ANSWERED : DISPOSITION_APPLIED,
		     "absence of %s", turn->sender->id);
	if (!turn->reading->origin->may_answer)
		return;
	Notice *notice = letter_answer(turn, "transcript", "transcript");
	json_object_set_new(notice->model, "results", transcript_model(turn->transcript));
	json_object_set_new(notice->model, "has_errors", json_boolean(has_failed));
	plan_notice(turn->plan, notice);
}

void away_open(Turn *turn)
{
	const Tag *tag = turn->reading->tag;
	if (g_ascii_strcasecmp(tag->word, "BACK") == 0)
		take_back(turn, 0, NULL);
	else
		take_away(turn, tag->title, 0, NULL);
	answer(turn);
}

bool away_is_about_sender(const Reading *reading)
{
	const GPtrArray *commands = reading->commands->commands;
	for (guint i = 0; i < commands->len; i++) {
		const Command *command = g_ptr_array_index(commands, i);
		if (!command->ok ||
		    (command->name != COMMAND_AWAY && command->name != COMMAND_BACK))
			return false;
	}
	return commands->len > 0;
}

void away_take(Turn *turn)
{
	const GPtrArray *commands = turn->reading->commands->commands;
	for (guint i = 0; i < commands->len; i++)
		(void)away_command(turn, g_ptr_array_index(commands, i));
	answer(turn);
}

/* ---- out of office ------------------------------------------------------ */

/* In the first hours after the return; the answer is one press. */
static void ask_on_return(const Desk *desk, const Reading *reading, const Leave *leave,
			  Instant named, Plan *plan)
{
	const Person *person = reading->sender;
	Notice *notice = letter_new(desk, LETTER_PATIENT, "checkin", "away-suggested",
				    NULL, person, reading->message->key);
	letter_pace(notice, person, leave->end);
	json_object_set_new(notice->model, "until", letter_time(person, leave->end));
	json_object_set_new(notice->model, "named", letter_time(person, named));
	if (named != INSTANT_NONE && named > leave->end) {
		LocalTime last = zone_local(person->zone, named - 1);
		g_autofree char *away = g_strdup_printf("away until %04d-%02d-%02d",
							last.year, last.month, last.day);
		letter_button(notice, "away", away);
	}
	letter_button(notice, "back", "back");
	plan_notice(plan, notice);
}

void away_suggest(const Desk *desk, const Reading *reading, Plan *plan)
{
	const Person *person = reading->sender;
	if (person == NULL || reading->proof->is_contradicted ||
	    people_leave_at(desk->people, person->id, desk->now) != NULL)
		return;
	Instant named =
		leave_suggested_end(reading->message->all_text, person->zone, desk->now);
	Instant latest = desk->now + SUGGESTION_SECONDS;
	Leave *leave = g_new0(Leave, 1);
	leave->person = g_strdup(person->id);
	leave->start = desk->now;
	leave->end = named != INSTANT_NONE ? MIN(named, latest) : latest;
	leave->source = LEAVE_SUGGESTED;
	ask_on_return(desk, reading, leave, named, plan);
	plan_leave(plan, leave);
}
