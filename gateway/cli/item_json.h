/* item_json.h: items as DESIGN 7.1 promises them to other programs. */
#ifndef CLI_ITEM_JSON_H
#define CLI_ITEM_JSON_H

#include "base/json.h"
#include "engine/engine.h"

/* What `list --json` gives. Owned. */
json_t *item_brief_json(const Item *item);

/* What `show --json` gives: with fields, positions, outcome, clocks, messages, notices.
 * NULL on a store fault. */
json_t *item_whole_json(const Engine *engine, const Item *item, GError **error);

/* Who wrote: a person's id, the address of one nobody knows. Owned. */
json_t *item_sender_json(const Engine *engine, const char *address);

/* One of its clocks, as it stands at the engine's hour. */
json_t *item_clock_json(const Engine *engine, const Clock *clock);

#endif
