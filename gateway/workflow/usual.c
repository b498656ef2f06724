/* usual.c: by when such questions are usually answered.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/usual.h"

#include <string.h>

#include "workflow/clock.h"
#include "workflow/letter.h"

Notice *usual_receipt(const Plan *plan)
{
	for (guint i = 0; i < plan->notices->len; i++) {
		Notice *notice = g_ptr_array_index(plan->notices, i);
		if (g_strcmp0(notice->template, "receipt-question") == 0)
			return notice;
	}
	return NULL;
}

static const Item *item_of(const Plan *plan, const Notice *receipt)
{
	for (guint i = 0; i < plan->items->len; i++) {
		const Item *item = g_ptr_array_index(plan->items, i);
		if (g_strcmp0(item->id, receipt->item) == 0)
			return item;
	}
	return NULL;
}

/* Of the same tag: how long the answer took, or, where no norm asks for one, the first
 * word. */
static const StatsGroup *group_for(const Stats *stats, const Item *item)
{
	const GPtrArray *groups = stats_groups(stats);
	const char *tag = item->tags->len > 0 ? g_ptr_array_index(item->tags, 0)
					      : kind_name(item->kind);
	const StatsGroup *found = NULL;
	for (guint i = 0; i < groups->len; i++) {
		const StatsGroup *group = g_ptr_array_index(groups, i);
		bool is_answer = strcmp(group->clock, CLOCK_RESOLUTION) == 0;
		bool is_first = strcmp(group->clock, CLOCK_FIRST_RESPONSE) == 0;
		if (strcmp(group->by, "tag") == 0 && strcmp(group->name, tag) == 0 &&
		    group->is_working && (is_answer || (is_first && found == NULL)))
			found = group;
	}
	return found;
}

void usual_say(const Plan *plan, const Desk *desk, const Stats *stats)
{
	Notice *receipt = usual_receipt(plan);
	const Item *item = receipt != NULL ? item_of(plan, receipt) : NULL;
	const Person *owner =
		item != NULL ? people_find(desk->people, item->owner) : NULL;
	const Person *asker =
		receipt != NULL ? people_find(desk->people, receipt->person) : NULL;
	if (owner == NULL || asker == NULL || owner == asker || !item_is_open(item))
		return;
	const StatsGroup *group = group_for(stats, item);
	Instant from = person_next_delivery(owner, desk->now);
	Instant by = INSTANT_NONE, half = INSTANT_NONE;
	if (group == NULL || !hours_add(owner->hours, from, group->p90, &by, NULL) ||
	    !hours_add(owner->hours, from, group->median, &half, NULL))
		return;
	json_object_set_new(receipt->model, "usual",
			    json_pack("{s:o, s:o, s:b}", "by", letter_time(asker, by),
				      "half", letter_time(asker, half), "is_first",
				      strcmp(group->clock, CLOCK_FIRST_RESPONSE) == 0));
}
