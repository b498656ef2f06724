/* render.h: a Notice, which is data, into the finished mail that waits in the outbox. */
#ifndef ENGINE_RENDER_H
#define ENGINE_RENDER_H

#include "engine/engine.h"
#include "store/outbox.h"

/* `held` is the inbox id of the mail a confirmation is about, 0 if none. Everything the
 * mail says is fixed here, once: token, Message-ID, text. FAULT_SETUP if its template is
 * missing, FAULT_REFUSED if the address cannot be sent to. */
OutboxRow *render_notice(const Engine *engine, Instant now, const Notice *notice,
			 int64_t held, GError **error);

#endif
