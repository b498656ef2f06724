/* intake_attempts.h: what fails, or kills us, counts against the mail in hand; intake.c
 * sets it aside after the third time. */
#ifndef ENGINE_INTAKE_ATTEMPTS_H
#define ENGINE_INTAKE_ATTEMPTS_H

#include "engine/engine.h"
#include "transport/edge.h"

/* It failed and was undone: that counts against it, as dying with it does. */
bool intake_failed(Engine *engine, const char *mailbox, const EdgeMessage *mail,
		   const char *why, GError **error);

/* At start: if we died with a mail in hand, that counts against it. In a transaction of
 * its own. */
bool intake_recover(Engine *engine, GError **error);

#endif
