/* away.c: absences by mail.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/away.h"

#include <string.h>

#include "workflow/absence.h"
#include "workflow/letter.h"
#include "workflow/transcript.h"

/* Nobody has said that a suggestion is true. */
#define SUGGESTION_SECONDS (3 * 24 * 3600)

/* A stand-in who is known, is somebody else, and is there or has one in turn. */
static bool check_delegate(Turn *turn, Leave *leave, int line, const char *written)
{
	const Leave *theirs = NULL;
	DelegateFault why = absence_resolve(turn->desk->people, leave, &theirs);
	if (why == DELEGATE_FINE)
		return true;
	if (why == DELEGATE_UNKNOWN) {
		g_auto(GStrv) near = people_suggest(turn->desk->people, leave->delegate);
		transcript_bad(turn->transcript, line, written, "unknown_person",
			       json_pack("{s:s, s:s, s:o}", "field", "delegate", "word",
					 leave->delegate, "near", json_text(near[0])));
		return false;
	}
	transcript_bad(turn->transcript, line, written, "delegate_away",
		       json_pack("{s:o, s:o, s:b}", "name",
				 json_text(letter_name(turn->desk, leave->delegate)),
				 "until",
				 theirs != NULL ? letter_time(turn->sender, theirs->end)
						: json_null(),
				 "circle", why == DELEGATE_CIRCLE));
	return false;
}

static void take_away(Turn *turn, const char *text, int line, const char *written)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Leave) leave = leave_read(text, turn->sender->id, turn->sender->zone,
					    turn->desk->now, &error);
	if (leave == NULL) {
		g_autofree char *line_to_send =
			leave_nearest(text, turn->sender->zone, turn->desk->now);
		transcript_bad(turn->transcript, line, written, "bad_absence",
			       json_pack("{s:o, s:o}", "error", json_text(error->message),
					 "suggestion", json_text(line_to_send)));
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
	absence_begin(turn->desk, turn->sender, g_steal_pointer(&leave), turn->plan);
}

static void take_back(Turn *turn, int line, const char *written)
{
	absence_end(turn->desk, turn->sender, turn->plan);
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

void away_open(Turn *turn)
{
	const Tag *tag = turn->reading->tag;
	if (g_ascii_strcasecmp(tag->word, "BACK") == 0)
		take_back(turn, 0, NULL);
	else
		take_away(turn, tag->title, 0, NULL);
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
