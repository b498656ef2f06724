/* decision_link.c: what a decision replaces.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

#include <string.h>

#include "base/words.h"
#include "workflow/transcript.h"

/* ---- superseding -------------------------------------------------------- */

const Item *decision_related(const Turn *turn, const char *id)
{
	for (guint i = 0; turn->desk->related != NULL && i < turn->desk->related->len;
	     i++) {
		const Item *item = g_ptr_array_index(turn->desk->related, i);
		if (g_ascii_strcasecmp(item->id, id) == 0)
			return item;
	}
	return NULL;
}

/* Both ends in one plan, and so in one transaction. */
static void supersede(Turn *turn, const Item *old)
{
	Item *copy = item_copy(old);
	json_object_set_new(copy->details, "state_before",
			    json_text(state_name(old->state)));
	copy->state = STATE_SUPERSEDED;
	copy->changed = turn->desk->now;
	json_object_set_new(copy->details, "superseded_by", json_text(turn->item->id));
	plan_event(turn->plan, old->id, turn->desk->now, NULL, "superseded", "by %s",
		   turn->item->id);
	plan_event(turn->plan, turn->item->id, turn->desk->now, NULL, "supersedes", "%s",
		   old->id);
	plan_cancel(turn->plan, old->id, NULL, DUTY_REVIEW, "", "superseded");
	plan_item(turn->plan, copy);
}

void decision_supersede_all(Turn *turn)
{
	g_autoptr(GPtrArray) ids = item_people(turn->item, "supersedes");
	for (guint i = 0; i < ids->len; i++) {
		const Item *old = decision_related(turn, g_ptr_array_index(ids, i));
		if (old != NULL && item_has_effect(old))
			supersede(turn, old);
	}
}

/* Why it cannot be; NULL: it can. */
static const char *why_not(const Turn *turn, const Item *old)
{
	const Item *item = turn->item;
	bool is_live = item_has_effect(item) || item_is_open(item);
	if (old != NULL && strcmp(old->id, item->id) == 0)
		return "itself";
	if (old == NULL || old->kind != KIND_DECISION)
		return "cannot_supersede";
	g_autoptr(GPtrArray) theirs = item_people(old, "supersedes");
	if (words_list_has(theirs, item->id))
		return "in_a_circle";
	return is_live && item_has_effect(old) ? NULL : "cannot_supersede";
}

void decision_take_supersedes(Turn *turn, const char *id, int line, const char *written)
{
	const Item *old = decision_related(turn, id);
	bool is_decision = old != NULL && old->kind == KIND_DECISION;
	const char *code = why_not(turn, old);
	if (code != NULL) {
		transcript_bad(
			turn->transcript, line, written, code,
			json_pack("{s:s, s:o, s:s}", "id", id, "state",
				  json_text(is_decision ? state_name(old->state) : NULL),
				  "own", state_name(turn->item->state)));
		return;
	}
	g_autoptr(GPtrArray) ids = item_people(turn->item, "supersedes");
	words_list_add(ids, old->id);
	item_set_people(turn->item, "supersedes", ids);
	turn->has_changed = true;
	/* What is only proposed takes nothing away yet. */
	bool is_now = item_has_effect(turn->item);
	if (is_now)
		supersede(turn, old);
	transcript_good(turn->transcript, line, written,
			is_now ? "superseded" : "will_supersede",
			json_pack("{s:s}", "id", old->id));
}

bool decision_supersedes(Turn *turn, const Command *command)
{
	bool may = g_strcmp0(turn->item->owner, turn->sender->id) == 0 ||
		   strcmp(turn->item->opener, turn->sender->id) == 0;
	if (may)
		decision_take_supersedes(turn, command->argument, command->line,
					 command->written);
	else
		transcript_bad(turn->transcript, command->line, command->written,
			       "owner_only", NULL);
	return true;
}
