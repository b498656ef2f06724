/* decide_lines.c: the reply to a digest, where each line is for an item of its own.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decide_lines.h"

#include "workflow/decide_gate.h"
#include "workflow/self.h"
#include "workflow/transcript.h"
#include "workflow/trust.h"
#include "workflow/turn.h"

typedef struct {
	const Desk *desk;
	const Reading *reading;
	const GPtrArray *lines; /* of const Item, NULL where it is gone */
	GHashTable *turns;	/* item id to Turn: whose turn it has been */
	Transcript *transcript; /* of all lines */
	Plan *plan;
} Sheet;

/* `digest off` under a digest. */
static void take_self(const Sheet *sheet, const Command *command)
{
	Turn turn = turn_of(sheet->desk, sheet->reading, NULL, sheet->plan,
			    sheet->transcript);
	if (sheet->reading->proof->proof <
	    trust_needed(sheet->desk->config, ACTION_PROFILE))
		transcript_bad(sheet->transcript, command->line, command->written,
			       "not_proven", NULL);
	else if (!command->ok)
		transcript_not_understood(sheet->transcript, command);
	else
		(void)self_command(&turn, command);
}

static Turn *turn_at(const Sheet *sheet, const Item *item)
{
	Turn *turn = g_hash_table_lookup(sheet->turns, item->id);
	if (turn != NULL)
		return turn;
	turn = g_new0(Turn, 1);
	*turn = turn_of(sheet->desk, sheet->reading, item_copy(item), sheet->plan,
			sheet->transcript);
	turn->item->changed = sheet->desk->now;
	/* The plan owns the copy from here on; later lines go on changing it. */
	plan_item(sheet->plan, turn->item);
	g_hash_table_insert(sheet->turns, turn->item->id, turn);
	return turn;
}

static void say_no_such_line(const Sheet *sheet, int line, const char *written)
{
	transcript_bad(sheet->transcript, line, written, "no_such_line",
		       json_pack("{s:i}", "lines", (int)sheet->lines->len));
}

/* Each line has its own item, its own proof needed, and one transcript tells of them all.
 */
static void take_line(const Sheet *sheet, const Command *command)
{
	if (command->target == 0 && self_is_line(command)) {
		take_self(sheet, command);
		return;
	}
	bool is_line =
		command->target >= 1 && (guint)command->target <= sheet->lines->len;
	const Item *item =
		is_line ? g_ptr_array_index(sheet->lines, command->target - 1) : NULL;
	if (item == NULL)
		say_no_such_line(sheet, command->line, command->written);
	else if (sheet->reading->proof->proof <
		 trust_needed(sheet->desk->config, trust_action(command, item->kind)))
		transcript_bad(sheet->transcript, command->line, command->written,
			       "not_proven", NULL);
	else
		turn_run(turn_at(sheet, item), command);
}

static void take_lines(const Sheet *sheet)
{
	const GPtrArray *commands = sheet->reading->commands->commands;
	for (guint i = 0; i < commands->len; i++) {
		const Command *command = g_ptr_array_index(commands, i);
		if (!command->is_field)
			take_line(sheet, command);
	}
}

static void answer(const Sheet *sheet)
{
	const Turn whole = turn_of(sheet->desk, sheet->reading, NULL, sheet->plan,
				   sheet->transcript);
	Notice *notice =
		transcript_letter(sheet->transcript, sheet->desk, sheet->reading, NULL);
	self_finish(&whole, notice);
	plan_notice(sheet->plan, notice);
}

Plan *decide_lines(const Desk *desk, const Reading *reading, const GPtrArray *lines)
{
	Plan *plan = plan_new();
	if (decide_stops_at_gate(desk, reading, plan))
		return plan;
	g_autoptr(Transcript) transcript = transcript_new();
	g_autoptr(GHashTable) turns =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	const Sheet sheet = {desk, reading, lines, turns, transcript, plan};
	take_lines(&sheet);
	bool has_turns = g_hash_table_size(turns) > 0;
	if (transcript_length(transcript) == 0 && !has_turns)
		say_no_such_line(&sheet, 0, NULL);
	bool has_changed = has_turns || plan->profiles->len > 0 || plan->leaves->len > 0;
	plan_dispose(plan, has_changed ? DISPOSITION_APPLIED : DISPOSITION_ANSWERED,
		     "reply to a digest");
	if (reading->origin->may_answer && transcript_length(transcript) > 0)
		answer(&sheet);
	return plan;
}
