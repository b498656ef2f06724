/* delivery.h: what leaves next, and what became of it. MAIL 12. The sending itself is the
 * delivery process's. */
#ifndef ENGINE_DELIVERY_H
#define ENGINE_DELIVERY_H

#include "engine/engine.h"
#include "store/outbox.h"
#include "transport/edge.h"

/* Up to `max` notices that may leave at `now`, urgent ones first, marked `trying` on disk
 * in one commit; what nobody asked for and is not urgent only if `unasked`. GPtrArray of
 * OutboxRow; empty: none. Rows whose time has come outside their person's hours are moved
 * to the next hours; rows of no use any more are cancelled. */
bool delivery_take(Engine *engine, Instant now, bool unasked, size_t max,
		   GPtrArray **out_rows, GError **error);

/* The envelope sender, where reports come back to: what the configuration says, else our
 * address. An answer has none, "", so that no robot can answer it (RFC 3834, 3.3). */
const char *delivery_sender(const Engine *engine, const OutboxRow *row);

/* What the delivery processes said of some, in one commit. GPtrArray of EdgeMessage. */
bool delivery_settle(Engine *engine, Instant now, const GPtrArray *results,
		     GError **error);

/* A delivery process ended with these notices (of int64_t, in the order they were handed
 * over) in its hands: what it did with each stands in the journal. What was not begun
 * goes back as if it had not been taken; the first of them waits, with `why` as its
 * answer, unless that is NULL. */
bool delivery_dropped(Engine *engine, Instant now, const GArray *notices, const char *why,
		      GError **error);

/* At start: the same for an earlier life of ours; and what the journal knows to be sent,
 * a store from a backup does not send again. */
bool delivery_recover(Engine *engine, Instant now, GError **error);

#endif
