/* reply.h: from a reading to a plan, with what the store knows: the item, the digest's
 * lines, the mail that waits to be confirmed, the notice that bounced. */
#ifndef ENGINE_REPLY_H
#define ENGINE_REPLY_H

#include "engine/engine.h"
#include "workflow/decide.h"

/* What follows from the mail, whoever speaks in it. */
bool reply_mail(Engine *engine, Reading *reading, Instant now, Plan **out_plan,
		GError **error);

#endif
