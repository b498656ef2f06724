/* rehearsal_items.h: what became of the items of a rehearsal, beside what became of them
 * in truth. */
#ifndef CLI_REHEARSAL_ITEMS_H
#define CLI_REHEARSAL_ITEMS_H

#include "base/json.h"
#include "engine/engine.h"

/* {late[], late_then[], deadlines[{item, title, due, due_then}], states[{item, title,
 * state, state_then}], new[], gone[]}. Items are the same if one mail opened them. */
bool rehearsal_items_compare(Store *rehearsed, Store *original, json_t **out_items,
			     GError **error);
void rehearsal_items_print(const json_t *items, const Engine *engine);

#endif
