/* delivery.h: what leaves next, and what became of it. MAIL 12. The sending itself is the
 * delivery process's. */
#ifndef ENGINE_DELIVERY_H
#define ENGINE_DELIVERY_H

#include "engine/engine.h"
#include "store/outbox.h"
#include "transport/edge.h"

/* The next notice that may leave at `now`, marked `trying` on disk; *out_row NULL: none.
 * Rows whose time has come outside their person's hours are moved to the next hours; rows
 * of no use any more are cancelled. */
bool delivery_take(Engine *engine, Instant now, OutboxRow **out_row, GError **error);

/* The envelope sender, where reports come back to: what the configuration says, else our
 * address. An answer has none, "", so that no robot can answer it (RFC 3834, 3.3). */
const char *delivery_sender(const Engine *engine, const OutboxRow *row);

/* What the delivery process said of it. */
bool delivery_settle(Engine *engine, Instant now, const EdgeMessage *result,
		     GError **error);

/* The delivery process died with this notice in its hands. */
bool delivery_in_doubt(Engine *engine, Instant now, int64_t notice, GError **error);

/* The notice was marked as being tried, and nothing was handed to anybody. */
bool delivery_not_begun(Engine *engine, Instant now, int64_t notice, GError **error);

#endif
