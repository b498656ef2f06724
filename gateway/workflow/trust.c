/* trust.c: what an action needs is configuration with safe defaults.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/trust.h"

Proof trust_needed(const Config *config, Action action)
{
	const ConfigTrust *trust = &config->trust;
	const char *name = NULL;
	switch (action) {
	case ACTION_OPEN:
		name = trust->open;
		break;
	case ACTION_COMMENT:
		name = trust->comment;
		break;
	case ACTION_ANSWER:
		name = trust->answer;
		break;
	case ACTION_VOTE:
		name = trust->vote;
		break;
	case ACTION_DECIDE:
		name = trust->decide;
		break;
	case ACTION_ACKNOWLEDGE:
		name = trust->acknowledge;
		break;
	case ACTION_PROFILE:
		name = trust->profile;
		break;
	}
	Proof proof = PROOF_TOKEN;
	if (name != NULL && !proof_from_name(name, &proof))
		return PROOF_SIGNED;
	return proof;
}

Action trust_action(const Command *command, Kind kind)
{
	switch (command->name) {
	case COMMAND_POSITION:
	case COMMAND_RESOLVE:
	case COMMAND_SECOND:
	case COMMAND_PARK:
	case COMMAND_CHOOSE:
		return ACTION_VOTE;
	case COMMAND_DECIDE:
	case COMMAND_REJECT:
	case COMMAND_WITHDRAW:
	case COMMAND_REOPEN:
	case COMMAND_IMPLEMENTED:
	case COMMAND_DEPRECATE:
	case COMMAND_SUPERSEDES:
	case COMMAND_REVIEW:
	case COMMAND_WINDOW:
	case COMMAND_EXTEND:
	case COMMAND_DROP:
	case COMMAND_HELPED:
	case COMMAND_IMPROVE:
	case COMMAND_HELD:
	case COMMAND_FAILED:
	case COMMAND_UNCLEAR:
	case COMMAND_KEEP:
	case COMMAND_CHANGE:
	case COMMAND_OWNER:
	case COMMAND_HOLD:
		return ACTION_DECIDE;
	case COMMAND_DUE:
		return kind == KIND_QUESTION ? ACTION_ANSWER : ACTION_DECIDE;
	case COMMAND_ACK:
	case COMMAND_RESOLVED:
	case COMMAND_ESCALATE:
	case COMMAND_URGENT:
		return ACTION_ACKNOWLEDGE;
	case COMMAND_DONE:
		return kind == KIND_ESCALATION ? ACTION_ACKNOWLEDGE : ACTION_ANSWER;
	case COMMAND_ANSWER:
	case COMMAND_UPDATE:
	case COMMAND_WAITING:
	case COMMAND_DELEGATE:
	case COMMAND_SNOOZE:
	case COMMAND_READ:
	case COMMAND_TAKEAWAY:
		return ACTION_ANSWER;
	case COMMAND_AWAY:
	case COMMAND_BACK:
	case COMMAND_ZONE:
	case COMMAND_HOURS:
	case COMMAND_DIGEST:
	case COMMAND_MUTE:
	case COMMAND_UNMUTE:
	case COMMAND_FOCUS:
	case COMMAND_SLOTS:
		return ACTION_PROFILE;
	case COMMAND_WHY:
	case COMMAND_BROKEN:
	case COMMAND_HELP:
	case COMMAND_NEW:
	case COMMAND_CONFIRM:
	case COMMAND_UNKNOWN:
		return ACTION_COMMENT;
	}
	return ACTION_DECIDE;
}

/* A plain reply to a question is its answer. */
static Proof needed_for_text(const Desk *desk, const Reading *reading, const Item *item)
{
	bool answers = item->kind == KIND_QUESTION && item->state == STATE_OPEN &&
		       g_strcmp0(item->owner, reading->sender->id) == 0;
	return trust_needed(desk->config, answers ? ACTION_ANSWER : ACTION_COMMENT);
}

Proof trust_needed_for(const Desk *desk, const Reading *reading, const Item *item)
{
	const GPtrArray *commands = reading->commands->commands;
	Proof needed = needed_for_text(desk, reading, item);
	for (guint i = 0; i < commands->len; i++) {
		const Command *command = g_ptr_array_index(commands, i);
		if (!command->ok || (command->is_field && item->state == STATE_DRAFT))
			continue;
		Proof own = trust_needed(desk->config, trust_action(command, item->kind));
		needed = MAX(needed, own);
	}
	bool orders_by_field = item->kind == KIND_DECISION &&
			       item->state != STATE_DRAFT &&
			       reading->fields->fields->len > 0;
	if (orders_by_field)
		needed = MAX(needed, trust_needed(desk->config, ACTION_DECIDE));
	if (item->kind == KIND_DECISION && reading->commands->position != NULL)
		needed = MAX(needed, trust_needed(desk->config, ACTION_VOTE));
	return needed;
}
