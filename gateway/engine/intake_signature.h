/* intake_signature.h: whether a mail is signed, as far as that proves its sender. */
#ifndef ENGINE_INTAKE_SIGNATURE_H
#define ENGINE_INTAKE_SIGNATURE_H

#include "engine/engine.h"
#include "transport/edge.h"

/* A signature is good for two days, and for one mail: its text could be sent again under
 * another subject. One that proves nothing any more is SIGNATURE_UNKNOWN. *out_facts,
 * owned, stays as it is if nothing is signed or the configuration has no keys. Writes
 * down that a good one is used, in the caller's transaction. */
bool intake_signature_check(Engine *engine, const Message *message,
			    const EdgeMessage *mail, Instant now,
			    SignatureFacts **out_facts, GError **error);

#endif
