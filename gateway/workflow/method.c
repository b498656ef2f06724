/* method.c: methods by name, and the copy of one that an item keeps.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/method.h"

static const char *const DECIDES[] = {
	[DECIDES_CONSENT] = "consent",
	[DECIDES_OWNER] = "owner",
	[DECIDES_VOTE] = "vote",
};

const char *decides_name(Decides decides)
{
	return DECIDES[decides];
}

bool decides_from_name(const char *name, Decides *out_decides)
{
	for (size_t i = 0; i < G_N_ELEMENTS(DECIDES); i++) {
		if (g_ascii_strcasecmp(DECIDES[i], name) == 0) {
			*out_decides = (Decides)i;
			return true;
		}
	}
	return false;
}

void method_free(Method *method)
{
	if (method == NULL)
		return;
	g_free(method->name);
	g_free(method->due);
	g_free(method->minimum);
	g_free(method->final_call);
	g_free(method->outcome);
	g_clear_pointer(&method->roles, g_ptr_array_unref);
	g_free(method);
}

/* ---- in an item --------------------------------------------------------- */

void method_keep(Item *item, const Method *method)
{
	json_t *kept = json_pack(
		"{s:s, s:b, s:b, s:i, s:i, s:i, s:b, s:b, s:i, s:b, s:i, s:b}", "decides",
		decides_name(method->decides), "objection_blocks",
		method->objection_blocks, "concern_blocks", method->concern_blocks,
		"quorum", method->quorum_percent, "agrees", method->agrees_min, "pass",
		method->pass_percent, "above", method->is_pass_above, "of_eligible",
		method->is_of_eligible, "seconds", method->seconds_min, "early",
		method->closes_early, "outstanding", method->outstanding_max, "hidden",
		method->is_hidden);
	if (method->minimum != NULL)
		json_object_set_new(kept, "minimum", json_text(method->minimum));
	if (method->final_call != NULL)
		json_object_set_new(kept, "final_call", json_text(method->final_call));
	if (method->outcome != NULL)
		json_object_set_new(kept, "outcome", json_text(method->outcome));
	json_object_set_new(kept, "ballot", json_text(ballot_kind_name(method->ballot)));
	json_object_set_new(item->details, "method", json_text(method->name));
	json_object_set_new(item->details, "method_rules", kept);
}

static bool flag(const json_t *kept, const char *key)
{
	return json_is_true(json_object_get(kept, key));
}

Method *method_of(const Item *item)
{
	const json_t *kept = json_object_get(item->details, "method_rules");
	const char *decides = json_get_text(kept, "decides");
	const char *ballot = json_get_text(kept, "ballot");
	Method *method = g_new0(Method, 1);
	method->name = g_strdup(json_get_text(item->details, "method"));
	if (decides != NULL)
		(void)decides_from_name(decides, &method->decides);
	if (ballot != NULL)
		(void)ballot_kind_from_name(ballot, &method->ballot);
	method->objection_blocks = kept == NULL || flag(kept, "objection_blocks");
	method->concern_blocks = flag(kept, "concern_blocks");
	method->quorum_percent = (int)json_get_number(kept, "quorum", 0);
	method->agrees_min = (int)json_get_number(kept, "agrees", 0);
	method->pass_percent = (int)json_get_number(kept, "pass", 0);
	method->is_pass_above = flag(kept, "above");
	method->is_of_eligible = flag(kept, "of_eligible");
	method->seconds_min = (int)json_get_number(kept, "seconds", 0);
	method->minimum = g_strdup(json_get_text(kept, "minimum"));
	method->closes_early = flag(kept, "early");
	method->final_call = g_strdup(json_get_text(kept, "final_call"));
	method->outstanding_max = (int)json_get_number(kept, "outstanding", 0);
	method->is_hidden = flag(kept, "hidden");
	method->outcome = g_strdup(json_get_text(kept, "outcome"));
	return method;
}

bool method_is_sealed(const Item *item)
{
	return item->kind == KIND_DECISION && item_is_open(item) &&
	       !flag(item->details, "unsealed") &&
	       flag(json_object_get(item->details, "method_rules"), "hidden");
}
