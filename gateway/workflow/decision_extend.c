/* decision_extend.c: more time: once by itself where too few have spoken (TIME G), then
 * as its owner says.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include "workflow/letter.h"
#include "workflow/transcript.h"

/* What the clock is said to run by: no norm, but what was added to one. */
static const char EXTENDED[] = "extended";

/* Half of the working time it had, or of the clock's where it had none of that. */
static bool half_again(const Turn *turn, const Person *owner, Instant from,
		       Instant *out_due, int64_t *out_half)
{
	const Clock *clock = item_clock(turn->item, "decision");
	if (clock == NULL)
		return false;
	*out_half = hours_elapsed(owner->hours, clock->started, clock->due) / 2;
	if (*out_half > 0)
		return hours_add(owner->hours, from, *out_half, out_due, NULL);
	*out_due = from + MAX((clock->due - clock->started) / 2, 1);
	return true;
}

void decision_ask_again(Turn *turn)
{
	const Item *item = turn->item;
	g_autoptr(GPtrArray) deciders = item_people(item, "deciders");
	plan_cancel(turn->plan, item->id, NULL, -1, "ask", "asked with another date");
	g_autofree char *what =
		g_strdup_printf("again:%" G_GINT64_FORMAT,
				json_get_number(item->details, "close_generation", 0));
	for (guint i = 0; i < deciders->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(deciders, i));
		if (person != NULL && item_stance(item, person->id) == NULL)
			decision_ask(turn, person, what);
	}
}

bool decision_extend_once(Turn *turn, Verdict verdict)
{
	Item *item = turn->item;
	const Person *owner = people_find(turn->desk->people, item->owner);
	Instant due = INSTANT_NONE, before = item->due;
	int64_t half = 0;
	bool may = (verdict == VERDICT_QUORUM || verdict == VERDICT_SECOND) &&
		   json_object_get(item->details, "extended") == NULL;
	if (!may || owner == NULL ||
	    !half_again(turn, owner, turn->desk->now, &due, &half))
		return false;
	json_object_set_new(item->details, "extended", json_true());
	plan_event(turn->plan, item->id, turn->desk->now, NULL, "extended",
		   "once, by half its time: %s",
		   verdict == VERDICT_QUORUM ? "too few have spoken"
					     : "nobody has seconded it");
	plan_event_data(turn->plan,
			json_pack("{s:s, s:o, s:o, s:I}", "why", verdict_name(verdict),
				  "before", json_instant(before), "due",
				  json_instant(due), "working_seconds",
				  (json_int_t)half));
	decision_set_due(turn, due, EXTENDED);
	decision_ask_again(turn);
	return true;
}

/* ---- the owner's word --------------------------------------------------- */

/* From its close, or from now if that is over. */
static bool read_extension(Turn *turn, const Command *command, Instant *out_due)
{
	const Person *owner = people_find(turn->desk->people, turn->item->owner);
	Instant from = MAX(turn->item->due, turn->desk->now);
	Duration more;
	int64_t half = 0;
	g_autofree char *why = NULL;
	if (*command->argument == '\0')
		return half_again(turn, owner, from, out_due, &half);
	return duration_read(command->argument, &more, &why) &&
	       (more.seconds > 0 || more.days > 0) &&
	       duration_apply(&more, owner->zone, owner->hours, from, out_due, NULL);
}

bool decision_extend(Turn *turn, const Command *command)
{
	Item *item = turn->item;
	Instant due = INSTANT_NONE;
	const char *code = NULL;
	if (g_strcmp0(item->owner, turn->sender->id) != 0)
		code = "owner_only";
	else if (!decision_is_running(item))
		code = "not_running";
	else if (item->due == INSTANT_NONE)
		code = "nothing_to_extend";
	else if (!read_extension(turn, command, &due))
		code = "bad_extension";
	if (code != NULL) {
		transcript_bad(turn->transcript, command->line, command->written, code,
			       decision_closed_values(turn));
		return true;
	}
	plan_event(turn->plan, item->id, turn->desk->now, turn->sender->id, "more time",
		   "%s",
		   *command->argument != '\0' ? command->argument
					      : "half of what it had");
	decision_set_due(turn, due, EXTENDED);
	decision_ask_again(turn);
	transcript_good(turn->transcript, command->line, command->written, "due_moved",
			json_pack("{s:o}", "due", letter_time(turn->sender, item->due)));
	return true;
}
