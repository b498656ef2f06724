/* badge.c: an item's badges.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/badge.h"

/* What has ended without effect needs nobody's attention. */
static bool is_live(const Item *item)
{
	return item_is_open(item) || item_has_effect(item);
}

bool badge_is_review_overdue(const Item *item)
{
	return is_live(item) &&
	       json_is_true(json_object_get(item->details, "review_overdue"));
}

json_t *badge_json(const Item *item)
{
	json_t *badges = json_array();
	size_t index;
	json_t *row;
	if (badge_is_review_overdue(item))
		json_array_append_new(badges, json_text("review overdue"));
	json_array_foreach(json_object_get(item->details, "assumptions"), index, row)
	{
		if (!is_live(item) ||
		    g_strcmp0(json_get_text(row, "state"), "challenged") != 0)
			continue;
		g_autofree char *text =
			g_strdup_printf("assumption %d challenged", (int)index + 1);
		json_array_append_new(badges, json_text(text));
	}
	return badges;
}

char *badge_text(const Item *item)
{
	g_autoptr(json_t) badges = badge_json(item);
	g_autoptr(GString) text = g_string_new(NULL);
	size_t index;
	json_t *badge;
	json_array_foreach(badges, index, badge)
	{
		g_string_append_printf(text, "%s%s", index > 0 ? ", " : "",
				       json_string_value(badge));
	}
	return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}
