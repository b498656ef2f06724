/* escalation_command.c: the orders that move an escalation: acknowledged, ended, sent on
 * by hand.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/escalation.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "workflow/letter.h"
#include "workflow/transcript.h"

/* Those who were woken hear at once that they may rest. */
static void stand_down(Turn *turn, const char *code, const char *text)
{
	Item *item = turn->item;
	g_autoptr(GPtrArray) ids = item_people(item, "told");
	words_list_add(ids, item->opener);
	for (guint i = 0; i < ids->len; i++) {
		const Person *person =
			people_find(turn->desk->people, g_ptr_array_index(ids, i));
		if (person == NULL || person == turn->sender)
			continue;
		Notice *notice = letter_new(turn->desk, LETTER_URGENT, "outcome",
					    "outcome-escalation", item, person,
					    turn->reading->message->key);
		json_object_set_new(notice->model, code, json_true());
		json_object_set_new(notice->model, "who", json_text(turn->sender->name));
		json_object_set_new(notice->model, "text",
				    json_text(*text != '\0' ? text : NULL));
		plan_notice(turn->plan, notice);
	}
}

static void acknowledge(Turn *turn, const Command *command)
{
	Item *item = turn->item;
	item->state = STATE_ACKNOWLEDGED;
	turn->has_changed = true;
	json_object_set_new(item->details, "acknowledged_by",
			    json_text(turn->sender->id));
	plan_event(turn->plan, item->id, turn->desk->now, turn->sender->id,
		   "acknowledged", "%s", command->argument);
	plan_cancel(turn->plan, item->id, NULL, -1, NULL, "acknowledged");
	int64_t seconds = json_get_number(item->details, "acknowledged_for", 0);
	item->due = INSTANT_NONE;
	if (seconds > 0) {
		int64_t serial = json_get_number(item->details, "serial", 0) + 1;
		json_object_set_new(item->details, "serial", json_integer(serial));
		Duty *duty =
			duty_new(DUTY_LAPSE, item->id, NULL, turn->desk->now + seconds);
		duty->key =
			g_strdup_printf("%s:lapse:%" G_GINT64_FORMAT, item->id, serial);
		item->due = duty->due;
		plan_duty(turn->plan, duty);
	}
	stand_down(turn, "is_acknowledged", command->argument);
	transcript_good(
		turn->transcript, command->line, command->written, "acknowledged",
		json_pack("{s:o}", "until", letter_time(turn->sender, item->due)));
}

static void end(Turn *turn, const Command *command, State state)
{
	Item *item = turn->item;
	item->state = state;
	item->closed = turn->desk->now;
	item->due = INSTANT_NONE;
	turn->has_changed = true;
	g_autofree char *at = text_rfc3339(turn->desk->now);
	json_object_set_new(item->details, "outcome",
			    json_pack("{s:o, s:o, s:o}", "decision",
				      json_text(command->argument), "decided_by",
				      json_text(turn->sender->id), "decided_at",
				      json_text(at)));
	plan_event(turn->plan, item->id, turn->desk->now, turn->sender->id,
		   state_name(state), "%s", command->argument);
	plan_cancel(turn->plan, item->id, NULL, -1, NULL, state_name(state));
	stand_down(turn, state == STATE_RESOLVED ? "is_resolved" : "is_withdrawn",
		   command->argument);
	transcript_good(turn->transcript, command->line, command->written, "moved",
			json_pack("{s:s}", "state", state_name(state)));
}

static bool refuse(Turn *turn, const Command *command, const char *code)
{
	transcript_bad(turn->transcript, command->line, command->written, code,
		       json_pack("{s:s, s:o}", "state", state_name(turn->item->state),
				 "at", letter_time(turn->sender, turn->item->closed)));
	return true;
}

bool escalation_command(Turn *turn, const Command *command)
{
	State state = turn->item->state;
	if (command->name == COMMAND_ACK) {
		if (state == STATE_ACKNOWLEDGED &&
		    g_strcmp0(json_get_text(turn->item->details, "acknowledged_by"),
			      turn->sender->id) != 0)
			return refuse(turn, command, "acknowledged_already");
		if (state != STATE_ACKNOWLEDGED &&
		    !state_may_become(KIND_ESCALATION, state, STATE_ACKNOWLEDGED))
			return refuse(turn, command, "not_running");
		acknowledge(turn, command);
		return true;
	}
	if (command->name == COMMAND_RESOLVED || command->name == COMMAND_DONE) {
		if (!state_may_become(KIND_ESCALATION, state, STATE_RESOLVED))
			return refuse(turn, command, "not_running");
		end(turn, command, STATE_RESOLVED);
		return true;
	}
	if (command->name == COMMAND_WITHDRAW) {
		bool may = strcmp(turn->item->opener, turn->sender->id) == 0;
		if (!may || !state_may_become(KIND_ESCALATION, state, STATE_WITHDRAWN))
			return refuse(turn, command, may ? "not_running" : "opener_only");
		end(turn, command, STATE_WITHDRAWN);
		return true;
	}
	if (command->name == COMMAND_ESCALATE) {
		if (!item_is_open(turn->item) || escalation_step_count(turn->item) == 0)
			return refuse(turn, command, "not_running");
		plan_cancel(turn->plan, turn->item->id, NULL, DUTY_STEP, "",
			    "escalated by hand");
		plan_cancel(turn->plan, turn->item->id, NULL, DUTY_LAPSE, "",
			    "escalated by hand");
		turn->item->state = STATE_RAISED;
		escalation_climb(turn);
		transcript_good(turn->transcript, command->line, command->written,
				"escalated", NULL);
		return true;
	}
	return false;
}
