/* reply.h: from a reading to a plan, with what the store knows: the item, the digest's
 * lines, the mail that waits to be confirmed, the notice that bounced. */
#ifndef ENGINE_REPLY_H
#define ENGINE_REPLY_H

#include "engine/engine.h"
#include "workflow/decide.h"

bool reply_person(Engine *engine, const Desk *desk, Reading *reading, Plan **out_plan,
		  GError **error);
bool reply_bounce(Engine *engine, const Desk *desk, const Reading *reading,
		  Plan **out_plan, GError **error);

#endif
