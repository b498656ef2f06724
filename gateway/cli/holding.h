/* holding.h: mail that was held for somebody's slots or focus, and the proof that nothing
 * came late by it. */
#ifndef CLI_HOLDING_H
#define CLI_HOLDING_H

#include "cli/output.h"
#include "store/outbox.h"

/* For `why`: each held notice of an item, when it could have left and why it did not, and
 * the sum. Prints nothing where nothing was held. False after a fault. */
bool holding_print(Engine *engine, const Item *item, GError **error);

/* What `queue` and `show` say of it: pace, could_leave, must_precede, carrier. */
void holding_json(json_t *object, const OutboxRow *row);

#endif
