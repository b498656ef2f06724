/* decide_bounce.c: what it means for an item that a mail of ours did not arrive.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decide_bounce.h"

#include <string.h>

#include "workflow/escalation.h"

static void note_unreachable(const Desk *desk, Plan *plan, const Item *item,
			     const char *person, const char *notice_kind, const char *why)
{
	plan_event(plan, item->id, desk->now, NULL, "undeliverable", "%s to %s: %s",
		   notice_kind, person, why);
	if (item->kind != KIND_ESCALATION || strcmp(notice_kind, "escalation") != 0)
		return;
	Turn turn = {.desk = desk, .item = item_copy(item), .plan = plan};
	escalation_unreachable(&turn, person);
	plan_item(plan, turn.item);
}

Plan *decide_bounce(const Desk *desk, const Reading *reading, const Item *item,
		    const char *person, const char *notice_kind, bool is_permanent)
{
	Plan *plan = plan_new();
	plan_dispose(plan, DISPOSITION_IGNORED, "%s: %s",
		     origin_name(reading->origin->origin), reading->origin->reason);
	if (item != NULL && person != NULL && is_permanent)
		note_unreachable(desk, plan, item, person, notice_kind,
				 reading->origin->reason);
	return plan;
}

Plan *decide_refused(const Desk *desk, const Item *item, const char *person,
		     const char *notice_kind, const char *answer)
{
	Plan *plan = plan_new();
	plan_dispose(plan, DISPOSITION_APPLIED, "refused");
	if (item != NULL && person != NULL)
		note_unreachable(desk, plan, item, person, notice_kind, answer);
	return plan;
}
