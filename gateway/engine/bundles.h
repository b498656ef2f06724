/* bundles.h: what leaves alone and what leaves together: bursts, slots, full days. TIME
 * H, leap L4. */
#ifndef ENGINE_BUNDLES_H
#define ENGINE_BUNDLES_H

#include "engine/engine.h"
#include "store/outbox.h"

/* The time of *row has come, and it may leave for all that hours and focus say. Marks
 * what leaves as `trying`, in the caller's transaction: the row itself, or one mail that
 * carries it and what waits with it, which takes its place in *row. *out_takes false: it
 * waits longer, for the others of a burst or for the next day. */
bool bundles_take(Engine *engine, Instant now, OutboxRow **row, bool *out_takes,
		  GError **error);

/* Proof that holding made nothing late. Each mail that had to precede a due is worked out
 * again from what is stored: when it could have left without slots and focus, and when it
 * did. `item` NULL: all. *out_report is JSON {held, checked, late[{id, item, to, notice,
 * could_leave, left, due}]}: late for no other reason than being held. */
bool bundles_verify(Engine *engine, const char *item, json_t **out_report,
		    GError **error);

#endif
