/* decision_basis.c: what a decision rests on, so that anyone can work it out again.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/decision.h"

static void copy_detail(json_t *basis, const Item *item, const char *key)
{
	json_t *value = json_object_get(item->details, key);
	if (value != NULL)
		json_object_set_new(basis, key, json_deep_copy(value));
}

static json_t *positions_of(const Item *item)
{
	json_t *array = json_array();
	for (guint i = 0; i < item->stances->len; i++)
		json_array_append_new(array,
				      stance_json(g_ptr_array_index(item->stances, i)));
	return array;
}

json_t *decision_basis(const Item *item, const char *how)
{
	static const char *const DETAILS[] = {
		"method",  "method_rules", "deciders", "delegations", "seconds",
		"options", "choices",	   "chosen",   "extended",    "objections"};
	g_autoptr(Method) method = method_of(item);
	json_t *basis = json_pack(
		"{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "how", how, "verdict",
		verdict_name(method_judge(method, item)), "state",
		state_name(item->state), "owner", json_text(item->owner), "opener",
		json_text(item->opener), "opened", json_instant(item->opened), "due",
		json_instant(item->due), "positions", positions_of(item));
	for (size_t i = 0; i < G_N_ELEMENTS(DETAILS); i++)
		copy_detail(basis, item, DETAILS[i]);
	return basis;
}
